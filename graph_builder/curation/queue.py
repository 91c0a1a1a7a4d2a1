"""What to look at first: the least certain and most consequential statements.

1. Every statement read in a policy, by whomever, becomes an :class:`Item`, with the decision about
   it where there is one; decisions that met no statement become items of their own.
2. Doubt is 1 minus the confidence, at least :data:`DISPUTED` where there is a concern.
3. Consequence is the weight of ``consequence.toml``.
4. Open items come first, those with the largest product of the two in front; then what is decided,
   in text order.

The product is the expected cost of leaving the statement unseen (decision theory under a 0-1 loss
scaled by consequence), so the order spends a reviewer's time where it saves most.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from graph_builder.curation.decisions import Content, Decision
from graph_builder.curation.overlay import NOT_APPLIED, Fate, Outcome
from graph_builder.curation.statement import EXTRACTOR, Statement
from graph_builder.model import Span, Verdict
from graph_builder.vocabulary import default

DISPUTED = 0.5
"""Doubt about a statement that somebody reads otherwise, at least."""


@dataclass(frozen=True, slots=True)
class Item:
    """A statement in front of a reviewer, with what was decided about it.

    Attributes:
        id: of the decision where there is one, else of the statement.
        language: of its version.
        statement: what is read in the text now; ``None`` where nothing is (a decision alone).
        content: what stands: the reviewer's word where it applies, else what is read.
        now: what is read in the text now, ``None`` where nothing is.
        spans: the evidence in text order, the clause last; empty where the sentence is lost.
        section: heading path.
        decision, fate: what was decided and what became of it, ``None`` where nothing was.
        priority: doubt times consequence.
    """

    id: str
    language: str
    statement: Statement | None
    content: Content
    now: Content | None
    spans: tuple[Span, ...]
    section: tuple[str, ...]
    decision: Decision | None
    fate: Fate | None
    priority: float

    @property
    def open(self) -> bool:
        """Whether somebody still has to decide."""
        if self.decision is None or self.fate in NOT_APPLIED:
            return True
        return self.decision.verdict is Verdict.UNSURE

    @property
    def state(self) -> str:
        """What was decided, ``new`` where nothing was, the fate of a decision not applied."""
        if self.decision is None:
            return "new"
        return str(self.fate if self.fate in NOT_APPLIED else self.decision.verdict)

    @property
    def confidence(self) -> float:
        """The chance that what stands is right: 1 where a reviewer stands for it."""
        if self.statement is None or not self.open:
            return 1.0
        return self.statement.practice.confidence

    @property
    def proposer(self) -> str:
        """Who read it."""
        if self.statement:
            return self.statement.proposer
        return self.decision.proposer if self.decision else EXTRACTOR

    @property
    def concern(self) -> str:
        """Why somebody should look, where there is a reason of its own."""
        return self.statement.concern if self.statement else ""


def items(text: str, found: Sequence[Statement], outcomes: Iterable[Outcome]) -> tuple[Item, ...]:
    """Return the queue of one version: what is open first, then what is decided.

    Args:
        text: of the version.
        found: statements read in it.
        outcomes: of the decisions about it, as :func:`overlay.match` gives them.
    """
    outcomes = list(outcomes)
    met = {o.met: o for o in outcomes if o.met}
    alone = [o for o in outcomes if not o.met]
    rejected = {o.like: o.decision for o in outcomes if o.like}
    queue = [_item(text, _warned(s, rejected.get(s.id)), met.get(s.id)) for s in found]
    queue += [_decision_alone(o) for o in alone]
    return tuple(sorted(queue, key=_rank))


def consequence(content: Content) -> float:
    """Return what hangs on a statement being right, 1 at least."""
    weights = _weights()
    values = {concept for _, concept in content.values()}
    covered = values.union(*(default().ancestors(v) for v in values))
    return (
        1.0
        + weights["polarity"].get(content.polarity, 0.0)
        + weights["modality"].get(content.modality, 0.0)
        + sum(weight for concept, weight in weights["concept"].items() if concept in covered)
    )


def _warned(statement: Statement, rejected: Decision | None) -> Statement:
    """Return a statement, with a concern where it resembles one that was rejected."""
    if rejected is None or statement.concern:
        return statement
    return replace(statement, concern=f"resembles what {rejected.reviewer} rejected")


def _item(text: str, statement: Statement, outcome: Outcome | None) -> Item:
    decision = outcome.decision if outcome else None
    content = Content.of(statement.practice, text)
    stands = decision.says if decision and decision.says else content
    item = Item(
        id=decision.id if decision else statement.id,
        language=statement.language,
        statement=statement,
        content=stands,
        now=content,
        spans=tuple(sorted(statement.practice.evidence)),
        section=statement.practice.section,
        decision=decision,
        fate=outcome.fate if outcome else None,
        priority=0.0,
    )
    return _with_priority(item)


def _decision_alone(outcome: Outcome) -> Item:
    decision = outcome.decision
    content = decision.says or decision.was
    if content is None:
        message = f"decision {decision.id} is about nothing"
        raise ValueError(message)
    item = Item(
        id=decision.id,
        language=decision.language,
        statement=None,
        content=content,
        now=None,
        spans=outcome.spans,
        section=decision.section,
        decision=decision,
        fate=outcome.fate,
        priority=0.0,
    )
    return _with_priority(item)


def _with_priority(item: Item) -> Item:
    if not item.open:
        return item
    doubt = 1.0 - item.confidence
    if item.concern or item.fate in NOT_APPLIED:
        doubt = max(doubt, DISPUTED)
    return replace(item, priority=round(doubt * consequence(item.content), 3))


def _rank(item: Item) -> tuple[bool, float, Span, str]:
    place = item.spans[-1] if item.spans else Span(0, 0)
    return not item.open, -item.priority, place, item.id


@cache
def _weights() -> dict[str, dict[str, float]]:
    path = Path(__file__).parent / "consequence.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


__all__ = ["DISPUTED", "Item", "consequence", "items"]
