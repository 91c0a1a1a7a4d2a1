"""What one input gives, as text ready for a file or a store: N-Quads, sorted, with their hash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph_builder.build.pipeline import Built
from graph_builder.build.records import VersionRecord
from graph_builder.graph import export, to_rdf
from graph_builder.graph.store import digest


@dataclass(frozen=True, slots=True)
class Graph:
    """A version's graph as sorted N-Quads lines, and its record."""

    record: VersionRecord
    lines: bytes


def graphs(built: Built, *, quotes: bool) -> Iterator[Graph]:
    """Yield the graph of each version of an input."""
    for version in built.versions:
        lines = export.n_quads(to_rdf.quads(version, quotes=quotes)).splitlines(keepends=True)
        ordered = sorted(set(lines))
        record = VersionRecord(
            to_rdf.version_iri(version),
            version.policy,
            version.language,
            built.source,
            len(version.practices),
            len(ordered),
            digest(ordered),
            version.coverage,
            version.notes,
            dict(version.account),
        )
        yield Graph(record, b"".join(ordered))


__all__ = ["Graph", "graphs"]
