"""A graph file into memory, whatever its format, compressed or not."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pyoxigraph as ox

from graph_builder.errors import StoreError

FORMATS = {
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def into(store: ox.Store, path: Path) -> None:
    """Add a graph file to a store.

    Raises:
        StoreError: the file is missing, of no known format, or malformed.
    """
    form = FORMATS.get(Path(path.name.removesuffix(".gz")).suffix.lower())
    if form is None:
        known = ", ".join(FORMATS)
        raise StoreError(
            "E-STORE", f"{path}: unknown graph format", f"Name it with one of {known}."
        )
    try:
        if path.suffix == ".gz":
            store.bulk_load(input=gzip.decompress(path.read_bytes()), format=form)
        else:
            store.bulk_load(path=str(path), format=form)
    except (OSError, EOFError, zlib.error, SyntaxError, ValueError) as error:
        raise StoreError("E-STORE", f"cannot read the graph {path}: {error}") from error


def read(*paths: Path) -> ox.Store:
    """Return a store in memory with the statements of graph files.

    Raises:
        StoreError: as :func:`into`.
    """
    store = ox.Store()
    for path in paths:
        into(store, path)
    return store


__all__ = ["FORMATS", "into", "read"]
