"""A graph file of any size, written graph by graph: memory holds one graph at a time.

1. Each graph is put in canonical order and laid into a spool beside the target, compressed; memory
   keeps where it lies.
2. At the end the graphs are taken from the spool in the order of their names, rendered, and written
   to the target in one step.

The bytes are those that ``export.write`` gives for the same quads.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pyoxigraph as ox

from graph_builder.errors import AlirError
from graph_builder.files import replacing
from graph_builder.graph import export

_FAST = 1  # the spool is read once and thrown away


@dataclass(slots=True)
class GraphFile:
    """Takes graphs in any order; of two with the same name the later one stands."""

    spool: IO[bytes]
    _places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def put(self, iri: str, quads: Iterable[ox.Quad]) -> None:
        """Add or replace a graph."""
        packed = zlib.compress(export.n_quads(export.canonical(quads)), _FAST)
        self._places[iri] = (self.spool.seek(0, 2), len(packed))
        self.spool.write(packed)

    def graphs(self) -> Iterator[list[ox.Quad]]:
        """Yield the graphs in canonical order."""
        for iri in sorted(self._places, key=lambda name: f"<{name}>"):
            start, length = self._places[iri]
            self.spool.seek(start)
            lines = zlib.decompress(self.spool.read(length))
            yield list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))


@contextmanager
def graph_file(path: Path) -> Iterator[GraphFile]:
    """Give a :class:`GraphFile` whose graphs are written to ``path`` when all went well.

    Raises:
        UsageError: the name has an unknown ending.
        AlirError: ``E-OUTPUT``, the file cannot be written.
    """
    form = export.format_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        spool = TemporaryFile(dir=path.parent)  # noqa: SIM115 - closed by the next statement
    except OSError as error:
        raise AlirError("E-OUTPUT", f"cannot write {path}: {error.strerror}") from error
    with spool:
        found = GraphFile(spool)
        yield found
        with replacing(path) as target:
            target.writelines(form.pieces(graph for graph in found.graphs() if graph))


__all__ = ["GraphFile", "graph_file"]
