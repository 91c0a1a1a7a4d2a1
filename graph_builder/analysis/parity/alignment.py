"""Which sentence of one version corresponds to which of the other.

1. Two sentences are alike as far as they name and state the same concepts, broader ones included,
   and share what a translation keeps (numbers, names); what many have counts little (idf).
2. The best pairs are chosen together (maximum weight matching, Galil 1986, by networkx), each
   sentence with its :data:`_BEST` likeliest counterparts only.
3. A translation keeps the order: the pairs of step 2 that keep it (their longest increasing chain)
   tell where in the other version each sentence is to be expected. The matching is made again, and
   nearness to that place counts as much as meaning.
4. Where as many sentences of both versions are left between two pairs, they correspond in order,
   though nothing in them is alike.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from graph_builder.analysis.parity.passages import Passage
from graph_builder.analysis.relation import Taxonomy

_BEST = 6
_LEAST = 0.45
_REACH = 0.02  # of a text; sentences further from their expected place gain nothing from it
_ALIKE = 0.3
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Alignment:
    """Sentences that correspond, both ways, by their place in the list of passages.

    ``alike`` are those of the first version that keep the order and share more than their place.
    """

    forth: Mapping[int, int]
    back: Mapping[int, int]
    alike: frozenset[int] = frozenset()

    def turned(self) -> Alignment:
        """Return the same, seen from the other side."""
        return Alignment(self.back, self.forth, frozenset(self.forth[i] for i in self.alike))


def align(first: Sequence[Passage], second: Sequence[Passage], taxonomy: Taxonomy) -> Alignment:
    """Return which passages of two versions correspond."""
    one, other = ([p.features(taxonomy) for p in side] for side in (first, second))
    weights = _weights([*one, *other])
    likeness = [[_likeness(a, b, weights) for b in other] for a in one]
    places = [p.position for p in second]
    rough = _match(likeness, [p.position for p in first], places, reach=0.2)
    anchors = _chain(rough)
    expected = _expected([p.position for p in first], anchors, places)
    found = _match(likeness, expected, places, reach=_REACH)
    forth = dict(sorted((found | _gaps(found, len(first), len(second))).items()))
    alike = frozenset(i for i, j in _chain(forth) if likeness[i][j] >= _ALIKE)
    return Alignment(forth, {j: i for i, j in forth.items()}, alike)


def _match(
    likeness: Sequence[Sequence[float]],
    expected: Sequence[float],
    places: Sequence[float],
    reach: float,
) -> dict[int, int]:
    """Return the best pairs, given how alike sentences are and where each is expected."""
    import networkx as nx

    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for i, row in enumerate(likeness):
        scored = (
            (like + max(0.0, 1 - abs(expected[i] - places[j]) / reach), j)
            for j, like in enumerate(row)
        )
        for score, j in nlargest(_BEST, scored):
            if row[j] > 0 and score >= _LEAST:
                graph.add_edge(("first", i), ("second", j), weight=round(score, _DIGITS))
    pairs = (sorted(edge) for edge in nx.max_weight_matching(graph))
    return dict(sorted((i, j) for (_, i), (_, j) in pairs))


def _chain(pairs: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return the longest chain of pairs that rises on both sides."""
    tails: list[int] = []
    at: list[int] = []
    before: dict[int, int | None] = {}
    items = sorted(pairs.items())
    for index, (_, j) in enumerate(items):
        place = bisect_left(tails, j)
        before[index] = at[place - 1] if place else None
        tails[place : place + 1] = [j]
        at[place : place + 1] = [index]
    chain: list[tuple[int, int]] = []
    last = at[-1] if at else None
    while last is not None:
        chain.append(items[last])
        last = before[last]
    return chain[::-1]


def _gaps(pairs: Mapping[int, int], size: int, other_size: int) -> dict[int, int]:
    """Pair what is left between pairs that keep the order, where it is as much on both sides."""
    chain = [(-1, -1), *_chain(pairs), (size, other_size)]
    taken = set(pairs.values())
    found: dict[int, int] = {}
    for (i, j), (k, m) in pairwise(chain):
        left = [x for x in range(i + 1, k) if x not in pairs]
        right = [x for x in range(j + 1, m) if x not in taken]
        if len(left) == len(right):
            found.update(zip(left, right, strict=True))
    return found


def _expected(
    positions: Sequence[float], anchors: Sequence[tuple[int, int]], places: Sequence[float]
) -> list[float]:
    """Return where in the second version each passage is to be expected, between its anchors."""
    knots = [(0.0, 0.0), *((positions[i], places[j]) for i, j in anchors), (1.0, 1.0)]
    found = []
    for position in positions:
        after = min(max(1, bisect_left(knots, (position, -1.0))), len(knots) - 1)
        (x0, y0), (x1, y1) = knots[after - 1], knots[after]
        share = (position - x0) / (x1 - x0) if x1 > x0 else 0.0
        found.append(y0 + share * (y1 - y0))
    return found


def _weights(features: Sequence[frozenset[str]]) -> Mapping[str, float]:
    seen = Counter(f for one in features for f in one)
    return {f: math.log(1 + len(features) / n) for f, n in seen.items()}


def _likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return the weighted Jaccard index of two sets of features.

    Words of one language only say nothing about the other; they count on neither side.
    """
    shared = sum(weights[f] for f in one & other)
    known = sum(weights[f] for f in one ^ other if ":" in f)
    return shared / (shared + known) if shared else 0.0


__all__ = ["Alignment", "align"]
