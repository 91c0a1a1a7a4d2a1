"""What can be said of a whole portfolio: distributions, reach of recipients, vagueness, outliers.

Policies (works) are counted, not their language versions: a company that says the same in two
languages says it once. Every figure keeps a few of the nodes that it counts, as its evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.measures import Measured, Outlier, measure, outliers
from graph_builder.analysis.portfolio.profiles import Period, Profile
from graph_builder.analysis.portfolio.recipients import Reach, reaches
from graph_builder.durations import days


@dataclass(frozen=True, slots=True)
class Counted:
    """How many policies and statements give a value, and the statements themselves."""

    value: str
    policies: int
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a portfolio.

    Attributes:
        policies: works; ``languages`` counts their versions.
        statements, denied: practices, and those that say what is not done.
        firmness: affirmed statements by modality.
        recipients, bases, kinds, durations: what policies give, most frequent first; kinds and
            durations are of retention periods, durations from short to long.
        without_basis, without_period: policies in which none was found.
        reaches: what recipients would see.
        measured: every version, the vaguest first.
        outliers: versions that stand out.
    """

    policies: int
    languages: Mapping[str, int]
    statements: int
    denied: int
    firmness: Mapping[str, int]
    recipients: tuple[Counted, ...]
    bases: tuple[Counted, ...]
    kinds: tuple[Counted, ...]
    durations: tuple[Counted, ...]
    without_basis: tuple[str, ...]
    without_period: tuple[str, ...]
    reaches: tuple[Reach, ...]
    measured: tuple[Measured, ...]
    outliers: tuple[Outlier, ...]


def statistics(portfolio: Portfolio) -> Statistics:
    """Count what there is to count in a portfolio."""
    profiles = portfolio.profiles
    statements = [s for p in profiles for s in p.statements]
    measured = [measure(p, portfolio.words) for p in profiles]
    durations = _count((p, t.duration, t.node) for p, t in _periods(profiles) if days(t.duration))
    return Statistics(
        policies=len({p.policy for p in profiles}),
        languages=dict(sorted(Counter(p.language for p in profiles).items())),
        statements=len(statements),
        denied=sum(s.denied for s in statements),
        firmness=dict(Counter(s.modality for s in statements if not s.denied).most_common()),
        recipients=_count(_affirmed(profiles, "recipients")),
        bases=_count(_affirmed(profiles, "bases")),
        kinds=_count((p, t.kind, t.node) for p, t in _periods(profiles)),
        durations=tuple(sorted(durations, key=lambda c: (days(c.value) or 0.0, c.value))),
        without_basis=_without(profiles, lambda p: any(s.bases for s in p.statements)),
        without_period=_without(profiles, lambda p: bool(p.periods)),
        reaches=reaches(profiles, portfolio.taxonomy),
        measured=tuple(sorted(measured, key=lambda m: (-(m.score or 0.0), m.profile.iri))),
        outliers=outliers(measured),
    )


def _affirmed(profiles: Iterable[Profile], slot: str) -> Iterator[tuple[Profile, str, str]]:
    for profile in profiles:
        for statement in profile.statements:
            if not statement.denied:
                for value in getattr(statement, slot):
                    yield profile, value, statement.node


def _periods(profiles: Iterable[Profile]) -> Iterator[tuple[Profile, Period]]:
    return ((profile, period) for profile in profiles for period in profile.periods)


def _count(found: Iterable[tuple[Profile, str, str]]) -> tuple[Counted, ...]:
    """Count values by policies, then statements, the most frequent first."""
    nodes: dict[str, dict[str, str]] = defaultdict(dict)
    for profile, value, name in found:
        nodes[value][name] = profile.policy
    counted = [Counted(v, len({*said.values()}), tuple(said)) for v, said in nodes.items()]
    return tuple(sorted(counted, key=lambda c: (-c.policies, -len(c.nodes), c.value)))


def _without(profiles: Iterable[Profile], has: Callable[[Profile], bool]) -> tuple[str, ...]:
    """Return the policies of which no version has something."""
    listed = list(profiles)
    having = {p.policy for p in listed if has(p)}
    return tuple(sorted({p.policy for p in listed} - having))


__all__ = ["Counted", "Statistics", "statistics"]
