"""Decisions applied to what a build has read: the reviewer's word supersedes the extractor's.

For each policy version, in the order of its decisions:

1. A decision whose statement is read again, by identity (same words, same values), meets it.
2. The others are anchored (``anchors``). Among the statements whose clause overlaps theirs and that
   no other decision has met, each meets the one that says the same, or, where there is none and the
   words are the same, the one most like it (:data:`LIKE`).
3. Words that changed mean a sentence that may say something else: there a decision holds only where
   the extractor still reads what it had read. Otherwise it is in doubt, and not applied.
4. What the reviewer stands for (accept, edit, add) takes the place of the statement met, or its own
   place in the text where none was met. What is rejected goes, where the same is read again.
5. A decision that is in doubt or has lost its anchor changes nothing; the version gets the note
   :data:`NOTE`, so that whoever sees its graph knows.

The same version and the same decisions give the same result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from graph_builder.curation.anchors import Place, locate_all
from graph_builder.curation.decisions import Content, Decision, Decisions
from graph_builder.curation.practices import parties, restated
from graph_builder.curation.statement import EXTRACTOR, Statement, clause, statements
from graph_builder.curation.words import Bare
from graph_builder.model import PolicyVersion, Practice, Span, Superseded, Verdict

NOTE = "E-DECISION"
"""Code of ``failures.toml`` on a version about which a decision could not be applied."""
LIKE = 0.4
"""Share of values in common from which on a statement is another reading of the one decided."""


class Fate(StrEnum):
    """What became of a decision in a build.

    ``KEPT``: its words are there and the same is read. ``REREAD``: its words are there, the
    extractor reads something else now, or nothing; the decision holds. ``REWORDED``: the sentence
    was reworded and the same is read in it; the decision holds. ``DOUBTFUL``: the sentence was
    reworded and is read otherwise; not applied. ``LOST``: the sentence is not there; not applied.
    """

    KEPT = "kept"
    REREAD = "reread"
    REWORDED = "reworded"
    DOUBTFUL = "doubtful"
    LOST = "lost"


NOT_APPLIED = frozenset({Fate.DOUBTFUL, Fate.LOST})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision, what became of it, where it stands now, and the statement that it met.

    ``like`` is the statement that resembles a rejected one and that nobody has seen.
    """

    decision: Decision
    fate: Fate
    spans: tuple[Span, ...] = ()
    met: str = ""
    like: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Versions with the decisions applied, and what became of each decision."""

    versions: tuple[PolicyVersion, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def unapplied(self) -> tuple[Outcome, ...]:
        """The decisions that changed nothing, for somebody to look at."""
        return tuple(o for o in self.outcomes if o.fate in NOT_APPLIED)


def apply(versions: Iterable[PolicyVersion], decisions: Decisions) -> Reviewed:
    """Return the versions of one policy file with the decisions about it applied."""
    done: list[PolicyVersion] = []
    outcomes: list[Outcome] = []
    for version in versions:
        mine = [d for d in decisions.all if d.language == version.language]
        changed, found = _apply(version, mine) if mine else (version, [])
        done.append(changed)
        outcomes += found
    languages = {v.language for v in done}
    homeless = (d for d in decisions.all if d.language not in languages)
    return Reviewed(tuple(done), (*outcomes, *(Outcome(d, Fate.LOST) for d in homeless)))


def match(
    version: PolicyVersion, found: Sequence[Statement], decisions: Iterable[Decision]
) -> list[Outcome]:
    """Return what becomes of decisions, given the statements read in a version."""
    matcher = _Matcher(version, {s.id: s for s in found})
    return matcher.outcomes(list(decisions))


@dataclass(slots=True)
class _Matcher:
    """Brings decisions and statements together; ``free`` are the statements not met yet."""

    version: PolicyVersion
    free: dict[str, Statement]
    _bare: Bare | None = None
    _contents: dict[str, Content] = field(default_factory=dict)

    def outcomes(self, decisions: list[Decision]) -> list[Outcome]:
        found: dict[int, Outcome] = {}
        for i, decision in enumerate(decisions):
            met = self.free.get(decision.id) if decision.verdict is not Verdict.ADD else None
            if met:
                del self.free[met.id]
                spans = tuple(sorted(met.practice.evidence))
                found[i] = Outcome(decision, Fate.KEPT, spans, met.id)
        rest = [(i, d) for i, d in enumerate(decisions) if i not in found]
        places = {i: locate_all(d.anchors, self._text()) for i, d in rest}
        for exact in (True, False):
            for i, decision in rest:
                if i not in found and (outcome := self._meet(decision, places[i], exact=exact)):
                    found[i] = outcome
        return [found[i] for i in range(len(decisions))]

    def _meet(
        self, decision: Decision, places: tuple[Place, ...], *, exact: bool
    ) -> Outcome | None:
        """Return the outcome, or ``None`` where only the second pass (not ``exact``) can tell."""
        if not places:
            return Outcome(decision, Fate.LOST)
        spans = tuple(p.span for p in places)
        same_words = all(p.same for p in places)
        met = self._equal(decision, spans[-1])
        if met:
            del self.free[met.id]
            return Outcome(decision, Fate.KEPT if same_words else Fate.REWORDED, spans, met.id)
        if exact:
            return None
        if not same_words:
            return Outcome(decision, Fate.DOUBTFUL, spans)
        if decision.verdict is Verdict.ADD or decision.proposer != EXTRACTOR:
            # Nothing that the extractor reads is another reading of what it never read.
            return Outcome(decision, Fate.KEPT, spans)
        alike = self._alike(decision, spans[-1])
        if alike and decision.verdict is Verdict.REJECT:
            return Outcome(decision, Fate.REREAD, spans, like=alike.id)
        if alike:
            del self.free[alike.id]
        return Outcome(decision, Fate.REREAD, spans, alike.id if alike else "")

    def _near(self, span: Span) -> list[Statement]:
        return [
            s
            for s in self.free.values()
            if (own := clause(s.practice)).start < span.end and span.start < own.end
        ]

    def _equal(self, decision: Decision, span: Span) -> Statement | None:
        wanted = decision.read or decision.says
        near = self._near(span)
        return next((s for s in near if wanted and wanted.same(self._content(s))), None)

    def _alike(self, decision: Decision, span: Span) -> Statement | None:
        wanted = decision.read
        scored = [(wanted.likeness(self._content(s)), s) for s in self._near(span) if wanted]
        best, statement = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        return statement if best >= LIKE else None

    def _content(self, statement: Statement) -> Content:
        if statement.id not in self._contents:
            content = Content.of(statement.practice, self.version.text)
            self._contents[statement.id] = content
        return self._contents[statement.id]

    def _text(self) -> Bare:
        if self._bare is None:
            self._bare = Bare.of(self.version.text)
        return self._bare


def _apply(
    version: PolicyVersion, decisions: list[Decision]
) -> tuple[PolicyVersion, list[Outcome]]:
    read = statements(version)
    outcomes = match(version, read, decisions)
    by_id = {s.id: i for i, s in enumerate(read)}
    practices: dict[int, Practice | None] = dict(enumerate(version.practices))
    new: list[Practice] = []
    superseded: list[Superseded] = []
    for outcome in outcomes:
        if outcome.fate in NOT_APPLIED:
            continue
        at = by_id.get(outcome.met)
        met = version.practices[at] if at is not None else None
        result = _result(version, outcome, met)
        if met is not None and at is not None:
            practices[at] = result
            if result is None or _replaces(outcome.decision, met, result):
                review = outcome.decision.review
                superseded.append(Superseded(review, met.evidence, met.section))
        elif result is not None:
            new.append(result)
    whole = _in_text_order([p for p in practices.values() if p is not None], new)
    changed = replace(
        version,
        practices=whole,
        superseded=(*version.superseded, *superseded),
        parties=parties(version, whole),
        notes=(*version.notes, *[NOTE for o in outcomes if o.fate in NOT_APPLIED][:1]),
    )
    return changed, outcomes


def _result(version: PolicyVersion, outcome: Outcome, met: Practice | None) -> Practice | None:
    """Return the practice that a decision leads to; ``None`` where there is none."""
    decision = outcome.decision
    if decision.verdict is Verdict.UNSURE:
        return replace(met, review=decision.review) if met else None
    if decision.says is None:
        return None
    return restated(version, decision, outcome.spans, met)


def _replaces(decision: Decision, before: Practice, after: Practice) -> bool:
    """Tell whether a decision made another practice of one, not only confirmed or doubted it."""
    if decision.verdict is Verdict.UNSURE:
        return False
    return replace(after, review=None, confidence=before.confidence) != before


def _in_text_order(read: list[Practice], new: Iterable[Practice]) -> tuple[Practice, ...]:
    """Return the practices with the new ones where their clauses stand in the text."""
    whole = list(read)
    for practice in new:
        at = next((i for i, p in enumerate(whole) if clause(p) > clause(practice)), len(whole))
        whole.insert(at, practice)
    return tuple(whole)


__all__ = ["LIKE", "NOTE", "NOT_APPLIED", "Fate", "Outcome", "Reviewed", "apply", "match"]
