"""Flows of two versions set against each other: what is added, removed, narrowed, widened.

1. A practice is taken apart into pairs of a data category and a recipient, purpose, source or
   operation, each with its polarity. A pair is known by its concepts, never by its place, so that
   order, numbering and layout do not count. What the extractor supplies without words for it, and
   what the text says of others, is no pair.
2. A pair of both versions is compared in modality alone, and only where the sentence of one may be
   that of the other, reworded: of two sentences that have nothing to do with each other, neither
   is firmer.
3. A pair of one version whose sentence stands in the other one too, word for word, is no
   difference: only what surrounds it (a heading, say) was read differently. Neither is one that a
   rewording of its sentence keeps (see :mod:`rewording`): what changed there are other words.
4. What is left is matched through the taxonomy, nearest first, again where the sentence was
   reworded: the new pair covers the old one (widened), or the old one the new one (narrowed).
5. The rest is added or removed. Where the other version has a broader pair, which stays, the
   difference is one of detail (``foreseen``). That data which both versions handle is collected in
   the words of one, and stored or used in those of the other, is none.
6. The pairs of one sentence that suffered the same are told together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from graph_builder.analysis import cautions
from graph_builder.analysis.changes import Change, Kind, Side, Topic
from graph_builder.analysis.citation import cite, is_reworded
from graph_builder.analysis.parity.reading import Reading
from graph_builder.analysis.relation import Relation, Taxonomy
from graph_builder.analysis.rewording import Rewordings
from graph_builder.model import Modality, Origin, Polarity, PolicyVersion, Practice, Slot

_FIRMNESS = {
    Modality.QUALIFIED: 0,
    Modality.POSSIBLE: 1,
    Modality.DEFINITE: 2,
    Modality.REQUIRED: 2,
}
_NARROWER = frozenset({Relation.EQUAL, Relation.NARROWER})
# Who has data collects, keeps and uses it, whichever of these a sentence says.
_HANDLING = frozenset({"dpv:Collect", "dpv:Store", "dpv:Use"})
_SLOTS = {
    Topic.RECIPIENT: (Slot.RECIPIENT,),
    Topic.PURPOSE: (Slot.PURPOSE,),
    Topic.SOURCE: (Slot.SOURCE, Slot.OBTAINED_FROM),
    Topic.OPERATION: (Slot.OPERATION,),
}


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
        if _of_others(version, practice):
            continue
        for pair in _pairs(practice):
            known = found.get(pair)
            if known is None or _rank(practice) > _rank(known):
                found[pair] = practice
    return found


def compare(old: Reading, new: Reading, taxonomy: Taxonomy) -> Iterator[Change]:
    """Yield what differs in the flows of two versions."""
    before, after = statements(old.version), statements(new.version)
    forth = Rewordings(old, new)
    both = [_Found(old, new, pair, pair, before, after) for pair in before if pair in after]
    found = [one for one in both if one.is_reworded()]
    gone = _unsaid(before, after, forth)
    come = _unsaid(after, before, forth.turned())
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

    old: Reading
    new: Reading
    first: Pair | None
    second: Pair | None
    before: Said
    after: Said

    @property
    def pair(self) -> Pair:
        found = self.second or self.first
        assert found is not None, "one of both is there"
        return found

    def kind(self, taxonomy: Taxonomy) -> Kind | None:
        if self.first is None or self.second is None:
            return Kind.ADDED if self.first is None else Kind.REMOVED
        if self.first != self.second:
            wide = _covers(self.second, self.first, taxonomy)
            return Kind.WIDENED if wide else Kind.NARROWED
        sides = (self.old, self.before[self.first]), (self.new, self.after[self.second])
        first, second = (_FIRMNESS[p.modality] for _, p in sides)
        if first == second or not all(_worded(r, p) for r, p in sides):
            return None
        return Kind.STRENGTHENED if second > first else Kind.WEAKENED

    def is_reworded(self) -> bool:
        """Tell whether the clauses of both sides may be one, reworded."""
        if self.first is None or self.second is None:
            return False
        one = _clause(self.old.version, self.before[self.first])
        return is_reworded(one, _clause(self.new.version, self.after[self.second]))

    def foreseen(self, taxonomy: Taxonomy) -> bool:
        if self.first and self.second:
            return False
        other = self.before if self.first is None else self.after
        return any(_covers(x, self.pair, taxonomy) for x in other)

    def practices(self) -> tuple[Practice | None, Practice | None]:
        return (
            self.before[self.first] if self.first else None,
            self.after[self.second] if self.second else None,
        )


def _pairs(practice: Practice) -> Iterator[Pair]:
    worded = {(m.slot, m.concept) for m in practice.mentions if m.origin is not Origin.INFERRED}
    slots = {
        Topic.RECIPIENT: practice.recipients,
        Topic.PURPOSE: practice.purposes,
        Topic.SOURCE: (*practice.sources, *practice.obtained_from),
        Topic.OPERATION: practice.operations,
    }
    for topic, values in slots.items():
        for data, value in product(practice.data, values):
            if not practice.mentions or any((s, value) in worded for s in _SLOTS[topic]):
                yield Pair(practice.polarity, topic, data, value)


def _of_others(version: PolicyVersion, practice: Practice) -> bool:
    """Tell whether the sentence speaks of what others do (“other search engines keep …”)."""
    words = cautions.sentence(version, practice)
    return "party" in cautions.reasons_in("affirmed", version.language, words)


def _rank(practice: Practice) -> int:
    return _FIRMNESS[practice.modality]


def _worded(reading: Reading, practice: Practice) -> bool:
    """Tell whether the words bear out what was read as possible, or as no mere possibility."""
    possible = practice.modality is Modality.POSSIBLE
    return reading.has("possibility", _clause(reading.version, practice)) == possible


def _unsaid(here: Said, there: Said, rewordings: Rewordings) -> list[Pair]:
    """Return the pairs that only one version states, and states in words of its own."""
    handled = {(p.polarity, p.data) for p in there}
    return sorted(
        pair
        for pair, practice in here.items()
        if pair not in there
        and not (pair.value in _HANDLING and (pair.polarity, pair.data) in handled)
        and not rewordings.stands(practice)
        and not rewordings.keeps(practice, (pair.data, pair.value))
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
    """Yield one change for all pairs of one sentence that suffered the same.

    Pairs in detail are told with those that are news, where the sentence has such.
    """
    groups: dict[tuple[object, ...], list[tuple[Kind, _Found]]] = {}
    for item in found:
        kind = item.kind(taxonomy)
        if kind is not None:
            sentences = (p and max(p.evidence, default=None) for p in item.practices())
            key = (kind, item.pair.polarity, *sentences)
            groups.setdefault(key, []).append((kind, item))
    for items in groups.values():
        kind, pairs = items[0][0], [one for _, one in items]
        news = [one for one in pairs if not one.foreseen(taxonomy)]
        for share in _shares(news or pairs):
            yield _change(kind, share, foreseen=not news)


def _shares(found: Iterable[_Found]) -> Iterator[list[_Found]]:
    """Part pairs so that each share is all its data with all its values, in the order of topics."""
    by_data: dict[tuple[object, object], list[_Found]] = defaultdict(list)
    for one in sorted(found, key=lambda o: list(Topic).index(o.pair.topic)):
        by_data[one.first and one.first.data, one.second and one.second.data].append(one)
    shares: dict[tuple[object, ...], list[_Found]] = defaultdict(list)
    for same in by_data.values():
        told = [o for o in same if o.pair.topic is not Topic.OPERATION] or same
        values = tuple((o.first and o.first.value, o.second and o.second.value) for o in told)
        shares[values] += told
    yield from shares.values()


def _change(kind: Kind, found: list[_Found], *, foreseen: bool) -> Change:
    one = found[0]
    return Change(
        kind=kind,
        topic=one.pair.topic,
        old=_side(one.old, one.before, [o.first for o in found if o.first]),
        new=_side(one.new, one.after, [o.second for o in found if o.second]),
        denied=one.pair.polarity is Polarity.DENIED,
        foreseen=foreseen,
    )


def _side(reading: Reading, said: Said, pairs: list[Pair]) -> Side | None:
    if not pairs:
        return None
    practice = said[pairs[0]]
    citation = cite(reading.version, practice.evidence) if practice.evidence else None
    data, values = (
        tuple(dict.fromkeys(x)) for x in zip(*((p.data, p.value) for p in pairs), strict=True)
    )
    return Side(tuple(sorted(data)), values, practice.modality.value, citation)


__all__ = ["Pair", "compare", "statements"]
