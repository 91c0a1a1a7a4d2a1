"""What is written can be read back, is stable, and scores as the annotators said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from graph_builder.graph import from_rdf, to_rdf
from graph_builder.graph.nodes import node
from graph_builder.model import Modality, Polarity, PolicyVersion, Practice
from tests.graph import gold, models


def stored(version: PolicyVersion, *, quotes: bool = True) -> ox.Store:
    store = ox.Store()
    store.extend(to_rdf.quads(version, quotes=quotes))
    return store


@settings(max_examples=60, deadline=None)
@given(models.versions())
def test_a_version_comes_back_as_it_was_written(version: PolicyVersion) -> None:
    read = from_rdf.version(stored(version), to_rdf.version_iri(version), version.text)
    assert read == version


@settings(max_examples=20, deadline=None)
@given(models.versions())
def test_without_quotes_everything_but_the_wording_comes_back(version: PolicyVersion) -> None:
    read = from_rdf.version(
        stored(version, quotes=False), to_rdf.version_iri(version), version.text
    )
    assert read.practices == version.practices
    assert read.retention == version.retention
    assert all(not reference.target for reference in read.references)


@settings(max_examples=20, deadline=None)
@given(models.versions())
def test_the_graph_has_no_blank_nodes_and_one_name(version: PolicyVersion) -> None:
    for quad in to_rdf.quads(version):
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
        assert quad.graph_name == ox.NamedNode(to_rdf.version_iri(version))


def test_aggregates_are_data_but_not_personal_data() -> None:
    practice = Practice(
        Polarity.AFFIRMED, Modality.DEFINITE, ("dpv:Share",), ("alir:AggregateData", "pd:Name")
    )
    version = PolicyVersion("contoh", "contoh.md", "ab" * 32, "id", "x", practices=(practice,))
    store = stored(version)
    personal = [q.object for q in store.quads_for_pattern(None, node("dpv:hasPersonalData"), None)]
    other = [q.object for q in store.quads_for_pattern(None, node("dpv:hasData"), None)]
    assert personal == [node("pd:Name")]
    assert other == [node("alir:AggregateData")]


@pytest.mark.skipif(
    not gold.GOLD.is_dir(), reason="the annotated policies (../shared) are not here"
)
def test_annotated_policies_score_perfectly(tmp_path: Path) -> None:
    store = ox.Store()
    for version in gold.versions():
        store.extend(to_rdf.quads(version))
    graph = tmp_path / "gold.nq"
    store.dump(str(graph), format=ox.RdfFormat.N_QUADS)
    script = gold.SHARED / "eval" / "score.py"
    done = subprocess.run(
        [sys.executable, str(script), str(graph), str(gold.GOLD)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    scores = [line.split()[3] for line in done.stdout.splitlines()[1:12]]
    assert scores == ["1.000"] * 11, done.stdout
