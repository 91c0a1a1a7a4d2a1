"""The practices of a version as statements: who says them, in which words, with what limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph_builder.analysis import cautions
from graph_builder.analysis.citation import bare
from graph_builder.model import Polarity, PolicyVersion, Practice, Span

_NEGATED = {
    "en": r"(?: \w+)? (?:(?:does|do|will|would|has|have|can) ?(?:not|n['’]t|never)|never)\b",
    "id": r" (?:\w+ ){0,2}?(?:tidak|tak|takkan)\b",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A practice with its number in the version, its sentence, and what its words limit."""

    practice: Practice
    number: int
    sentence: Span
    clause: str
    reasons: tuple[str, ...]
    language: str
    unread: tuple[str, ...] = ()
    row: bool = False

    @property
    def node(self) -> str:
        """The part of the version's graph that states it."""
        return f"practice-{self.number}"


def said(version: PolicyVersion) -> Iterator[Said]:
    """Yield the practices of a version that have words of their own."""
    own = _own(version)
    for number, practice in enumerate(version.practices, 1):
        spans = [s for s in practice.evidence if s.text(version.text)]
        if not spans:
            continue
        denied = practice.polarity is Polarity.DENIED
        words = cautions.clause(version, practice)
        looked = words if denied else cautions.sentence(version, practice)
        found = cautions.reasons_in("denial" if denied else "affirmed", version.language, looked)
        if not _speaks(version, practice, words):
            found = (cautions.VOID,)
        unread = cautions.unread(version, practice) if denied else ()
        mine, sentence = _without(practice, own), max(spans)
        row = _in_table(version.text, sentence.start)
        yield Said(mine, number, sentence, words, found, version.language, unread, row)


def _in_table(text: str, start: int) -> bool:
    return text[text.rfind("\n", 0, start) + 1 : start + 1].lstrip().startswith("|")


def _speaks(version: PolicyVersion, practice: Practice, clause: str) -> bool:
    """Tell whether the controller says it of itself, in so many words."""
    language = version.language
    if practice.polarity is Polarity.DENIED:
        return cautions.has("plain", language, clause) or _named(
            version, clause, _NEGATED[language]
        )
    words = " ".join(s.text(version.text) for s in practice.evidence)
    return cautions.has("own", language, words) or _named(version, words, "")


def _named(version: PolicyVersion, words: str, then: str) -> bool:
    names = version.controller.names if version.controller else ()
    return any(re.search(re.escape(n) + then, words) for n in names if n)


def _own(version: PolicyVersion) -> frozenset[str]:
    """Return the parties that are the controller itself."""
    names = {bare(n) for n in version.controller.names} if version.controller else set()
    return frozenset(p.curie for p in version.parties if bare(p.name) in names)


def _without(practice: Practice, parties: frozenset[str]) -> Practice:
    recipients = tuple(r for r in practice.recipients if r not in parties)
    return replace(practice, recipients=recipients)


__all__ = ["Said", "said"]
