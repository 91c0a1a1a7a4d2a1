"""A graph as a file: TriG, N-Quads, Turtle or JSON-LD, always the same bytes for the same graph.

1. Quads are put in canonical order: by graph, subject (``#practice-2`` before ``#practice-10``),
   ``rdf:type`` first, predicate, value.
2. Each named graph is rendered for itself (:class:`Format`), so a file is its graphs in order and
   nobody needs all of them in memory; ``graph_file`` builds on this.
3. The file is written whole or not at all (:mod:`graph_builder.files`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from graph_builder.errors import UsageError
from graph_builder.files import replacing
from graph_builder.graph import jsonld
from graph_builder.graph.nodes import node
from graph_builder.namespaces import PREFIXES

_DIGITS = re.compile(r"(\d+)")
_TYPE = node("rdf:type")
Key = tuple[str, tuple[str | int, ...], bool, str, str]


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of named graphs begins, goes on with each graph, and ends.

    Args:
        graph: renders the quads of one graph, which are in canonical order.
        head: what the file begins with.
        joint: what stands between two graphs.
        tail: what the file ends with.
    """

    graph: Callable[[list[ox.Quad]], bytes]
    head: Callable[[], bytes] = bytes
    joint: bytes = b""
    tail: bytes = b""

    def pieces(self, graphs: Iterable[list[ox.Quad]]) -> Iterator[bytes]:
        """Yield the file's bytes for its graphs, in pieces."""
        yield self.head()
        for number, graph in enumerate(graphs):
            yield (self.joint if number else b"") + self.graph(graph)
        yield self.tail


def write(quads: Iterable[ox.Quad], path: Path) -> int:
    """Write a graph file; the ending of the name decides the format.

    Turtle has no named graphs: it states everything in one.

    Returns:
        the number of quads.

    Raises:
        UsageError: the ending is not one of :data:`FORMATS` (with or without ``.gz``).
        AlirError: ``E-OUTPUT``, the file cannot be written.
    """
    form = format_of(path)
    ordered = canonical(quads)
    with replacing(path) as file:
        file.writelines(form.pieces(_by_graph(ordered)))
    return len(ordered)


def format_of(path: Path) -> Format:
    """Return the format that a file name asks for.

    Raises:
        UsageError: there is none.
    """
    known = ", ".join(FORMATS)
    if str(path) == "-":
        message = "a graph goes to a file, not to standard output: the name's ending is its format"
        raise UsageError("E-USAGE", message, f"Name a file that ends in one of {known}.")
    ending = Path(path.name.removesuffix(".gz")).suffix.lower()
    if ending not in FORMATS:
        raise UsageError(
            "E-USAGE", f"{path}: unknown graph format", f"Name it with one of {known}."
        )
    return FORMATS[ending]


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the quads in canonical order, each once."""
    return sorted(dict.fromkeys(quads), key=_key)


def _by_graph(ordered: list[ox.Quad]) -> Iterator[list[ox.Quad]]:
    return (list(members) for _, members in groupby(ordered, lambda q: q.graph_name))


def _key(quad: ox.Quad) -> Key:
    subject = _DIGITS.split(str(quad.subject))
    natural = tuple(int(x) if i % 2 else x for i, x in enumerate(subject))
    predicate = quad.predicate
    return (
        str(quad.graph_name),
        natural,
        predicate != _TYPE,
        predicate.value,
        str(quad.object),
    )


def _prefixes() -> bytes:
    return "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in sorted(PREFIXES.items())).encode()


def _body(format_: ox.RdfFormat, quads: list[ox.Quad]) -> bytes:
    """Serialise with the project's prefixes, which the library gives in no certain order."""
    text = ox.serialize(quads, format=format_, prefixes=dict(PREFIXES)) or b""
    return text.split(b"\n", len(PREFIXES))[-1]


def _turtle(quads: list[ox.Quad]) -> bytes:
    return _body(ox.RdfFormat.TURTLE, [ox.Quad(q.subject, q.predicate, q.object) for q in quads])


def _trig(quads: list[ox.Quad]) -> bytes:
    return _body(ox.RdfFormat.TRIG, quads)


def n_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as N-Quads in the order given."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


FORMATS: Mapping[str, Format] = {
    ".trig": Format(_trig, _prefixes),
    ".nq": Format(n_quads),
    ".ttl": Format(_turtle, _prefixes),
    ".jsonld": Format(jsonld.graph, jsonld.head, jsonld.JOINT, jsonld.TAIL),
}

__all__ = [
    "FORMATS",
    "Format",
    "canonical",
    "format_of",
    "n_quads",
    "write",
]
