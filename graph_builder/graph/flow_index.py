"""The flow index: who does what with which data, as rows of a small SQLite file beside the store.

The graph is the truth; this is derived from it so that flow questions take milliseconds however
many policies there are. A row of ``flow`` is one practice x data x recipient x purpose (0 where a
slot is empty), so that no query joins what no sentence joins.

1. Each version's rows are kept with the hash of the graph they come from (``alir:graphHash``), and
   the whole index with the hash of the vocabulary whose closure it holds.
2. :meth:`FlowIndex.sync` compares the hashes with the store's and derives again what differs, each
   batch in one transaction: a process killed between the two writes leaves an index that knows
   that it is behind, never one that is wrong.
3. Queries are ``.sql`` twins of the named queries; terms go in as JSON lists of IRIs
   (``:data``, ``NULL`` where a parameter is not given) and come out as IRIs or plain text.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pyoxigraph as ox

from graph_builder.errors import StoreError
from graph_builder.graph import vocabulary
from graph_builder.graph.terms import node

FILE = "flows.sqlite"
_LAYOUT = 1
_BATCH = 200

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE term(id INTEGER PRIMARY KEY, iri TEXT UNIQUE);
CREATE TABLE version(id INTEGER PRIMARY KEY, term INTEGER UNIQUE, hash TEXT);
CREATE TABLE practice(
    id INTEGER PRIMARY KEY, term INTEGER, version INTEGER, denied INTEGER, modality INTEGER
);
CREATE TABLE flow(
    version INTEGER, practice INTEGER, data INTEGER, recipient INTEGER, purpose INTEGER
);
CREATE TABLE slot(version INTEGER, practice INTEGER, role TEXT, value INTEGER);
CREATE TABLE definition(version INTEGER, concept INTEGER, includes INTEGER);
CREATE TABLE role(version INTEGER, party INTEGER, concept INTEGER);
CREATE TABLE covers(broad INTEGER, narrow INTEGER, PRIMARY KEY(broad, narrow)) WITHOUT ROWID;
CREATE INDEX covers_narrow ON covers(narrow, broad);
CREATE INDEX practice_version ON practice(version);
CREATE INDEX flow_data ON flow(data, recipient, purpose, practice);
CREATE INDEX flow_recipient ON flow(recipient, data, purpose, practice);
CREATE INDEX flow_purpose ON flow(purpose, data, recipient, practice);
CREATE INDEX flow_version ON flow(version);
CREATE INDEX flow_practice ON flow(practice, data, recipient, purpose);
CREATE INDEX slot_role ON slot(role, value, practice);
CREATE INDEX slot_practice ON slot(practice, role, value);
CREATE INDEX slot_version ON slot(version);
CREATE INDEX definition_concept ON definition(includes, concept, version);
CREATE INDEX definition_version ON definition(version);
CREATE INDEX role_concept ON role(concept, party);
CREATE INDEX role_version ON role(version);
"""
_TABLES = ("practice", "flow", "slot", "definition", "role")
_INSERTS = {
    "practice": "INSERT INTO practice VALUES (?,?,?,?,?)",
    "flow": "INSERT INTO flow VALUES (?,?,?,?,?)",
    "slot": "INSERT INTO slot VALUES (?,?,?,?)",
    "definition": "INSERT INTO definition VALUES (?,?,?)",
    "role": "INSERT INTO role VALUES (?,?,?)",
}

_SAYS = {node("dpv:hasProcess").value: 0, node("dpv:hasProhibition").value: 1}
_DATA = (node("dpv:hasPersonalData").value, node("dpv:hasData").value)
_RECIPIENT, _PURPOSE = node("dpv:hasRecipient").value, node("dpv:hasPurpose").value
_SLOTS = {
    node(curie).value: role
    for curie, role in (
        ("dpv:hasProcessing", "operation"),
        ("dpv:hasDataSource", "source"),
        ("alir:obtainedFrom", "from"),
        ("alir:collectionMethod", "method"),
        ("dpv:hasLegalBasis", "basis"),
    )
}
_MODALITY, _TYPE = node("alir:hasModality").value, node("rdf:type").value
_PARTY = node("alir:NamedParty").value
_DEFINITION, _CONCEPT = node("alir:hasDefinition").value, node("alir:concept").value
_INCLUDES = node("alir:includes").value
_TRANSITIVE = node("skos:broaderTransitive")
_VERSION = node("alir:PolicyVersion")
_GRAPH_HASH = node("alir:graphHash")
_VOCABULARY = vocabulary.GRAPH.value

