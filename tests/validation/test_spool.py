"""Reports kept on disk come back as they were, and no format needs them as a list."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pyoxigraph as ox
import pytest

from graph_builder.namespaces import expand
from graph_builder.validation import baseline
from graph_builder.validation.catalogue import Rule, select
from graph_builder.validation.reports import FORMATS, View, render
from graph_builder.validation.requirements import requirements
from graph_builder.validation.run import Validator, VersionReport
from graph_builder.validation.spool import Spool
from tests.validation.notices import EDITS, complete


@pytest.fixture(scope="module")
def found(validator: Validator) -> tuple[VersionReport, ...]:
    edits = (EDITS["rules"][name] for name in ("PDP-10-retention", "PDP-17-recipient"))
    return validator.validate(complete(*edits))


def spooled(reports: tuple[VersionReport, ...]) -> Spool:
    spool = Spool()
    spool.extend(reports)
    return spool


def test_reports_come_back_as_often_as_they_are_asked_for(found) -> None:
    spool = spooled(found)
    assert tuple(spool) == tuple(spool) == found
    assert (len(spool), spool[-1], tuple(spool[1:])) == (len(found), found[-1], found[1:])


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_says_the_same_of_spooled_reports(found, style: str) -> None:
    assert render(style, spooled(found), View()) == render(style, found, View())


def test_baseline_lets_findings_of_spooled_reports_pass(found) -> None:
    known = frozenset(f.fingerprint for f in found[0].findings)
    kept, passed = baseline.apply(spooled(found), known)
    assert passed >= len(found[0].findings) > 0
    assert kept[0] == replace(found[0], findings=())


def test_shipped_rules_and_requirements_are_stored_by_name() -> None:
    rule = next(iter(select("id")[-1].rules.values()))
    assert pickle.loads(pickle.dumps(rule)) is rule
    assert len(pickle.dumps(rule)) < len(str(rule)) / 4
    (wanted, *_) = requirements()
    assert pickle.loads(pickle.dumps(wanted)) is wanted


def test_a_rule_of_a_user_is_stored_whole() -> None:
    rule = Rule("urn:own", "own", message={"en": "No."})
    assert pickle.loads(pickle.dumps(rule)) == rule


def test_turtle_of_several_versions_is_one_graph_with_a_report_each(found) -> None:
    graph = ox.Store()
    graph.load(render("turtle", found, View()).encode(), format=ox.RdfFormat.TURTLE)
    kind = ox.NamedNode(expand("sh:ValidationReport"))
    reports = {q.subject.value for q in graph.quads_for_pattern(None, None, kind)}
    assert reports == {f"{r.header.version}#findings" for r in found}
    results = list(graph.quads_for_pattern(None, ox.NamedNode(expand("sh:result")), None))
    assert len(results) == sum(len(r.findings) for r in found)
