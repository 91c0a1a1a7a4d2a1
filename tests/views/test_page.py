import json
import re
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.cli.main import run
from graph_builder.graph import export, sources, to_rdf
from graph_builder.views import network, page
from graph_builder.views.data import page_data
from graph_builder.vocabulary import default
from tests.views import view_samples as samples

VERSIONS = (samples.english(), samples.indonesian(), samples.hostile())


def store(*, quotes: bool = True) -> ox.Store:
    made = ox.Store()
    for version in VERSIONS:
        made.extend(to_rdf.quads(version, quotes=quotes))
    return made


@pytest.fixture(scope="module")
def data() -> dict:
    return page_data(sources.from_store(store()), default())


@pytest.fixture(scope="module")
def html() -> str:
    return page.render(sources.from_store(store()), default())


def statement(data: dict, operation: str) -> dict:
    return next(s for s in data["statements"] if operation in s["operation"])


def test_each_practice_is_one_statement_with_its_concepts_together(data):
    shared = statement(data, "dpv:Share")
    assert len(data["statements"]) == sum(len(v.practices) for v in VERSIONS)
    assert shared["data"] == ["pd:IPAddress"]
    assert shared["recipient"] == ["alir:AdNetwork", "ent:iklan-fiktif"]


def test_evidence_carries_offsets_and_words_from_the_graph(data):
    row = data["evidence"][statement(data, "dpv:Share")["ev"][0]]
    assert samples.ENGLISH[row[1] : row[2]] == row[3]
    assert row[3].startswith("We may give")


def test_concepts_bring_names_in_both_languages_and_everything_above_them(data):
    assert data["concepts"]["pd:IPAddress"]["n"] == ["IP address", "alamat IP"]
    for concept in data["concepts"].values():
        assert set(concept["up"]) <= data["concepts"].keys()


def test_a_named_party_keeps_its_name_and_its_roles(data):
    party = data["concepts"]["ent:iklan-fiktif"]
    assert party["n"] == ["Iklan Fiktif", "Iklan Fiktif"]
    assert party["up"] == ["alir:AdNetwork"]


def test_without_quotes_offsets_and_sections_remain():
    data = page_data(sources.from_store(store(quotes=False)), default())
    row = data["evidence"][statement(data, "dpv:Share")["ev"][0]]
    assert row[3] == ""
    assert row[2] > row[1] > 0


def test_no_edge_of_a_policy_joins_two_concepts(data):
    drawing = network.drawings(data)["0"]
    for edge in drawing["edges"]:
        assert (
            sum(end.startswith("s") and end[1:].isdigit() for end in (edge["from"], edge["to"]))
            == 1
        )


def test_the_portfolio_keeps_denied_and_affirmed_apart(data):
    found = {(e["to"], e["polarity"]) for e in network.drawings(data)["all"]["edges"]}
    assert ("recipient|dpv:ThirdParty", "denied") in found
    assert ("recipient|dpv:ThirdParty", "affirmed") not in found


def test_a_denial_within_a_qualifier_is_an_edge_of_its_own():
    store = ox.Store()
    store.extend(to_rdf.quads(samples.qualified()))
    found = network.drawings(page_data(sources.from_store(store), default()))
    edges = {e["polarity"]: len(e["statements"]) for e in found["all"]["edges"]}
    assert edges == {"denied": 1, "denied-qualified": 1}


def test_a_large_drawing_keeps_the_busiest_nodes_and_counts_the_rest():
    many = [
        {
            "p": 0,
            "polarity": "affirmed",
            "modality": "definite",
            "recipient": [f"ent:r{i}" for i in range(n, 400)],
        }
        for n in range(2)
    ]
    drawing = network.drawings(
        {"statements": [], "concepts": {}, "policies": []}
        | {
            "statements": [
                {**s, "data": [], "source": [], "origin": [], "purpose": [], "basis": []}
                for s in many
            ]
        }
    )["0"]
    assert drawing["total"] == 402
    assert len(drawing["nodes"]) == network.MOST_NODES


def test_the_same_graph_gives_the_same_page(html):
    assert html == page.render(sources.from_store(store()), default())


def test_hostile_text_stays_data(html):
    assert "<img src=x" not in html
    assert "<script>document.title" not in html
    carried = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL
    )
    assert samples.HOSTILE in {p["title"] for p in json.loads(carried[1])["policies"]}


def test_the_page_names_no_address_to_fetch_from(html):
    markup = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//|url\(|@import""", markup)
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_every_word_of_the_pages_has_both_languages():
    for key, said in page.words().items():
        assert set(said) == {"en", "id"}, f"words.toml: give {key} in en and id"


def test_scripts_ask_only_for_words_that_exist():
    here = Path(page.__file__).parent / "static"
    asked = {w for f in here.glob("*.js") for w in re.findall(r'\bword\("([^"]+)"', f.read_text())}
    assert asked <= page.words().keys(), "add the missing keys to views/words.toml"


def test_view_writes_a_page_and_tells_what_it_holds(tmp_path, capsys):
    graph = tmp_path / "g.trig"
    export.write([q for v in VERSIONS for q in to_rdf.quads(v)], graph)
    target = tmp_path / "flows.html"
    assert run(["view", "--graph", str(graph), "-o", str(target), "--no-matrix", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["statements"] == 7
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_an_unknown_policy_is_named_in_the_error(tmp_path, capsys):
    graph = tmp_path / "g.trig"
    export.write(list(to_rdf.quads(samples.english())), graph)
    assert run(["view", "--graph", str(graph), "--policy", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err
