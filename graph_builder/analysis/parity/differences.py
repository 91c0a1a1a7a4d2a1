"""What a comparison of two language versions finds, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph_builder.analysis.citation import Citation
from graph_builder.model import Span


class Certainty(StrEnum):
    """How sure a difference is; the order is that of reports.

    ``DIFFERENT``: both versions say something, and not the same. ``MISSING``: one version says
    something for which the other has no words at all. ``ELSEWHERE``: the other version says it,
    though not where the sentence corresponds. ``UNREAD``: the other version has words for it,
    which were not read as the same statement; more often a slip of the reader than of the policy.
    """

    DIFFERENT = "different"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"
    UNREAD = "unread"

    @property
    def firm(self) -> bool:
        """Whether a reader of the policy should be told at once."""
        return self is not Certainty.UNREAD


class Topic(StrEnum):
    """What a difference is about; the order is that of reports."""

    CONTROLLER = "controller"
    CONTACT = "contact"
    DATE = "date"
    RETENTION = "retention"
    RIGHT = "right"
    DEADLINE = "deadline"
    AGE = "age"
    DENIAL = "denial"
    RECIPIENT = "recipient"
    PURPOSE = "purpose"
    DATA = "data"
    MODALITY = "modality"
    CONDITION = "condition"
    PROVISION = "provision"


@dataclass(frozen=True, slots=True)
class Side:
    """What one version says: concepts (CURIEs), durations or names, and the sentence.

    ``about`` are data categories where ``values`` are said of them, ``firmness`` a modality or the
    kind of a duration, ``node`` the part of the version's graph, empty where there is none.
    """

    values: tuple[str, ...]
    citation: Citation
    span: Span
    about: tuple[str, ...] = ()
    firmness: str = ""
    node: str = ""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentence of the other version that comes nearest to one that says something alone."""

    citation: Citation
    span: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; ``first`` or ``second`` is ``None`` where only the other version says it.

    ``nearest`` is then the sentence of the silent version that comes nearest, if there is one.
    """

    topic: Topic
    certainty: Certainty
    first: Side | None
    second: Side | None
    nearest: Nearest | None = None


def ordered(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return differences by certainty and topic, within these in the order of the texts."""
    certainties, topics = list(Certainty), list(Topic)

    def key(one: Difference) -> tuple[object, ...]:
        starts = tuple(s.span for s in (one.first, one.second) if s)
        return certainties.index(one.certainty), topics.index(one.topic), starts, str(one)

    return tuple(sorted(differences, key=key))


__all__ = ["Certainty", "Difference", "Nearest", "Side", "Topic", "ordered"]
