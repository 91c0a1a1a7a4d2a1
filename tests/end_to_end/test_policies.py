"""Real policies and our own samples all the way: files in, graph, answers and scores out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.cli import main
from graph_builder.graph import from_rdf, load
from graph_builder.graph.nodes import node
from graph_builder.namespaces import PREFIXES
from tests.graph import gold

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
POLICIES = gold.SHARED / "policies"
LONGEST_FACT = 12
"""Words of the longest text, headings aside, that a graph without quotes may hold."""

needs_policies = pytest.mark.skipif(
    not POLICIES.is_dir(), reason="the real policies are not beside the project (../shared)"
)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    target = tmp_path_factory.mktemp("samples") / "graph.trig"
    assert main.run(["-q", "build", str(EXAMPLES / "policies"), "-o", str(target)]) == 0
    return load.read(target)


def ask(store: ox.Store, query: str) -> bool:
    return bool(store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True))


def test_the_samples_are_three_versions_of_two_policies(samples: ox.Store) -> None:
    versions = list(from_rdf.versions(samples))
    assert [(v.policy, v.language) for v in versions] == [
        ("lampu-kota", "en"),
        ("warung-awan", "en"),
        ("warung-awan", "id"),
    ]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    "pattern",
    [
        "dpv:hasProcess ?p . ?p dpv:hasPersonalData pd:IPAddress ; dpv:hasRecipient alir:AdNetwork",
        "dpv:hasProhibition ?p . ?p dpv:hasProcessing alir:Sell",
        "dpv:hasRight alir:RightToErasure",
        "dpv:hasStorageCondition/dpv:hasDuration/rdf:value 'P90D'^^xsd:duration",
        "dpv:hasStorageCondition/dpv:hasDuration/rdf:value 'P5Y'^^xsd:duration",
        "dct:valid '2026-03-01'^^xsd:date",
        "dpv:hasDataController/dpv:hasContact ?contact",
    ],
)
def test_what_warung_awan_says_is_found_in_both_languages(
    samples: ox.Store, pattern: str, language: str
) -> None:
    about = "?v a alir:PolicyVersion . FILTER(CONTAINS(STR(?v), 'warung-awan'))"
    assert ask(samples, f"ASK {{ {about} ?v schema:inLanguage '{language}' ; {pattern} }}")


def test_every_practice_of_the_samples_shows_its_sentence(samples: ox.Store) -> None:
    for kind in ("alir:AffirmedPractice", "alir:DeniedPractice"):
        bare = (
            f"ASK {{ ?p a {kind} FILTER NOT EXISTS "
            "{ ?p prov:wasDerivedFrom/oa:hasSelector/oa:exact ?words } }"
        )
        assert not ask(samples, bare)


def test_offsets_can_be_checked_against_the_file(samples: ox.Store) -> None:
    text = (EXAMPLES / "policies" / "warung-awan.txt").read_text(encoding="utf-8")
    rows = samples.query(
        "SELECT ?start ?end ?words WHERE { ?e oa:hasSource ?v ; oa:hasSelector ?p, ?q . "
        "?p oa:start ?start ; oa:end ?end . ?q oa:exact ?words "
        "FILTER(CONTAINS(STR(?v), 'warung')) }",
        prefixes=dict(PREFIXES),
        use_default_graph_as_union=True,
    )
    checked = 0
    for row in rows:  # type: ignore[union-attr]
        assert text[int(row["start"].value) : int(row["end"].value)] == row["words"].value
        checked += 1
    assert checked > 50


@needs_policies
def test_every_annotated_policy_is_found_and_read_well(tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    sources = [str(POLICIES / name) for name in ("seeds", "id", "en")]
    main.run(["-q", "build", *sources, "-o", str(target)])
    scores = tmp_path / "scores.json"
    done = subprocess.run(
        [
            sys.executable,
            str(gold.SHARED / "eval" / "score.py"),
            str(target),
            str(gold.GOLD),
            "--json",
            str(scores),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(scores.read_text(encoding="utf-8"))
    assert found["missing"] == [], done.stdout
    assert found["core_f1"] >= 0.45


@needs_policies
def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        main.run(["-q", "build", str(POLICIES / "seeds"), "-o", str(tmp_path / f"{name}.trig")])
    assert (tmp_path / "a.trig").read_bytes() == (tmp_path / "b.trig").read_bytes()


def test_the_shipped_facts_hold_no_sentence() -> None:
    store = load.read(EXAMPLES / "facts" / "seeds.nq.gz")
    assert len(from_rdf.version_iris(store)) >= 6
    headings = (node("alir:section"), node("alir:resolvesTo"), node("dct:title"))
    for quad in store:
        if isinstance(quad.object, ox.Literal) and quad.predicate not in headings:
            words = quad.object.value.split()
            assert len(words) <= LONGEST_FACT, f"{quad.predicate.value}: {quad.object.value}"
    for predicate in ("oa:exact", "oa:prefix", "oa:suffix"):
        assert not list(store.quads_for_pattern(None, node(predicate), None))
