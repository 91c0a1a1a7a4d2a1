"""The vagueness audit: each vague statement with its words and the requirement it leaves unmet.

1. Statements that name only generic recipients, data or purposes, and periods without an end, are
   told by their concepts (``generic.py``).
2. Open lists ("such as …", "…, etc.") are told by their cue; what is left open is the slot of the
   nearest mention: the first after a cue that comes before examples, the last before one that comes
   after them. A cue beside no near mention of data, recipients or purposes tells nothing.
3. One clause is told once for each kind, however many statements it makes.
4. Findings are ordered by kind; selling and sharing come before anything else within a kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph_builder.analysis.citation import Citation
from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.generic import SLOTS, Kind, is_vague, open_lists, table
from graph_builder.analysis.portfolio.peers import Advice, Peers
from graph_builder.analysis.portfolio.profiles import Profile, Statement
from graph_builder.model import Practice, Slot

_WEIGHT = ("alir:Sell", "dpv:Share", "dpv:CrossBorderTransfer", "dpv:Collect")
_OPEN_SLOTS: Mapping[Slot, str] = {
    Slot.DATA: "data",
    Slot.RECIPIENT: "recipients",
    Slot.PURPOSE: "purposes",
}
_NEAR = 60  # code points between a cue and the mention that it speaks of
_NUMBER = re.compile(r"#practice-(\d+)$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One vague clause.

    Attributes:
        kind: in which way it is vague.
        element: the requirement (``E11``).
        profile: the version it stands in.
        nodes: the statements (or periods) that the clause makes.
        concepts: the generic concepts, or those of the open list.
        cue: the words that leave a list open.
        proof: the clause.
        advice: concrete wording of peers, best first.
    """

    kind: Kind
    element: str
    profile: Profile
    nodes: tuple[str, ...]
    concepts: tuple[str, ...]
    cue: str
    proof: Citation
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Vague:
    """A vague statement or period before clauses are told together."""

    kind: Kind
    slot: str
    node: str
    concepts: tuple[str, ...]
    cue: str = ""
    statement: Statement | None = None


def audit(portfolio: Portfolio, profiles: Iterable[Profile]) -> tuple[Finding, ...]:
    """Return the vague clauses of some versions; every version of the portfolio is a peer."""
    peers = Peers(portfolio)
    found = [f for profile in profiles for f in _of(portfolio, profile, peers)]
    return tuple(sorted(found, key=lambda f: list(Kind).index(f.kind)))


def _of(portfolio: Portfolio, profile: Profile, peers: Peers) -> Iterator[Finding]:
    clauses: dict[tuple[Kind, str, str], list[_Vague]] = defaultdict(list)
    for one in (*_generic(profile), *_periods(profile), *_open(portfolio, profile)):
        proof = portfolio.cite(one.node)
        if proof:  # nothing is told that no sentence shows
            clauses[one.kind, proof.position, one.cue].append(one)
    for group in sorted(clauses.values(), key=_importance):
        yield _finding(portfolio, profile, group, peers)


def _importance(group: Sequence[_Vague]) -> int:
    operations = {o for v in group if v.statement for o in v.statement.operations}
    return min((_WEIGHT.index(o) for o in operations if o in _WEIGHT), default=len(_WEIGHT))


def _finding(
    portfolio: Portfolio, profile: Profile, group: Sequence[_Vague], peers: Peers
) -> Finding:
    first = group[0]
    proof = portfolio.cite(first.node)
    assert proof is not None
    element = table()["elements"][first.kind]
    return Finding(
        kind=first.kind,
        element=element if isinstance(element, str) else element[_SINGULAR[first.slot]],
        profile=profile,
        nodes=tuple(dict.fromkeys(v.node for v in group)),
        concepts=tuple(sorted({c for v in group for c in v.concepts})),
        cue=first.cue,
        proof=proof,
        advice=peers.advise(profile, first.kind, first.slot, first.concepts, first.statement),
    )


_SINGULAR = {name: slot.value for slot, name in _OPEN_SLOTS.items()}


def _generic(profile: Profile) -> Iterator[_Vague]:
    for statement in profile.statements:
        for kind, slot in SLOTS.items():
            if is_vague(kind, statement, profile):
                concepts = getattr(statement, slot)
                yield _Vague(kind, slot, statement.node, concepts, statement=statement)


def _periods(profile: Profile) -> Iterator[_Vague]:
    for period in profile.periods:
        if period.open_ended:
            yield _Vague(Kind.DURATION, "periods", period.node, period.data)


def _open(portfolio: Portfolio, profile: Profile) -> Iterator[_Vague]:
    language = profile.language
    affirmed = (s for s in profile.statements if not s.denied)
    listing = [s for s in affirmed if open_lists(portfolio.words(s), language)]
    if not listing:
        return
    practices = portfolio.source(profile).version.practices
    for statement in listing:
        number = _NUMBER.search(statement.node)
        if number:
            practice = practices[int(number[1]) - 1]
            yield from _cues(portfolio.words(statement), profile, practice, statement)


def _cues(
    words: str, profile: Profile, practice: Practice, statement: Statement
) -> Iterator[_Vague]:
    start = practice.evidence[-1].start
    mentions = sorted((m.span, m.slot) for m in practice.mentions)
    for cue in open_lists(words, profile.language):
        if not words[: cue.start()].strip() or words[: cue.start()].rstrip()[-1] in ".!?":
            continue  # "For example, …" begins an illustration, no list
        if cue["before"] is not None:
            first, last = start + cue.end(), start + cue.end() + _NEAR
        else:
            first, last = start + cue.start() - _NEAR, start + cue.start()
        near = [slot for span, slot in mentions if first <= span.start < last]
        slot = _OPEN_SLOTS.get(near[-1 if cue["before"] is None else 0]) if near else None
        if slot:
            told = " ".join(cue[0].split()).casefold()
            concepts = getattr(statement, slot)
            yield _Vague(Kind.OPEN_LIST, slot, statement.node, concepts, told, statement)


__all__ = ["Finding", "audit"]
