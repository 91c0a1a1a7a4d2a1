"""Words that limit what a statement promises: rows of ``cautions.toml``, looked for in its clause.

1. The clause is the part of the sentence around the verb, cut at “but”, “however”, “tetapi” …
2. The rows of a side are tried in their order; the first whose words are there decides.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graph_builder.model import PolicyVersion, Practice, Slot, Span

VOID = "void"
_CUT = re.compile(
    r"[;.] |, (?:but|however|although|though|yet|whereas)\b|\bhowever\b"
    r"|,? (?:namun|tetapi|tapi|melainkan|sedangkan|meskipun|walaupun)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Caution:
    """A row of the table in one language."""

    reason: str
    words: re.Pattern[str]


@cache
def table(side: str, language: str) -> Sequence[Caution]:
    """Return the rows of a side (``denial`` or ``affirmed``) in their order."""
    return tuple(Caution(r["reason"], _any(r.get(language, []))) for r in _file()[side])


@lru_cache(maxsize=1024)  # practices of one sentence follow each other
def reasons_in(side: str, language: str, words: str) -> tuple[str, ...]:
    """Return the reasons of all rows whose words are there, in the order of the table."""
    return tuple(row.reason for row in table(side, language) if row.words.search(words))


@cache
def concepts(name: str) -> Mapping[str, Sequence[str]]:
    """Return a table of concepts by slot."""
    found: Mapping[str, Sequence[str]] = _file()[name]
    return found


@lru_cache(maxsize=1024)
def has(name: str, language: str, words: str) -> bool:
    """Tell whether the words of a table without reasons are there."""
    return bool(_words(name, language).search(words))


def sentence(version: PolicyVersion, practice: Practice) -> str:
    """Return the sentence of a practice in one line, without what governs it."""
    if not practice.evidence:
        return ""
    return " ".join(max(practice.evidence).text(version.text).split())


def clause(version: PolicyVersion, practice: Practice) -> str:
    """Return the part of the sentence that holds the verb, or the sentence where none is known."""
    return " ".join(_clause(version, practice).text(version.text).split())


def unread(version: PolicyVersion, practice: Practice) -> tuple[str, ...]:
    """Return the words of the clause that are neither harmless nor read as a value of a slot."""
    span = _clause(version, practice)
    harmless = frozenset(_file()["harmless"].get(version.language, ()))
    read = [(m.span.start, m.span.end) for m in practice.mentions]
    names = version.controller.names if version.controller else ()
    own = {w for n in names for w in re.findall(r"\w+", n.casefold())}
    return tuple(
        word.group()
        for word in re.finditer(r"[^\W_]+", span.text(version.text))
        if word.group().casefold() not in harmless | own
        and not any(s <= span.start + word.start() < e for s, e in read)
    )


def _clause(version: PolicyVersion, practice: Practice) -> Span:
    if not practice.evidence:
        return Span(0, 0)
    span = max(practice.evidence)
    verbs = [
        m.span.start - span.start
        for m in practice.mentions
        if m.slot is Slot.OPERATION and span.start <= m.span.start < span.end
    ]
    text = span.text(version.text)
    if not verbs or verbs[0] >= len(text):
        return span
    cuts = [0, *(m.start() + (m.group()[0] in ";.") for m in _CUT.finditer(text)), len(text)]
    start = max(c for c in cuts if c <= verbs[0])
    end = min(c for c in cuts if c > verbs[0])
    return Span(span.start + start, span.start + end)


@cache
def _file() -> dict[str, Any]:
    path = Path(__file__).with_name("cautions.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _words(name: str, language: str) -> re.Pattern[str]:
    return _any(_file()[name].get(language, []))


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


__all__ = [
    "VOID",
    "Caution",
    "clause",
    "concepts",
    "has",
    "reasons_in",
    "sentence",
    "table",
    "unread",
]
