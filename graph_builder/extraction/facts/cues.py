"""The cue tables: which words make which sentence say which fact.

Grammar is data: ``cues/<language>.toml`` holds macros and rules, this module compiles them once.

1. A rule has trigger words (``on``), patterns (``match``), patterns that veto (``unless``) and,
   where its context matters, patterns that the heading or lead-in must match (``under``).
2. ``{name}`` in a pattern is a macro of the same file; a space stands for any run of spaces,
   ``’`` for an apostrophe.
3. One Aho-Corasick pass over the text finds every trigger; only rules whose trigger stands in a
   sentence are tried on it, so that cost grows with what a text says, not with the table.

Patterns must run in linear time: gaps are bounded, nothing repeated contains a repetition.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from graph_builder.extraction.facts.passages import Passage

_FOLDER = Path(__file__).parent / "cues"
_MACRO = re.compile(r"\{([a-z_]+)\}")
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a cue table.

    Attributes:
        table: the table it stands in, e.g. ``rights``.
        says: the concept or name that the rule concludes.
        on: trigger words; one of them must occur in the sentence.
        match: what the sentence must match.
        unless: what it must not match, or ``None``.
        under: what heading or lead-in must match, or ``None``.
        also: further keys of the table, as written.
    """

    table: str
    says: str
    on: tuple[str, ...]
    match: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    under: re.Pattern[str] | None = None
    also: Mapping[str, Any] = field(default_factory=dict)

    def find(
        self, passage: Passage, start: int = 0, end: int | None = None
    ) -> re.Match[str] | None:
        """Return the match in a stretch of the sentence, or ``None``."""
        if self.under is not None and not (
            self.under.search(passage.heading) or self.under.search(passage.lead)
        ):
            return None
        found = self.match.search(passage.text, start, len(passage.text) if end is None else end)
        if found is None or (self.unless is not None and self.unless.search(passage.text)):
            return None
        return found


class Cues:
    """The cue tables of one language, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._macros: dict[str, str] = table.get("macros", {})
        self.patterns = {
            name: self.pattern(*([value] if isinstance(value, str) else value))
            for name, value in table.get("patterns", {}).items()
        }
        self.words: Mapping[str, Any] = table.get("words", {})
        self.rules = tuple(
            self._rule(name, row, patterns)
            for name, rows in table.items()
            if isinstance(rows, list)
            for row in rows
            for patterns in _apart(row["match"])
        )
        triggers: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for word in rule.on:
                triggers.setdefault(word, []).append(number)
        self._numbers = tuple(triggers.values())
        self._automaton = AhoCorasick(list(triggers))

    def pattern(self, *alternatives: str) -> re.Pattern[str]:
        """Compile alternatives, macros replaced."""
        expanded = [self._expand(text) for text in alternatives]
        return re.compile("|".join(_from_boundary(expanded)))

    def _expand(self, text: str) -> str:
        for _ in range(_DEPTH):
            if not _MACRO.search(text):
                break
            text = _MACRO.sub(lambda m: f"(?:{self._macros[m[1]]})", text)
        # TOML's literal strings cannot hold the plain apostrophe that levelled text has.
        optional = re.sub(r" \?", r"\\s*", text)
        return re.sub(r"(?<![\\\[]) ", r"\\s+", optional).replace("’", "'")

    def _rule(self, table: str, row: Mapping[str, Any], patterns: Sequence[str]) -> Rule:
        known = ("says", "on", "match", "unless", "under")
        return Rule(
            table=table,
            says=row["says"],
            on=tuple(row["on"]),
            match=self.pattern(*patterns),
            unless=self.pattern(*row["unless"]) if "unless" in row else None,
            under=self.pattern(*row["under"]) if "under" in row else None,
            also={key: value for key, value in row.items() if key not in known},
        )

    def triggered(
        self, text: str, found: Sequence[Passage]
    ) -> Iterator[tuple[Passage, list[Rule]]]:
        """Yield each passage that holds triggers with the rules to try on it, in table order.

        Args:
            text: the whole levelled text of the document.
            found: its passages in text order.
        """
        hits: dict[int, set[int]] = {}
        at = 0
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            while at < len(found) and found[at].end <= start:
                at += 1
            if at == len(found):
                break
            if found[at].start <= start:
                hits.setdefault(at, set()).update(self._numbers[number])
        for index in sorted(hits):
            yield found[index], [self.rules[n] for n in sorted(hits[index])]


def _apart(patterns: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield what may be one pattern: alternatives that name their groups alike must stay apart."""
    if any("(?P<" in text for text in patterns):
        yield from ([text] for text in patterns)
    else:
        yield patterns


def _from_boundary(alternatives: Sequence[str]) -> Iterator[str]:
    r"""Yield alternatives with the ``\b`` that several in a row begin with before them all.

    The engine tries every alternative at every letter; so it looks once and goes on to the next.

    >>> list(_from_boundary([r"\ba", r"\bb", "c"]))
    ['\\b(?:a|b)', 'c']
    """
    for bounded, group in groupby(alternatives, key=_begins_at_boundary):
        together = list(group)
        if bounded and len(together) > 1:
            yield rf"\b(?:{'|'.join(text.removeprefix(_BOUNDARY) for text in together)})"
        else:
            yield from together


def _begins_at_boundary(text: str) -> bool:
    r"""Tell whether whatever a pattern matches begins at the boundary of a word.

    >>> [_begins_at_boundary(x) for x in (r"\ba", r"(?:\ba)(?:b|c)", r"\ba|b", r"(?:\ba)?b", "a")]
    [True, True, False, False, False]
    """
    bare = re.sub(r"^(?:\(\?:)+", "", text)
    depth = least = 0
    for sign in _SYNTAX.findall(bare):
        depth += (sign == "(") - (sign[0] == ")")
        if depth < least:  # a bracket that opened before the boundary
            least = depth
            if sign != ")":
                return False
        elif sign == "|" and depth == least:
            return False
    return bare.startswith(_BOUNDARY)


_BOUNDARY = r"\b"
# What tells the structure of a pattern: escapes and classes (to pass over), brackets, bars.
_SYNTAX = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(|\)[?*{]?|\|")


@cache
def cues(language: str) -> Cues:
    """Return the compiled tables of a language, read once per process."""
    path = _FOLDER / f"{language}.toml"
    return Cues(tomllib.loads(path.read_text(encoding="utf-8")))


__all__ = ["Cues", "Rule", "cues"]
