"""Policy versions into a SPARQL store of somebody else's, graph by graph; once is as good as twice.

1. The store is asked which versions it has and the hash of each (``alir:graphHash``). A version
   that it has already is not sent again, so a stopped run goes on where it was.
2. A version that is new or differs takes the place of the old one in one step: over the Graph Store
   Protocol where the store has it (PUT replaces a graph), else in one SPARQL Update request.
3. A graph too large for one update goes in batches into a graph beside it, which then becomes the
   version's in one request. Every request may be repeated without harm, so a broken connection is
   just tried again.
4. The hash is written after the graph (in the same request where that is possible): whatever stops
   the run, a hash that is there stands for a graph that is there.
5. At the end the store counts the statements of what was sent; a difference is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph_builder.errors import QueryError
from graph_builder.graph import export, vocabulary
from graph_builder.graph.endpoint import Endpoint
from graph_builder.graph.nodes import node
from graph_builder.graph.store import INDEX_GRAPH, digest, graph_hashes

BATCH = 5_000
"""Statements of an update request; stores bound the length of one."""
_COUNTED = 50
_HASH = node("alir:graphHash")
_DERIVED = ("#inferred", "#findings", "#incoming")


@dataclass(frozen=True, slots=True)
class Version:
    """A version to publish: its IRI, the hash of its graph, and the graph as N-Quads lines."""

    iri: str
    graph_hash: str
    lines: Iterable[bytes]


@dataclass(slots=True)
class Published:
    """What publishing did: versions sent, those that were there already, those removed."""

    sent: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(slots=True)
class Publisher:
    """Sends versions to an endpoint; ``told`` is what was done so far."""

    endpoint: Endpoint
    told: Published = field(default_factory=Published)
    _there: dict[str, str] = field(default_factory=dict)
    _wanted: set[str] = field(default_factory=set)
    _sizes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._there = hashes(self.endpoint)

    def has(self, iri: str, graph_hash: str) -> bool:
        """Tell whether the store has this very graph, and count it as wanted."""
        self._wanted.add(iri)
        if self._there.get(iri) != graph_hash:
            return False
        self.told.unchanged += 1
        return True

    def send(self, version: Version) -> None:
        """Put a version in the place of what the store has of it."""
        triples = [_triple(line) for line in version.lines]
        if self.endpoint.graph_store_url:
            self.endpoint.put_graph(version.iri, b"\n".join(triples) + b"\n")
            self.endpoint.update(_marked(version))
        elif len(triples) <= BATCH:
            drop = f"DROP SILENT GRAPH <{version.iri}> ;\n"
            self.endpoint.update(drop + _insert(version.iri, triples) + " ;\n" + _marked(version))
        else:
            self._in_batches(version, triples)
        self._sizes[version.iri] = len(triples)
        self.told.sent += 1
        if len(self._sizes) >= _COUNTED:
            self._count()

    def finish(self, *, prune: bool) -> Published:
        """Count what was sent; with ``prune`` remove versions that were not among the wanted."""
        self._count()
        for iri in sorted(self._there.keys() - self._wanted) if prune else ():
            self.endpoint.update(f"DROP SILENT GRAPH <{iri}> ;\n{_unmark(iri)}")
            self.told.removed += 1
        return self.told

    def _in_batches(self, version: Version, triples: list[bytes]) -> None:
        incoming = f"{version.iri}#incoming"
        self.endpoint.update(f"DROP SILENT GRAPH <{incoming}>")
        for at in range(0, len(triples), BATCH):
            self.endpoint.update(_insert(incoming, triples[at : at + BATCH]))
        self.endpoint.update(
            f"DROP SILENT GRAPH <{version.iri}> ;\n"
            f"INSERT {{ GRAPH <{version.iri}> {{ ?s ?p ?o }} }} "
            f"WHERE {{ GRAPH <{incoming}> {{ ?s ?p ?o }} }} ;\n{_marked(version)}"
        )

    def _count(self) -> None:
        """Compare how many statements the store has of what was sent."""
        if not self._sizes:
            return
        names = " ".join(f"<{iri}>" for iri in self._sizes)
        query = (
            "SELECT ?g (COUNT(*) AS ?n) WHERE "
            f"{{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        )
        rows = self.endpoint.select(query)["results"]["bindings"]
        found = {row["g"]["value"]: int(row["n"]["value"]) for row in rows}
        for iri, size in self._sizes.items():
            if found.get(iri, 0) != size:
                message = f"{self.endpoint.url} has {found.get(iri, 0)} of {size} statements: {iri}"
                raise QueryError("E-ENDPOINT", message)
        self._sizes.clear()


def hashes(endpoint: Endpoint) -> dict[str, str]:
    """Return the hash of every version that an endpoint has, by the version's IRI."""
    query = f"SELECT ?v ?h WHERE {{ GRAPH {INDEX_GRAPH} {{ ?v {_HASH} ?h }} }}"
    rows = endpoint.select(query)["results"]["bindings"]
    return {row["v"]["value"]: row["h"]["value"] for row in rows}


def of_store(store: ox.Store) -> Iterator[Version]:
    """Yield the versions of a store of ours, and the vocabulary."""
    yield vocabulary_version()
    for iri, graph_hash in sorted(graph_hashes(store).items()):
        yield Version(iri, graph_hash, _Lines(store, iri))


def vocabulary_version() -> Version:
    """Return the vocabulary as if it were a version."""
    lines = sorted(set(export.n_quads(vocabulary.quads()).splitlines()))
    return Version(vocabulary.GRAPH.value, digest(lines), lines)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a version of a store, read when they are wanted."""

    store: ox.Store
    iri: str

    def __iter__(self) -> Iterator[bytes]:
        quads = self.store.quads_for_pattern(None, None, None, ox.NamedNode(self.iri))
        return iter(sorted(export.n_quads(quads).splitlines()))


def publish(endpoint: Endpoint, versions: Iterable[Version], *, prune: bool = False) -> Published:
    """Bring an endpoint up to date with versions.

    Raises:
        QueryError: the endpoint failed, or has not what was sent.
    """
    publisher = Publisher(endpoint)
    for version in versions:
        if not publisher.has(version.iri, version.graph_hash):
            publisher.send(version)
    return publisher.finish(prune=prune)


def _triple(line: bytes) -> bytes:
    """Return an N-Quads line without its graph name, which is an IRI and its last term."""
    return line.rstrip().removesuffix(b".").rstrip().rpartition(b" <")[0] + b" ."


def _insert(graph: str, triples: Iterable[bytes]) -> str:
    body = b"\n".join(triples).decode()
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{body}\n}} }}"


def _unmark(iri: str) -> str:
    drops = "".join(f"DROP SILENT GRAPH <{iri}{part}> ;\n" for part in _DERIVED)
    return f"{drops}DELETE WHERE {{ GRAPH {INDEX_GRAPH} {{ <{iri}> {_HASH} ?old }} }}"


def _marked(version: Version) -> str:
    """Return the update that drops what was derived from the old graph, and notes the new hash."""
    mark = f"<{version.iri}> {_HASH} {ox.Literal(version.graph_hash)}"
    return f"{_unmark(version.iri)} ;\nINSERT DATA {{ GRAPH {INDEX_GRAPH} {{ {mark} }} }}"


__all__ = ["BATCH", "Published", "Publisher", "Version", "hashes", "of_store", "publish"]
