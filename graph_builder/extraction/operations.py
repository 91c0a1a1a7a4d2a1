"""Operations that a notice tells in a sentence of its own: transfers abroad, automated decisions.

Such a sentence ("Your data may be processed in Singapore") is found as a provision. The practices
it states do that too; where it states none, it is a practice about personal data in general. A
sentence that denies ("no automated decisions are made") or grants a right adds nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph_builder.extraction.confidence import UNSURE
from graph_builder.extraction.facts import Facts
from graph_builder.extraction.frames import GENERIC
from graph_builder.extraction.grammar import Grammar
from graph_builder.extraction.tokens import tokenize
from graph_builder.model import (
    Mention,
    Modality,
    Origin,
    Polarity,
    Practice,
    Provision,
    Slot,
    Span,
)

_OPERATIONS = {
    "alir:TransferProvision": "dpv:CrossBorderTransfer",
    "alir:AutomatedDecisionProvision": "dpv:Profiling",
}


def with_provisions(
    practices: Iterable[Practice], facts: Facts, text: str, grammar: Grammar
) -> Iterator[Practice]:
    """Yield the practices with the operations of provisions, and those of provisions alone."""
    rights = {right.evidence for right in facts.rights}
    told = {
        (p.evidence, _OPERATIONS[p.concept]): p
        for p in facts.provisions
        if p.concept in _OPERATIONS
        and p.evidence not in rights
        and not _denies(p.evidence, text, grammar)
    }
    by_span: dict[Span, list[str]] = {}
    for span, operation in told:
        by_span.setdefault(span, []).append(operation)
    # Sentences do not overlap: only the last that begins before a practice can hold it.
    spans = sorted(by_span, key=lambda span: span.start)
    starts = [span.start for span in spans]
    done: set[tuple[Span, str]] = set()
    for practice in practices:
        at = bisect_right(starts, practice.evidence[-1].start) if practice.evidence else 0
        holder = spans[at - 1] if at and _states(practice, spans[at - 1]) else None
        added = by_span[holder] if holder else []
        done.update((holder, o) for o in added if holder)
        operations = tuple(dict.fromkeys((*practice.operations, *added)))
        yield replace(practice, operations=operations) if added else practice
    for (span, operation), provision in told.items():
        if (span, operation) not in done:
            yield _alone(span, operation, provision)


def _states(practice: Practice, span: Span) -> bool:
    return practice.evidence[-1].end <= span.end and practice.polarity is Polarity.AFFIRMED


def _denies(span: Span, text: str, grammar: Grammar) -> bool:
    tokens = tokenize(text, grammar.language, span.start, span.end)
    return any(
        cue.family == "polarity" and cue.value == "negation"
        for cues in grammar.cues(tokens).values()
        for cue in cues
    )


def _alone(span: Span, operation: str, provision: Provision) -> Practice:
    return Practice(
        polarity=Polarity.AFFIRMED,
        modality=Modality.POSSIBLE,
        operations=(operation,),
        data=(GENERIC,),
        evidence=(span,),
        section=provision.section,
        mentions=(Mention(Slot.OPERATION, operation, span, UNSURE, Origin.EXPLICIT, "provision"),),
        confidence=UNSURE,
    )
