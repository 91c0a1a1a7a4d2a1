"""Who collects what, for what, with whom: concepts as rows, policies as columns.

1. Every concept that one of the policies itself uses in a topic (data, recipients, purposes, …) is
   a row.
2. A policy's cell is *stated* where it affirms the concept, one below it, or a term that it defines
   to include it; *vague* where only a broader term covers it, or only a qualified denial speaks of
   it; *denied* where it says that it does not; *not found* otherwise. A policy that affirms and
   denies the very same concept is *stated and denied*.
3. Rows on which the policies differ come before rows on which they agree.

The purposes and recipients of a cell are those of the statements that state it, so that nothing is
joined which no sentence joins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph_builder.analysis.citation import Citation
from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.profiles import Period, Profile, Statement
from graph_builder.analysis.relation import Taxonomy

_FIRMNESS = ("alir:Qualified", "alir:Possible", "alir:Definite", "alir:Required")
_ROOT = "dpv:PersonalData"
_COLLECTS, _SHARES = frozenset({"dpv:Collect"}), frozenset({"dpv:Share"})


class Status(StrEnum):
    """What a policy says on a concept."""

    MIXED = "stated-and-denied"
    DENIED = "denied"
    STATED = "stated"
    VAGUE = "vague"
    NOT_FOUND = "not-found"


class Topic(StrEnum):
    """What rows are about; the order is that of reports."""

    DATA = "data"
    RECIPIENT = "recipient"
    PURPOSE = "purpose"
    OPERATION = "operation"
    BASIS = "basis"
    RETENTION = "retention"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one policy says on one concept.

    Attributes:
        status: the verdict.
        value: the concept as the policy puts it: equal, narrower or broader; empty if not found.
        firmness: strongest modality, or kind of the period.
        purposes, recipients: of the statements that state it.
        data: what a denial is restricted to; empty where it speaks of personal data as a whole.
        duration: ISO 8601, for retention.
        statements: how many say so.
        proof: the words; for a denial those of the denial.
        counter: the denial beside a statement.
    """

    status: Status
    value: str = ""
    firmness: str = ""
    purposes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    duration: str = ""
    statements: int = 0
    proof: Citation | None = None
    counter: Citation | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One concept over all policies, in the order of the columns."""

    topic: Topic
    concept: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One value that a policy gives in a topic, and what says it."""

    value: str
    node: str
    denied: bool = False
    limited: bool = False
    firmness: str = ""
    statement: Statement | None = None
    period: Period | None = None


def compare(
    portfolio: Portfolio, profiles: Sequence[Profile], topics: Iterable[Topic] = tuple(Topic)
) -> tuple[Row, ...]:
    """Return the rows for some policies of a portfolio, the telling ones of each topic first."""
    rows = []
    for topic in sorted(set(topics), key=list(Topic).index):
        said = [tuple(_READERS[topic](p)) for p in profiles]
        concepts = sorted({x.value for listed in said for x in listed})
        found = [
            Row(
                topic,
                concept,
                tuple(
                    _Judge(portfolio, p, concept).cell(s)
                    for p, s in zip(profiles, said, strict=True)
                ),
            )
            for concept in concepts
        ]
        rows += sorted(found, key=_importance)
    return tuple(rows)


def _importance(row: Row) -> tuple[int, int, int, int, str]:
    """Sort contested rows first, then those on which policies differ, then by weight."""
    kinds = {c.status for c in row.cells}
    contested = Status.MIXED in kinds or {Status.DENIED, Status.STATED} <= kinds
    plain = [c.statements for c in row.cells if c.status in {Status.STATED, Status.MIXED}]
    return -int(contested), -int(len(kinds) > 1), -len(plain), -sum(plain), row.concept


# -- what a policy says, by topic


def _slot(name: str, denying: Callable[[Statement], bool]) -> Callable[[Profile], Iterator[Said]]:
    def read(profile: Profile) -> Iterator[Said]:
        for s in profile.statements:
            if s.denied and not denying(s):
                continue
            for value in getattr(s, name):
                yield Said(value, s.node, s.denied, s.limited, s.modality, s)

    return read


def _periods(profile: Profile) -> Iterator[Said]:
    for period in profile.periods:
        for value in period.data:
            yield Said(value, period.node, firmness=period.kind, period=period)


