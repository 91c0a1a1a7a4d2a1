"""Practices in defined classes, found by HermiT where Java is there."""

from __future__ import annotations

import json
import shutil

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph_builder import reasoning
from graph_builder.cli import explain, reason
from graph_builder.errors import UnsupportedError, UsageError, VocabularyError
from graph_builder.graph.store import reading, writing
from graph_builder.namespaces import PREFIXES, contract

VERSION = "https://w3id.org/alir/policy/fiktif/en/0123456789ab"
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
HEAD = "".join(f"PREFIX {p}: <{i}>\n" for p, i in PREFIXES.items())
PRACTICES = {
    "ads": "a alir:AffirmedPractice ; dpv:hasProcessing dpv:Share ;"
    " dpv:hasPersonalData pd:IPAddress ; dpv:hasRecipient alir:AdNetwork",
    "denied": "a alir:DeniedPractice ; dpv:hasProcessing dpv:Share ;"
    " dpv:hasPersonalData pd:IPAddress ; dpv:hasRecipient alir:AdNetwork",
    "cookies": "a alir:AffirmedPractice ; dpv:hasProcessing dpv:Collect ;"
    " dpv:hasPersonalData alir:AdvertisingIdentifier ; dpv:hasDataSource alir:AutomaticCollection",
    "named": "a alir:AffirmedPractice ; dpv:hasProcessing dpv:Collect ;"
    " dpv:hasPersonalData alir:CookieIdentifier ; dpv:hasRecipient ent:google-analytics",
    "health": "a alir:AffirmedPractice ; dpv:hasProcessing dpv:Use ;"
    " dpv:hasPersonalData pd:Genetic",
    "abroad": "a alir:AffirmedPractice ; dpv:hasProcessing dpv:CrossBorderTransfer ;"
    " dpv:hasPersonalData dpv:PersonalData",
    "consented": "a alir:AffirmedPractice ; dpv:hasProcessing dpv:CrossBorderTransfer ;"
    " dpv:hasPersonalData dpv:PersonalData ; dpv:hasLegalBasis dpv:ExplicitlyExpressedConsent",
    "plain": "a alir:AffirmedPractice ; dpv:hasProcessing dpv:Use ; dpv:hasPersonalData pd:Name",
}


def graph(practices=PRACTICES, extra="") -> ox.Store:
    store = ox.Store()
    body = " .\n".join(f"<{VERSION}#{name}> {said}" for name, said in practices.items())
    store.update(f"{HEAD} INSERT DATA {{ GRAPH <{VERSION}> {{ {body} . {extra} }} }}")
    return store


@pytest.fixture(scope="module")
def classified() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in PRACTICES}
    for one in reasoning.classify(graph()):
        found[one.practice.rpartition("#")[2]].add(one.concept)
    return found


@needs_java
@pytest.mark.parametrize(
    ("practice", "classes"),
    [
        ("ads", {"alir:ThirdPartyAdvertisingDisclosure"}),
        ("denied", set()),
        ("cookies", {"alir:AutomaticIdentifierCollection"}),
        ("named", {"alir:ThirdPartyTracking"}),
        ("health", {"alir:SpecificDataProcessing"}),
        ("abroad", {"alir:UnguardedTransfer"}),
        ("consented", set()),
        ("plain", set()),
    ],
)
def test_a_practice_falls_into_the_classes_it_satisfies(classified, practice, classes):
    assert classified[practice] == classes


@needs_java
def test_a_safeguard_anywhere_in_the_version_guards_its_transfers():
    extra = f'<{VERSION}#provision-1> alir:safeguard "standard contractual clauses" .'
    assert not reasoning.classify(graph({"abroad": PRACTICES["abroad"]}, extra))


@needs_java
def test_an_inference_comes_with_its_axiom_and_its_graph():
    (one,) = reasoning.classify(graph({"health": PRACTICES["health"]}))
    assert one.axiom == "affirmed practice and with data specific data of Article 4(2)"
    quads = list(reasoning.inferred([one]))
    assert {q.graph_name.value for q in quads} == {f"{VERSION}#inferred"}
    said = {(contract(q.predicate.value), contract(q.object.value)) for q in quads}
    assert ("rdf:type", "alir:SpecificDataProcessing") in said
    assert ("alir:axiom", one.axiom) in said


@needs_java
def test_a_practice_both_affirmed_and_denied_is_a_contradiction():
    both = "a alir:AffirmedPractice, alir:DeniedPractice ; dpv:hasProcessing dpv:Use"
    with pytest.raises(VocabularyError) as caught:
        reasoning.classify(graph({"both": both}))
    assert caught.value.code == "E-INCONSISTENT"


