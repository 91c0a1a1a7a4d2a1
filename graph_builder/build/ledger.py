"""Which inputs a store holds already: an unchanged file is not built again.

The ledger lies in the store's folder, one row for each input that was built: its name, the hash of
its bytes, how it was built (program version, vocabulary, options), and the versions it gave. An
input is known where all of that is the same and the store still has every one of its versions.
Nothing depends on the ledger being there: without it everything is built again.

It also has, for each file and address, the versions that stand there now. Where a file says
something else than before, the store is told which version replaces which.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from graph_builder.build.records import VersionRecord

FILE = "inputs.sqlite"
_TABLE = """CREATE TABLE IF NOT EXISTS inputs (
    name TEXT, hash TEXT, fingerprint TEXT, versions TEXT, PRIMARY KEY (name, hash)
) WITHOUT ROWID"""
_PLACES = "CREATE TABLE IF NOT EXISTS places (place TEXT PRIMARY KEY, versions TEXT) WITHOUT ROWID"


@dataclass(frozen=True, slots=True)
class Key:
    """What decides the content of an input's graphs: its name, its bytes, how it is built."""

    name: str
    digest: str
    fingerprint: str


@dataclass(slots=True)
class Ledger:
    """An open ledger; ``holds`` tells whether the store has a version."""

    rows: sqlite3.Connection
    holds: Callable[[str], bool]

    def known(self, key: Key) -> list[VersionRecord] | None:
        """Return the versions that an input gives, if the store has them all."""
        query = "SELECT versions FROM inputs WHERE name = ? AND hash = ? AND fingerprint = ?"
        row = self.rows.execute(query, (key.name, key.digest, key.fingerprint)).fetchone()
        versions = [VersionRecord(**v) for v in json.loads(row[0])] if row else None
        return versions if versions and all(self.holds(v.iri) for v in versions) else None

    def note(self, key: Key, versions: list[VersionRecord]) -> None:
        """Remember what an input gave; kept when the ledger closes."""
        text = json.dumps([asdict(v) for v in versions], ensure_ascii=False)
        row = (key.name, key.digest, key.fingerprint, text)
        self.rows.execute("INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?)", row)

    def moved(self, place: str, versions: list[VersionRecord]) -> list[tuple[str, str]]:
        """Note what a place says now; return each new version with the one that it replaces.

        What another place still says is not replaced.
        """
        row = self.rows.execute("SELECT versions FROM places WHERE place = ?", (place,)).fetchone()
        before: dict[str, str] = json.loads(row[0]) if row else {}
        now = {v.language: v.iri for v in versions}
        if before == now:
            return []
        self.rows.execute("INSERT OR REPLACE INTO places VALUES (?, ?)", (place, json.dumps(now)))
        pairs = [(iri, before.get(language, iri)) for language, iri in now.items()]
        elsewhere = "SELECT 1 FROM places WHERE instr(versions, ?)"
        return [
            (new, old)
            for new, old in pairs
            if new != old and not self.rows.execute(elsewhere, (f'"{old}"',)).fetchone()
        ]


@contextmanager
def opened(store: Path, holds: Callable[[str], bool]) -> Iterator[Ledger]:
    """Open the ledger of a store.

    What was noted stays whatever happens: that the store holds a version is asked each time.
    """
    path = store / FILE
    try:
        rows = sqlite3.connect(path)
        _prepare(rows)
    except sqlite3.DatabaseError:
        # A damaged ledger is no ledger.
        path.unlink()
        rows = sqlite3.connect(path)
        _prepare(rows)
    with closing(rows):
        try:
            yield Ledger(rows, holds)
        finally:
            rows.commit()


def _prepare(rows: sqlite3.Connection) -> None:
    rows.execute(_TABLE)
    rows.execute(_PLACES)


__all__ = ["FILE", "Key", "Ledger", "opened"]
