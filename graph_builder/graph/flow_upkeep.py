"""The flow index beside a store: found, brought in step, made anew when it is lost or damaged.

1. Who holds the store's lock (its writer) may change the index. It catches up when the store is
   opened, with whatever a killed process left out, and is then kept up policy by policy.
2. A reader uses an index that is in step. One that is not is made good under the store's lock,
   unless a writer holds it: that one will see to the index itself.
3. Damage is told on stderr and repaired from the store. Whoever gets no index asks SPARQL, which
   gives the same rows, only slower.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from graph_builder.errors import StoreError
from graph_builder.graph import flow_file, state
from graph_builder.graph.flow_index import FlowIndex

_Index = TypeVar("_Index", FlowIndex, FlowIndex | None)


def of_writer(directory: Path, store: ox.Store) -> FlowIndex:
    """Return the index of a store that is open for writing, in step with it.

    Raises:
        StoreError: the folder cannot be written.
    """

    def caught_up() -> FlowIndex:
        index = FlowIndex(directory / flow_file.FILE)
        _catch_up(index, store)
        return index

    try:
        return _mended(directory, caught_up)
    except sqlite3.Error as error:
        raise StoreError("E-STORE", f"cannot write the flow index: {error}") from error


def of_reader(directory: Path, store: ox.Store) -> FlowIndex | None:
    """Return the index of a store that is open for reading, or ``None`` where there is none now."""
    try:
        return _mended(directory, lambda: _read(directory, store))
    except (StoreError, sqlite3.Error):
        return _unwritable(directory, store)


def remade(directory: Path, store: ox.Store) -> FlowIndex | None:
    """Throw away an index that turned out to be damaged and return a new one, as a reader."""
    _discard(directory)
    return of_reader(directory, store)


def _mended(directory: Path, run: Callable[[], _Index]) -> _Index:
    """Run, and once more on a new file where the old one is damaged."""
    try:
        return run()
    except sqlite3.OperationalError:
        raise  # locked, read-only, full: nothing that a new file would mend
    except sqlite3.DatabaseError:
        _discard(directory)
        return run()


def _discard(directory: Path) -> None:
    import logging  # only where something is to be told: a question should start fast

    logging.getLogger(__name__).warning(
        "the flow index of %s is damaged; it is made again from the store", directory
    )
    flow_file.discard(directory)


def _catch_up(index: FlowIndex, store: ox.Store) -> None:
    """Bring the index in step with a store that is open for writing, and let the store say so."""
    if not index.in_step(store):
        index.sync(store)
    if state.of(store) != index.state():
        state.say(store, index.state())


def _read(directory: Path, store: ox.Store) -> FlowIndex | None:
    index = FlowIndex(directory / flow_file.FILE)
    if index.in_step(store):
        return index
    try:
        holder = ox.Store(str(directory / "quads"))
    except (OSError, RuntimeError):
        return None
    _catch_up(index, holder)
    del holder
    return index if index.in_step(store) else None


def _unwritable(directory: Path, store: ox.Store) -> FlowIndex | None:
    """Return the index in a folder that cannot be written, if it is whole and in step."""
    try:
        index = FlowIndex(directory / flow_file.FILE, read_only=True)
        return index if index.in_step(store) else None
    except (StoreError, sqlite3.Error):
        return None


__all__ = ["of_reader", "of_writer", "remade"]
