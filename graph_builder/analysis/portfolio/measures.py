"""What can be counted in one policy, as shares with their parts, and who stands out.

1. Every measure is a number of cases out of a number of possible ones, or a plain number, with the
   nodes that can be shown for it.
2. The vagueness score is the mean, in per cent, of the shares that have three cases to speak of
   (for periods: one): a number to sort by, whose parts are what counts.
3. Outliers: policies whose value lies further from the median of their peers (the versions in the
   same language) than 3.5 robust standard deviations, with the median absolute deviation as the
   measure of spread (B. Iglewicz, D. Hoaglin, How to Detect and Handle Outliers, 1993). Where more
   than half of the peers share one value, the mean absolute deviation takes its place.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_builder.analysis.portfolio.generic import Kind, concerns, is_vague, open_lists
from graph_builder.analysis.portfolio.profiles import Profile, Statement
from graph_builder.durations import days

PEERS = 8
"""Versions below which nobody stands out, and cases below which no share does."""

_FEW = 3
_FAR = 3.5
_TO_SIGMA = 0.6745  # the MAD of a normal distribution, in standard deviations
_MEAN_TO_SIGMA = 1.253314  # the same for the mean absolute deviation
_MAY = "alir:Possible"


@dataclass(frozen=True, slots=True)
class Measure:
    """``cases`` of ``of`` (a share), or ``cases`` alone where ``of`` is 0; ``nodes`` show it."""

    cases: float
    of: int = 0
    nodes: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """Return the share (0-1), or the plain number."""
        return self.cases / self.of if self.of else self.cases


@dataclass(frozen=True, slots=True)
class Measured:
    """One version with its measures by name; ``parts`` are those of the vagueness score."""

    profile: Profile
    parts: Mapping[str, Measure]
    others: Mapping[str, Measure]

    @property
    def score(self) -> float | None:
        """Return the vagueness score (0-100), ``None`` where nothing could be measured."""
        shares = [m.value for n, m in self.parts.items() if m.of >= _FEW or n == Kind.DURATION]
        return 100 * statistics.mean(shares) if shares else None


@dataclass(frozen=True, slots=True)
class Outlier:
    """A version that stands out: its value, the median of ``peers`` versions, the distance."""

    profile: Profile
    measure: str
    value: float
    median: float
    peers: int
    distance: float
    nodes: tuple[str, ...]


def measure(profile: Profile, quotes: Callable[[Statement], str]) -> Measured:
    """Count what there is to count in one version.

    Args:
        profile: the version.
        quotes: gives the words of a statement, empty where they are not known.
    """
    affirmed = [s for s in profile.statements if not s.denied]
    parts = {k.value: _vague(k, profile) for k in (Kind.RECIPIENT, Kind.DATA, Kind.PURPOSE)}
    endless = [p.node for p in profile.periods if p.open_ended]
    parts[Kind.DURATION.value] = Measure(len(endless), len(profile.periods), tuple(endless))
    worded = [(s, w) for s in affirmed if (w := quotes(s))]
    listing = tuple(s.node for s, w in worded if open_lists(w, profile.language))
    parts[Kind.OPEN_LIST.value] = Measure(len(listing), len(worded), listing)
    may = tuple(s.node for s in affirmed if s.modality == _MAY)
    parts["may"] = Measure(len(may), len(affirmed), may)
    return Measured(
        profile,
        {name: m for name, m in parts.items() if m.of},
        {
            "data-categories": _distinct(affirmed, "data"),
            "recipients": _distinct(affirmed, "recipients"),
            "purposes": _distinct(affirmed, "purposes"),
            "longest-retention": _longest(profile),
        },
    )


def _vague(kind: Kind, profile: Profile) -> Measure:
    able = [s for s in profile.statements if concerns(kind, s)]
    vague = tuple(s.node for s in able if is_vague(kind, s, profile))
    return Measure(len(vague), len(able), vague)


def _distinct(statements: Iterable[Statement], slot: str) -> Measure:
    first: dict[str, str] = {}
    for statement in statements:
        for value in getattr(statement, slot):
            first.setdefault(value, statement.node)
    return Measure(len(first), 0, tuple(dict.fromkeys(first.values())))


def _longest(profile: Profile) -> Measure:
    lengths = [(d, p.node) for p in profile.periods if (d := days(p.duration))]
    longest, name = max(lengths, default=(0.0, ""))
    return Measure(round(longest / 365.25, 1), 0, (name,) if name else ())


def outliers(measured: Sequence[Measured]) -> tuple[Outlier, ...]:
    """Return the versions that stand out from those in the same language, furthest first."""
    groups: dict[tuple[str, str], list[tuple[Measured, Measure]]] = defaultdict(list)
    for one in measured:
        for name, counted in (*one.parts.items(), *one.others.items()):
            if counted.of >= PEERS or (counted.cases and not counted.of):
                groups[one.profile.language, name].append((one, counted))
    far = [o for (_, name), group in groups.items() for o in _far(name, group)]
    return tuple(sorted(far, key=lambda o: (-abs(o.distance), o.measure, o.profile.iri)))


def _far(name: str, group: Sequence[tuple[Measured, Measure]]) -> list[Outlier]:
    values = [m.value for _, m in group]
    if len(values) < PEERS:
        return []
    middle = statistics.median(values)
    off = [abs(v - middle) for v in values]
    spread = statistics.median(off) / _TO_SIGMA or _MEAN_TO_SIGMA * statistics.mean(off)
    if not spread:
        return []
    distances = [(one, m, (m.value - middle) / spread) for one, m in group]
    return [
        Outlier(one.profile, name, m.value, middle, len(values) - 1, distance, m.nodes)
        for one, m, distance in distances
        if abs(distance) > _FAR and m.nodes  # nothing is told that no sentence shows
    ]


__all__ = ["PEERS", "Measure", "Measured", "Outlier", "measure", "outliers"]
