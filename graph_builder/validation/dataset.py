"""Policy graphs as they come in: a file, a store, or versions just extracted.

A :class:`PolicyGraph` holds all language versions of one policy, each in its named graph, and is
what one validation job works on. It pickles, so that it can be sent to a pool.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph_builder.model import PolicyVersion
from graph_builder.namespaces import expand

_TYPE = ox.NamedNode(expand("rdf:type"))
_VERSION = ox.NamedNode(expand("alir:PolicyVersion"))
_HAS_VERSION = ox.NamedNode(expand("dct:hasVersion"))


@dataclass(frozen=True, slots=True)
class PolicyGraph:
    """The versions of one policy.

    Attributes:
        policy: IRI of the policy, or of its only version where no policy is named.
        graphs: quads of each version's graph, named by the version, by version IRI.
        texts: normalised text of a version where it is at hand, by version IRI.
        names: what reports call a version (a path as given), by version IRI.
    """

    policy: str
    graphs: Mapping[str, tuple[ox.Quad, ...]]
    texts: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def store(self) -> ox.Store:
        """Return an in-memory store with one named graph per version."""
        store = ox.Store()
        for quads in self.graphs.values():
            store.bulk_extend(quads)
        return store

    def versions(self, store: ox.Store) -> dict[str, PolicyVersion]:
        """Return the versions as plain values, by IRI, as far as their words are at hand.

        Args:
            store: that of the policy.
        """
        from graph_builder.graph import from_rdf, sources
        from graph_builder.graph.nodes import POLICY_BASE
        from graph_builder.graph.quoted import fill

        found = {}
        for iri in sorted(self.graphs):
            if iri.startswith(POLICY_BASE):
                text = self.texts.get(iri) or fill(sources.quotes(store, iri))
                try:
                    version = from_rdf.version(store, iri, text)
                except (KeyError, ValueError):
                    continue  # made by others, of another form; the core shapes tell what is amiss
                if version.text:
                    found[iri] = version
        return found


def policies(store: ox.Store) -> Iterator[PolicyGraph]:
    """Yield every policy of a store with its versions, in the order of their IRIs."""
    graphs = _graph_of_versions(store)
    for work, versions in _works(store, graphs).items():
        yield PolicyGraph(work, {v: _quads(store, graphs[v], v) for v in versions})


def count(store: ox.Store) -> int:
    """Return how many policies :func:`policies` yields."""
    return len(_works(store, _graph_of_versions(store)))


def _works(store: ox.Store, versions: Iterable[str]) -> dict[str, list[str]]:
    """Return the versions of each policy; one of no policy is its own."""
    work_of = {
        quad.object.value: quad.subject.value
        for quad in store.quads_for_pattern(None, _HAS_VERSION, None, None)
        if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode)
    }
    works: dict[str, list[str]] = defaultdict(list)
    for version in sorted(versions):
        works[work_of.get(version, version)].append(version)
    return dict(sorted(works.items()))


def _graph_of_versions(store: ox.Store) -> dict[str, ox.NamedNode | ox.DefaultGraph]:
    """Return the graph that each version is described in (the default graph for plain Turtle)."""
    return {
        quad.subject.value: quad.graph_name
        for quad in store.quads_for_pattern(None, _TYPE, _VERSION, None)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.graph_name, ox.NamedNode | ox.DefaultGraph)
    }


def _quads(
    store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, version: str
) -> tuple[ox.Quad, ...]:
    """Return what a graph holds, as the graph of the version."""
    name = ox.NamedNode(version)
    found = store.quads_for_pattern(None, None, None, graph)
    if graph == name:
        return tuple(found)
    return tuple(ox.Quad(q.subject, q.predicate, q.object, name) for q in found)


def from_versions(versions: Iterable[PolicyVersion], sources: Mapping[str, str]) -> PolicyGraph:
    """Return versions that were just extracted as a graph, with their texts.

    Args:
        versions: of one policy.
        sources: what reports should call a version, by its ``source`` (the path that was given).
    """
    from graph_builder.graph import to_rdf

    graphs, texts, names = {}, {}, {}
    policy = ""
    for version in versions:
        iri, policy = to_rdf.version_iri(version), to_rdf.policy_iri(version)
        graphs[iri] = tuple(to_rdf.quads(version))
        texts[iri] = version.text
        names[iri] = sources.get(version.source, version.source)
    return PolicyGraph(policy, graphs, texts, names)


__all__ = ["PolicyGraph", "count", "from_versions", "policies"]
