"""Mistakes in a user's shapes that SHACL would pass over in silence.

A shape with a misspelt property never fires, which looks like a policy without faults. So every
property that a user's shapes name is looked up before they run:

1. ``sh:`` terms in SHACL's own vocabulary.
2. ``alir:`` and ``dpv:`` properties in paths among those that the ontology declares and the shipped
   shapes look at. Other namespaces are the user's own business.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph_builder import resources
from graph_builder.errors import ShapeError
from graph_builder.namespaces import contract

_PATHS = frozenset(
    f"sh:{name}"
    for name in (
        "path",
        "inversePath",
        "alternativePath",
        "zeroOrMorePath",
        "oneOrMorePath",
        "zeroOrOnePath",
        "targetSubjectsOf",
        "targetObjectsOf",
        "equals",
        "disjoint",
        "lessThan",
        "lessThanOrEquals",
    )
)
_PROPERTY_CLASSES = frozenset({"rdf:Property", "owl:ObjectProperty", "owl:DatatypeProperty"})


def check(path: Path) -> None:
    """Check the properties that a shapes file names.

    Raises:
        ShapeError: one is unknown; the message gives its line and the nearest known name.
    """
    quads = tuple(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    for name in sorted({contract(q.predicate.value) for q in quads}):
        if name.startswith("sh:") and name not in _shacl_terms():
            raise _unknown(path, name, _shacl_terms())
    for name in sorted(_named_in_paths(quads)):
        if name.startswith(("alir:", "dpv:")) and name not in _known_properties():
            raise _unknown(path, name, _known_properties())


def _unknown(path: Path, name: str, known: Iterable[str]) -> ShapeError:
    local = name.partition(":")[2]
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, 1) if local in text), 1)
    near = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"Did you mean {near[0]}?" if near else "See docs/reference/graph.md."
    return ShapeError("E-SHAPES", f"{path}:{line}: unknown property {name}", hint)


def _named_in_paths(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Yield the properties in path positions, those in the lists of sequence paths included."""
    rest = {q.subject: q.object for q in quads if contract(q.predicate.value) == "rdf:rest"}
    first = {q.subject: q.object for q in quads if contract(q.predicate.value) == "rdf:first"}
    for quad in quads:
        if contract(quad.predicate.value) in _PATHS:
            node: object = quad.object
            if isinstance(node, ox.NamedNode):
                yield contract(node.value)
            while isinstance(node, ox.BlankNode) and node in first:
                member = first[node]
                if isinstance(member, ox.NamedNode):
                    yield contract(member.value)
                node = rest.get(node)


@cache
def _known_properties() -> frozenset[str]:
    declared = (
        contract(q.subject.value)
        for path in resources.files("ontology", "*.ttl")
        for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(q.subject, ox.NamedNode)
        and isinstance(q.object, ox.NamedNode)
        and contract(q.predicate.value) == "rdf:type"
        and contract(q.object.value) in _PROPERTY_CLASSES
    )
    used = (
        name
        for path in resources.files("shapes", "*.ttl")
        for name in _named_in_paths(tuple(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)))
    )
    return frozenset((*declared, *used))


@cache
def _shacl_terms() -> frozenset[str]:
    from rdflib.namespace import SH

    reserved = ("and", "class", "in", "not", "or")  # no attributes there: words of Python
    return frozenset(f"sh:{name}" for name in (*SH.__annotations__, *reserved))


__all__ = ["check"]
