"""Retention, rights and other provisions of two versions.

1. A period that the other version does not give for related data is set against the period of the
   corresponding sentence, if it has one.
2. A right or provision that only one version has is missing where the other has no words for it.
   A right that the other offers elsewhere, but not in the sentence that corresponds, is told too.
3. Ages and deadlines are compared as values of the same provision.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.analysis.parity.differences import Certainty, Difference, Side, Topic
from graph_builder.analysis.parity.pairing import Pairing
from graph_builder.analysis.parity.passages import Passage
from graph_builder.analysis.parity.reading import ROOTS, Reading
from graph_builder.durations import days
from graph_builder.model import DurationKind, Retention

_VALUES = {Topic.AGE: "alir:ageThreshold", Topic.DEADLINE: "alir:responseDeadline"}


def retention(pairing: Pairing) -> Iterator[Difference]:
    """Yield the periods of ``here`` that ``there`` does not give."""
    theirs = pairing.there.version.retention
    for index, passage in pairing.passages():
        for number, rule in passage.retention:
            if any(_same(rule, other, pairing) for other in theirs):
                continue
            yield from _of_rule(pairing, index, number, rule)


def _of_rule(pairing: Pairing, index: int, number: int, rule: Retention) -> Iterator[Difference]:
    side = _side(pairing.here, number, rule)
    other = pairing.counterpart(index)
    against = _differing(pairing, other) if other else None
    if against is not None and other is not None:
        if not pairing.reverse:  # told from the first version's side already
            sure = _sure(pairing, rule, against[1], other)
            certainty = Certainty.DIFFERENT if sure else Certainty.UNREAD
            yield pairing.both(Topic.RETENTION, certainty, side, _side(pairing.there, *against))
    elif rule.kind is DurationKind.CRITERION:
        yield pairing.only(Topic.RETENTION, Certainty.UNREAD, side, pairing.nearest(index))
    else:
        written = _number_in(rule, other.words) if other else False
        certainty = Certainty.UNREAD if written else Certainty.MISSING
        yield pairing.only(Topic.RETENTION, certainty, side, pairing.nearest(index))


def _differing(pairing: Pairing, other: Passage) -> tuple[int, Retention] | None:
    """Return the first period of a passage of ``there`` that ``here`` does not give either."""
    mine = pairing.here.version.retention
    back = pairing.turned()
    return next(
        ((n, r) for n, r in other.retention if not any(_same(r, m, back) for m in mine)), None
    )


def _same(rule: Retention, other: Retention, pairing: Pairing) -> bool:
    if rule.kind is not other.kind or _length(rule) != _length(other):
        return False
    started = not rule.starts_at or not other.starts_at or rule.starts_at == other.starts_at
    return started and _related(rule, other, pairing)


def _related(rule: Retention, other: Retention, pairing: Pairing) -> bool:
    mine, theirs = (set(r.data) - ROOTS for r in (rule, other))
    if not mine or not theirs:
        return True  # “your data”: perhaps the same
    return any(pairing.there.related(a, b) for a in mine for b in theirs)


def _sure(pairing: Pairing, rule: Retention, other: Retention, passage: Passage) -> bool:
    """Tell whether two periods differ in more than what a reader may have missed."""
    if _length(rule) != _length(other) and rule.duration and other.duration:
        return not _number_in(rule, passage.words)
    return bool(rule.duration and other.duration) and (
        rule.kind is not other.kind or not _related(rule, other, pairing)
    )


def _length(rule: Retention) -> float | str:
    return days(rule.duration) or rule.duration


def _number_in(rule: Retention, words: str) -> bool:
    number = "".join(c for c in rule.duration if c.isdigit())
    return bool(number) and number in words


def _side(reading: Reading, number: int, rule: Retention) -> Side:
    values = [v for v in (rule.duration, rule.starts_at) if v]
    node = f"retention-{number}"
    return reading.side(values, [rule.evidence], rule.data, rule.kind.value, node)


def rights(pairing: Pairing) -> Iterator[Difference]:
    """Yield the rights of ``here`` that ``there`` does not offer, or not in the same place."""
    offered = {r.concept for r in pairing.there.version.rights}
    told: set[str] = set()
    for index, passage in pairing.passages():
        other = pairing.counterpart(index)
        for number, right in passage.rights:
            concept = right.concept
            if concept in told:
                continue
            side = pairing.here.side([concept], [right.evidence], node=f"right-{number}")
            if concept not in offered:
                told.add(concept)
                found = pairing.missing(concept, index, pairing.there.worded(concept))
                yield pairing.only(Topic.RIGHT, found[0], side, found[1])
            elif other is not None and not _speaks_of(pairing.there, concept, other):
                nearest = pairing.there.nearest(other.span)
                told.add(concept)
                yield pairing.only(Topic.RIGHT, Certainty.ELSEWHERE, side, nearest)


def _speaks_of(reading: Reading, concept: str, passage: Passage) -> bool:
    return concept in passage.concepts or reading.has(concept, passage.words)


def provisions(pairing: Pairing) -> Iterator[Difference]:
    """Yield the provisions of ``here`` that ``there`` does not have."""
    there = {p.concept for p in pairing.there.version.provisions}
    told: set[str] = set()
    for index, passage in pairing.passages():
        for number, provision in passage.provisions:
            concept = provision.concept
            if concept not in there and concept not in told:
                told.add(concept)
                side = pairing.here.side(
                    [concept], [provision.evidence], node=f"provision-{number}"
                )
                found = pairing.missing(concept, index, pairing.there.worded(concept))
                yield pairing.only(Topic.PROVISION, found[0], side, found[1])


def values(pairing: Pairing) -> Iterator[Difference]:
    """Yield the ages and deadlines of ``here`` where ``there`` gives others for the same thing."""
    for topic, name in _VALUES.items():
        mine, theirs = (_values(r, name) for r in (pairing.here, pairing.there))
        for concept in sorted(mine.keys() & theirs.keys()) if not pairing.reverse else ():
            ours = {k: v for k, v in mine[concept].items() if k not in theirs[concept]}
            others = {k: v for k, v in theirs[concept].items() if k not in mine[concept]}
            if ours and others:
                first = next(iter(ours.values()))
                second = next(iter(others.values()))
                yield pairing.both(topic, Certainty.DIFFERENT, first, second)


def _values(reading: Reading, name: str) -> dict[str, dict[float | str, Side]]:
    found: dict[str, dict[float | str, Side]] = {}
    for number, provision in enumerate(reading.version.provisions, 1):
        for key, value in provision.attributes:
            if key == name:
                side = reading.side(
                    [value], [provision.evidence], [provision.concept], node=f"provision-{number}"
                )
                found.setdefault(provision.concept, {}).setdefault(days(value) or value, side)
    return found


__all__ = ["provisions", "retention", "rights", "values"]
