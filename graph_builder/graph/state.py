"""One hash that stands for all versions of a store: whoever derives from it need not compare all.

Each version contributes the hash of its IRI and of its graph's hash; contributions are combined by
exclusive or, so that a version can be put in and taken out without looking at any other. The store
keeps the result in its index graph (``alir:storeState``), written in the same step as the versions:

1. A replacement or a removal changes it in its own transaction.
2. An ingestion cannot delete: the old state is removed before, and the new one comes with the
   quads. A process killed between the two leaves no state, which says "compare everything".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

from graph_builder.graph.nodes import node

UNKNOWN = ""
INDEX_GRAPH = ox.NamedNode("https://w3id.org/alir/graph/index")
_STATE = node("alir:storeState")


def of(store: ox.Store) -> str:
    """Return the state that a store says it is in, ``UNKNOWN`` where it does not say."""
    found = store.quads_for_pattern(INDEX_GRAPH, _STATE, None, INDEX_GRAPH)
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), UNKNOWN)


def toggled(state: str, versions: Iterable[tuple[str, str]]) -> str:
    """Return a state with versions (IRI, hash of the graph) put in, or out where they were in."""
    if state == UNKNOWN:
        return UNKNOWN
    total = int(state, 16)
    for iri, graph_hash in versions:
        total ^= int(hashlib.sha256(f"{iri} {graph_hash}".encode()).hexdigest(), 16)
    return f"{total:064x}"


def quads(state: str) -> list[ox.Quad]:
    """Return the quad that says the state, none for ``UNKNOWN``."""
    return (
        [ox.Quad(INDEX_GRAPH, _STATE, ox.Literal(state), INDEX_GRAPH)] if state != UNKNOWN else []
    )


def forget() -> str:
    """Return the update that removes the state of a store."""
    return f"DELETE WHERE {{ GRAPH {INDEX_GRAPH} {{ {INDEX_GRAPH} {_STATE} ?state }} }}"


def say(store: ox.Store, state: str) -> None:
    """Make a store say its state."""
    listed = "".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads(state))
    store.update(f"{forget()} ; INSERT DATA {{ GRAPH {INDEX_GRAPH} {{ {listed} }} }}")


__all__ = ["INDEX_GRAPH", "UNKNOWN", "forget", "of", "quads", "say", "toggled"]
