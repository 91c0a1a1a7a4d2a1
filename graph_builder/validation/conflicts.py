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
from graph_builder.graph import from_rdf, sources
from graph_builder.graph.quoted import fill
from graph_builder.graph.terms import POLICY_BASE, node
from graph_builder.validation.dataset import PolicyGraph
from graph_builder.vocabulary import default

_NUMBERS = frozenset({Topic.AGE, Topic.DEADLINE})


def conflicts_in(policy: PolicyGraph) -> Iterator[ox.Quad]:
    """Yield the conflicts within each version of a policy, in the graph of the version."""
    store = policy.store()
    for iri in sorted(policy.graphs):
        if iri.startswith(POLICY_BASE):
            yield from _of_version(store, iri, policy.texts.get(iri, ""))


def _of_version(store: ox.Store, iri: str, text: str) -> Iterator[ox.Quad]:
    try:
        version = from_rdf.version(store, iri, text or fill(sources.quotes(store, iri)))
    except (KeyError, ValueError):
        return  # a graph that others made, of another form; the core shapes say what is amiss
    if not version.text:
        return
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
