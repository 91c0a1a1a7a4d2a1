"""Opens the graph that a command names: a file, an on-disk store, or a SPARQL endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.errors import UsageError
from graph_builder.graph import flow_upkeep, load, store, vocabulary
from graph_builder.questions.engines import Limits, StoreEngine
from graph_builder.questions.indexed import IndexTables
from graph_builder.questions.names import default_index
from graph_builder.questions.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox


def open_session(
    graph: Path | None = None,
    directory: Path | None = None,
    endpoint: str = "",
    limits: Limits = Limits(),  # noqa: B008 - frozen, shared safely
) -> Session:
    """Return a session over one of the three; without any, over the store ``.alir``.

    Raises:
        UsageError: more than one is named.
        StoreError: the file or store cannot be opened.
    """
    if sum((graph is not None, directory is not None, bool(endpoint))) > 1:
        raise UsageError("E-USAGE", "give one of --graph, --store and --endpoint")
    if graph is not None:
        return Session(StoreEngine(read_file(graph)), default_index(), limits=limits)
    if endpoint:
        from graph_builder.graph.endpoint import Endpoint  # network: only where asked for
        from graph_builder.questions.engines import EndpointEngine

        engine = EndpointEngine(Endpoint.from_environment(endpoint))
        return Session(engine, default_index(), limits=limits)
    place = directory or store.DEFAULT
    found = store.reading(place)
    index = flow_upkeep.of_reader(place, found)
    tables = IndexTables(index, lambda: flow_upkeep.remade(place, found)) if index else None
    return Session(StoreEngine(found), default_index(), tables, limits)


def read_file(path: Path) -> ox.Store:
    """Read a graph file into memory, with the vocabulary where the file has none.

    Raises:
        StoreError: the file is missing, of no known format, or malformed.
    """
    memory = load.read(path)
    if not memory.contains_named_graph(vocabulary.GRAPH):
        memory.bulk_extend(vocabulary.quads())
    return memory
