"""Files hold the same graph in every format, are the same bytes each time, and are never halves."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from graph_builder.errors import AlirError, StoreError, UsageError
from graph_builder.graph import export, load, to_rdf, vocabulary
from graph_builder.model import PolicyVersion
from tests.graph import models

FORMATS = [".trig", ".nq", ".jsonld", ".trig.gz"]


def example() -> list[ox.Quad]:
    return list(to_rdf.quads(models.fixed()))


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_holds_the_graph(ending: str, tmp_path: Path) -> None:
    quads = example()
    written = export.write(quads, tmp_path / f"graph{ending}")
    direct = ox.Store()
    direct.extend(quads)
    assert written == len(quads)
    assert set(load.read(tmp_path / f"graph{ending}")) == set(direct)


@settings(max_examples=25, deadline=None)
@given(models.versions())
def test_json_ld_says_the_same_as_n_quads(version: PolicyVersion) -> None:
    quads = export.canonical(to_rdf.quads(version))
    text = b"".join(export.FORMATS[".jsonld"].pieces([quads]))
    parsed = ox.parse(input=text, format=ox.RdfFormat.JSON_LD)
    assert set(parsed) == set(quads)


def test_turtle_merges_the_graphs(tmp_path: Path) -> None:
    export.write(example(), tmp_path / "graph.ttl")
    assert all(isinstance(q.graph_name, ox.DefaultGraph) for q in load.read(tmp_path / "graph.ttl"))


@pytest.mark.parametrize("ending", [".trig", ".nq", ".ttl", ".jsonld", ".nq.gz"])
def test_order_of_statements_makes_no_difference(ending: str, tmp_path: Path) -> None:
    quads = example()
    export.write(quads, tmp_path / f"a{ending}")
    export.write(reversed(quads), tmp_path / f"b{ending}")
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def test_prefixes_are_sorted_and_used(tmp_path: Path) -> None:
    export.write(example(), tmp_path / "graph.trig")
    lines = (tmp_path / "graph.trig").read_text(encoding="utf-8").splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "dpv:hasPersonalData pd:IPAddress" in " ".join(lines)


def test_an_unknown_ending_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown graph format"):
        export.write(example(), tmp_path / "graph.xml")
    assert not list(tmp_path.iterdir())


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "graph.nq"
    target.write_text("old", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AlirError, match="No space left"):
        export.write(example(), target)
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("name", "content"), [("x.trig", b"<a> <b>"), ("x.nq.gz", b"no gzip"), ("x.csv", b"")]
)
def test_a_broken_graph_file_is_named_in_the_error(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=name):
        load.read(tmp_path / name)


def test_the_vocabulary_graph_is_the_same_each_time_and_closed() -> None:
    first = list(vocabulary.quads())
    assert first == list(vocabulary.quads())
    narrower = {
        (q.subject.value, q.object.value)
        for q in first
        if q.predicate.value.endswith("broaderTransitive")
    }
    broader = {
        (q.subject.value, q.object.value) for q in first if q.predicate.value.endswith("#broader")
    }
    assert broader <= narrower
    assert {(a, d) for a, b in narrower for c, d in broader if b == c} <= narrower


def test_the_closure_of_a_chain_and_a_cycle() -> None:
    def triple(narrow: str, broad: str) -> ox.Triple:
        names = (f"urn:{narrow}", "http://www.w3.org/2004/02/skos/core#broader", f"urn:{broad}")
        return ox.Triple(*map(ox.NamedNode, names))

    chain = vocabulary.closure([triple("a", "b"), triple("b", "c")])
    assert chain == [("urn:a", "urn:b"), ("urn:a", "urn:c"), ("urn:b", "urn:c")]
    cycle = vocabulary.closure([triple("a", "b"), triple("b", "a")])
    assert ("urn:a", "urn:a") in cycle
