"""Two reviewers of one policy compared: agreement by field, and where they differ.

1. Statements that both decided about are paired by identity.
2. The verdict is compared over all pairs; every other field over the pairs that both stand for
   (accepted, edited, added).
3. For each field: the share of pairs with the same value; Cohen's kappa, the whole value (a set of
   concepts) being the category; for sets the mean Jaccard index, which grants partial agreement.

Kappa is ``(po - pe) / (1 - pe)``, ``pe`` the agreement expected from how often each reviewer uses
each value (Cohen, 1960, Educational and Psychological Measurement 20). Where both use one value
only, chance alone would agree and it is not defined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from graph_builder.curation.decisions import Decision, Decisions
from graph_builder.curation.statement import FIELDS

Value = str | frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Agreement in one field: pairs compared, share that is equal, kappa, mean overlap of sets."""

    field: str
    pairs: int
    equal: float
    kappa: float | None
    overlap: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field of a statement in which two reviewers differ, values as text."""

    id: str
    quote: str
    field: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviews compared; ``only_first`` and ``only_second`` are decided by one of them only."""

    fields: tuple[FieldAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def compare(first: Decisions, second: Decisions) -> Agreement:
    """Return how far two reviews agree."""
    mine = {(d.language, d.id): d for d in first.all}
    theirs = {(d.language, d.id): d for d in second.all}
    both = sorted(mine.keys() & theirs.keys(), key=list(mine).index)
    pairs = [(mine[key], theirs[key]) for key in both]
    return Agreement(
        fields=tuple(
            _field(field, rated)
            for field in ("verdict", "polarity", "modality", *FIELDS)
            if (
                rated := [
                    (a, b)
                    for x, y in pairs
                    if (a := _value(x, field)) is not None and (b := _value(y, field)) is not None
                ]
            )
        ),
        disagreements=tuple(d for x, y in pairs for d in _differences(x, y)),
        only_first=tuple(sorted(i for _, i in mine.keys() - theirs.keys())),
        only_second=tuple(sorted(i for _, i in theirs.keys() - mine.keys())),
    )


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of paired categories, ``None`` where it is not defined.

    >>> kappa([("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "no")])
    0.5
    """
    total = len(pairs)
    if not total:
        return None
    observed = sum(a == b for a, b in pairs) / total
    first, second = (Counter(pair[i] for pair in pairs) for i in (0, 1))
    expected = sum(first[value] * second[value] for value in first) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _field(field: str, rated: Sequence[tuple[Value, Value]]) -> FieldAgreement:
    return FieldAgreement(
        field=field,
        pairs=len(rated),
        equal=sum(a == b for a, b in rated) / len(rated),
        kappa=kappa(rated),
        overlap=sum(_overlap(a, b) for a, b in rated) / len(rated),
    )


def _overlap(first: Value, second: Value) -> float:
    if isinstance(first, str) or isinstance(second, str) or not first | second:
        return float(first == second)
    return len(first & second) / len(first | second)


def _value(decision: Decision, field: str) -> Value | None:
    if field == "verdict":
        return str(decision.verdict)
    if decision.says is None:
        return None
    found = getattr(decision.says, field)
    return str(found) if isinstance(found, str) else frozenset(found)


def _differences(first: Decision, second: Decision) -> list[Disagreement]:
    found = []
    for field in ("verdict", "polarity", "modality", *FIELDS):
        a, b = _value(first, field), _value(second, field)
        if a is not None and b is not None and a != b:
            quote = first.anchors[-1].exact
            found.append(Disagreement(first.id, quote, field, _told(a), _told(b)))
    return found


def _told(value: Value) -> str:
    return value if isinstance(value, str) else "; ".join(sorted(value))


__all__ = ["Agreement", "Disagreement", "FieldAgreement", "compare", "kappa"]
