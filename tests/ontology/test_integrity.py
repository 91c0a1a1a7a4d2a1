"""The ontology is data, so its mistakes are found here; every message says how to mend them."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder import resources, vocabulary
from graph_builder.extraction.morphology import label_keys
from graph_builder.extraction.tokens import tokenize
from graph_builder.namespaces import contract, expand
from graph_builder.ontology import imports
from graph_builder.ontology.format import canonical, reformat

SHARED = Path(__file__).parents[3] / "shared"
FILES = resources.files("ontology", "*.ttl")
LEXICAL = ("data", "recipient", "source", "purpose", "basis", "right")
LABELS = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "alir:contextualLabel")
GAP = "…"


@pytest.fixture(scope="module")
def known() -> vocabulary.Vocabulary:
    return vocabulary.default()


@pytest.fixture(scope="module")
def triples() -> list[tuple[Path, str, str, ox.NamedNode | ox.Literal | ox.BlankNode]]:
    return [
        (path, contract(q.subject.value), contract(q.predicate.value), q.object)
        for path in FILES
        for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(q.subject, ox.NamedNode)
    ]


def _value(term) -> str:
    return contract(term.value) if isinstance(term, ox.NamedNode) else str(term.value)


def test_every_concept_has_a_name_and_a_definition_in_both_languages(known):
    lacking = [
        f"{c.curie}: {what} in {language}"
        for c in known.concepts.values()
        for what, given in (("skos:prefLabel", c.names), ("skos:definition", c.definition))
        for language in ("en", "id")
        if not given.get(language)
    ]
    assert not lacking, f"add to ontology/alir: {lacking}"


def test_every_concept_has_one_name_in_each_language(triples):
    counts = Counter((s, term.language) for _, s, p, term in triples if p == "skos:prefLabel")
    doubled = sorted(key for key, count in counts.items() if count > 1)
    assert not doubled, f"make all but one a skos:altLabel: {doubled}"


def test_names_are_clean(known):
    unclean = [
        (c.curie, name)
        for c in known.concepts.values()
        for name in c.names.values()
        if re.search(r"[/()…]", name) or name != name.strip()
    ]
    assert not unclean, f"name without slashes and parentheses, alternatives as altLabel: {unclean}"


def test_a_concept_is_defined_in_one_file(triples):
    places = defaultdict(set)
    for path, s, p, _ in triples:
        if p == "skos:inScheme":
            places[s].add(path.name)
    spread = {s: sorted(files) for s, files in places.items() if len(files) > 1}
    assert not spread, f"keep the concept in one of these files: {spread}"


def test_every_parent_exists_and_is_of_the_same_kind(known):
    wrong = [
        f"{c.curie} broader {parent}"
        for c in known.concepts.values()
        for parent in c.broader
        if known.concepts.get(parent) is None or known.concepts[parent].kind != c.kind
    ]
    assert not wrong, f"define the parent in the same scheme, or correct skos:broader: {wrong}"


def test_the_hierarchy_has_no_cycle(known):
    cyclic = [curie for curie in known.concepts if curie in known.ancestors(curie)]
    assert not cyclic, f"remove one skos:broader of each cycle: {cyclic}"


def test_reasoners_see_the_same_hierarchy_as_queries(triples, known):
    sets = {
        name: {(s, _value(o)) for _, s, p, o in triples if p == name and s in known.concepts}
        for name in ("skos:broader", "rdfs:subClassOf")
    }
    own = {(s, o) for s, o in sets["rdfs:subClassOf"] if o in known.concepts}
    differing = sorted(sets["skos:broader"] ^ own)
    assert not differing, f"state both skos:broader and rdfs:subClassOf: {differing}"


def test_no_wording_stands_for_two_concepts_of_a_kind(known, triples):
    preferred = {(s, _value(o)) for _, s, p, o in triples if p == "alir:preferredOver"}
    concepts = defaultdict(set)
    for concept in known.concepts.values():
        if concept.kind in LEXICAL:
            for label in concept.labels:
                concepts[concept.kind, label.language, _filed(label)].add(concept.curie)
    shared = {
        key: sorted(curies)
        for key, curies in concepts.items()
        if len(curies) > 1 and not _decided(curies, preferred)
    }
    assert not shared, (
        f"take the wording from all but one concept, or state which is alir:preferredOver: {shared}"
    )


def _filed(label) -> tuple[str, ...]:
    return tuple(
        label_keys(t.text, label.language)[-1] if t.word else t.text
        for t in tokenize(label.text, label.language)
        if t.word or t.text == GAP
    )


def _decided(curies: set[str], preferred: set[tuple[str, str]]) -> bool:
    return any(all((one, other) in preferred for other in curies - {one}) for one in curies)


def test_no_two_parties_share_a_name(known):
    names = defaultdict(set)
    for entity in known.entities.values():
        for label in entity.labels:
            names[label.text.casefold()].add(entity.curie)
    shared = {name: sorted(curies) for name, curies in names.items() if len(curies) > 1}
    assert not shared, f"keep the name with one party of ontology/entities.ttl: {shared}"


def test_every_party_has_a_known_role_and_a_country(known):
    wrong = [
        e.curie
        for e in known.entities.values()
        if not e.roles
        or not e.country.startswith("loc:")
        or any(known.concepts[r].kind != "recipient" for r in e.roles if r in known.concepts)
        or not any(r in known.concepts for r in e.roles)
    ]
    assert not wrong, f"give rdf:type a recipient concept and alir:country loc:XX: {wrong}"


def test_references_to_law_resolve(triples):
    defined = {s for _, s, p, _ in triples if p == "rdf:type"}
    pointing = ("dct:source", "alir:partOf", "alir:preferredOver", "skos:exactMatch")
    dangling = sorted(
        {
            f"{s} {p} {_value(o)} ({path.name})"
            for path, s, p, o in triples
            if p in pointing
            and isinstance(o, ox.NamedNode)
            and _value(o).partition(":")[0] in {"idp", "alir", "ent", "eu-gdpr"}
            and _value(o) not in defined
        }
    )
    assert not dangling, f"define the target in ontology/legal, or correct the name: {dangling}"


def test_legal_anchors_of_the_shapes_resolve(triples):
    defined = {s for _, s, p, _ in triples if p == "rdf:type"}
    anchors = {
        _value(q.object)
        for path in resources.files("shapes", "*.ttl")
        for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if q.predicate.value == expand("alir:legalAnchor")
    }
    dangling = sorted(anchors - defined)
    assert not dangling, f"define the provision in ontology/legal: {dangling}"


def test_labels_are_in_a_language_the_reader_knows(triples, known):
    odd = [
        (s, o.value)
        for _, s, p, o in triples
        if p in LABELS and s in known.concepts and o.language not in {"en", "id"}
    ]
    assert not odd, f"tag the label @en or @id: {odd}"


def test_files_are_canonical():
    differing = [path.name for path in reformat(FILES, write=False)]
    assert not differing, f"run `make format`: {differing}"


def test_canonical_form_says_the_same():
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        before, after = (
            ox.Dataset(ox.parse(x, format=ox.RdfFormat.TURTLE)) for x in (text, canonical(text))
        )
        for graph in (before, after):
            graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        assert before == after, path.name


def test_every_dpv_name_in_use_is_imported(triples):
    imported = {s for path, s, p, _ in triples if path.parent.name == "imports" and p == "rdf:type"}
    missing = sorted(imports.used() - imported)
    assert not missing, f"run `make refresh-imports DPV=DIR`, or correct the name: {missing}"


@pytest.mark.skipif(not (SHARED / "vendor/dpv-2.3").is_dir(), reason="no DPV in ../shared")
def test_imports_agree_with_the_specification():
    specification = imports.read(SHARED / "vendor/dpv-2.3")
    terms = specification.with_ancestors(imports.used())
    for module in imports.MODULES:
        found = (resources.folder("ontology") / "imports" / f"{module}.ttl").read_text("utf-8")
        expected = imports.module_text(module, terms, specification)
        assert found == expected, f"{module}.ttl: run `make refresh-imports DPV=DIR`"


@pytest.mark.skipif(not (SHARED / "eval/vocabulary.tsv").is_file(), reason="no list in ../shared")
def test_every_reference_concept_is_there_with_its_parent(known):
    with (SHARED / "eval/vocabulary.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    lacking = [
        row["curie"]
        for row in rows
        if row["curie"] not in known.concepts
        or known.concepts[row["curie"]].kind != row["kind"]
        or not set(filter(None, [row["parent"]])) <= set(known.concepts[row["curie"]].broader)
    ]
    assert rows
    assert not lacking, f"restore the concept with its parent: {lacking}"


def test_prefixes_of_all_iris_are_known(triples):
    unknown = sorted(
        {s for _, s, _, _ in triples if s.startswith("http") and "w3id.org/alir" not in s}
    )
    assert not unknown, f"add the prefix to graph_builder/namespaces.py: {unknown}"


def test_expansion_is_the_inverse_of_contraction(known):
    assert all(contract(expand(c)) == c for c in (*known.concepts, *known.entities))
