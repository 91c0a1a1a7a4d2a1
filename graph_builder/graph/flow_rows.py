"""What one policy version contributes to the flow index: its graph read as plain rows.

1. Of the quads of a version only the properties in ``_READ`` matter; they are grouped by subject.
2. Each practice that the version states or denies becomes one :class:`PracticeRow`, with the cross
   product of its data, recipients and purposes still to be made (0 stands for an empty slot).
3. Definitions and the roles of named parties come beside them.

The rows say what SPARQL says as long as the graph keeps to the contract: aggregate data, and no
other, under ``dpv:hasData``, and IRIs for all parts and values. Other values are left out, and
whatever breaks the contract is told (:attr:`VersionRows.breaches`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph_builder.graph.nodes import node
from graph_builder.namespaces import contract

_SAYS = {"dpv:hasProcess": False, "dpv:hasProhibition": True}
_DATA = ("dpv:hasPersonalData", "dpv:hasData")
_SLOTS = {
    "dpv:hasProcessing": "operation",
    "dpv:hasDataSource": "source",
    "alir:obtainedFrom": "from",
    "alir:collectionMethod": "method",
    "dpv:hasLegalBasis": "basis",
}
_PRESENT = {
    "dpv:hasDataProtectionOfficer": "officer",
    "dpv:hasStorageCondition": "retention",
    "dct:valid": "valid",
}
_OF_CONTROLLER = {"dpv:hasName": "name", "dpv:hasContact": "contact"}
_MERE = frozenset((*_PRESENT, "dpv:hasContact"))
"""Properties whose presence is all that matters; a blank node is as good as any other value."""
_READ = {
    node(curie): curie
    for curie in (
        *_SAYS,
        *_DATA,
        *_SLOTS,
        "dpv:hasRecipient",
        "dpv:hasPurpose",
        "alir:hasModality",
        "rdf:type",
        "alir:hasDefinition",
        "alir:concept",
        "alir:includes",
        "dpv:hasDataController",
        "dpv:hasRight",
        "alir:hasProvision",
        *_PRESENT,
        *_OF_CONTROLLER,
        "schema:inLanguage",
        "dct:source",
    )
}
_READ_BYTES = frozenset(str(predicate).encode() for predicate in _READ)
_PARTY = node("alir:NamedParty").value
_AGGREGATE = node("alir:AggregateData")
_OF_IRIS = frozenset(_READ.values()) - {
    *_PRESENT,
    *_OF_CONTROLLER,
    "schema:inLanguage",
    "dct:source",
    "rdf:type",
}

Facts = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A statement of a policy: IRIs of what stands in its slots; ``modality`` may be empty."""

    iri: str
    denied: bool
    modality: str
    data: tuple[str, ...]
    recipients: tuple[str, ...]
    purposes: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VersionRows:
    """A policy version as rows.

    ``definitions`` are pairs of a term and what the policy says that it includes, ``roles`` pairs
    of a named party and a kind of party. ``language``, ``source`` and ``name`` (of the controller)
    are empty where the graph has none. ``elements`` are what the notice states about itself: kind
    (``right``, ``provision``, ``officer``, ``retention``, ``valid``, ``name``, ``contact``),
    concept, and part, the last two empty where presence is all that matters. ``breaches`` say how
    the graph breaks the contract, so that queries may see in it what the rows do not have.
    """

    iri: str
    language: str
    source: str
    name: str
    practices: tuple[PracticeRow, ...]
    elements: tuple[tuple[str, str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    breaches: tuple[str, ...] = ()


def rows(version: str, quads: Iterable[ox.Quad]) -> VersionRows:
    """Return the rows of a version from the quads of its graph."""
    listed = tuple(quads)
    said = _facts(listed)
    own = said.get(version, {})
    controllers = (said.get(c, {}) for c in own.get("dpv:hasDataController", ()))
    return VersionRows(
        iri=version,
        language=min(own.get("schema:inLanguage", ()), default=""),
        source=min(own.get("dct:source", ()), default=""),
        name=min((n for c in controllers for n in c.get("dpv:hasName", ())), default=""),
        practices=tuple(
            _practice(practice, said.get(practice, {}), denied=denied)
            for predicate, denied in _SAYS.items()
            for practice in own.get(predicate, ())
        ),
        elements=tuple(_elements(own, said)),
        definitions=tuple(
            (concept, included)
            for definition in own.get("alir:hasDefinition", ())
            for concept in said.get(definition, {}).get("alir:concept", ())
            for included in said.get(definition, {}).get("alir:includes", ())
        ),
        roles=roles(said),
        breaches=tuple(sorted(set(_breaches(listed)))),
    )


def _breaches(quads: Iterable[ox.Quad]) -> Iterator[str]:
    for quad in quads:
        curie = _READ.get(quad.predicate, "")
        if curie not in _OF_IRIS:
            continue
        if not (isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)):
            yield f"{curie} has a blank node or literal where an IRI is due"
        elif curie in _DATA and (curie == "dpv:hasData") != (quad.object == _AGGREGATE):
            yield f"{contract(quad.object.value)} stands under {curie}"


def _elements(own: Mapping[str, Sequence[str]], said: Facts) -> Iterator[tuple[str, str, str]]:
    for predicate, kind in _PRESENT.items():
        if own.get(predicate):
            yield kind, "", ""
    for controller in own.get("dpv:hasDataController", ()):
        for predicate, kind in _OF_CONTROLLER.items():
            if said.get(controller, {}).get(predicate):
                yield kind, "", ""
    for right in own.get("dpv:hasRight", ()):
        yield "right", right, ""
    for part in own.get("alir:hasProvision", ()):
        for concept in said.get(part, {}).get("alir:concept", ()):
            yield "provision", concept, part


def parsed(lines: bytes) -> Iterator[ox.Quad]:
    """Return the quads of an N-Quads document that matter here; the others are not even parsed."""
    wanted = (
        line for line in lines.splitlines(keepends=True) if line.split(b" ", 2)[1] in _READ_BYTES
    )
    return ox.parse(b"".join(wanted), format=ox.RdfFormat.N_QUADS)


def _practice(iri: str, values: Mapping[str, Sequence[str]], *, denied: bool) -> PracticeRow:
    return PracticeRow(
        iri=iri,
        denied=denied,
        modality=min(values.get("alir:hasModality", ()), default=""),
        data=tuple(dict.fromkeys(v for p in _DATA for v in values.get(p, ()))),
        recipients=tuple(values.get("dpv:hasRecipient", ())),
        purposes=tuple(values.get("dpv:hasPurpose", ())),
        slots=tuple((role, v) for p, role in _SLOTS.items() for v in values.get(p, ())),
    )


def vocabulary_roles(quads: Iterable[ox.Quad]) -> tuple[tuple[str, str], ...]:
    """Return pairs of a named party of the vocabulary and its kind."""
    return roles(_facts(quads))


def roles(said: Facts) -> tuple[tuple[str, str], ...]:
    """Return pairs of a named party and its kind."""
    return tuple(
        (subject, kind)
        for subject, values in said.items()
        if _PARTY in values.get("rdf:type", ())
        for kind in values["rdf:type"]
        if kind != _PARTY
    )


def _facts(quads: Iterable[ox.Quad]) -> Facts:
    """Return what quads say: values by subject and property, each once."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for quad in quads:
        curie = _READ.get(quad.predicate)
        if curie and isinstance(quad.subject, ox.NamedNode):
            value = quad.object
            if isinstance(value, (ox.NamedNode, ox.Literal)) or curie in _MERE:
                found[quad.subject.value][curie][str(getattr(value, "value", value))] = None
    return {s: {p: tuple(v) for p, v in values.items()} for s, values in found.items()}


__all__ = ["PracticeRow", "VersionRows", "parsed", "rows", "vocabulary_roles"]
