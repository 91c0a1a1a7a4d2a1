"""The store holds whole policies or none, whoever stops or stands in the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.errors import StoreError
from graph_builder.graph import from_rdf, store, to_rdf, vocabulary
from graph_builder.graph.nodes import node
from graph_builder.model import PolicyVersion
from tests.graph import models

ROOT = Path(__file__).resolve().parents[2]


def put(directory: Path, *versions: PolicyVersion) -> None:
    with store.writing(directory) as writer:
        for version in versions:
            writer.put(to_rdf.version_iri(version), to_rdf.quads(version))


def graph_of(opened: ox.Store, version: PolicyVersion) -> set[ox.Quad]:
    graph = ox.NamedNode(to_rdf.version_iri(version))
    return set(opened.quads_for_pattern(None, None, None, graph))


def test_what_was_put_is_there(tmp_path: Path) -> None:
    one, two = models.fixed("satu"), models.fixed("dua")
    put(tmp_path / "s", one, two)
    opened = store.reading(tmp_path / "s")
    assert set(from_rdf.version_iris(opened)) == {to_rdf.version_iri(v) for v in (one, two)}
    assert from_rdf.version(opened, to_rdf.version_iri(one), one.text) == one


def test_rebuilding_replaces_one_version_and_what_was_derived_from_it(tmp_path: Path) -> None:
    one, two = models.fixed("satu"), models.fixed("dua")
    put(tmp_path / "s", one, two)
    before = graph_of(store.reading(tmp_path / "s"), two)
    derived = ox.NamedNode(to_rdf.version_iri(one) + "#inferred")
    with store.writing(tmp_path / "s") as writer:
        a = node("rdf:type")
        writer.store.add(ox.Quad(derived, a, a, derived))
    smaller = replace(one, practices=one.practices[:1])
    put(tmp_path / "s", smaller)
    opened = store.reading(tmp_path / "s")
    assert from_rdf.version(opened, to_rdf.version_iri(one), one.text) == smaller
    assert not list(opened.quads_for_pattern(None, None, None, derived))
    assert graph_of(opened, two) == before


def test_the_graph_hash_follows_the_graph(tmp_path: Path) -> None:
    one = models.fixed("satu")
    put(tmp_path / "s", one)
    first = store.graph_hashes(store.reading(tmp_path / "s"))
    put(tmp_path / "s", one)
    assert store.graph_hashes(store.reading(tmp_path / "s")) == first
    put(tmp_path / "s", replace(one, practices=()))
    changed = store.graph_hashes(store.reading(tmp_path / "s"))
    assert changed.keys() == first.keys()
    assert changed != first


def test_removing_a_version_leaves_nothing_of_it(tmp_path: Path) -> None:
    one = models.fixed("satu")
    put(tmp_path / "s", one)
    with store.writing(tmp_path / "s") as writer:
        writer.remove(to_rdf.version_iri(one))
    opened = store.reading(tmp_path / "s")
    assert from_rdf.version_iris(opened) == ()
    assert store.graph_hashes(opened) == {}


def test_the_vocabulary_is_refreshed_when_the_ontology_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(broader: str) -> tuple[Path, ...]:
        path = tmp_path / "tiny.ttl"
        path.write_text(
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            f"<urn:a> skos:broader <urn:b> . <urn:b> skos:broader <urn:{broader}> .",
            encoding="utf-8",
        )
        return (path,)

    def above_a() -> set[str]:
        found = store.reading(tmp_path / "s").quads_for_pattern(
            ox.NamedNode("urn:a"), node("skos:broaderTransitive"), None
        )
        return {q.object.value for q in found}

    monkeypatch.setattr(vocabulary, "files", lambda: write("c"))
    put(tmp_path / "s")
    assert above_a() == {"urn:b", "urn:c"}
    monkeypatch.setattr(vocabulary, "files", lambda: write("d"))
    put(tmp_path / "s")
    assert above_a() == {"urn:b", "urn:d"}
    with store.writing(tmp_path / "s") as writer:
        assert not writer.refresh_vocabulary()


def test_a_second_writer_is_told_that_the_store_is_locked(tmp_path: Path) -> None:
    put(tmp_path / "s")
    code = (
        "import sys; from pathlib import Path; from graph_builder.graph import store\n"
        "with store.writing(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "s")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError) as caught, store.writing(tmp_path / "s"):
            pass
        assert caught.value.code == "E-LOCKED"
        assert from_rdf.version_iris(store.reading(tmp_path / "s")) == ()
        other.communicate("")


def test_a_folder_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(StoreError, match="not an Alir store"), store.writing(tmp_path):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["holiday.jpg"]


def test_reading_what_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        store.reading(tmp_path / "nothing")
    assert caught.value.code == "E-STORE"
    assert "alir build" in caught.value.hint


KILLED = """
import sys
from dataclasses import replace
from pathlib import Path
from graph_builder.graph import store, to_rdf
from tests.graph import models
store.BATCH_QUADS = 1_000
with store.writing(Path(sys.argv[1])) as writer:
    for i in range(1_000_000):
        version = models.fixed(f"p-{i % 40}", practices=20 + i // 40 % 2)
        writer.put(to_rdf.version_iri(version), to_rdf.quads(version))
        print(i, flush=True)
"""


@pytest.mark.parametrize("after", [3, 17, 60])
def test_a_killed_build_leaves_whole_policies_only(after: int, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "s")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as build:
        assert build.stdout
        for line in build.stdout:
            if int(line) >= after:
                break
        time.sleep(0.003 * after)
        os.kill(build.pid, signal.SIGKILL)
    with store.writing(tmp_path / "s") as writer:
        hashes = store.graph_hashes(writer.store)
        for iri in from_rdf.version_iris(writer.store):
            slug = iri.split("/policy/")[1].split("/")[0]
            wholes = [models.fixed(slug, practices=n) for n in (20, 21)]
            assert graph_of(writer.store, wholes[0]) in [set(to_rdf.quads(w)) for w in wholes]
            assert iri in hashes
        assert writer.index.in_step(writer.store)
        indexed = [iri for iri, *_ in writer.index.policies()]
        assert indexed == sorted(from_rdf.version_iris(writer.store))