def _rights(profile: Profile) -> Iterator[Said]:
    for concept, name in profile.rights.items():
        yield Said(concept, name)


def _of_everything(statement: Statement) -> bool:
    """Tell whether a statement is about personal data as a whole, whoever receives it."""
    return _ROOT in statement.data and not statement.recipients


# A denial speaks of what its clause turns on: “we do not share your address with X” denies neither
# the address nor, where only a sale is denied, every sharing with X.
_READERS: Mapping[Topic, Callable[[Profile], Iterator[Said]]] = {
    Topic.DATA: _slot("data", lambda s: bool(_COLLECTS & {*s.operations})),
    Topic.RECIPIENT: _slot("recipients", lambda s: bool(_SHARES & {*s.operations})),
    Topic.PURPOSE: _slot("purposes", lambda s: not s.recipients),
    Topic.OPERATION: _slot("operations", lambda s: _of_everything(s) and not s.purposes),
    Topic.BASIS: _slot("bases", lambda _: False),
    Topic.RETENTION: _periods,
    Topic.RIGHT: _rights,
}


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges one concept in one policy."""

    portfolio: Portfolio
    profile: Profile
    concept: str

    def cell(self, said: Sequence[Said]) -> Cell:
        taxonomy = self.portfolio.taxonomy
        affirmed = [x for x in said if not x.denied]
        denied = [x for x in said if x.denied and self._within(x.value, taxonomy)]
        whole = [x for x in denied if not x.limited]
        stating = [x for x in affirmed if self._states(x.value, taxonomy)]
        same = [x for x in whole if x.value == self.concept and not self._about(x)]
        if stating:
            best = min(stating, key=self._closeness)
            status = Status.MIXED if same else self._strength(best)
            return self._fill(status, best, stating, same[0] if same else None)
        if whole:
            return self._fill(Status.DENIED, whole[0], whole)
        broader = [x for x in affirmed if self._within(x.value, taxonomy)]
        if broader:
            return self._fill(Status.VAGUE, min(broader, key=self._closeness), broader)
        return self._fill(Status.VAGUE, denied[0], denied) if denied else Cell(Status.NOT_FOUND)

    def _within(self, value: str, taxonomy: Taxonomy) -> bool:
        return value == self.concept or value in taxonomy.above(self.concept)

    def _states(self, value: str, taxonomy: Taxonomy) -> bool:
        if value == self.concept or self.concept in taxonomy.above(value):
            return True
        included = self.profile.definitions.get(value, frozenset())
        return any(i == self.concept or self.concept in taxonomy.above(i) for i in included)

    def _closeness(self, said: Said) -> tuple[int, int, str]:
        firm = _FIRMNESS.index(said.firmness) if said.firmness in _FIRMNESS else 0
        distance = len(self.portfolio.taxonomy.above(self.concept)) - len(
            self.portfolio.taxonomy.above(said.value)
        )
        return abs(distance) if said.value != self.concept else -1, -firm, said.node

    def _about(self, said: Said) -> tuple[str, ...]:
        """Return the data that a statement is restricted to, besides the concept itself."""
        data = said.statement.data if said.statement else ()
        return tuple(d for d in data if d != self.concept) if _ROOT not in data else ()

    def _strength(self, best: Said) -> Status:
        period = best.period
        return Status.VAGUE if period and period.open_ended else Status.STATED

    def _fill(
        self, status: Status, best: Said, found: Sequence[Said], counter: Said | None = None
    ) -> Cell:
        statements = [x.statement for x in found if x.statement]
        detailed = status in {Status.STATED, Status.MIXED}
        return Cell(
            status=status,
            value=best.value,
            firmness=best.firmness,
            purposes=_all("purposes", statements) if detailed else (),
            recipients=_all("recipients", statements) if detailed else (),
            data=self._about(best) if status is Status.DENIED else (),
            duration=best.period.duration if best.period else "",
            statements=len({x.node for x in found}),
            proof=self.portfolio.cite(best.node),
            counter=self.portfolio.cite(counter.node) if counter else None,
        )


def _all(name: str, statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(sorted({v for s in statements for v in getattr(s, name)}))


__all__ = ["Cell", "Row", "Status", "Topic", "compare"]
