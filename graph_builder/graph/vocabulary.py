"""The vocabulary graph: the shipped ontology and the closure of its hierarchy, as quads.

1. Parse every Turtle file of ``ontology/``.
2. Name blank nodes by RDF canonicalisation (RDFC-1.0), so that the graph is the same each time.
3. Add ``skos:broaderTransitive`` for every pair that one or more ``skos:broader`` connect.
4. Say which state of the files this is (``alir:vocabularyHash``), so that a store can tell whether
   its copy is still right and rebuild it where the ontology changed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from graph_builder import resources
from graph_builder.errors import VocabularyError
from graph_builder.graph.nodes import VOCABULARY_GRAPH, node

GRAPH = ox.NamedNode(VOCABULARY_GRAPH)


def files() -> tuple[Path, ...]:
    """Return the Turtle files of the shipped ontology in a stable order."""
    return resources.files("ontology", "*.ttl")


def digest(paths: Iterable[Path] | None = None) -> str:
    """Return the hash of the ontology's state, e.g. ``sha256:…``."""
    total = hashlib.sha256()
    for path in paths if paths is not None else files():
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{total.hexdigest()}"


def quads(paths: Iterable[Path] | None = None) -> Iterator[ox.Quad]:
    """Yield the quads of the vocabulary graph, closure and hash included.

    Raises:
        VocabularyError: a file is not Turtle.
    """
    chosen = tuple(paths) if paths is not None else files()
    triples = _canonical(_triples(chosen))
    for triple in triples:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, GRAPH)
    transitive = node("skos:broaderTransitive")
    for narrow, broad in closure(triples):
        yield ox.Quad(ox.NamedNode(narrow), transitive, ox.NamedNode(broad), GRAPH)
    yield ox.Quad(GRAPH, node("alir:vocabularyHash"), ox.Literal(digest(chosen)), GRAPH)


def closure(triples: Iterable[ox.Triple]) -> list[tuple[str, str]]:
    """Return the (narrower, broader) pairs of IRIs that one or more ``skos:broader`` connect.

    The pairs are sorted; a concept is broader than itself only where the hierarchy has a cycle.
    """
    broader: dict[str, set[str]] = defaultdict(set)
    predicate = node("skos:broader")
    for subject, found, value in triples:
        if found == predicate and isinstance(subject, ox.NamedNode):
            broader[subject.value].add(str(getattr(value, "value", value)))
    pairs = ((narrow, b) for narrow in list(broader) for b in _above(narrow, broader))
    return sorted(pairs)


def _above(concept: str, broader: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(broader.get(concept, ()))
    while waiting:
        parent = waiting.pop()
        if parent not in seen:
            seen.add(parent)
            waiting.extend(broader.get(parent, ()))
    return seen


def _triples(paths: Iterable[Path]) -> Iterator[ox.Triple]:
    for path in paths:
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                yield quad.triple
        except SyntaxError as error:
            raise VocabularyError("E-VOCABULARY", f"{path}: {error}") from error


def _canonical(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return the triples sorted and without repetition, blank nodes named canonically."""
    data = ox.Dataset(ox.Quad(*t) for t in triples)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((q.triple for q in data), key=str)


__all__ = ["GRAPH", "closure", "digest", "files", "quads"]