Facts = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Synced:
    """What a synchronisation did: versions derived again and versions removed."""

    derived: int
    removed: int


class FlowIndex:
    """An open flow index.

    Args:
        path: of the SQLite file, or ``:memory:``.

    Raises:
        StoreError: the file cannot be opened or is no SQLite file.
    """

    def __init__(self, path: Path | str) -> None:
        self._ids: dict[str, int] = {}
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError("E-STORE", f"cannot open the flow index {path}: {error}") from error

    def _prepare(self) -> None:
        """Create the tables; an index of another layout is emptied, for it can be derived again."""
        if self._db.execute("PRAGMA user_version").fetchone()[0] == _LAYOUT:
            return
        known = self._db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        drops = "".join(f"DROP TABLE {name};" for (name,) in known)
        self._db.executescript(
            f"BEGIN IMMEDIATE; {drops} {_SCHEMA} PRAGMA user_version={_LAYOUT}; COMMIT;"
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def in_step(self, store: ox.Store) -> bool:
        """Tell whether the index holds exactly what the store says now."""
        return self._vocabulary() == _vocabulary_hash(store) and self._hashes() == _hashes(store)

    def sync(self, store: ox.Store) -> Synced:
        """Bring the index in step with a store; only what differs is derived again."""
        wanted, known = _hashes(store), self._hashes()
        gone = sorted(set(known) - set(wanted))
        with self._transaction():
            if self._vocabulary() != _vocabulary_hash(store):
                self._cover(store)
            for iri in gone:
                self._forget(iri)
        stale = [iri for iri in sorted(wanted) if known.get(iri) != wanted[iri]]
        for first in range(0, len(stale), _BATCH):
            self._derive(store, stale[first : first + _BATCH], wanted)
        return Synced(len(stale), len(gone))

    def _derive(self, store: ox.Store, versions: Sequence[str], hashes: Mapping[str, str]) -> None:
        with self._transaction():
            for iri in versions:
                self._forget(iri)
                self._add(iri, hashes[iri], facts(store, iri))

    def _vocabulary(self) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key='vocabulary'").fetchone()
        return str(row[0]) if row else ""

    def _hashes(self) -> dict[str, str]:
        rows = self._db.execute("SELECT iri, hash FROM version JOIN term ON term.id = version.term")
        return {str(iri): str(digest) for iri, digest in rows}

    def _cover(self, store: ox.Store) -> None:
        pairs = [
            (self._id(q.object.value), self._id(q.subject.value))
            for q in store.quads_for_pattern(None, _TRANSITIVE, None)
            if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
        ]
        self._db.execute("DELETE FROM covers")
        self._db.execute("DELETE FROM role WHERE version = 0")
        self._db.executemany(_INSERTS["role"], self._roles(0, facts(store, _VOCABULARY)))
        self._db.executemany("INSERT OR IGNORE INTO covers VALUES (?,?)", pairs)
        self._db.execute(
            "INSERT OR REPLACE INTO meta VALUES ('vocabulary', ?)", (_vocabulary_hash(store),)
        )

    def _forget(self, iri: str) -> None:
        row = self._db.execute(
            "SELECT version.id FROM version JOIN term ON term.id = version.term WHERE iri = ?",
            (iri,),
        ).fetchone()
        if row:
            for table in _TABLES:
                self._db.execute(f"DELETE FROM {table} WHERE version = ?", row)  # noqa: S608 - our names
            self._db.execute("DELETE FROM version WHERE id = ?", row)

    def _add(self, iri: str, digest: str, said: Facts) -> None:
        version = self._db.execute(
            "INSERT INTO version(term, hash) VALUES (?, ?)", (self._id(iri), digest)
        ).lastrowid
        rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        for predicate, denied in _SAYS.items():
            for practice in said.get(iri, {}).get(predicate, ()):
                self._practice(version, practice, denied, said[practice], rows)
        for definition in said.get(iri, {}).get(_DEFINITION, ()):
            values = said.get(definition, {})
            pairs = product(values.get(_CONCEPT, ()), values.get(_INCLUDES, ()))
            rows["definition"] += [(version, self._id(c), self._id(i)) for c, i in pairs]
        rows["role"] += self._roles(version or 0, said)
        for table, listed in rows.items():
            self._db.executemany(_INSERTS[table], listed)

    def _roles(self, version: int, said: Facts) -> list[tuple[object, ...]]:
        """Return the roles of the named parties; version 0 is the vocabulary."""
        return [
            (version, self._id(subject), self._id(role))
            for subject, values in said.items()
            if _PARTY in values.get(_TYPE, ())
            for role in values[_TYPE]
            if role != _PARTY
        ]

    def _practice(
        self,
        version: int | None,
        iri: str,
        denied: int,
        values: Mapping[str, Sequence[str]],
        rows: dict[str, list[tuple[object, ...]]],
    ) -> None:
        number = self._id(iri)

        def ids(*properties: str) -> list[int]:
            return [self._id(v) for p in properties for v in values.get(p, ())]

        modality = ids(_MODALITY)
        rows["practice"].append((number, number, version, denied, modality[0] if modality else 0))
        rows["flow"] += [
            (version, number, data, recipient, purpose)
            for data, recipient, purpose in product(
                ids(*_DATA) or [0], ids(_RECIPIENT) or [0], ids(_PURPOSE) or [0]
            )
        ]
        for predicate, role in _SLOTS.items():
            rows["slot"] += [(version, number, role, value) for value in ids(predicate)]

    def _id(self, iri: str) -> int:
        if iri not in self._ids:
            row = self._db.execute("SELECT id FROM term WHERE iri = ?", (iri,)).fetchone()
            if row is None:
                added = self._db.execute("INSERT INTO term(iri) VALUES (?)", (iri,)).lastrowid
                row = (added or 0,)
            self._ids[iri] = int(row[0])
        return self._ids[iri]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Do all or nothing; term numbers are remembered within one transaction only."""
        self._ids.clear()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def select(
        self,
        sql: str,
        terms: Mapping[str, Sequence[str]],
        seconds: float | None = None,
    ) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """Return column names and rows of a twin query.

        Args:
            sql: with ``:name`` for each parameter.
            terms: IRIs (or plain text) by parameter.
            seconds: after which the query is interrupted.

        Raises:
            sqlite3.OperationalError: the query was interrupted, or is malformed.
        """
        names = {w.strip(",()") for w in sql.replace("(", " ").split() if w.startswith(":")}
        bound = {
            name[1:]: json.dumps(list(terms[name[1:]])) if name[1:] in terms else None
            for name in names
        }
        timer = threading.Timer(seconds, self._db.interrupt) if seconds else None
        if timer:
            timer.start()
        try:
            cursor = self._db.execute(sql, bound)
            columns = tuple(c[0] for c in cursor.description)
            return columns, cursor.fetchall()
        finally:
            if timer:
                timer.cancel()


def facts(store: ox.Store, version: str) -> Facts:
    """Return what a version's graph says: IRIs by subject and property."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(version)):
        if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
            found[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return found


def _hashes(store: ox.Store) -> dict[str, str]:
    """Return the hash of every version's graph; a graph without hash counts by its size."""
    marked = {
        q.subject.value: q.object.value
        for q in store.quads_for_pattern(None, _GRAPH_HASH, None)
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)
    }
    return marked or dict.fromkeys(_versions(store), "")


def _versions(store: ox.Store) -> Iterator[str]:
    kind = node("rdf:type")
    for quad in store.quads_for_pattern(None, kind, _VERSION):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def _vocabulary_hash(store: ox.Store) -> str:
    found: Iterable[ox.Quad] = store.quads_for_pattern(
        vocabulary.GRAPH, node("alir:vocabularyHash"), None
    )
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), "none")
