"""The flow index knows when it is behind, lost or damaged, and is made again."""

from __future__ import annotations

import sqlite3

import pyoxigraph as ox
import pytest

from graph_builder.graph import store as stores
from graph_builder.graph import vocabulary
from graph_builder.graph.flow_file import FILE
from graph_builder.graph.flow_index import FlowIndex, Synced
from graph_builder.graph.nodes import node
from graph_builder.questions.engines import Limits
from graph_builder.questions.library import named
from graph_builder.questions.sources import open_session
from tests.questions.random_graphs import (
    BASE,
    VOCABULARY,
    graph,
    one,
    sessions,
)


def mark(number, word):
    return ox.Quad(
        ox.NamedNode(BASE.format(number)),
        node("alir:graphHash"),
        ox.Literal(word),
        stores.INDEX_GRAPH,
    )


def receivers(directory) -> list[str]:
    session = open_session(directory=directory)
    assert session.index is not None
    rows = session.run("who-receives", {"data": "pd:IPAddress"}).records()
    return [r["recipient"].value.split("#")[-1] for r in rows if r["recipient"] is not None]


def write(directory, number, policy):
    with stores.writing(directory) as writer:
        writer.put(BASE.format(number), graph(number, policy))


def test_a_replaced_policy_replaces_its_rows_and_no_others(tmp_path):
    place = tmp_path / ".alir"
    write(place, 1, one())
    write(place, 2, one())
    write(place, 2, one(**{"dpv:hasRecipient": ["alir:Acquirer"]}))
    assert receivers(place) == ["AdNetwork", "Acquirer"]


def test_only_the_policy_that_changed_is_derived_again(tmp_path, monkeypatch):
    place = tmp_path / ".alir"
    for number in range(3):
        write(place, number, one())
    derived = []
    put = FlowIndex.put

    def spy(index, versions):
        listed = list(versions)
        derived.extend(version.iri for _, version in listed)
        put(index, listed)

    monkeypatch.setattr(FlowIndex, "put", spy)
    write(place, 1, one(denied=True))
    assert derived == [BASE.format(1)]


def test_an_index_that_is_behind_derives_only_what_differs():
    store = ox.Store()
    index = FlowIndex(":memory:")
    for number in range(3):
        store.extend([*graph(number, one()), mark(number, "first")])
    assert index.sync(store) == Synced(derived=3, removed=0)
    store.remove(mark(1, "first"))
    assert not index.in_step(store)
    store.add(mark(1, "second"))
    assert index.sync(store) == Synced(derived=1, removed=0)
    assert index.in_step(store)


def test_a_removed_policy_leaves_no_rows(tmp_path):
    place = tmp_path / ".alir"
    write(place, 1, one())
    with stores.writing(place) as writer:
        writer.remove(BASE.format(1))
    assert receivers(place) == []


def test_an_index_that_was_lost_or_fell_behind_is_made_again(tmp_path):
    place = tmp_path / ".alir"
    write(place, 1, one())
    for leftover in place.glob(FILE + "*"):
        leftover.unlink()
    assert receivers(place) == ["AdNetwork"]


def damage(file, *, at: int):
    content = bytearray(file.read_bytes())
    content[at : at + 4000] = b"x" * 4000
    file.write_bytes(content)


@pytest.mark.parametrize("at", [0, 4096])
def test_a_damaged_index_is_made_again_with_a_word(at, tmp_path, caplog):
    place = tmp_path / ".alir"
    write(place, 1, one())
    damage(place / FILE, at=at)
    assert receivers(place) == ["AdNetwork"]
    assert "damaged" in caplog.text
    caplog.clear()
    assert receivers(place) == ["AdNetwork"]
    assert caplog.text == ""


def test_a_damaged_index_does_not_stand_in_the_way_of_a_writer(tmp_path, caplog):
    place = tmp_path / ".alir"
    write(place, 1, one())
    damage(place / FILE, at=0)
    write(place, 2, one())
    assert receivers(place) == ["AdNetwork", "AdNetwork"]
    assert "damaged" in caplog.text


def test_an_index_damaged_behind_an_open_session_is_made_again(tmp_path, caplog):
    place = tmp_path / ".alir"
    write(place, 1, one())
    session = open_session(directory=place)
    fine = session.run("who-receives", {"data": "pd:IPAddress"})

    def broken(*_arguments):
        raise sqlite3.DatabaseError("database disk image is malformed")

    session.index.index.select = broken
    assert session.run("who-receives", {"data": "pd:IPAddress"}) == fine
    assert "damaged" in caplog.text


def test_a_reader_leaves_an_index_that_is_behind_to_the_writer_at_work(tmp_path):
    place = tmp_path / ".alir"
    write(place, 1, one())
    with stores.writing(place) as writer:
        writer.index.remove([BASE.format(1)])
        session = open_session(directory=place)
        assert session.index is None
        assert len(session.run("who-receives", {"data": "pd:IPAddress"})) == 1
    assert receivers(place) == ["AdNetwork"]


def test_a_row_limit_holds_for_the_index_as_well(indexed):
    table = indexed.index.run(named("recipients-of"), {}, Limits(rows=1))
    assert (len(table), table.truncated) == (1, True)


def test_other_vocabulary_other_closure():
    store = ox.Store()
    store.extend(VOCABULARY)
    store.extend(graph(0, one(**{"dpv:hasPersonalData": ["dpv:PersonalData"]})))
    index = FlowIndex(":memory:")
    index.sync(store)
    broken = [q for q in VOCABULARY if q.predicate != node("skos:broaderTransitive")]
    store.remove_graph(vocabulary.GRAPH)
    store.extend(q for q in broken if q.predicate != node("alir:vocabularyHash"))
    assert not index.in_step(store)
    index.sync(store)
    _, fast = sessions(store, index)
    rows = fast.run("who-receives", {"data": "pd:IPAddress"}).records()
    assert [r["certainty"].value for r in rows] == ["not-found"]
    assert not index.in_step(ox.Store())
