"""Findings as RDF: printed as Turtle, kept in the store once. The companies are fictional."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.cli.main import run
from graph_builder.graph.store import reading
from tests.analysis import fictional
from tests.analysis.test_templates import TEXTS

_FOUND = """
PREFIX alir: <https://w3id.org/alir#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?found ?words WHERE {{
  ?found a alir:{kind} ; prov:wasGeneratedBy ?run ; prov:wasDerivedFrom ?evidence .
  ?run a prov:Activity ; prov:used ?version .
  ?evidence oa:hasSelector/oa:start ?start ; oa:hasSelector/oa:exact ?words .
}}
"""
KINDS = {"vagueness": "VagueClause", "templates": "SharedClause"}


def _rows(store: ox.Store, kind: str) -> list[tuple[str, str]]:
    solutions = store.query(_FOUND.format(kind=kind), use_default_graph_as_union=True)
    return [(s["found"].value, s["words"].value) for s in solutions]  # type: ignore[union-attr]


@pytest.mark.parametrize("command", KINDS)
def test_turtle_has_every_finding_with_its_words(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = fictional.store(tmp_path, TEXTS)
    capsys.readouterr()
    run([command, "--store", str(folder), "--format", "turtle"])
    store = ox.Store()
    store.load(capsys.readouterr().out.encode(), format=ox.RdfFormat.TURTLE)
    found = _rows(store, KINDS[command])
    assert found
    assert all(words for _, words in found)


@pytest.mark.parametrize("command", KINDS)
def test_findings_kept_twice_are_there_once(command: str, tmp_path: Path) -> None:
    folder = fictional.store(tmp_path, TEXTS)
    run([command, "--store", str(folder), "--keep"])
    once = sorted(_rows(reading(folder), KINDS[command]))
    run([command, "--store", str(folder), "--keep"])
    assert once
    assert sorted(_rows(reading(folder), KINDS[command])) == once


def test_findings_of_a_graph_file_cannot_be_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = fictional.write(tmp_path, TEXTS)
    graph = tmp_path / "g.trig"
    run(["build", *files, "-o", str(graph)])
    assert run(["vagueness", "--graph", str(graph), "--keep"]) == 2
    assert "kept in a store" in capsys.readouterr().err


def test_what_changed_is_rdf_with_the_evidence_of_each_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.en.md", tmp_path / "new.en.md"
    old.write_text(fictional.KOPI, "utf-8")
    new.write_text(fictional.KOPI + "\nWe share your name with advertisers.\n", "utf-8")
    assert run(["diff", str(old), str(new), "--format", "turtle"]) == 1
    store = ox.Store()
    store.load(capsys.readouterr().out.encode(), format=ox.RdfFormat.TURTLE)
    assert "We share your name with advertisers." in {w for _, w in _rows(store, "VersionChange")}
