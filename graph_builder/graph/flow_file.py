"""The file of the flow index: opened, laid out (``flow_file.sql``), thrown away when damaged.

What it holds can be derived from the store at any time, so a file that is damaged, or of another
layout than this version's, is replaced by an empty one and never mended.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

FILE = "flows.sqlite"
_LAYOUT = 4
_PATIENCE = 10.0
_SETTINGS = (
    "PRAGMA synchronous=NORMAL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-64000",
    "PRAGMA mmap_size=4294967296",
)


def discard(directory: Path) -> None:
    """Remove the flow index of a store; it can be derived again."""
    for leftover in directory.glob(FILE + "*"):
        leftover.unlink(missing_ok=True)


def opened(path: Path | str, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a file and see to its layout.

    Args:
        path: of the file, or ``:memory:``.
        read_only: for a folder that cannot be written; the file must have this layout.

    Raises:
        sqlite3.OperationalError: the file is locked or cannot be written.
        sqlite3.DatabaseError: it is damaged.
    """
    address = f"{Path(path).absolute().as_uri()}?immutable=1" if read_only else str(path)
    db = sqlite3.connect(
        address, _PATIENCE, isolation_level=None, check_same_thread=False, uri=read_only
    )
    try:
        for setting in _SETTINGS:
            db.execute(setting)
        if db.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            db.execute("PRAGMA journal_mode=WAL")
            _lay_out(db)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _lay_out(db: sqlite3.Connection) -> None:
    """Create the tables; an index of another layout is emptied, for it can be derived again."""
    known = db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    drops = "".join(f"DROP TABLE {name};" for (name,) in known)
    schema = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    db.executescript(f"BEGIN IMMEDIATE; {drops} {schema} PRAGMA user_version={_LAYOUT}; COMMIT;")


__all__ = ["FILE", "discard", "opened"]
