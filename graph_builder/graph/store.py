"""The store on disk: whole policies or none, one writer, any number of readers.

A store is a folder (``.alir`` by default) with an Oxigraph database in ``quads/`` and a small
``store.json`` that says which layout it has. What other rooms derive from the graph may lie beside
them.

1. Opening for writing takes the database's lock (``E-LOCKED`` where another process has it) and
   brings the vocabulary graph up to date with the shipped ontology.
2. A version whose graph is not there yet joins a batch; a batch goes in as one ingestion.
3. A version that is there already is replaced in one transaction, its derived graphs
   (``#inferred``, ``#findings``) go with it, and nothing else is touched.

Both steps are atomic in the database, so a process killed at any point leaves whole policies only.
The index graph keeps ``alir:graphHash`` of each version, written in the same step: whoever derives
something from a version can tell whether it is still right; ``state.py`` keeps one hash for all of
them, so that opening a store takes as long however many versions it has. The flow index
(``flows.sqlite``) gets a version's rows right after its graph is safe; what a killed process left
out is made up for when the store is next opened for writing.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from graph_builder.errors import StoreError
from graph_builder.graph import flow_rows, flow_upkeep, state, vocabulary
from graph_builder.graph.flow_index import FlowIndex
from graph_builder.graph.nodes import node
from graph_builder.graph.state import INDEX_GRAPH

DEFAULT = Path(".alir")
BATCH_QUADS = 200_000
"""Quads that one ingestion takes; far below the million at which Oxigraph would split it."""

_LAYOUT = 1
_GUESTS = frozenset({"proposals"})  # what may lie in the folder before there is a store
_OPENING_ATTEMPTS = 6
_DERIVED = ("#inferred", "#findings")
_HASH = node("alir:graphHash")
_REPLACES = node("dct:replaces")
_VOCABULARY_HASH = node("alir:vocabularyHash")


@dataclass(slots=True)
class StoreWriter:
    """An open store that versions are put into; make it with :func:`writing`.

    ``written`` and ``quads`` count what went in.
    """

    store: ox.Store
    index: FlowIndex
    written: int = 0
    quads: int = 0
    _batch: dict[str, _Waiting] = field(default_factory=dict)
    _waiting: int = 0

    def put(self, version_iri: str, graph: Iterable[ox.Quad]) -> None:
        """Add or replace the graph of a version; it is certain to be there after :meth:`flush`."""
        from graph_builder.graph.export import n_quads  # readers do without

        lines = sorted(set(n_quads(graph).splitlines(keepends=True)))
        self.put_lines(version_iri, b"".join(lines), digest(lines))

    def put_lines(self, version_iri: str, lines: bytes, graph_hash: str) -> None:
        """Add or replace the graph of a version, given as N-Quads, each once, and its hash."""
        count = lines.count(b"\n")
        self.written += 1
        self.quads += count
        waiting = _Waiting(lines, graph_hash)
        if self.holds(version_iri):
            self._replace(version_iri, waiting)
            return
        self._waiting += count
        self._batch[version_iri] = waiting
        if self._waiting >= BATCH_QUADS:
            self.flush()

    def holds(self, version_iri: str) -> bool:
        """Tell whether the store has a version."""
        return self.store.contains_named_graph(ox.NamedNode(version_iri))

    def supersede(self, new: str, old: str) -> None:
        """Say in the index graph that a version replaces another, and no longer the reverse."""
        self.store.update(
            f"DELETE DATA {{ GRAPH {INDEX_GRAPH} {{ <{old}> {_REPLACES} <{new}> }} }} ; "
            f"INSERT DATA {{ GRAPH {INDEX_GRAPH} {{ <{new}> {_REPLACES} <{old}> }} }}"
        )

    def remove(self, version_iri: str) -> None:
        """Remove a version and everything derived from it."""
        self._batch.pop(version_iri, None)
        self._change(version_iri, None, _drop(version_iri))
        self.index.remove([version_iri])

    def flush(self) -> None:
        """Write what waits, and make sure that it is on the disk."""
        batch = self._batch
        self._batch, self._waiting = {}, 0
        if batch:
            from graph_builder.graph.export import n_quads

            hashes = [(iri, new.graph_hash) for iri, new in batch.items()]
            now = state.toggled(state.of(self.store), hashes)
            marks = n_quads([*(_mark(*pair) for pair in hashes), *state.quads(now)])
            lines = b"".join((*(new.lines for new in batch.values()), marks))
            self.store.update(state.forget())
            self.store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
        self.store.flush()
        if batch:
            self.index.put((new.graph_hash, new.rows(iri)) for iri, new in batch.items())

    def refresh_vocabulary(self) -> bool:
        """Bring the vocabulary graph and its closure up to date; tell whether it had changed.

        What was inferred with the old vocabulary is dropped.
        """
        now = vocabulary.digest()
        found = self.store.quads_for_pattern(vocabulary.GRAPH, _VOCABULARY_HASH, None)
        if [str(getattr(q.object, "value", "")) for q in found] == [now]:
            return False
        stale = [str(g) for g in self.store.named_graphs() if str(g).endswith("#inferred>")]
        drops = "".join(f"DROP SILENT GRAPH {g} ; " for g in (vocabulary.GRAPH, *stale))
        self.store.update(drops + _insert(vocabulary.quads()))
        self.index.cover(self.store)
        return True

    def _replace(self, version_iri: str, new: _Waiting) -> None:
        graph = ox.parse(new.lines, format=ox.RdfFormat.N_QUADS)
        mark = _mark(version_iri, new.graph_hash)
        update = _drop(version_iri) + " ; " + _insert(graph) + " ; " + _insert([mark])
        self._change(version_iri, new.graph_hash, update)
        self.index.put([(new.graph_hash, new.rows(version_iri))])

    def _change(self, version_iri: str, graph_hash: str | None, update: str) -> None:
        """Update one version, and with it the state of the store, in one transaction."""
        was = self.store.quads_for_pattern(ox.NamedNode(version_iri), _HASH, None, INDEX_GRAPH)
        pairs = [(version_iri, str(getattr(q.object, "value", ""))) for q in was]
        if graph_hash is not None:
            pairs.append((version_iri, graph_hash))
        now = state.quads(state.toggled(state.of(self.store), pairs))
        said = f" ; {_insert(now)}" if now else ""
        self.store.update(f"{update} ; {state.forget()}{said}")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The graph of a version on its way in: N-Quads and their hash."""

    lines: bytes
    graph_hash: str

    def rows(self, version_iri: str) -> flow_rows.VersionRows:
        return flow_rows.rows(version_iri, flow_rows.parsed(self.lines))


