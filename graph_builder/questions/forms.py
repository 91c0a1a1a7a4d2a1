"""The question grammar: templates in ``grammar/*.toml``, compiled to patterns and matched.

1. A question is normalised: short forms are spelt out (``spelling.py``); case, punctuation,
   politeness ("can you tell me …"), possessives and the ending of "siapakah" go.
2. Templates are words with four marks: ``{data}`` is a slot, ``<share>`` a word class of the same
   file, ``(a|b)`` alternatives, ``[a]`` optional words. Every template of both languages is tried.
3. Each match is a :class:`Reading`: the intent, and the wording that stands in each slot. Which
   reading holds is decided by whether its slots name something (``meaning.py``), never by guessing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.questions.spelling import formal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = ("en", "id")
_FOLDER = Path(__file__).parent / "grammar"
_TOKEN = re.compile(r"\{\w+\}|<[\w-]+>|[()\[\]|]|[^\s()\[\]|{}<>]+")
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_OUTER = re.compile(r"\([^()]*\)|\{\w+\}|<[\w-]+>|[^\s()\[\]|{}<>]+")
_NOISE = re.compile(r"[?!\"“”«»,;:]|\.(?=\s|$)|['’]s\b|['’](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question: ``slots`` hold the user's wording."""

    intent: str
    language: str
    slots: Mapping[str, str]
    template: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A template; ``needs`` are sets of words of which a question must hold at least one each."""

    intent: str
    language: str
    template: str
    needs: tuple[frozenset[str], ...]

    def match(self, text: str, words: frozenset[str]) -> re.Match[str] | None:
        """Match a question; most templates are ruled out by their words, uncompiled."""
        if any(need.isdisjoint(words) for need in self.needs):
            return None
        return _compiled(self.template, self.language).fullmatch(text)


@cache
def _compiled(template: str, language: str) -> re.Pattern[str]:
    return compile_template(template, grammar(language)["words"])


def normalise(question: str) -> str:
    """Return a question in the form that templates are written in.

    >>> normalise("Please tell me: who receives IP-addresses?")
    'who receives ip-addresses'
    """
    words = " ".join(_NOISE.sub(" ", question.casefold()).split())
    text = formal(_asked().sub(r"\1", words))
    while (shorter := _openers().sub("", text, count=1).strip()) != text:
        text = shorter
    return text


@cache
def grammar(language: str) -> Mapping[str, Any]:
    """Return the grammar table of a language."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def _openers() -> re.Pattern[str]:
    before, after = _alternatives("openers"), _alternatives("closers")
    return re.compile(rf"^(?:{before})\s+|\s+(?:{after})$")


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(grammar('id')['hosts'])})kah\b")


def _alternatives(key: str) -> str:
    phrases = {x for language in LANGUAGES for x in grammar(language)[key]}
    return "|".join(map(re.escape, sorted(phrases, key=lambda x: (-len(x), x))))


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(form["intent"], language, template, _needs(template, grammar(language)["words"]))
        for language in LANGUAGES
        for form in grammar(language)["form"]
        for template in form["templates"]
    )


def _needs(template: str, words: Mapping[str, str]) -> tuple[frozenset[str], ...]:
    """Return what a question must hold for each word, class and choice outside of brackets."""
    needs = []
    for piece in _OUTER.findall(_OPTIONAL.sub(" ", template)):
        if piece.startswith("{"):
            continue
        inner = words[piece[1:-1]] if piece.startswith("<") else piece
        expanded = re.sub(r"<([\w-]+)>", lambda m: words[m[1]], inner)
        needs.append(frozenset(re.findall(r"[^\s()\[\]|{}<>]+", expanded)))
    return tuple(n for n in needs if n)


def readings(question: str) -> Iterator[Reading]:
    """Yield every way to read a question, in the order of the grammar files."""
    text = normalise(question)
    words = frozenset(text.split())
    for form in _forms():
        if found := form.match(text, words):
            slots = {k: v.strip() for k, v in found.groupdict().items() if v}
            yield Reading(form.intent, form.language, slots, form.template)


def compile_template(template: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern of a template.

    >>> compile_template("who (gets|sees) {data}", {}).fullmatch("who sees my name")["data"].strip()
    'my name'

    Raises:
        ValueError: brackets do not match, or a word class is unknown.
    """
    pieces = _TOKEN.findall(template)
    pattern, rest = _sequence(pieces, words, "")
    if rest:
        raise ValueError(f"unmatched {rest[0]!r} in {template!r}")
    return re.compile(pattern)


def _sequence(pieces: list[str], words: Mapping[str, str], closing: str) -> tuple[str, list[str]]:
    """Translate pieces up to ``closing``; every word also takes the space that follows it."""
    parts: list[str] = []
    while pieces:
        piece, *pieces = pieces
        if piece == closing:
            return "".join(parts), pieces
        if piece in ")]":
            return "".join(parts), [piece, *pieces]
        if piece in "([":
            inner, pieces = _sequence(pieces, words, ")" if piece == "(" else "]")
            parts.append(f"(?:{inner})" + ("?" if piece == "[" else ""))
        elif piece == "|":
            parts.append("|")
        elif piece.startswith("<"):
            if piece[1:-1] not in words:
                raise ValueError(f"unknown word class {piece}")
            # The longest wording first: "has access to" before "has".
            choices = sorted(words[piece[1:-1]].split("|"), key=len, reverse=True)
            inner, _ = _sequence(_TOKEN.findall("|".join(choices)), words, "")
            parts.append(f"(?:{inner})")
        elif piece.startswith("{"):
            parts.append(rf"(?P<{piece[1:-1]}>\S.*?)(?:\s+|$)")
        else:
            parts.append(re.escape(piece) + r"(?:\s+|$)")
    if closing:
        raise ValueError(f"missing {closing!r}")
    return "".join(parts), pieces
