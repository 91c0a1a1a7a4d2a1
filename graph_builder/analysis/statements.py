"""Flows of two versions set against each other: what is added, removed, narrowed, widened.

1. A practice is taken apart into pairs of a data category and a recipient, purpose, source or
   operation, each with its polarity. A pair is known by its concepts, never by its place, so that
   order, numbering and layout do not count.
2. A pair of both versions is compared in modality alone, and only where the sentence of one may be
   that of the other, reworded: of two sentences that have nothing to do with each other, neither
   is firmer.
3. A pair of one version whose sentence, word for word, stands in the other one too is no
   difference: only what surrounds it (a heading, say) was read differently. Neither is one whose
   words (those of its sentence that name the data, what goes on with it, and the operation) stand
   in a rewording of the sentence, affirmed or denied as it is: what changed there is another word.
4. What is left is matched through the taxonomy, nearest first, again where the sentence was
   reworded: the new pair covers the old one (widened), or the old one the new one (narrowed).
5. The rest is added or removed. Where the other version has a broader pair, which stays, the
   difference is one of detail (``foreseen``).
6. Pairs of one sentence that suffered the same are told together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from graph_builder.analysis.changes import Change, Kind, Side, Topic
from graph_builder.analysis.citation import bare, cite, is_reworded, wording
from graph_builder.analysis.relation import Relation, Taxonomy
from graph_builder.model import Modality, Polarity, PolicyVersion, Practice, Slot, Span

_FIRMNESS = (Modality.QUALIFIED, Modality.POSSIBLE, Modality.DEFINITE, Modality.REQUIRED)
_NARROWER = frozenset({Relation.EQUAL, Relation.NARROWER})


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A data category with one thing that a policy says of it."""

    polarity: Polarity
    topic: Topic
    data: str
    value: str


Said = Mapping[Pair, Practice]


def statements(version: PolicyVersion) -> Said:
    """Return every pair with the practice that says it most firmly, the first of equals."""
    found: dict[Pair, Practice] = {}
    for practice in version.practices:
        for pair in _pairs(practice):
            known = found.get(pair)
            if known is None or _rank(practice) > _rank(known):
                found[pair] = practice
    return found


def compare(old: PolicyVersion, new: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Change]:
    """Yield what differs in the flows of two versions."""
    before, after = statements(old), statements(new)
    both = [_Found(old, new, pair, pair, before, after) for pair in before if pair in after]
    found = [one for one in both if one.is_reworded()]
    gone = _unsaid(before, after, old, new)
    come = _unsaid(after, before, new, old)
    possible = [
        _Found(old, new, first, second, before, after)
        for first, second in _possible(gone, come, taxonomy)
    ]
    matched = list(_one_to_one(p for p in possible if p.is_reworded()))
    used = {one.first for one in matched}, {one.second for one in matched}
    found += matched
    found += [_Found(old, new, p, None, before, after) for p in gone if p not in used[0]]
    found += [_Found(old, new, None, p, before, after) for p in come if p not in used[1]]
    yield from _together(found, taxonomy)


@dataclass(frozen=True, slots=True)
class _Found:
    """A pair of the old version, one of the new, or both where they were matched."""

    old: PolicyVersion
    new: PolicyVersion
    first: Pair | None
    second: Pair | None
    before: Said
    after: Said

    def kind(self, taxonomy: Taxonomy) -> Kind | None:
        if self.first is None or self.second is None:
            return Kind.ADDED if self.first is None else Kind.REMOVED
        if self.first != self.second:
            wide = _covers(self.second, self.first, taxonomy)
            return Kind.WIDENED if wide else Kind.NARROWED
        step = _rank(self.after[self.second]) - _rank(self.before[self.first])
        return (Kind.STRENGTHENED if step > 0 else Kind.WEAKENED) if step else None

    def is_reworded(self) -> bool:
        """Tell whether the clauses of both sides may be one, reworded."""
        if self.first is None or self.second is None:
            return False
        one = _clause(self.old, self.before[self.first])
        return is_reworded(one, _clause(self.new, self.after[self.second]))

    def foreseen(self, taxonomy: Taxonomy) -> bool:
        if self.first and self.second:
            return False
        other = self.before if self.first is None else self.after
        pair = self.first or self.second
        return pair is not None and any(_covers(x, pair, taxonomy) for x in other)

    def side(self, version: PolicyVersion, said: Said, pairs: Iterable[Pair]) -> Side | None:
        listed = sorted(set(pairs))
        if not listed:
            return None
        practice = said[listed[0]]
        data = tuple(dict.fromkeys(p.data for p in listed))
        citation = cite(version, practice.evidence) if practice.evidence else None
        return Side(data, listed[0].value, practice.modality.value, citation)


