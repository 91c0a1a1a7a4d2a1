"""From CURIEs to RDF nodes, and where the graphs of the project have their names."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from graph_builder.namespaces import expand

VOCABULARY_GRAPH = "https://w3id.org/alir/graph/vocabulary"
POLICY_BASE = "https://w3id.org/alir/policy/"


@cache
def node(curie: str) -> ox.NamedNode:
    """Return the node of a CURIE or absolute IRI.

    >>> node("pd:IPAddress").value
    'https://w3id.org/dpv/pd#IPAddress'
    """
    return ox.NamedNode(expand(curie))


__all__ = ["POLICY_BASE", "VOCABULARY_GRAPH", "node"]
