"""The compiled shapes say what pySHACL says: on every edit of the complete notice, and on gold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from graph_builder.errors import ShapeError
from graph_builder.namespaces import expand
from graph_builder.validation.catalogue import select
from graph_builder.validation.compiled import CompiledShapes
from graph_builder.validation.dataset import PolicyGraph
from graph_builder.validation.facts import derive
from graph_builder.validation.results import Result
from graph_builder.validation.shacl import Shapes
from tests.validation.goldnotices import gold_policies
from tests.validation.notices import EDITS, EN, SHARED, complete

SPANS = {f"<{expand(name)}>" for name in ("rdf:type", "oa:start", "oa:end")}
"""pySHACL compares no blank nodes, so spans stay; types stay, for there to be targets."""
Compare = Callable[[PolicyGraph], tuple[set[Result], set[Result]]]


@pytest.fixture(scope="module")
def both() -> Compare:
    packs = select("all")
    derivations = tuple(d for pack in packs for d in pack.derivations)
    paths = [pack.path for pack in packs]
    judge, compiled = Shapes(paths), CompiledShapes(paths)

    def compare(policy: PolicyGraph) -> tuple[set[Result], set[Result]]:
        store = policy.store()
        derive(store, derivations)
        said = {replace(result, message="") for result in judge.validate(store)}
        return said, set(compiled.validate(store))

    return compare


@pytest.mark.parametrize("name", sorted(EDITS["rules"]))
def test_an_edited_notice_gets_the_results_of_pyshacl(both: Compare, name: str) -> None:
    first = [EDITS["no-consent"]] if name.endswith("-other") else []
    said, compiled = both(complete(*first, EDITS["rules"][name]))
    assert said
    assert compiled == said


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated policies are not at hand")
def test_gold_gets_the_results_of_pyshacl(both: Compare, tmp_path: Path) -> None:
    for name, policy in gold_policies(SHARED, tmp_path).items():
        said, compiled = both(policy)
        assert compiled == said, name


def test_a_graph_that_breaks_the_contract_gets_the_results_of_pyshacl(both: Compare) -> None:
    """Literals where nodes are due, nodes where literals are due, negative and foreign ones."""
    terms = ('"3"', '"P9Y"^^xsd:duration', "pd:Name", '"x"@en', "-1", "_:b", "en:")
    properties = sorted({str(t.predicate) for t in complete().graphs[EN]} - SPANS)
    edits = [
        f"INSERT {{ GRAPH en: {{ ?s {name} {term} }} }} "
        f"WHERE {{ SELECT ?s {{ GRAPH en: {{ ?s {name} ?o }} }} ORDER BY ?s LIMIT 1 }}"
        for name, term in zip(properties, cycle(terms), strict=False)
    ]
    said, compiled = both(complete(*edits))
    assert len(said) > len(properties)
    assert compiled == said


def test_a_constraint_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ; sh:nodeKind sh:IRI .\n"
    )
    with pytest.raises(ShapeError, match="sh:nodeKind is not among"):
        CompiledShapes([file])
