"""A denial and an affirmed practice: do they speak of the same? What the taxonomy says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_builder.analysis import cautions
from graph_builder.analysis.relation import Relation, Taxonomy
from graph_builder.analysis.said import Said
from graph_builder.model import Origin, Practice, Slot

_SHARING = frozenset({"dpv:Share", "alir:Sell", "dpv:CrossBorderTransfer"})
_ANYBODY = "dpv:Recipient"
_THIRD = "dpv:ThirdParty"


@dataclass(frozen=True, slots=True)
class Pair:
    """A denial and a practice of the same operation on related data.

    ``relations`` say by slot what the practice is to the denial; ``data`` are the categories of the
    practice that the denial covers (or, of a carve-out, that cover those of the denial).
    """

    denial: Said
    practice: Said
    operations: tuple[str, ...]
    data: tuple[str, ...]
    relations: Mapping[str, str]
    taxonomy: Taxonomy


def match(denial: Said, practice: Said, taxonomy: Taxonomy) -> Pair | None:
    """Return the pair where the practice does something that the denial may be about."""
    no, yes = denial.practice, practice.practice
    operations = tuple(o for o in yes.operations if o in no.operations)
    if not operations or practice.sentence == denial.sentence:
        return None
    data, of_data = _related(no.data, yes.data, taxonomy)
    recipients = no.recipients
    if cautions.has("everyone", denial.language, denial.clause):
        recipients = (_ANYBODY,)
    of_parties = _parties(operations, recipients, yes.recipients, taxonomy)
    if not data or of_parties is None:
        return None
    relations = {"data": of_data, "recipients": of_parties}
    limits = {
        "purposes": (no.purposes, yes.purposes),
        "sources": (_explicit(no, Slot.SOURCE), yes.sources),
        "from": (no.obtained_from, yes.obtained_from),
    }
    for slot, (wanted, done) in limits.items():
        if wanted:
            relations[slot] = _related(wanted, done, taxonomy)[1]
    return Pair(denial, practice, operations, data, relations, taxonomy)


def within(table: str, slot: str, concept: str, taxonomy: Taxonomy) -> bool:
    """Tell whether a concept is in, or below, a table of concepts of ``cautions.toml``."""
    listed = cautions.concepts(table).get(slot, ())
    return concept in listed or bool(taxonomy.above(concept) & set(listed))


def _related(
    denied: Iterable[str], affirmed: Iterable[str], taxonomy: Taxonomy
) -> tuple[tuple[str, ...], str]:
    """Return the affirmed concepts that are covered by (else: cover) denied ones, and how."""
    by: dict[Relation, list[str]] = {}
    for concept in affirmed:
        for other in denied:
            relation = taxonomy.relate(other, concept)
            if relation is not None:
                by.setdefault(relation, []).append(concept)
    for relation in Relation:
        if relation in by:
            both = by[relation] + by.get(Relation.NARROWER, [])
            kept = both if relation is not Relation.BROADER else by[relation]
            return tuple(dict.fromkeys(kept)), relation.value
    return (), "none"


def _parties(
    operations: Iterable[str],
    denied: tuple[str, ...],
    affirmed: tuple[str, ...],
    taxonomy: Taxonomy,
) -> str | None:
    """Return how the recipients stand to each other; ``None`` where they have nothing in common."""
    if not _SHARING & set(operations):
        return "other" if affirmed and set(affirmed) != set(denied) else "any"
    if not denied:
        return "any"
    relation = _related(denied, affirmed, taxonomy)[1]
    if relation != "none":
        return relation
    outside = ("within", "public") if _THIRD in denied else ()
    if any(within(t, "recipients", r, taxonomy) for t in outside for r in affirmed):
        return "within"
    return None


def _explicit(practice: Practice, slot: Slot) -> tuple[str, ...]:
    """Return the values of a slot that the clause itself names."""
    return tuple(
        m.concept for m in practice.mentions if m.slot is slot and m.origin is Origin.EXPLICIT
    )


__all__ = ["Pair", "match", "within"]
