"""Publishing twice is as good as once, whatever fails between; a graph is replaced in one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph as ox
import pytest

from graph_builder.errors import QueryError
from graph_builder.graph import export, publish, to_rdf
from graph_builder.graph.endpoint import Endpoint
from graph_builder.graph.publish import Published, Version
from graph_builder.graph.store import INDEX_GRAPH, digest
from tests.graph import models
from tests.graph.endpoints import Served, serving


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as found:
        yield found


def version(slug: str, practices: int = 2) -> Version:
    said = models.fixed(slug, practices=practices)
    lines = sorted(export.n_quads(to_rdf.quads(said)).splitlines())
    return Version(to_rdf.version_iri(said), digest(lines), lines)


def endpoint(served: Served, *, graph_store: bool = False) -> Endpoint:
    store = served.url if graph_store else ""
    return Endpoint(served.url, graph_store_url=store, sleep=lambda _: None)


def graph(served: Served, iri: str) -> set[bytes]:
    found = served.store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
    return set(export.n_quads(found).splitlines())


@pytest.mark.parametrize("graph_store", [False, True])
@pytest.mark.parametrize("batch", [publish.BATCH, 10])
def test_the_endpoint_has_what_was_published(
    served: Served, monkeypatch: pytest.MonkeyPatch, batch: int, *, graph_store: bool
) -> None:
    monkeypatch.setattr(publish, "BATCH", batch)
    given = [version("satu"), version("dua")]
    target = endpoint(served, graph_store=graph_store)
    assert publish.publish(target, given) == Published(sent=2)
    assert [graph(served, v.iri) for v in given] == [set(v.lines) for v in given]
    named = {str(g) for g in served.store.named_graphs()}
    assert named == {str(INDEX_GRAPH), *(f"<{v.iri}>" for v in given)}
    requests = len(served.requests)
    assert publish.publish(target, given) == Published(unchanged=2)
    assert len(served.requests) == requests + 1


@pytest.mark.parametrize("batch", [publish.BATCH, 10])
def test_a_changed_version_is_replaced_and_what_was_derived_goes(
    served: Served, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(publish, "BATCH", batch)
    old, new = version("satu", practices=3), version("satu", practices=1)
    publish.publish(endpoint(served), [old, version("dua")])
    served.store.update(f"INSERT DATA {{ GRAPH <{old.iri}#findings> {{ <urn:a> <urn:b> 1 }} }}")
    assert publish.publish(endpoint(served), [new, version("dua")]) == Published(1, 1)
    assert graph(served, new.iri) == set(new.lines)
    assert not graph(served, f"{old.iri}#findings")


@pytest.mark.parametrize("graph_store", [False, True])
@pytest.mark.parametrize("after", range(1, 8))
def test_a_run_that_failed_anywhere_is_made_good_by_the_next(
    served: Served, monkeypatch: pytest.MonkeyPatch, after: int, *, graph_store: bool
) -> None:
    monkeypatch.setattr(publish, "BATCH", 40)
    given = [version("satu"), version("dua")]
    target = endpoint(served, graph_store=graph_store)
    served.failures = [0] * after + [500]
    with suppress(QueryError):
        publish.publish(target, given)
    served.failures = []
    publish.publish(target, given)
    assert [graph(served, v.iri) for v in given] == [set(v.lines) for v in given]
    assert publish.hashes(target) == {v.iri: v.graph_hash for v in given}


def test_what_fails_for_a_while_is_tried_again(served: Served) -> None:
    served.failures = [503, 0, 429, 502]
    assert publish.publish(endpoint(served), [version("satu")]) == Published(sent=1)


@pytest.mark.parametrize(
    ("wait", "slept"), [("7", 7.0), ("9" * 400, 20.0), ("-1", 0.5), ("nan", 0.5), ("soon", 0.5)]
)
def test_a_pause_is_as_long_as_asked_for_within_reason(
    served: Served, wait: str, slept: float
) -> None:
    served.failures, served.retry_after = [503], wait
    pauses: list[float] = []
    publish.publish(Endpoint(served.url, sleep=pauses.append), [version("satu")])
    assert pauses == [slept]


def test_an_endpoint_that_lost_statements_is_an_error(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Endpoint.update

    def losing(self: Endpoint, text: str) -> None:
        send(self, text)
        found = served.store.quads_for_pattern(None, None, None, ox.NamedNode(given.iri))
        served.store.remove(next(found))

    given = version("satu")
    monkeypatch.setattr(Endpoint, "update", losing)
    with pytest.raises(QueryError, match=f"of {len(given.lines)} statements"):
        publish.publish(endpoint(served), [given])


def test_what_is_gone_here_stays_there_unless_pruned(served: Served) -> None:
    gone, kept = version("satu"), version("dua")
    publish.publish(endpoint(served), [gone, kept])
    publish.publish(endpoint(served), [kept])
    assert graph(served, gone.iri)
    told = publish.publish(endpoint(served), [kept], prune=True)
    assert told == Published(unchanged=1, removed=1)
    assert not graph(served, gone.iri)
    assert publish.hashes(endpoint(served)) == {kept.iri: kept.graph_hash}
