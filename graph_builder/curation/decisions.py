"""Decisions as data: what a person said about a statement, enough to apply it to any later build.

A decision keeps the whole statement, not a reference to one: what the reviewer stands for
(``says``), what had been read (``was``), and where it stands (``anchors``). So it outlives a better
extractor and another layout of the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph_builder.curation.anchors import Anchor
from graph_builder.curation.statement import EXTRACTOR, FIELDS, Statement
from graph_builder.curation.words import bare
from graph_builder.model import (
    Condition,
    DurationKind,
    Modality,
    Polarity,
    Practice,
    Review,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition or exception in the policy's words, with its concept where it has one."""

    words: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A duration stated in the same clause; ``words`` are those of the period."""

    data: tuple[str, ...]
    kind: DurationKind
    words: str
    duration: str = ""
    starts_at: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a statement says, wherever it stands: a practice without offsets."""

    polarity: Polarity
    modality: Modality
    operations: tuple[str, ...]
    data: tuple[str, ...]
    sources: tuple[str, ...] = ()
    obtained_from: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    conditions: tuple[Clause, ...] = ()
    exceptions: tuple[Clause, ...] = ()
    retention: tuple[Period, ...] = ()

    @classmethod
    def of(cls, practice: Practice, text: str) -> Content:
        """Return what a practice says; its spans count in ``text``."""

        def clauses(found: Iterable[Condition]) -> tuple[Clause, ...]:
            return tuple(Clause(c.span.text(text), c.concept) for c in found)

        return cls(
            polarity=practice.polarity,
            modality=practice.modality,
            **{name: getattr(practice, name) for name in FIELDS},
            conditions=clauses(practice.conditions),
            exceptions=clauses(practice.exceptions),
            retention=tuple(
                Period(r.data, r.kind, r.span.text(text), r.duration, r.starts_at)
                for r in practice.retention
            ),
        )

    def values(self) -> frozenset[tuple[str, str]]:
        """Return the concepts as (field, concept) pairs."""
        return frozenset((name, c) for name in FIELDS for c in getattr(self, name))

    def same(self, other: Content) -> bool:
        """Tell whether two contents say the same, whatever the order and layout of their words."""
        return self._essence() == other._essence()

    def likeness(self, other: Content) -> float:
        """Return how much two contents have in common (0-1): the Jaccard index of their values.

        Statements of different polarity have nothing in common.
        """
        if self.polarity is not other.polarity:
            return 0.0
        mine, theirs = self.values(), other.values()
        return len(mine & theirs) / len(mine | theirs)

    def _essence(self) -> tuple[object, ...]:
        clauses = (
            sorted((bare(c.words), c.concept) for c in found)
            for found in (self.conditions, self.exceptions)
        )
        periods = sorted((sorted(p.data), p.kind, p.duration, p.starts_at) for p in self.retention)
        return (self.polarity, self.modality, self.values(), *clauses, periods)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one statement.

    Attributes:
        id: of the statement (``statement_id``).
        verdict: what was decided.
        reviewer: who.
        time: when, ISO 8601 with a time zone.
        language: of the policy version.
        anchors: the statement's evidence, in text order; the last is the clause itself.
        says: what the reviewer stands for (accept, edit, add); ``None`` otherwise.
        was: what had been read, where the reviewer does not stand for it (edit, reject, unsure).
        reason: why, or empty.
        section: heading path at the time.
        proposer: who had read it (``EXTRACTOR``, a model); the reviewer for what they added.
        previous: the decision that this one replaced.
    """

    id: str
    verdict: Verdict
    reviewer: str
    time: str
    language: str
    anchors: tuple[Anchor, ...]
    says: Content | None = None
    was: Content | None = None
    reason: str = ""
    section: tuple[str, ...] = ()
    proposer: str = EXTRACTOR
    previous: Decision | None = None

    @property
    def read(self) -> Content | None:
        """What had been read when the decision was taken; ``None`` where nothing was (add)."""
        if self.verdict is Verdict.ADD:
            return None
        return self.was or self.says

    @property
    def review(self) -> Review:
        """The decision as the model keeps it."""
        return Review(self.id, self.verdict, self.reviewer, self.time, self.reason)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when, and why."""

    reviewer: str
    time: str
    reason: str = ""

    @classmethod
    def now(cls, reviewer: str, reason: str = "") -> Signature:
        """Sign at this moment, in UTC to the millisecond."""
        time = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return cls(reviewer, time, reason)


def decide(
    statement: Statement,
    text: str,
    verdict: Verdict,
    signature: Signature,
    says: Content | None = None,
) -> Decision:
    """Return the decision about a statement.

    Args:
        statement: what is decided about.
        text: the normalised text of its version.
        verdict: anything but ``ADD`` for a statement that somebody else read.
        signature: who, when, why.
        says: what the reviewer says instead (``EDIT``, ``ADD``).
    """
    read = Content.of(statement.practice, text)
    stands = {Verdict.ACCEPT: read, Verdict.EDIT: says, Verdict.ADD: says or read}.get(verdict)
    return Decision(
        id=statement.id,
        verdict=verdict,
        reviewer=signature.reviewer,
        time=signature.time,
        language=statement.language,
        anchors=tuple(Anchor.at(span, text) for span in sorted(statement.practice.evidence)),
        says=stands,
        was=None if verdict in {Verdict.ACCEPT, Verdict.ADD} else read,
        reason=signature.reason,
        section=statement.practice.section,
        proposer=signature.reviewer if verdict is Verdict.ADD else statement.proposer,
    )


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions about one policy file, one for each statement, in text order."""

    all: tuple[Decision, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Decision]) -> Decisions:
        """Return decisions in their order: by language, place, identity."""
        return cls(tuple(sorted(found, key=_order)))

    def about(self, identity: str, language: str) -> Decision | None:
        """Return the decision about a statement, where there is one."""
        return next((d for d in self.all if (d.id, d.language) == (identity, language)), None)

    def record(self, decision: Decision, instead_of: Decision | None = None) -> Decisions:
        """Return the decisions with one more.

        One about the same statement, or the one named, becomes its previous; a decision that comes
        from elsewhere keeps the previous that it brings where there is none here.
        """
        earlier = instead_of or self.about(decision.id, decision.language)
        kept = (d for d in self.all if d is not earlier)
        return Decisions.of((*kept, replace(decision, previous=earlier or decision.previous)))

    def take_back(self, decision: Decision) -> Decisions:
        """Return the decisions without this one; the one that it had replaced is there again."""
        kept = [d for d in self.all if d is not decision]
        return Decisions.of([*kept, *filter(None, (decision.previous,))])

    def latest(self) -> Decision | None:
        """Return the decision that was taken last."""
        return max(self.all, key=_moment, default=None)


def _order(decision: Decision) -> tuple[str, int, str]:
    places = [a.start for a in decision.anchors]
    return decision.language, places[-1] if places else 0, decision.id


def _moment(decision: Decision) -> tuple[datetime, str]:
    return datetime.fromisoformat(decision.time), decision.id


__all__ = [
    "Clause",
    "Content",
    "Decision",
    "Decisions",
    "Period",
    "Signature",
    "decide",
]
