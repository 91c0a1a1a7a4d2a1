"""Which inputs a store holds already: an unchanged file is not built again.

The ledger lies in the store's folder, one row for each input that was built: its name, the hash of
its bytes, how it was built (program version, vocabulary, options), and the versions it gave. An
input is known where all of that is the same and the store still has every one of its versions.
Nothing depends on the ledger being there: without it everything is built again.
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


@contextmanager
def opened(store: Path, holds: Callable[[str], bool]) -> Iterator[Ledger]:
    """Open the ledger of a store.

    What was noted stays whatever happens: that the store holds a version is asked each time.
    """
    path = store / FILE
    try:
        rows = sqlite3.connect(path)
        rows.execute(_TABLE)
    except sqlite3.DatabaseError:
        # A damaged ledger is no ledger.
        path.unlink()
        rows = sqlite3.connect(path)
        rows.execute(_TABLE)
    with closing(rows):
        try:
            yield Ledger(rows, holds)
        finally:
            rows.commit()


__all__ = ["FILE", "Key", "Ledger", "opened"]
