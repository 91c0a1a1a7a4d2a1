"""What a comparison of two versions finds, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph_builder.analysis.citation import Citation


class Kind(StrEnum):
    """What became of a statement; the order is that of reports."""

    ADDED = "added"
    WIDENED = "widened"
    STRENGTHENED = "strengthened"
    LONGER = "longer"
    CHANGED = "changed"
    REMOVED = "removed"
    NARROWED = "narrowed"
    WEAKENED = "weakened"
    SHORTER = "shorter"


class Topic(StrEnum):
    """What a change is about; the order is that of reports."""

    NEW_RECIPIENT = "new-recipient"
    RECIPIENT = "recipient"
    PURPOSE = "purpose"
    SOURCE = "source"
    OPERATION = "operation"
    RETENTION = "retention"
    RIGHT = "right"
    PROVISION = "provision"
    CONTROLLER = "controller"
    CONTACT = "contact"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: the concepts (CURIEs) it states, or a literal, and the proof.

    ``data`` are data categories; ``values`` are what they go to or are for, the topic's first, or
    what the topic is about. ``firmness`` is a modality or the kind of a duration.
    """

    data: tuple[str, ...]
    values: tuple[str, ...]
    firmness: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``old`` or ``new`` is ``None`` where only the other version says it.

    ``foreseen``: what is added (removed) the other version says too, in broader words.
    """

    kind: Kind
    topic: Topic
    old: Side | None
    new: Side | None
    denied: bool = False
    foreseen: bool = False


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes by topic, news before details, by kind, then in the order of the texts."""
    topics, kinds = list(Topic), list(Kind)

    def key(change: Change) -> tuple[object, ...]:
        sides = [s for s in (change.new, change.old) if s]
        lines = tuple(s.citation.line if s.citation else 0 for s in sides)
        place = topics.index(change.topic), change.foreseen, kinds.index(change.kind)
        return *place, lines, str(sides)

    return tuple(sorted(changes, key=key))


__all__ = ["Change", "Kind", "Side", "Topic", "ordered"]
