"""The graph as JSON-LD with a context: CURIEs for keys, plain strings for concepts.

One object a named graph, one object a subject within it. The context names the project's prefixes
and says which properties point to things, so ``"dpv:hasPersonalData": ["pd:IPAddress"]`` is both
pleasant JSON and right RDF.
"""

from __future__ import annotations

import json
from itertools import groupby
from textwrap import indent
from typing import Any

import pyoxigraph as ox

from graph_builder.graph import terms
from graph_builder.namespaces import PREFIXES, contract

_OTHER_LINKS = (
    "alir:concept",
    "alir:concerns",
    "alir:durationKind",
    "alir:hasCondition",
    "alir:hasContactPoint",
    "alir:hasDefinition",
    "alir:hasException",
    "alir:hasMention",
    "alir:hasModality",
    "alir:hasProvision",
    "alir:hasReference",
    "alir:hasReview",
    "alir:hasRightStatement",
    "alir:includes",
    "alir:origin",
    "alir:role",
    "alir:startsAt",
    "alir:verdict",
    "dct:hasVersion",
    "dpv:hasData",
    "dpv:hasDataController",
    "dpv:hasDuration",
    "dpv:hasRight",
    "dpv:hasStorageCondition",
    "oa:hasSelector",
    "oa:hasSource",
    "prov:wasAssociatedWith",
    "prov:wasAttributedTo",
    "prov:wasDerivedFrom",
    "prov:wasGeneratedBy",
    "prov:wasInvalidatedBy",
    "prov:wasRevisionOf",
    "skos:broader",
    "skos:broaderTransitive",
)
_LINKS = frozenset(
    (*terms.PRACTICE_FIELDS.values(), *(p for p, _ in terms.POLARITY.values()), *_OTHER_LINKS)
)
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def context() -> dict[str, Any]:
    """Return the ``@context``: prefixes, and the properties whose values are things."""
    return dict(PREFIXES) | {p: {"@id": p, "@type": "@id"} for p in sorted(_LINKS)}


def head() -> bytes:
    """Return what a document begins with: its context, and the opening of its list of graphs."""
    text = json.dumps({"@context": context(), "@graph": []}, ensure_ascii=False, indent=1)
    return text.removesuffix("]\n}").encode() + b"\n"


JOINT = b",\n"
TAIL = b"\n ]\n}\n"


def graph(quads: list[ox.Quad]) -> bytes:
    """Return one named graph, its quads in canonical order, as a member of the list."""
    text = json.dumps(_graph(quads[0].graph_name, quads), ensure_ascii=False, indent=1)
    return indent(text, "  ").encode()


def _graph(
    name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph, quads: list[ox.Quad]
) -> dict[str, Any]:
    nodes = [_node(list(members)) for _, members in groupby(quads, lambda q: q.subject)]
    label = {} if isinstance(name, ox.DefaultGraph) else {"@id": _identifier(name)}
    return label | {"@graph": nodes}


def _node(quads: list[ox.Quad]) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": _identifier(quads[0].subject)}
    for predicate, members in groupby(quads, lambda q: contract(q.predicate.value)):
        if predicate == "rdf:type":
            found["@type"] = [_identifier(q.object) for q in members]
        else:
            values = [_value(predicate, q.object) for q in members]
            found[predicate] = values if len(values) > 1 else values[0]
    return found


def _identifier(term: object) -> str:
    return contract(term.value) if isinstance(term, ox.NamedNode) else str(term)


def _value(predicate: str, term: object) -> Any:  # noqa: ANN401 - a JSON value
    if not isinstance(term, ox.Literal):
        name = _identifier(term)
        return name if predicate in _LINKS else {"@id": name}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value != _STRING:
        return {"@value": term.value, "@type": contract(term.datatype.value)}
    return {"@value": term.value} if predicate in _LINKS else term.value


__all__ = ["JOINT", "TAIL", "context", "graph", "head"]