@needs_java
def test_the_ontology_itself_is_consistent():
    world = reasoning.load(reasoning.project())
    reasoning.run(world)
    assert "https://w3id.org/alir#AdNetwork" in {c.iri for c in world.classes()}
    assert list(world.inconsistent_classes()) == []


@needs_java
def test_a_class_that_nothing_can_be_in_is_named(tmp_path):
    extra = tmp_path / "x.ttl"
    extra.write_text(
        HEAD.replace("PREFIX", "@prefix").replace(">\n", "> .\n")
        + "alir:Impossible a owl:Class ; rdfs:subClassOf dpv:Recipient, dpv:PersonalData .\n"
        "dpv:Recipient owl:disjointWith dpv:PersonalData .",
        encoding="utf-8",
    )
    with pytest.raises(VocabularyError, match="alir:Impossible"):
        reasoning.run(reasoning.load(reasoning.project([extra])))


def test_without_java_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnsupportedError) as caught:
        reasoning.classify(graph())
    assert caught.value.exit_code == 3
    assert "Java" in caught.value.hint


def test_a_graph_without_practices_needs_no_reasoner(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert reasoning.classify(ox.Store()) == ()


def test_the_projection_makes_the_hierarchy_subclasses_on_the_same_iris():
    world = reasoning.load(reasoning.project())
    address = world["https://w3id.org/dpv/pd#IPAddress"]
    above = {contract(c.iri) for c in address.ancestors()}
    assert {"pd:DeviceBased", "dpv:PersonalData"} <= above
    assert "pd:Contact" not in above


def test_every_defined_class_has_a_definition_in_words():
    world = reasoning.load(reasoning.project())
    for curie in reasoning.defined_classes():
        for language in ("en", "id"):
            text = reasoning.definition(world[reasoning.expand(curie)], language)
            assert text, curie
            assert ":" not in text, (
                f"{curie}: add skos:prefLabel@{language} to what it names: {text}"
            )


@needs_java
def test_the_command_writes_table_and_file(tmp_path):
    source, target = tmp_path / "g.nq", tmp_path / "i.trig"
    graph().dump(output=str(source), format=ox.RdfFormat.N_QUADS)
    arguments = ["--graph", str(source), "-o", str(target), "--json", "--lang", "id"]
    result = CliRunner().invoke(reason.command, arguments)
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert {r["name"] for r in rows} >= {"pemrosesan data spesifik"}
    assert "alir:UnguardedTransfer" in target.read_text(encoding="utf-8")


@needs_java
def test_the_command_keeps_what_it_infers_in_the_store(tmp_path):
    with writing(tmp_path / "s") as writer:
        writer.put(VERSION, list(graph()))
    for _ in range(2):
        result = CliRunner().invoke(reason.command, ["--store", str(tmp_path / "s")])
        assert result.exit_code == 0, result.output
    kept = reading(tmp_path / "s")
    place = ox.NamedNode(f"{VERSION}#inferred")
    types = list(kept.quads_for_pattern(None, reasoning._node("rdf:object"), None, place))
    assert len(types) == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["alamat IP", "--lang", "id"], "Alamat perangkat di internet."),
        (["alir:SaleOfData"], "affirmed practice and with operation sell"),
        (["SLIK"], "debtor"),
        (["Google Analytics"], "analytics provider"),
        (["UU PDP", "--lang", "id"], "Pasal 5 UU 27/2022, Pasal 6 UU 27/2022"),
        (["idp:A8"], "about: right to erasure"),
        (["pasal 8 uu 27/2022"], "below: Personal Data Protection Law (Law 27 of 2022)"),
    ],
)
def test_explain_tells_in_words(arguments, words):
    result = CliRunner().invoke(explain.command, arguments)
    assert result.exit_code == 0, result.output
    assert words in result.stdout


def test_explain_gives_json():
    result = CliRunner().invoke(explain.command, ["pd:IPAddress", "--json"])
    assert json.loads(result.stdout)[0]["curie"] == "pd:IPAddress"


def test_explain_names_what_is_near_an_unknown_word():
    result = CliRunner().invoke(explain.command, ["credit burea"])
    assert isinstance(result.exception, UsageError)
    assert "credit bureau" in result.exception.hint


def test_explain_reads_a_sentence_of_a_file(tmp_path):
    path = tmp_path / "fiktif.en.md"
    path.write_text(
        "# Privacy policy of Toko Fiktif\n\nWe collect your email address. "
        "We share your IP address with advertisers.\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(explain.command, [str(path), "--sentence", "2"])
    assert result.exit_code == 0, result.output
    assert "pd:IPAddress" in result.stdout


def test_explain_wants_the_number_of_the_sentence(tmp_path):
    path = tmp_path / "fiktif.en.md"
    path.write_text("We collect your email address.", encoding="utf-8")
    result = CliRunner().invoke(explain.command, [str(path)])
    assert isinstance(result.exception, UsageError)