@contextmanager
def writing(directory: Path = DEFAULT) -> Iterator[StoreWriter]:
    """Open a store for writing, create it where it is missing, and close it again.

    Raises:
        StoreError: ``E-LOCKED`` where another process writes it, ``E-STORE`` where the folder holds
            something else or cannot be used.
    """
    try:
        _claim(directory)
        opened = ox.Store(str(directory / "quads"))
    except (OSError, RuntimeError) as error:
        raise _store_error(directory, error) from error
    writer = StoreWriter(opened, flow_upkeep.of_writer(directory, opened))
    del opened
    writer.refresh_vocabulary()
    try:
        yield writer
    finally:
        try:
            writer.flush()
        finally:
            writer.index.close()
            # The lock lives as long as the database object.
            del writer.store


def reading(directory: Path = DEFAULT) -> ox.Store:
    """Open a store for queries only, as it is now; a writer may be at work beside it.

    Raises:
        StoreError: ``E-STORE``, there is no store or it cannot be opened.
    """
    if not (directory / "store.json").is_file():
        raise StoreError(
            "E-STORE", f"there is no store in {directory}", "Make one: alir build FILE …"
        )
    for attempt in range(_OPENING_ATTEMPTS):
        try:
            return ox.Store.read_only(str(directory / "quads"))
        except RuntimeError:
            # A writer beside us has just replaced a file that its own list still named.
            time.sleep(0.05 * (attempt + 1))
        except OSError as error:
            raise _store_error(directory, error) from error
    raise StoreError("E-STORE", f"the store {directory} is damaged")


def graph_hashes(store: ox.Store) -> dict[str, str]:
    """Return the hash of every version's graph by the version's IRI."""
    return {
        q.subject.value: q.object.value
        for q in store.quads_for_pattern(None, _HASH, None, INDEX_GRAPH)
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)
    }


def _claim(directory: Path) -> None:
    """Make the folder a store, unless it holds something else."""
    from graph_builder.files import write_bytes  # readers do without

    marker = directory / "store.json"
    if marker.is_file():
        return
    if directory.exists() and any(p.name not in _GUESTS for p in directory.iterdir()):
        raise StoreError("E-STORE", f"{directory} holds something that is not an Alir store")
    write_bytes((json.dumps({"layout": _LAYOUT}) + "\n").encode(), marker)


def _store_error(directory: Path, error: OSError | RuntimeError) -> StoreError:
    if "lock" in str(error).lower():
        return StoreError("E-LOCKED", f"another process is writing the store {directory}")
    return StoreError("E-STORE", f"cannot open the store {directory}: {error}")


def digest(lines: Iterable[bytes]) -> str:
    """Return the hash of a graph: of its N-Quads lines, sorted, without their ends."""
    content = b"".join(lines).replace(b"\n", b"")
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _mark(version_iri: str, graph_hash: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(version_iri), _HASH, ox.Literal(graph_hash), INDEX_GRAPH)


def _drop(version_iri: str) -> str:
    graphs = " ; ".join(f"DROP SILENT GRAPH <{version_iri}{d}>" for d in ("", *_DERIVED))
    index = f"{INDEX_GRAPH} {{ <{version_iri}> {_HASH} ?old }}"
    return f"{graphs} ; DELETE WHERE {{ GRAPH {index} }}"


def _insert(graph: Iterable[ox.Quad]) -> str:
    listed = list(graph)
    name = listed[0].graph_name
    body = " .\n".join(f"{q.subject} {q.predicate} {q.object}" for q in listed)
    return f"INSERT DATA {{ GRAPH {name} {{\n{body}\n}} }}"


__all__ = ["DEFAULT", "INDEX_GRAPH", "StoreWriter", "digest", "graph_hashes", "reading", "writing"]
