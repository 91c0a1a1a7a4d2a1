"""A policy's store as core shapes look at it: values along properties, from both ends.

Each property that a shape names is read once, when it is first asked for; mentions, quotes and all
else that no shape names are never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import pyoxigraph as ox

from graph_builder.namespaces import expand

Term = ox.NamedNode | ox.BlankNode | ox.Literal
#: From a node to the distinct nodes that a SHACL property path leads to.
Path = Callable[["Lookup", Term], Collection[Term]]

_TYPE = ox.NamedNode(expand("rdf:type"))
_NONE: Mapping[Term, None] = {}


class Lookup:
    """The union of a store's graphs, by property.

    Args:
        store: not changed while the lookup is in use.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._forward: dict[ox.NamedNode, Mapping[Term, Mapping[Term, None]]] = {}
        self._backward: dict[ox.NamedNode, Mapping[Term, Mapping[Term, None]]] = {}

    def objects(self, predicate: ox.NamedNode, node: Term) -> Collection[Term]:
        """Return the distinct values of a property of a node."""
        return self._by_subject(predicate).get(node, _NONE)

    def subjects(self, predicate: ox.NamedNode, node: Term) -> Collection[Term]:
        """Return the distinct nodes that have a value of a property."""
        if predicate not in self._backward:
            turned: dict[Term, dict[Term, None]] = defaultdict(dict)
            for subject, values in self._by_subject(predicate).items():
                for value in values:
                    turned[value][subject] = None
            self._backward[predicate] = dict(turned)
        return self._backward[predicate].get(node, _NONE)

    def subjects_of(self, predicate: ox.NamedNode) -> Collection[Term]:
        """Return all nodes that have a property."""
        return self._by_subject(predicate)

    def objects_of(self, predicate: ox.NamedNode) -> Collection[Term]:
        """Return all distinct values of a property."""
        return {v: None for values in self._by_subject(predicate).values() for v in values}

    def instances(self, kind: ox.NamedNode) -> Collection[Term]:
        """Return the nodes of a type. A policy's store has no ``rdfs:subClassOf``."""
        return self.subjects(_TYPE, kind)

    def has_type(self, node: Term, kind: ox.NamedNode) -> bool:
        """Tell whether a node is of a type."""
        return kind in self.objects(_TYPE, node)

    def _by_subject(self, predicate: ox.NamedNode) -> Mapping[Term, Mapping[Term, None]]:
        if predicate not in self._forward:
            found: dict[Term, dict[Term, None]] = defaultdict(dict)
            for quad in self._store.quads_for_pattern(None, predicate, None, None):
                subject, value = quad.subject, quad.object
                if not isinstance(subject, ox.Triple) and not isinstance(value, ox.Triple):
                    found[subject][value] = None
            self._forward[predicate] = dict(found)
        return self._forward[predicate]


def along(predicate: ox.NamedNode) -> Path:
    """Return the path along a property."""
    return lambda data, node: data.objects(predicate, node)


def against(predicate: ox.NamedNode) -> Path:
    """Return the path against the direction of a property (``sh:inversePath``)."""
    return lambda data, node: data.subjects(predicate, node)


def sequence(steps: Sequence[Path]) -> Path:
    """Return the path of one step after the other."""

    def walk(data: Lookup, node: Term) -> Collection[Term]:
        reached: Collection[Term] = (node,)
        for step in steps:
            reached = {value: None for start in reached for value in step(data, start)}
        return reached

    return walk


def either(ways: Sequence[Path]) -> Path:
    """Return the path of any of several (``sh:alternativePath``)."""
    return lambda data, node: {value: None for way in ways for value in way(data, node)}


__all__ = ["Lookup", "Path", "Term", "against", "along", "either", "sequence"]
