"""The text of a version as far as its graph quotes it.

A graph keeps the words of every piece of evidence with its offsets. Put where they stood, with
:data:`UNKNOWN` for every character between them, they let whoever reads a version from a store look
at the same words at the same offsets as in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graph_builder.graph import from_rdf
from graph_builder.graph.terms import node
from graph_builder.model import PolicyVersion

UNKNOWN = "\0"
"""Stands for a character that no evidence quotes; no document holds it."""


def text(store: ox.Store, iri: str) -> str:
    """Return the text of a version, quoted stretches in their places; empty without quotes."""
    found = list(_quotes(store, ox.NamedNode(iri)))
    characters = [UNKNOWN] * max((start + len(words) for start, words in found), default=0)
    for start, words in found:
        characters[start : start + len(words)] = words
    return "".join(characters)


def versions(store: ox.Store) -> Iterator[PolicyVersion]:
    """Yield every version of a store with the text that its graph quotes, by IRI."""
    for iri in from_rdf.version_iris(store):
        yield from_rdf.version(store, iri, text(store, iri))


def _quotes(store: ox.Store, graph: ox.NamedNode) -> Iterator[tuple[int, str]]:
    for quad in store.quads_for_pattern(None, node("oa:exact"), None, graph):
        place = str(quad.subject).rpartition("#quote-")[2].partition("-")[0]
        if place.isdigit() and isinstance(quad.object, ox.Literal):
            yield int(place), quad.object.value


__all__ = ["UNKNOWN", "text", "versions"]
