"""Which statements of a version contradict each other, as facts that the shapes look at.

The judgement is that of ``alir contradictions``: it needs the sentences, which SPARQL does not
read. Each conflict becomes one triple between the nodes of its two statements; the shapes of
``consistency.ttl`` give it severity, message and legal anchor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from graph_builder.analysis.conflicts import Conflict, Kind, Topic
from graph_builder.analysis.contradictions import contradictions
from graph_builder.graph import from_rdf
from graph_builder.graph.nodes import node
from graph_builder.model import PolicyVersion
from graph_builder.vocabulary import default

_NUMBERS = frozenset({Topic.AGE, Topic.DEADLINE})


def conflicts_in(store: ox.Store, versions: Mapping[str, PolicyVersion]) -> Iterator[ox.Quad]:
    """Yield the conflicts within each version of a policy, in the graph of the version.

    Args:
        store: the graphs of the versions.
        versions: by IRI, those whose words are at hand.
    """
    for iri, version in versions.items():
        yield from _of_version(store, iri, version)


def _of_version(store: ox.Store, iri: str, version: PolicyVersion) -> Iterator[ox.Quad]:
    names = from_rdf.parts(store, iri)
    graph = ox.NamedNode(iri)
    for conflict in contradictions(version, default()):
        predicate = _predicate(conflict)
        if predicate:
            first = graph if conflict.topic is Topic.ERASURE else _node(conflict.first.node, names)
            second = _node(conflict.second.node, names)
            yield ox.Quad(first, node(predicate), second, graph)


def _predicate(conflict: Conflict) -> str:
    """Return the property that a shape looks at; empty for what only seems a conflict."""
    if not conflict.kind.conflicting:
        return ""
    if conflict.topic is Topic.ERASURE:
        return "alir:keepsDespiteErasure"
    if conflict.kind is Kind.POSSIBLE:
        return "alir:doubtfullyContradictedBy"
    if conflict.topic is Topic.PRACTICE:
        return "alir:contradictedBy"
    stored = conflict.first.denied and conflict.topic not in _NUMBERS
    return "alir:keptAfterAllBy" if stored else "alir:conflictsWith"


def _node(name: str, names: Mapping[str, tuple[str, ...]]) -> ox.NamedNode:
    """Return the node of a statement that the analysis calls by kind and number."""
    kind, _, number = name.rpartition("-")
    return ox.NamedNode(names[kind][int(number) - 1])


__all__ = ["conflicts_in"]
