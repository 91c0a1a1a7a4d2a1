from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph_builder import resources
from graph_builder.errors import UsageError
from graph_builder.namespaces import contract
from graph_builder.validation import handbook
from graph_builder.validation.catalogue import select
from graph_builder.validation.requirements import requirements


def test_all_34_checks_are_there() -> None:
    checks = {r.check for pack in select("all") for r in pack.rules.values()}
    assert set(range(1, 35)) <= checks


def test_all_elements_are_there() -> None:
    elements = {r.element.split("-")[0] for r in requirements()}
    assert elements == {f"E{n:02}" for n in range(1, 32)}


def test_rules_name_elements_that_exist() -> None:
    known = {r.element for r in requirements()} | {"E16"}
    for pack in select("all"):
        for rule in pack.rules.values():
            assert set(rule.elements) <= known, rule.name


def test_anchors_are_articles_of_the_legal_modules() -> None:
    articles = {
        contract(q.subject.value)
        for path in resources.files("ontology", "legal/*.ttl")
        for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(q.subject, ox.NamedNode)
    }
    named = {a for pack in select("all") for r in pack.rules.values() for a in r.anchors}
    assert named <= articles, f"add these to ontology/legal/: {sorted(named - articles)}"


def test_law_decides_which_packs_apply() -> None:
    assert "gdpr" not in {p.name for p in select("id")}
    assert {"uu-pdp", "gdpr", "ccpa"} <= {p.name for p in select("all")}
    with pytest.raises(UsageError, match="unknown law"):
        select("mars")


def test_rule_table_is_what_the_shapes_say() -> None:
    written = handbook.target().read_text(encoding="utf-8")
    assert written == handbook.render(), "run python -m graph_builder.validation.handbook"
