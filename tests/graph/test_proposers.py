"""A practice that a model proposed is the model's in the graph, and never the extractor's."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from graph_builder.graph import from_rdf, to_rdf
from graph_builder.namespaces import PREFIXES
from tests.graph import models

PREFIX = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())


def _store() -> ox.Store:
    base = models.fixed(practices=2)
    proposed = replace(base.practices[1], proposer="qwen3:8b", confidence=0.6)
    found = ox.Store()
    found.extend(to_rdf.quads(replace(base, practices=(base.practices[0], proposed))))
    return found


def _practices(pattern: str) -> set[str]:
    query = f"{PREFIX} SELECT ?practice {{ ?practice alir:hasModality ?m . {pattern} }}"
    rows = _store().query(query, use_default_graph_as_union=True)
    return {row["practice"].value.partition("#")[2] for row in rows}


def test_model_is_an_agent_with_its_name_and_the_practice_is_attributed_to_it():
    pattern = '?practice prov:wasAttributedTo [ a prov:SoftwareAgent ; schema:name "qwen3:8b" ]'
    assert _practices(pattern) == {"practice-2"}


def test_practice_of_a_model_was_not_generated_by_the_run_of_the_extractor():
    assert _practices('?practice prov:wasGeneratedBy [ schema:name "alir" ]') == {"practice-1"}
    with_model = "?practice prov:wasGeneratedBy [ prov:wasAssociatedWith ?model ]"
    assert _practices(with_model) == {"practice-2"}


def test_practices_of_models_can_be_left_out_of_a_query():
    without = "FILTER NOT EXISTS { ?practice prov:wasAttributedTo/a prov:SoftwareAgent }"
    assert _practices(without) == {"practice-1"}


def test_name_of_the_model_survives_the_way_there_and_back():
    store = _store()
    (iri,) = from_rdf.version_iris(store)
    assert [p.proposer for p in from_rdf.version(store, iri).practices] == ["", "qwen3:8b"]
