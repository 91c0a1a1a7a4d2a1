"""The fictional portfolio, asked with SPARQL and with the flow index."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.graph.flow_index import FlowIndex
from graph_builder.questions.engines import StoreEngine
from graph_builder.questions.indexed import IndexTables
from graph_builder.questions.names import default_index
from graph_builder.questions.session import Session
from graph_builder.questions.sources import read_file

PORTFOLIO = Path(__file__).parent / "portfolio.trig"


@pytest.fixture(scope="session")
def portfolio() -> Session:
    return Session(StoreEngine(read_file(PORTFOLIO)), default_index())


@pytest.fixture(scope="session")
def indexed(portfolio: Session) -> Session:
    assert isinstance(portfolio.engine, StoreEngine)
    store = portfolio.engine.store
    index = FlowIndex(":memory:")
    index.sync(store)
    return Session(StoreEngine(store), default_index(), IndexTables(index))
