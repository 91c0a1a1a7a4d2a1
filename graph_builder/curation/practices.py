"""What a reviewer stands for as a practice of the model: values, evidence, and the words for them.

1. Values come from the decision. What was met keeps the order of its own.
2. Mentions of values that were kept stay; a value that the reviewer gave has no mention, its words
   are the sentence.
3. Conditions, exceptions and periods are looked for in the text by their words, nearest to the
   clause; where they are not found they stand at the clause.
4. The confidence is 1: it is the reviewer's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from graph_builder.curation.anchors import Anchor, locate
from graph_builder.curation.decisions import Clause, Content, Decision, Period
from graph_builder.curation.statement import EXTRACTOR, FIELDS
from graph_builder.curation.words import Bare, bare
from graph_builder.model import (
    Condition,
    Party,
    PolicyVersion,
    Practice,
    Retention,
    Slot,
    Span,
    Verdict,
)
from graph_builder.vocabulary import default

_FIELD_OF_SLOT = {
    Slot.OPERATION: "operations",
    Slot.DATA: "data",
    Slot.SOURCE: "sources",
    Slot.OBTAINED_FROM: "obtained_from",
    Slot.PURPOSE: "purposes",
    Slot.RECIPIENT: "recipients",
    Slot.BASIS: "bases",
    Slot.SUBJECT: "subjects",
}


def restated(
    version: PolicyVersion, decision: Decision, spans: Sequence[Span], met: Practice | None
) -> Practice:
    """Return the practice that a decision states.

    Args:
        version: whose text the spans count in.
        decision: one that says something (accept, edit, add).
        spans: where its anchors stand.
        met: the practice whose place it takes, if there is one.
    """
    says = decision.says
    if says is None:
        message = f"decision {decision.id} states nothing"
        raise ValueError(message)
    if met and says.same(Content.of(met, version.text)):
        return replace(met, confidence=1.0, review=decision.review)
    practice = met or Practice(says.polarity, says.modality, says.operations, says.data)
    evidence = met.evidence if met else tuple(spans)
    values: dict[str, Any] = {
        name: _ordered(getattr(says, name), getattr(practice, name)) for name in FIELDS
    }
    place = max(evidence)
    return replace(
        practice,
        polarity=says.polarity,
        modality=says.modality,
        **values,
        conditions=_clauses(version.text, place, says.conditions, practice.conditions),
        exceptions=_clauses(version.text, place, says.exceptions, practice.exceptions),
        retention=_periods(version, place, says.retention),
        evidence=evidence,
        section=practice.section or decision.section,
        mentions=tuple(
            m
            for m in practice.mentions
            if m.slot is Slot.RETENTION or m.concept in getattr(says, _FIELD_OF_SLOT[m.slot])
        ),
        confidence=1.0,
        review=decision.review,
        proposer=_model(decision),
    )


def _model(decision: Decision) -> str:
    """Return the model whose proposal was accepted as it is, or an empty string."""
    accepted = decision.verdict is Verdict.ACCEPT and decision.proposer != EXTRACTOR
    return decision.proposer if accepted else ""


def parties(version: PolicyVersion, practices: Iterable[Practice]) -> tuple[Party, ...]:
    """Return the named parties of a version whose practices became these."""
    entities = default().entities

    def named(found: Iterable[Practice]) -> set[str]:
        return {c for p in found for c in (*p.recipients, *p.obtained_from) if c in entities}

    now = named(practices)
    gone = named(version.practices) - now
    known = {p.curie: p for p in version.parties if p.curie not in gone}
    for curie in now - known.keys():
        entity = entities[curie]
        name = entity.name(version.language)
        known[curie] = Party(curie, name, entity.roles, entity.country)
    return tuple(known[curie] for curie in sorted(known))


def _ordered(wanted: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the wanted values, those known before in their order, then the others."""
    return (*(c for c in known if c in wanted), *(c for c in wanted if c not in known))


def _clauses(
    text: str, place: Span, wanted: Iterable[Clause], known: Iterable[Condition]
) -> tuple[Condition, ...]:
    there = {(bare(c.span.text(text)), c.concept): c for c in known}
    return tuple(
        there.get((bare(c.words), c.concept))
        or Condition(find_words(text, place, c.words), c.concept)
        for c in wanted
    )


def _periods(
    version: PolicyVersion, place: Span, wanted: Iterable[Period]
) -> tuple[Retention, ...]:
    """Return periods; one that the version states in the same place already is that one."""
    stated = (*version.retention, *(r for p in version.practices for r in p.retention))
    found = []
    for period in wanted:
        span = find_words(version.text, place, period.words)
        same = (
            r
            for r in stated
            if (r.span, r.kind, r.duration, r.starts_at, sorted(r.data))
            == (span, period.kind, period.duration, period.starts_at, sorted(period.data))
        )
        found.append(
            next(same, None)
            or Retention(period.data, period.kind, period.duration, period.starts_at, place, span)
        )
    return tuple(found)


def find_words(text: str, place: Span, words: str) -> Span:
    """Return where words stand nearest to a clause, or the clause itself."""
    found = locate(Anchor(words, "", "", place.start, place.end), Bare.of(text))
    return found.span if found and found.same else place


__all__ = ["find_words", "parties", "restated"]
