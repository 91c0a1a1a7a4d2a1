"""Stores that others wrote give the rows of the embedded store for every named query."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.build.delivery import versions
from graph_builder.build.inputs import listing
from graph_builder.build.pipeline import Options
from graph_builder.build.run import Scale, Target, run
from graph_builder.graph import export, load, publish
from graph_builder.graph.endpoint import Endpoint
from graph_builder.questions.engines import EndpointEngine, StoreEngine
from graph_builder.questions.library import library
from graph_builder.questions.names import default_index
from graph_builder.questions.parameters import bind
from graph_builder.questions.session import Session
from graph_builder.questions.sources import read_file
from graph_builder.questions.tables import Table, from_json
from tests.build import samples
from tests.interop import servers
from tests.questions.test_library import parameters

PORTFOLIO = Path(__file__).parents[1] / "questions" / "portfolio.trig"
DURATIONS = ("#duration", "#dayTimeDuration")


@pytest.fixture(scope="module")
def embedded() -> Session:
    return Session(StoreEngine(read_file(PORTFOLIO)), default_index())


@pytest.fixture(scope="module")
def dump(embedded: Session, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portfolio with the vocabulary, as one file."""
    path = tmp_path_factory.mktemp("dump") / "part-00000.nq.gz"
    export.write(embedded.engine.store, path)
    return path


def rows(table: Table) -> list:
    """Rows in a fixed order; numbers (25, 25.0) and durations (P3D, PT72H) by their value."""
    return sorted(tuple(_value(term) for term in row) for row in table.rows)


def _value(term: object) -> tuple[float, str]:
    if not isinstance(term, ox.Literal):
        return (0.0, str(term))
    if term.datatype.value.endswith(DURATIONS):
        return (0.0, term.value.replace("PT72H", "P3D"))
    try:
        return (float(term.value), "")
    except ValueError:
        return (0.0, str(term))


def compare(embedded: Session, other: Session) -> None:
    differing = []
    for query in library():
        given = parameters(query)
        expected, found = embedded.run(query, given), other.run(query, given)
        if rows(found) != rows(expected):
            differing.append((query.name, rows(expected), rows(found)))
    assert not differing


def test_virtuoso_loads_in_bulk_and_answers_alike(
    embedded: Session, dump: Path, tmp_path: Path
) -> None:
    with servers.virtuoso(tmp_path) as virtuoso:
        (tmp_path / dump.name).write_bytes(dump.read_bytes())
        virtuoso.load(tmp_path, "*.nq.gz")
        compare(embedded, Session(EndpointEngine(Endpoint(virtuoso.url)), default_index()))
        publish_to(virtuoso, tmp_path)


def publish_to(virtuoso: servers.Virtuoso, folder: Path) -> None:
    """Publish partitions over the Graph Store Protocol, change a policy, publish again."""
    target = Endpoint(virtuoso.url, graph_store_url=virtuoso.graph_store)
    policies, parts = samples.folder(folder / "policies", 3), str(folder / "parts")
    sent = []
    for name in ("Nomor 1", "Baru"):
        (policies / "kedai-001.en.md").write_text(samples.policy(name), encoding="utf-8")
        run(listing([str(policies)]), Target(), Options(), Scale(partitions=parts), _silent)
        told = publish.publish(target, versions(parts)[0], prune=True)
        sent.append((told.sent, told.unchanged, told.removed))
        assert publish.publish(target, versions(parts)[0]).sent == 0
    assert sent == [(4, 0, 0), (1, 3, 1)]
    here = load.read(*Path(parts).glob("part-*.nq.gz"))
    query = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {} {{ ?s ?p ?o }} }}"
    for name in here.named_graphs():
        (row,) = target.select(query.format(name))["results"]["bindings"]
        assert int(row["n"]["value"]) == len(list(here.quads_for_pattern(None, None, None, name)))


def _silent(_done: int, _name: str) -> None:
    pass


def test_comunica_answers_alike(embedded: Session, dump: Path, tmp_path: Path) -> None:
    export.write(load.read(dump), tmp_path / "all.nq")
    with servers.comunica(tmp_path, tmp_path / "all.nq") as url:
        engine = EndpointEngine(Endpoint(url, seconds=120))
        compare(embedded, Session(engine, default_index()))


def test_jena_answers_alike(embedded: Session, dump: Path, tmp_path: Path) -> None:
    export.write(load.read(dump), tmp_path / "all.nq")
    bound = {q.name: embedded.terms(q, parameters(q)) for q in library()}
    texts = {q.name: bind(q, bound[q.name]) for q in library()}
    found = servers.jena(tmp_path, tmp_path / "all.nq", texts)

    class Jena:
        """Gives the result of the query that is next; the policies are those of the file."""

        def query(self, text: str, *_: object) -> Table:
            (name,) = (n for n, t in texts.items() if t == text)
            return from_json(found[name])

    jena = Session(Jena(), default_index())
    jena.__dict__["policies"] = embedded.policies
    compare(embedded, jena)
