"""Replacing one version among many looks at that version alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph_builder.graph import flow_index, flow_rows, state, store, to_rdf
from graph_builder.model import PolicyVersion
from tests.graph import models

COUNT = 5


def version(number: int) -> PolicyVersion:
    return models.fixed(f"p{number}")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with store.writing(tmp_path / "s") as writer:
        for number in range(COUNT):
            writer.put(to_rdf.version_iri(version(number)), to_rdf.quads(version(number)))
    return tmp_path / "s"


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions whose rows are derived, from now on."""
    found: list[str] = []
    known = flow_rows.rows

    def recorded(iri, quads):
        found.append(iri)
        return known(iri, quads)

    monkeypatch.setattr(flow_rows, "rows", recorded)
    return found


def test_replacing_one_version_touches_its_graphs_and_rows_only(
    place: Path, derived: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow_index, "_hashes", lambda _: pytest.fail("all versions were compared"))
    before = set(store.reading(place))
    changed = replace(version(2), practices=version(2).practices[:1])
    iri = to_rdf.version_iri(changed)
    with store.writing(place) as writer:
        writer.put(iri, to_rdf.quads(changed))
    assert derived == [iri]
    index = str(store.INDEX_GRAPH)
    different = {str(q.graph_name) for q in before ^ set(store.reading(place))}
    assert different == {f"<{iri}>", index}
    marks = {str(q.subject) for q in before ^ set(store.reading(place)) if str(q[3]) == index}
    assert marks == {f"<{iri}>", index}


def test_the_state_is_that_of_the_versions_however_they_came(place: Path, tmp_path: Path) -> None:
    with store.writing(place) as writer:
        writer.put(
            to_rdf.version_iri(version(1)),
            to_rdf.quads(replace(version(1), practices=version(1).practices[:1])),
        )
        writer.remove(to_rdf.version_iri(version(0)))
        writer.put(to_rdf.version_iri(version(1)), to_rdf.quads(version(1)))
    with store.writing(tmp_path / "other") as writer:
        for number in reversed(range(1, COUNT)):
            writer.put(to_rdf.version_iri(version(number)), to_rdf.quads(version(number)))
    said = [state.of(store.reading(p)) for p in (place, tmp_path / "other")]
    assert said[0] == said[1] != state.UNKNOWN


def test_a_store_without_a_state_is_compared_and_says_it_again(
    place: Path, derived: list[str]
) -> None:
    said = state.of(store.reading(place))
    iri = to_rdf.version_iri(version(3))
    with store.writing(place) as writer:
        # What a process leaves that is killed in an ingestion: quads without state or rows.
        writer.store.update(state.forget())
        writer.index.remove([iri])
    assert state.of(store.reading(place)) == state.UNKNOWN
    derived.clear()
    with store.writing(place) as writer:
        assert writer.index.in_step(writer.store)
    assert derived == [iri]
    assert state.of(store.reading(place)) == said


def test_an_index_that_lacks_a_version_is_not_in_step(place: Path) -> None:
    with store.writing(place) as writer:
        writer.index.remove([to_rdf.version_iri(version(4))])
        assert not writer.index.in_step(writer.store)
