"""The flow index: who does what with which data, as rows of a small SQLite file beside the store.

The graph is the truth; this is derived from it so that flow questions take milliseconds however
many policies there are. A row of ``flow`` is one practice x data x recipient x purpose (0 where a
slot is empty), so that no query joins what no sentence joins.

1. Each version's rows are kept with the hash of the graph they come from (``alir:graphHash``), and
   the whole index with the hash of the vocabulary whose closure it holds.
2. The writer of a store puts a version's rows here (:meth:`FlowIndex.put`) right after its graph,
   each batch in one transaction: a process killed between the two leaves an index that knows that
   it is behind, never one that is wrong.
3. :meth:`FlowIndex.sync` compares the hashes with the store's and derives again what differs.

The file is opened by ``flow_file.py`` and kept by ``flow_upkeep.py``. Twin queries, the ``.sql``
files of ``queries/``, run here.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph_builder.errors import StoreError
from graph_builder.graph import flow_file, flow_rows, state, vocabulary
from graph_builder.graph.flow_rows import VersionRows
from graph_builder.graph.nodes import node

_BATCH = 200
_NAMED = re.compile(r":(\w+)")
_INSERTS = {
    "practice": "INSERT INTO practice VALUES (?,?,?)",
    "flow": "INSERT OR IGNORE INTO flow VALUES (?,?,?,?,?,?,?)",
    "slot": "INSERT OR IGNORE INTO slot VALUES (?,?,?,?)",
    "element": "INSERT OR IGNORE INTO element VALUES (?,?,?,?)",
    "definition": "INSERT OR IGNORE INTO definition VALUES (?,?,?)",
    "role": "INSERT OR IGNORE INTO role VALUES (?,?,?)",
}
_TRANSITIVE = node("skos:broaderTransitive")
_VERSION = node("alir:PolicyVersion")
_GRAPH_HASH = node("alir:graphHash")

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Synced:
    """What a synchronisation did: versions derived again and versions removed."""

    derived: int
    removed: int


class FlowIndex:
    """An open flow index.

    Args:
        path: of the SQLite file, or ``:memory:``.
        read_only: open a file that cannot be written; it must be whole and of this layout.

    Raises:
        StoreError: the file cannot be opened.
        sqlite3.DatabaseError: it is damaged; see ``flow_upkeep.py``.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        self._lock = threading.RLock()
        try:
            self._db = flow_file.opened(path, read_only=read_only)
        except sqlite3.OperationalError as error:
            raise StoreError("E-STORE", f"cannot open the flow index {path}: {error}") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def in_step(self, store: ox.Store) -> bool:
        """Tell whether the index holds exactly what the store says now.

        Versions are compared one by one only where the store does not say its state.
        """
        if self._vocabulary() != _vocabulary_hash(store):
            return False
        said = state.of(store)
        return self.state() == said if said else self._hashes() == _hashes(store)

    def state(self) -> str:
        """Return the state of a store that has exactly these versions; see ``state.py``."""
        return self._meta("state")

    def sync(self, store: ox.Store) -> Synced:
        """Bring the index in step with a store; only what differs is derived again."""
        wanted, known = _hashes(store), self._hashes()
        gone = sorted(set(known) - set(wanted))
        if self._vocabulary() != _vocabulary_hash(store):
            self.cover(store)
        self.remove(gone)
        stale = [iri for iri in sorted(wanted) if known.get(iri) != wanted[iri]]
        for first in range(0, len(stale), _BATCH):
            batch = stale[first : first + _BATCH]
            self.put((wanted[iri], flow_rows.rows(iri, _graph(store, iri))) for iri in batch)
        return Synced(len(stale), len(gone))

    def put(self, versions: Iterable[tuple[str, VersionRows]]) -> None:
        """Put the rows of versions, each with the hash of its graph, in place of what was there."""
        with self._transaction() as numbers:
            for digest, version in versions:
                if version.breaches:
                    _tell(version)
                number = numbers.term(version.iri)
                self._forget(number, version.iri)
                self._toggle(version.iri, digest)
                self._db.execute(
                    "INSERT INTO version VALUES (?,?,?,?,?)",
                    (number, digest, version.language, version.source, version.name),
                )
                for table, listed in _numbered(number, version, numbers).items():
                    self._db.executemany(_INSERTS[table], listed)

    def remove(self, versions: Iterable[str]) -> None:
        """Remove the rows of versions."""
        with self._transaction() as numbers:
            for iri in versions:
                self._forget(numbers.term(iri), iri)

    def cover(self, store: ox.Store) -> None:
        """Take the closure of the taxonomy and the roles of known parties from the vocabulary."""
        with self._transaction() as numbers:
            pairs = [
                (numbers.term(q.object.value), numbers.term(q.subject.value))
                for q in store.quads_for_pattern(None, _TRANSITIVE, None)
                if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
            ]
            known = flow_rows.vocabulary_roles(_graph(store, vocabulary.GRAPH.value))
            roles = [(0, numbers.term(party), numbers.term(kind)) for party, kind in known]
            self._db.execute("DELETE FROM covers")
            self._db.execute("DELETE FROM role WHERE version = 0")
            self._db.executemany("INSERT OR IGNORE INTO covers VALUES (?,?)", pairs)
            self._db.executemany(_INSERTS["role"], roles)
            digest = _vocabulary_hash(store)
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('vocabulary', ?)", (digest,))

    def policies(self) -> list[tuple[str, str, str, str]]:
        """Return IRI, language, source and controller's name of every version, by IRI."""
        return self._db.execute(
            "SELECT iri, language, source, name FROM version JOIN term USING (id) ORDER BY iri"
        ).fetchall()

    def iris(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the IRIs of terms by their numbers."""
        listed = json.dumps(sorted(set(numbers)))
        sql = "SELECT id, iri FROM term WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._db.execute(sql, (listed,)))

    def select(
        self, sql: str, terms: Mapping[str, Sequence[str | int]], seconds: float | None = None
    ) -> tuple[tuple[str, ...], list[Row]]:
        """Return column names and rows of a query.

        Args:
            sql: with ``:name`` for each parameter, a JSON list there, or ``NULL`` where not given.
            terms: IRIs (or plain text, or numbers) by parameter.
            seconds: after which the query is interrupted.

        Raises:
            sqlite3.OperationalError: time was up (the message says ``interrupted``).
            sqlite3.DatabaseError: the file is damaged.
        """
        bound = {
            name: json.dumps(list(terms[name])) if name in terms else None
            for name in _NAMED.findall(sql)
        }
        timer = threading.Timer(seconds, self._db.interrupt) if seconds else None
        with self._lock:
            if timer:
                timer.start()
            try:
                cursor = self._db.execute(sql, bound)
                return tuple(c[0] for c in cursor.description), cursor.fetchall()
            finally:
                if timer:
                    timer.cancel()

    def _vocabulary(self) -> str:
        return self._meta("vocabulary")

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def _hashes(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT iri, hash FROM version JOIN term USING (id)"))

    def _toggle(self, version: str, digest: str) -> None:
        now = state.toggled(self.state(), [(version, digest)])
        self._db.execute("UPDATE meta SET value = ? WHERE key = 'state'", (now,))

    def _forget(self, version: int, iri: str) -> None:
        was = self._db.execute("SELECT hash FROM version WHERE id = ?", (version,)).fetchone()
        if was is None:
            return
        self._toggle(iri, was[0])
        for table in _INSERTS:
            self._db.execute(f"DELETE FROM {table} WHERE version = ?", (version,))  # noqa: S608 - our names
        self._db.execute("DELETE FROM version WHERE id = ?", (version,))

    @contextmanager
    def _transaction(self) -> Iterator[_Numbers]:
        """Do all or nothing; numbers are remembered within one transaction only."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield _Numbers(self._db)
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


@dataclass(slots=True)
class _Numbers:
    """Gives terms and practices their numbers while a transaction lasts."""

    db: sqlite3.Connection
    known: dict[str, int] = field(default_factory=dict)
    last: int = -1

    def term(self, iri: str) -> int:
        if iri not in self.known:
            row = self.db.execute("SELECT id FROM term WHERE iri = ?", (iri,)).fetchone()
            number = row and row[0]
            if number is None:
                number = self.db.execute("INSERT INTO term(iri) VALUES (?)", (iri,)).lastrowid
            self.known[iri] = int(number or 0)
        return self.known[iri]

    def terms(self, iris: Iterable[str]) -> list[int]:
        return [self.term(iri) for iri in iris]

    def practice(self) -> int:
        if self.last < 0:
            self.last = self.db.execute("SELECT COALESCE(MAX(id), 0) FROM practice").fetchone()[0]
        self.last += 1
        return self.last


def _tell(version: VersionRows) -> None:
    import logging  # only where something is to be told: a question should start fast

    logging.getLogger(__name__).warning(
        "the graph of %s breaks the contract, so that the flow index and SPARQL may answer "
        "differently: %s. Check it with `alir validate --shapes core`.",
        version.iri,
        "; ".join(version.breaches),
    )


def _numbered(number: int, version: VersionRows, numbers: _Numbers) -> Mapping[str, list[Row]]:
    """Return the rows of a version by table, terms as numbers."""
    term, terms = numbers.term, numbers.terms
    found: dict[str, list[Row]] = {table: [] for table in _INSERTS}
    for said in version.practices:
        practice = numbers.practice()
        how = (int(said.denied), term(said.modality) if said.modality else 0)
        found["practice"].append((practice, number, said.iri))
        found["flow"] += [
            (number, practice, *flow, *how)
            for flow in product(
                terms(said.data) or [0], terms(said.recipients) or [0], terms(said.purposes) or [0]
            )
        ]
        found["slot"] += [(number, practice, role, term(value)) for role, value in said.slots]
    found["element"] = [
        (number, kind, term(concept) if concept else 0, part)
        for kind, concept, part in version.elements
    ]
    found["definition"] = [(number, *terms(pair)) for pair in version.definitions]
    found["role"] = [(number, *terms(pair)) for pair in version.roles]
    return found


def _graph(store: ox.Store, name: str) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(None, None, None, ox.NamedNode(name))


def _hashes(store: ox.Store) -> dict[str, str]:
    """Return the hash of every version's graph; a graph without hash counts by its presence."""
    marked = {
        q.subject.value: q.object.value
        for q in store.quads_for_pattern(None, _GRAPH_HASH, None)
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)
    }
    return marked or dict.fromkeys(_versions(store), "")


def _versions(store: ox.Store) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, node("rdf:type"), _VERSION):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def _vocabulary_hash(store: ox.Store) -> str:
    found: Iterable[ox.Quad] = store.quads_for_pattern(
        vocabulary.GRAPH, node("alir:vocabularyHash"), None
    )
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), "none")


__all__ = ["FlowIndex", "Synced"]
