"""Shared boilerplate: near-duplicate clauses of different policies, so that each is read once.

1. A clause is known by its words, the company's own name left out, and by its shingles (runs of
   three words). Clauses of fewer than eight words are too short to be a template.
2. Two clauses are alike where their shingles overlap by 0.6 (Jaccard). Candidates are found with a
   prefix filter over shingles from rare to frequent, which misses none (R. Bayardo et al., Scaling
   Up All Pairs Similarity Search, 2007), and checked exactly: the result is the same every time.
3. The clause with most neighbours becomes a template and takes them; so on with what is left. A
   group within one policy is no template.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph_builder.analysis.citation import bare
from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.profiles import Profile

_ALIKE = 0.6
_SHORTEST, _RUN = 8, 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a policy: the first statement that it makes, and its bare words."""

    profile: Profile
    node: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A clause and those of other policies that are nearly the same."""

    model: Clause
    members: tuple[Clause, ...]

    @property
    def policies(self) -> int:
        """Return the number of policies that share it."""
        return len({c.profile.policy for c in (self.model, *self.members)})


def templates(portfolio: Portfolio) -> tuple[Template, ...]:
    """Return the templates of a portfolio, those of most policies and words first."""
    clauses = _clauses(portfolio)
    near = _neighbours([_shingles(c.words) for c in clauses])
    left, found = set(range(len(clauses))), []
    for i in sorted(near, key=lambda i: (-len(near[i]), i)):
        members = [clauses[j] for j in sorted(near[i] & left)] if i in left else []
        if {c.profile.policy for c in members} - {clauses[i].profile.policy}:
            left -= {i, *near[i]}
            found.append(Template(clauses[i], tuple(members)))
    return tuple(sorted(found, key=lambda t: (-t.policies, -len(t.model.words), t.model.node)))


def _clauses(portfolio: Portfolio) -> list[Clause]:
    found: dict[tuple[str, tuple[str, ...]], Clause] = {}
    for profile in portfolio.profiles:
        own = {*bare(profile.name).split()}
        for statement in profile.statements:
            words = tuple(w for w in bare(portfolio.words(statement)).split() if w not in own)
            if len(words) >= _SHORTEST:
                clause = Clause(profile, statement.node, words)
                found.setdefault((profile.iri, words), clause)
    return list(found.values())


def _shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _neighbours(sets: Sequence[frozenset[tuple[str, ...]]]) -> dict[int, set[int]]:
    frequency = Counter(s for one in sets for s in one)
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    near: dict[int, set[int]] = defaultdict(set)
    for i, mine in enumerate(sets):
        rare = sorted(mine, key=lambda s: (frequency[s], s))
        prefix = rare[: len(rare) - math.ceil(_ALIKE * len(rare)) + 1]
        for j in {j for s in prefix for j in holders[s]}:
            if len(mine & sets[j]) >= _ALIKE * len(mine | sets[j]):
                near[i].add(j)
                near[j].add(i)
        for s in prefix:
            holders[s].append(i)
    return near


__all__ = ["Clause", "Template", "templates"]
