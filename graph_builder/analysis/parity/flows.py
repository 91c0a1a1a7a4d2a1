"""What two versions say of data: categories, recipients, purposes, denials, firmness, conditions.

1. A concept that only one version uses in a slot, in no broader or narrower form in the other, is
   looked for among the words of the other: in the corresponding sentence, then anywhere. Without
   words it is missing; with words it was probably only read differently.
2. A denial without a counterpart of the same operation on related data is looked for likewise.
3. Sentences that correspond are compared in modality and in having a condition at all; a word for
   either that was not read counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph_builder.analysis.parity.differences import Certainty, Difference, Nearest, Side, Topic
from graph_builder.analysis.parity.pairing import Pairing
from graph_builder.analysis.parity.passages import Passage, flat
from graph_builder.analysis.parity.reading import ROOTS, Reading
from graph_builder.model import Modality, Polarity, Practice, Span

_OPENING = 2
_SLOTS: Mapping[Topic, str] = {
    Topic.DATA: "data",
    Topic.RECIPIENT: "recipients",
    Topic.PURPOSE: "purposes",
}


def concepts(pairing: Pairing) -> Iterator[Difference]:
    """Yield the data, recipients and purposes that only ``here`` names."""
    for topic, slot in _SLOTS.items():
        there = _used(pairing.there, slot)
        told: set[str] = set()
        for index, passage in pairing.passages():
            found: dict[tuple[Certainty, Nearest | None], list[str]] = {}
            for concept in _slot(passage, slot):
                if concept in told | ROOTS or any(pairing.there.related(concept, o) for o in there):
                    continue
                told.add(concept)
                found.setdefault(_looked_for(pairing, index, concept), []).append(concept)
            for (certainty, nearest), missing in found.items():
                practice = next(
                    p for p in passage.practices if set(missing) & {*getattr(p[1], slot)}
                )
                side = pairing.here.side(
                    missing, practice[1].evidence, node=f"practice-{practice[0]}"
                )
                yield pairing.only(topic, certainty, side, nearest)


def _used(reading: Reading, slot: str) -> frozenset[str]:
    return frozenset(
        c
        for p in reading.version.practices
        if p.polarity is Polarity.AFFIRMED
        for c in getattr(p, slot)
    )


def _slot(passage: Passage, slot: str) -> list[str]:
    affirmed = (p for _, p in passage.practices if p.polarity is Polarity.AFFIRMED)
    return list(dict.fromkeys(c for p in affirmed for c in getattr(p, slot)))


def _looked_for(pairing: Pairing, index: int, concept: str) -> tuple[Certainty, Nearest | None]:
    """Tell whether a concept is missing; a sentence with a counterpart is read, not missing."""
    other = pairing.counterpart(index)
    if other is not None:
        return Certainty.UNREAD, pairing.there.nearest(other.span)
    mention = pairing.there.mention(concept) or pairing.unmatched(index)
    if mention is not None:
        return Certainty.UNREAD, pairing.there.nearest(mention)
    return Certainty.MISSING, pairing.nearest(index)


def denials(pairing: Pairing) -> Iterator[Difference]:
    """Yield what only ``here`` says that the controller does not do."""
    there = [p for p in pairing.there.version.practices if p.polarity is Polarity.DENIED]
    for index, passage in pairing.passages():
        denied = [(n, p) for n, p in passage.practices if p.polarity is Polarity.DENIED]
        lonely = [(n, p) for n, p in denied if not any(_same_act(p, o, pairing) for o in there)]
        if lonely:
            number, practice = lonely[0]
            operations = [o for _, p in lonely for o in p.operations]
            side = pairing.here.side(
                operations,
                practice.evidence,
                practice.data,
                practice.modality.value,
                f"practice-{number}",
            )
            other = pairing.counterpart(index)
            unread = (
                pairing.unmatched(index) is not None
                if other is None
                else pairing.there.has("negation", other.words)
            )
            certainty = Certainty.UNREAD if unread else Certainty.MISSING
            yield pairing.only(Topic.DENIAL, certainty, side, pairing.nearest(index))


def _same_act(one: Practice, other: Practice, pairing: Pairing) -> bool:
    return bool(set(one.operations) & set(other.operations)) and any(
        a == b or pairing.taxonomy.relate(a, b) is not None for a in one.data for b in other.data
    )


def modality(pairing: Pairing) -> Iterator[Difference]:
    """Yield corresponding sentences of which one says “may” and the other does not."""
    for passage, other in pairing.pairs() if not pairing.reverse else ():
        for (n, one), (m, two) in _matched(passage, other, pairing):
            possible = [p.modality is Modality.POSSIBLE for p in (one, two)]
            readings = (pairing.here, passage.words), (pairing.there, other.words)
            said = [reading.has("possibility", words) for reading, words in readings]
            if possible[0] != possible[1] and said == possible:
                sides = _sides(pairing, (n, one), (m, two))
                yield pairing.both(Topic.MODALITY, Certainty.DIFFERENT, *sides)
                break


def conditions(pairing: Pairing) -> Iterator[Difference]:
    """Yield sentences with a condition or exception whose counterpart has none."""
    for passage, other in pairing.pairs():
        for (n, one), (m, two) in _matched(passage, other, pairing):
            limits = (*one.conditions, *one.exceptions)
            bound = any(_is_limit(pairing.here, c.span) for c in limits)
            words = " ".join(s.text(pairing.there.version.text) for s in two.evidence)
            silent = not (two.conditions or two.exceptions)
            if bound and silent and not pairing.there.has("condition", words):
                sides = _sides(pairing, (n, one), (m, two))
                yield pairing.both(Topic.CONDITION, Certainty.DIFFERENT, *sides)
                break


def _sides(
    pairing: Pairing, one: tuple[int, Practice], two: tuple[int, Practice]
) -> tuple[Side, Side]:
    first, second = (
        reading.side(p.operations, p.evidence, p.data, p.modality.value, f"practice-{number}")
        for reading, (number, p) in ((pairing.here, one), (pairing.there, two))
    )
    return first, second


def _is_limit(reading: Reading, span: Span) -> bool:
    """Tell whether a condition opens like one; “as set out” and “in connection with” do not."""
    return reading.has("limit", " ".join(flat(reading.version, span).split()[:_OPENING]))


def _matched(
    passage: Passage, other: Passage, pairing: Pairing
) -> Iterator[tuple[tuple[int, Practice], tuple[int, Practice]]]:
    """Yield the practices of two passages that are of one act; alone in its act on each side."""
    for n, one in passage.practices:
        for m, two in other.practices:
            if one.polarity is two.polarity and _same_act(one, two, pairing):
                yield (n, one), (m, two)


__all__ = ["concepts", "conditions", "denials", "modality"]