def _pairs(practice: Practice) -> Iterator[Pair]:
    slots = {
        Topic.RECIPIENT: practice.recipients,
        Topic.PURPOSE: practice.purposes,
        Topic.SOURCE: (*practice.sources, *practice.obtained_from),
        Topic.OPERATION: practice.operations,
    }
    for topic, values in slots.items():
        for data, value in product(practice.data, values):
            yield Pair(practice.polarity, topic, data, value)


def _rank(practice: Practice) -> int:
    return _FIRMNESS.index(practice.modality)


def _unsaid(here: Said, there: Said, mine: PolicyVersion, other: PolicyVersion) -> list[Pair]:
    """Return the pairs that only one version states, and states in words of its own."""
    known = {wording(other, p.evidence) for p in other.practices}
    clauses = sorted({(p.polarity, bare(_clause(other, p))) for p in other.practices})
    return sorted(
        pair
        for pair, practice in here.items()
        if pair not in there
        and wording(mine, practice.evidence) not in known
        and not _is_kept(pair, practice, mine, clauses)
    )


def _is_kept(
    pair: Pair, practice: Practice, mine: PolicyVersion, clauses: Iterable[tuple[Polarity, str]]
) -> bool:
    """Tell whether the words that state a pair stand in a rewording of its sentence."""
    start = max(practice.evidence, default=Span(0, 0)).start
    named = {
        f" {bare(m.span.text(mine.text))} "
        for m in practice.mentions
        if m.span.start >= start
        and (m.slot is Slot.OPERATION or m.concept in {pair.data, pair.value})
    }
    clause = _clause(mine, practice)
    return bool(named) and any(
        polarity is pair.polarity
        and all(words in f" {other} " for words in named)
        and is_reworded(clause, other)
        for polarity, other in clauses
    )


def _clause(version: PolicyVersion, practice: Practice) -> str:
    """Return the clause of a practice without its lead-ins."""
    return max(practice.evidence).text(version.text) if practice.evidence else ""


def _possible(
    gone: Iterable[Pair], come: Iterable[Pair], taxonomy: Taxonomy
) -> list[tuple[Pair, Pair]]:
    """Return pairs where one covers the other, those that share a concept first."""
    by_topic: dict[tuple[Polarity, Topic], list[Pair]] = defaultdict(list)
    for pair in come:
        by_topic[pair.polarity, pair.topic].append(pair)
    possible = sorted(
        ((a.data != b.data) + (a.value != b.value), a, b)
        for a in gone
        for b in by_topic[a.polarity, a.topic]
        if _covers(a, b, taxonomy) or _covers(b, a, taxonomy)
    )
    return [(a, b) for _, a, b in possible]


def _one_to_one(possible: Iterable[_Found]) -> Iterator[_Found]:
    """Yield what matches best first, each pair once."""
    used: set[tuple[str, Pair | None]] = set()
    for one in possible:
        ends = {("old", one.first), ("new", one.second)}
        if not used & ends:
            used |= ends
            yield one


def _covers(broad: Pair, narrow: Pair, taxonomy: Taxonomy) -> bool:
    if (broad.polarity, broad.topic) != (narrow.polarity, narrow.topic) or broad == narrow:
        return False
    return (
        taxonomy.relate(broad.data, narrow.data) in _NARROWER
        and taxonomy.relate(broad.value, narrow.value) in _NARROWER
    )


def _together(found: Iterable[_Found], taxonomy: Taxonomy) -> Iterator[Change]:
    groups: dict[tuple[object, ...], tuple[Kind, list[_Found]]] = {}
    for item in found:
        kind = item.kind(taxonomy)
        pair = item.second or item.first
        if kind is None or pair is None:
            continue
        key = (
            kind,
            item.foreseen(taxonomy),
            pair.topic,
            pair.polarity,
            item.first and (item.first.value, item.before[item.first].evidence),
            item.second and (item.second.value, item.after[item.second].evidence),
        )
        groups.setdefault(key, (kind, []))[1].append(item)
    for kind, items in groups.values():
        one = items[0]
        pair = one.second or one.first
        if pair is not None:
            yield Change(
                kind=kind,
                topic=pair.topic,
                old=one.side(one.old, one.before, (i.first for i in items if i.first)),
                new=one.side(one.new, one.after, (i.second for i in items if i.second)),
                denied=pair.polarity is Polarity.DENIED,
                foreseen=one.foreseen(taxonomy),
            )


__all__ = ["Pair", "compare", "statements"]
