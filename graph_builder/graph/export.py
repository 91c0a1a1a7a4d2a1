"""A graph as a file: TriG, N-Quads, Turtle or JSON-LD, always the same bytes for the same graph.

1. Quads are put in canonical order: by graph, subject (``#practice-2`` before ``#practice-10``),
   ``rdf:type`` first, predicate, value.
2. The file is written beside its target and moved into place, so that a reader never sees half of
   it and a failure leaves the old one; a name that ends in ``.gz`` is compressed.
"""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

import pyoxigraph as ox

from graph_builder.errors import AlirError, UsageError
from graph_builder.graph import jsonld
from graph_builder.graph.terms import node
from graph_builder.namespaces import PREFIXES

_DIGITS = re.compile(r"(\d+)")
_TYPE = node("rdf:type")
_COMPRESSION = 6  # half the time of 9 for 2 % more bytes
Key = tuple[str, tuple[str | int, ...], bool, str, str]


def write(quads: Iterable[ox.Quad], path: Path) -> int:
    """Write a graph file; the ending of the name decides the format.

    Turtle has no named graphs: all statements go into one.

    Returns:
        the number of quads.

    Raises:
        UsageError: the ending is not one of :data:`FORMATS` (with or without ``.gz``).
        AlirError: ``E-OUTPUT``, the file cannot be written.
    """
    render = renderer(path)
    ordered = canonical(quads)
    write_bytes(render(ordered), path)
    return len(ordered)


def renderer(path: Path) -> Callable[[list[ox.Quad]], bytes]:
    """Return the function that renders quads in the format of a file name.

    Raises:
        UsageError: there is none.
    """
    ending = Path(path.name.removesuffix(".gz")).suffix.lower()
    if ending not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            "E-USAGE", f"{path}: unknown graph format", f"Name it with one of {known}."
        )
    return FORMATS[ending]


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the quads in canonical order, each once."""
    return sorted(dict.fromkeys(quads), key=_key)


def write_bytes(data: bytes, path: Path) -> None:
    """Write bytes to a file in one step, compressed where its name ends in ``.gz``.

    Raises:
        AlirError: ``E-OUTPUT``.
    """
    if path.suffix == ".gz":
        data = gzip.compress(data, compresslevel=_COMPRESSION, mtime=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(0o666 & ~_umask())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise AlirError("E-OUTPUT", f"cannot write {path}: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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


def _with_prefixes(format_: ox.RdfFormat, quads: list[ox.Quad]) -> bytes:
    """Serialise with the project's prefixes; the library gives them in no certain order."""
    text = ox.serialize(quads, format=format_, prefixes=dict(PREFIXES)) or b""
    lines = text.split(b"\n", len(PREFIXES))
    return b"\n".join([*sorted(lines[: len(PREFIXES)]), *lines[len(PREFIXES) :]])


def _turtle(quads: list[ox.Quad]) -> bytes:
    merged = canonical(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return _with_prefixes(ox.RdfFormat.TURTLE, merged)


def n_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as N-Quads in the order given."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


FORMATS: Mapping[str, Callable[[list[ox.Quad]], bytes]] = {
    ".trig": partial(_with_prefixes, ox.RdfFormat.TRIG),
    ".nq": n_quads,
    ".ttl": _turtle,
    ".jsonld": jsonld.render,
}

__all__ = ["FORMATS", "canonical", "n_quads", "renderer", "write", "write_bytes"]
