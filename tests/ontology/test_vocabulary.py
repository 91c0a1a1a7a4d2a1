"""The vocabulary as plain data: what is in the Turtle is known, and nothing else is needed."""

from __future__ import annotations

import pytest

from graph_builder import reasoning, resources, vocabulary
from graph_builder.errors import VocabularyError
from graph_builder.graph import vocabulary as vocabulary_graph
from graph_builder.ontology.describe import describe, find_class, find_scheme
from graph_builder.ontology.format import reformat
from graph_builder.ontology.tree import tree

FILES = resources.files("ontology", "*.ttl")
PREFIXES = """\
@prefix alir: <https://w3id.org/alir#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix ent: <https://w3id.org/alir/entity/> .
@prefix loc: <https://w3id.org/dpv/loc#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
ADDITION = f"""{PREFIXES}
alir:GaitPattern a rdfs:Class, skos:Concept ;
    skos:inScheme alir:DataScheme ;
    skos:broader pd:Biometric ;
    rdfs:subClassOf pd:Biometric ;
    skos:prefLabel "gait pattern"@en, "pola jalan"@id ;
    skos:altLabel "way you walk"@en ;
    alir:contextualLabel "gait"@en ;
    skos:definition "How a person walks."@en, "Cara seseorang berjalan."@id .
ent:langkah-fiktif a alir:NamedParty, alir:AnalyticsProvider ;
    skos:prefLabel "Langkah Fiktif" ; alir:country loc:ID .
"""


@pytest.fixture
def extended(tmp_path):
    extra = tmp_path / "gait.ttl"
    extra.write_text(ADDITION, encoding="utf-8")
    return vocabulary.read((*FILES, extra))


def test_a_concept_added_in_turtle_is_known_everywhere(extended):
    concept = extended.concepts["alir:GaitPattern"]
    assert concept.kind == "data"
    assert extended.name("alir:GaitPattern", "id") == "pola jalan"
    assert extended.covers("dpv:PersonalData", "alir:GaitPattern")
    assert {"gait pattern", "way you walk", "gait"} <= {x.text for x in concept.labels}
    data = next(s for s in tree(extended, "id") if s.kind == "data")
    assert "pola jalan" in _names(data.branches)
    found = describe(extended, "alir:GaitPattern", "en")
    assert found is not None
    assert found.above[0][0] == "biometric data"


def test_a_party_added_in_turtle_has_its_role_and_country(extended):
    party = extended.entities["ent:langkah-fiktif"]
    assert (party.roles, party.country) == (("alir:AnalyticsProvider",), "loc:ID")
    assert party.name("id") == "Langkah Fiktif"


def test_a_contextual_name_stays_the_name_and_triggers_in_context_only():
    name = vocabulary.default().concepts["pd:Name"]
    assert name.name("en") == "name"
    assert [x.sort for x in name.labels if (x.text, x.language) == ("name", "en")] == ["contextual"]


def test_an_unknown_language_falls_back_to_english():
    assert vocabulary.default().name("pd:IPAddress", "fr") == "IP address"


def test_an_unknown_curie_comes_back_as_it_is():
    assert vocabulary.default().name("alir:Nonsense") == "alir:Nonsense"


@pytest.mark.parametrize(
    "reader",
    [
        vocabulary.read,
        reasoning.project,
        lambda paths: list(reformat(paths, write=True)),
        lambda paths: list(vocabulary_graph.quads(paths)),
    ],
)
def test_a_file_that_is_not_turtle_is_named(tmp_path, reader):
    broken = tmp_path / "broken.ttl"
    broken.write_text("alir:X a", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"broken\.ttl") as caught:
        reader([broken])
    assert caught.value.code == "E-VOCABULARY"
    assert broken.read_text(encoding="utf-8") == "alir:X a"


def test_covers_follows_the_tree_downwards_only():
    known = vocabulary.default()
    assert known.covers("dpv:ThirdParty", "alir:AdNetwork")
    assert not known.covers("alir:AdNetwork", "dpv:ThirdParty")
    assert not known.covers("pd:Contact", "pd:IPAddress")


def test_the_tree_holds_every_concept():
    known = vocabulary.default()
    schemes = tree(known, "en")
    found = {curie for scheme in schemes for curie in _curies(scheme.branches)}
    assert found == set(known.concepts)
    assert [s.kind for s in schemes][:2] == ["data", "recipient"]


def test_the_tree_of_a_cycle_ends(tmp_path):
    cycle = tmp_path / "cycle.ttl"
    cycle.write_text(
        f"{PREFIXES} alir:A skos:inScheme alir:DataScheme ; skos:broader alir:B, alir:R ."
        " alir:B skos:inScheme alir:DataScheme ; skos:broader alir:A ."
        " alir:R skos:inScheme alir:DataScheme .",
        encoding="utf-8",
    )
    (scheme,) = tree(vocabulary.read([cycle]))
    assert _curies(scheme.branches) == ["alir:R", "alir:A", "alir:B"]


def test_a_concept_is_described_with_its_place_law_and_words():
    found = describe(vocabulary.default(), "pd:IPAddress", "en")
    assert found is not None
    assert found.above == (("device and technical data", "personal data"),)
    assert [law.curie for law in found.laws] == ["idp:A4-3-f"]
    assert "internet protocol address" in dict(found.words)["alternative"]


def test_a_party_is_described_with_its_role():
    found = describe(vocabulary.default(), "idp:OJK", "id")
    assert found is not None
    assert found.name == "Otoritas Jasa Keuangan"
    assert found.above == (("regulator",),)


def test_a_class_is_found_by_name_and_described_by_its_definition():
    curie = find_class("pemrosesan data spesifik")
    found = describe(vocabulary.default(), curie, "en")
    assert found is not None
    assert (found.curie, found.kind) == ("alir:SpecificDataProcessing", "class")
    assert found.axiom == "affirmed practice and with data specific data of Article 4(2)"
    assert [law.curie for law in found.laws] == ["idp:A34"]


def test_what_is_unknown_is_not_described():
    assert describe(vocabulary.default(), "alir:Nonsense") is None
    assert find_class("nonsense") == ""


def _curies(branches) -> list[str]:
    return [c for b in branches for c in (b.curie, *_curies(b.below))]


def _names(branches) -> list[str]:
    return [n for b in branches for n in (b.name, *_names(b.below))]


@pytest.mark.parametrize(
    ("word", "curie", "holds"),
    [
        ("purpose", "alir:PurposeScheme", "marketing"),
        ("tujuan", "alir:PurposeScheme", "pemasaran"),
        ("Legal basis", "alir:LegalBasisScheme", "consent"),
        ("hak", "alir:RightScheme", "hak akses"),
    ],
)
def test_a_kind_of_concept_is_explained_with_what_it_holds(word, curie, holds):
    assert find_scheme(word) == curie
    both = [describe(vocabulary.default(), curie, x) for x in ("en", "id")]
    assert all(one is not None and one.definition for one in both)
    assert holds in {name for one in both if one for name in one.below}


def test_a_word_for_no_kind_of_concept_is_none():
    assert find_scheme("IP address") == ""
