"""A statement under review as the page shows it: values, the sentence in place, the decision."""

from __future__ import annotations

from typing import Any

from graph_builder.curation.queue import Item
from graph_builder.curation.session import Session
from graph_builder.curation.statement import FIELDS

_CONTEXT = 400
"""Code points of the text on either side of a sentence."""

Plain = dict[str, Any]


def shown(opened: Session, item: Item) -> Plain:
    """Return an item of a session as plain data; offsets of marks count from the clause's start."""
    text, said = opened.text(item.language), item.content
    clause = item.spans[-1] if item.spans else None
    mentions = item.statement.practice.mentions if item.statement else ()
    return {
        "id": item.id,
        "state": item.state,
        "open": item.open,
        "confidence": item.confidence,
        "priority": item.priority,
        "proposer": item.proposer,
        "concern": item.concern,
        "language": item.language,
        "section": item.section,
        "polarity": said.polarity,
        "modality": said.modality,
        "values": {name: getattr(said, name) for name in FIELDS},
        "clauses": [c.words for c in (*said.conditions, *said.exceptions)],
        "leads": [span.text(text) for span in item.spans[:-1]],
        "clause": opened.words(item),
        "before": _before(text, clause.start) if clause else "",
        "after": _after(text, clause.end) if clause else "",
        "marks": [
            {"start": m.span.start - clause.start, "end": m.span.end - clause.start, "slot": m.slot}
            for m in mentions
            if clause and clause.start <= m.span.start and m.span.end <= clause.end
        ],
        "decision": _decision(item),
    }


def _decision(item: Item) -> Plain | None:
    if item.decision is None:
        return None
    review = item.decision.review
    return {
        "verdict": review.verdict,
        "reviewer": review.reviewer,
        "time": review.time,
        "reason": review.reason,
        "fate": item.fate,
    }


def _before(text: str, start: int) -> str:
    """Return what stands before a place, from the beginning of a word on."""
    found = text[max(0, start - _CONTEXT) : start]
    return found if len(found) < _CONTEXT else found.partition(" ")[2]


def _after(text: str, end: int) -> str:
    found = text[end : end + _CONTEXT]
    return found if len(found) < _CONTEXT else found.rpartition(" ")[0]


__all__ = ["shown"]
