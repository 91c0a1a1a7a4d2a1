"""Canonical Turtle and the refresh of the imports."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph_builder.errors import VocabularyError
from graph_builder.namespaces import PREFIXES
from graph_builder.ontology import format as formatting
from graph_builder.ontology import imports
from graph_builder.ontology.format import canonical

UNORDERED = """\
# kept
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix alir: <https://w3id.org/alir#> .
pd:B skos:prefLabel "b"@id, "b"@en ; skos:inScheme alir:DataScheme .
pd:A a skos:Concept . # lost
"""
ORDERED = """\
# kept

@prefix alir: <https://w3id.org/alir#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

pd:B skos:inScheme alir:DataScheme ;
    skos:prefLabel "b"@en,
        "b"@id .

pd:A a skos:Concept .
"""
SPECIFICATION = """\
@prefix {m}: <{iri}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<{iri}> owl:versionInfo "9.9" ; owl:versionIRI <https://w3id.org/dpv/9.9> .
{m}:Low a skos:Concept ; skos:prefLabel "Low"@en ; skos:broader {m}:High .
{m}:High a skos:Concept ; skos:prefLabel "High"@en .
"""


def test_prefixes_predicates_and_objects_get_their_order():
    assert canonical(UNORDERED) == ORDERED


def test_the_canonical_form_is_stable():
    assert canonical(ORDERED) == ORDERED


@pytest.mark.parametrize(
    "text",
    [
        r'pd:A skos:prefLabel "a \"b\" \\ c"@en .',
        "pd:A alir:x 1, true, 1.5 .",
        'pd:A alir:x "PT72H"^^xsd:dayTimeDuration .',
        "pd:A alir:x [ alir:y ( pd:B [ alir:z pd:C ] ) ] .",
        "pd:A alir:x _:n . pd:B alir:x _:n . _:n alir:y pd:C .",
        "<https://example.org/a/b> alir:x <https://w3id.org/alir#a/b> .",
    ],
)
def test_what_is_said_stays_the_same(text):
    whole = "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items()) + text
    before, after = (
        ox.Dataset(ox.parse(x, format=ox.RdfFormat.TURTLE)) for x in (whole, canonical(whole))
    )
    for graph in (before, after):
        graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert before == after
    assert canonical(canonical(whole)) == canonical(whole)


def test_no_line_of_labels_is_too_wide():
    labels = ", ".join(f'"a rather long label number {n}"@en' for n in range(20))
    text = canonical(
        "@prefix pd: <https://w3id.org/dpv/pd#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"pd:A skos:altLabel {labels} ."
    )
    assert max(map(len, text.splitlines())) <= 100


def test_check_tells_and_changes_nothing(tmp_path, capsys):
    path = tmp_path / "a.ttl"
    path.write_text(UNORDERED, encoding="utf-8")
    assert formatting.main(["--check", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == UNORDERED
    assert "a.ttl" in capsys.readouterr().err


def test_formatting_writes_once(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text(UNORDERED, encoding="utf-8")
    assert formatting.main([str(path)]) == 0
    assert path.read_text(encoding="utf-8") == ORDERED
    assert formatting.main(["--check", str(path)]) == 0
    assert [p.name for p in tmp_path.iterdir()] == ["a.ttl"]


def test_a_file_that_is_not_turtle_is_named(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text("pd:A", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"a\.ttl"):
        list(formatting.reformat([path], write=True))


@pytest.fixture
def specification(tmp_path):
    for module in imports.MODULES:
        text = SPECIFICATION.format(m=module, iri=PREFIXES[module])
        (tmp_path / f"{module}.ttl").write_text(text, encoding="utf-8")
    return imports.read(tmp_path)


def test_a_term_comes_with_everything_above_it(specification):
    terms = specification.with_ancestors(["pd:Low"])
    assert [t.curie for t in terms] == ["pd:High", "pd:Low"]


def test_a_name_that_dpv_lacks_is_refused(specification):
    with pytest.raises(VocabularyError, match="dpv:hasTechnology"):
        specification.with_ancestors(["dpv:hasTechnology"])


def test_a_slim_module_keeps_dpv_parents_out_of_the_hierarchy(specification):
    text = imports.module_text("pd", specification.with_ancestors(["pd:Low"]), specification)
    assert "alir:dpvBroader pd:High" in text
    assert "skos:broader" not in text
    assert 'owl:versionInfo "9.9"' in text
    assert "software-license-2023" in text


def test_a_missing_module_is_named(tmp_path):
    with pytest.raises(VocabularyError, match=r"dpv\.ttl is missing"):
        imports.read(tmp_path)


def test_the_refresher_tells_its_failure_in_words(tmp_path, capsys):
    assert imports.main([str(tmp_path)]) == 2
    assert "E-NOT-FOUND" in capsys.readouterr().err
