from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from jsonschema import Draft7Validator

from graph_builder.namespaces import expand
from graph_builder.validation import baseline, reports
from graph_builder.validation.reports import FORMATS, View, render
from graph_builder.validation.reports.turtle import graph_of, keep
from graph_builder.validation.requirements import Status
from graph_builder.validation.run import Validator, VersionReport
from tests.validation.notices import EDITS, EN, complete

HERE = Path(__file__).parent
TEXT = """PT Warung Contoh sells nothing.
We may change the period of keeping data; write | to <b>us</b>.
"""


@pytest.fixture(scope="module")
def found(validator: Validator) -> tuple[VersionReport, ...]:
    rules = EDITS["rules"]
    edits = ("PDP-10-retention", "PDP-20-age", "PDP-07-implied-consent", "PDP-17-recipient")
    policy = complete(*(rules[name] for name in edits))
    return validator.validate(replace(policy, texts={EN: TEXT}, names={EN: "docs/warung.en.md"}))


def test_sarif_conforms_to_its_schema_and_names_stable_rules(found) -> None:
    schema = json.loads((HERE / "sarif-2.1.0-rtm.5.schema.json").read_text(encoding="utf-8"))
    log = json.loads(render("sarif", found, View()))
    assert [e.message for e in Draft7Validator(schema).iter_errors(log)] == []
    run = log["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["alir/v1"]
    absent = next(r for r in run["results"] if r["ruleId"] == "PDP-10-retention")
    region = absent["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 2, "an absence points at the nearest sentence"


def test_text_report_tells_mark_place_law_why_and_suggestion(found) -> None:
    text = render("text", found, View(verbose=True))
    assert (
        "✗ violation  docs/warung.en.md:2:9  Consent is assumed, from use or by the text itself"
        in text
    )
    assert "law: UU 27/2022 Art. 20(2)a, 22, 23" in text
    assert "not found in the text: 98% of the text read" in text
    assert "nearest sentence: 2:1 “We may change the period of keeping data" in text
    assert "suggestion: “Under 18 you need" in text
    assert "\x1b[" not in text


def test_text_report_in_brief_tells_what_is_wrong_and_where(found) -> None:
    text = render("text", found, View())
    assert "✗ violation  Consent is assumed, from use or by the text itself  2:9  [PDP-07" in text
    assert "why:" not in text
    assert re.search(r"not found \(\d\): .*retention period", text)


def test_verbose_text_report_has_the_matrix_with_the_nearest_sentence(found) -> None:
    text = render("text", found, View(verbose=True))
    assert "– E14  retention period: not found; nearest sentence 2:1 “We may change" in text


def test_text_report_ends_with_the_portfolio_matrix(found) -> None:
    lines = render("text", found, View()).splitlines()
    (row,) = [x for x in lines if x.endswith("docs/warung.en.md (en)")]
    assert set(row.split()[0]) <= set("✔~✘–")
    assert len(row.split()[0]) == len(found[0].matrix)


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
@pytest.mark.parametrize("verbose", [False, True])
def test_report_under_one_law_cites_no_other(found, name, verbose) -> None:
    report = render(name, found, View("id", laws=("id",), verbose=verbose))
    assert "UU 27/2022 Pasal 21" in report
    assert "Art." not in report
    assert "Cal. Civ. Code" not in report
    assert re.search(r"\bGDPR Pasal", report) is None


def test_text_report_speaks_indonesian(found) -> None:
    text = render("text", found, View("id"))
    assert "✗ pelanggaran" in text
    assert "Usia anak 13 di bawah 18 tahun" in text


def test_both_languages_have_the_same_words() -> None:
    words = tomllib.loads((Path(reports.__file__).parents[1] / "words.toml").read_text("utf-8"))
    assert set(words["en"]) == set(words["id"])


def test_json_report_carries_both_languages_evidence_and_matrix(found) -> None:
    report = json.loads(render("json", found, View()))["reports"][0]
    age = next(f for f in report["findings"] if f["rule"] == "PDP-20-age")
    assert set(age["message"]) == {"en", "id"}
    assert age["place"]["line"] == 2
    retention = next(r for r in report["requirements"] if r["element"] == "E14")
    assert retention["status"] == "not-found"
    assert retention["nearest"]["quote"].startswith("We may change the period")


def test_json_report_has_the_portfolio_matrix(found) -> None:
    matrix = json.loads(render("json", found, View()))["matrix"]
    (row,) = [v for v in matrix["versions"] if v["version"] == EN]
    by_element = dict(zip(matrix["elements"], row["statuses"], strict=True))
    assert by_element["E14"] == "not-found"
    assert by_element["E23"] == "stated"


def test_turtle_report_is_a_shacl_report(found) -> None:
    store = ox.Store()
    store.load(render("turtle", found, View()).encode(), format=ox.RdfFormat.TURTLE)
    query = """PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?r WHERE {
          ?v a sh:ValidationReport ; sh:result ?r .
          ?r a sh:ValidationResult ; sh:focusNode ?f ; sh:resultSeverity ?s ; sh:sourceShape ?x ;
             sh:sourceConstraintComponent ?c ; sh:resultMessage ?m FILTER(LANG(?m) = 'id') }"""
    assert len(list(store.query(query))) == sum(len(r.findings) for r in found)


def test_findings_graph_is_replaced_as_a_whole(found) -> None:
    store = ox.Store()
    keep(store, found)
    keep(store, [replace(found[0], findings=())])
    kept = list(store.quads_for_pattern(None, None, None, graph_of(found[0])))
    assert {q.predicate.value for q in kept} == {expand("rdf:type"), expand("sh:conforms")}


def test_junit_report_fails_on_violations_only(found) -> None:
    suite = ET.fromstring(render("junit", found, View()))[0]
    failed = {
        case.get("name", "").split(":")[0] for case in suite if case.find("failure") is not None
    }
    assert "PDP-10-retention" in failed
    assert "PDP-20-age" not in failed
    assert suite.get("failures") == str(len(failed))


def test_github_report_escapes_what_would_end_a_command(found) -> None:
    lines = render("github", found, View()).splitlines()
    assert any(
        x.startswith("::error file=docs/warung.en.md,line=2,col=9,title=PDP-07") for x in lines
    )
    assert all(x.startswith(("::error ", "::warning ", "::notice ")) for x in lines)


def test_pages_escape_the_words_of_a_policy(found) -> None:
    assert "<b>us" not in render("html", found, View())
    markdown = render("markdown", found, View())
    assert "<b>us" not in markdown
    assert "write \\| to" in markdown


def test_html_page_asks_for_nothing_from_outside(found) -> None:
    page = render("html", found, View())
    assert "src=" not in page
    assert "<link" not in page
    assert "<script" not in page


@pytest.mark.parametrize("name", FORMATS)
def test_reports_are_the_same_from_run_to_run(validator: Validator, name: str) -> None:
    policy = complete(EDITS["rules"]["PDP-17-recipient"])
    first = render(name, validator.validate(policy), View())
    assert first == render(name, validator.validate(policy), View())
    assert first.endswith("\n")


def test_baseline_lets_old_findings_pass_and_new_ones_not(validator, found, tmp_path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(baseline.render(found), encoding="utf-8")
    kept, passed = baseline.apply(found, baseline.read(file))
    assert [f for r in kept for f in r.findings] == []
    assert passed == sum(len(r.findings) for r in found)
    rules = EDITS["rules"]
    edits = ("PDP-10-retention", "PDP-20-age", "PDP-23-date")
    policy = complete(*(rules[name] for name in edits))
    newer, _ = baseline.apply(validator.validate(policy), baseline.read(file))
    assert "PDP-23-date" in [f.rule.name for r in newer for f in r.findings]
    assert "PDP-10-retention" not in [f.rule.name for r in newer for f in r.findings]


@pytest.mark.parametrize(
    ("edit", "element", "status"),
    [
        ("", "E14", Status.STATED),
        (EDITS["rules"]["PDP-11-vague-only"], "E14", Status.VAGUE),
        ("", "E12", Status.STATED),
        (EDITS["rules"]["PDP-18-safeguard"], "E13", Status.VAGUE),
        (EDITS["rules"]["PDP-22-breach"], "E25", Status.NOT_FOUND),
        (
            "DELETE DATA { GRAPH en: { v:advertise dpv:hasRecipient alir:AdNetwork } }",
            "E12",
            Status.DENIED,
        ),
        (EDITS["rules"]["PDP-14-right-access"], "E16-access", Status.STATED),
        (EDITS["rules"]["PDP-14-right-erasure"], "E16-erasure", Status.NOT_FOUND),
    ],
)
def test_requirement_is_judged_in_four_values(validator, edit, element, status) -> None:
    reports_ = validator.validate(complete(*filter(None, [edit])))
    (report,) = [r for r in reports_ if r.header.version == EN]
    (judgement,) = [j for j in report.matrix if j.requirement.element == element]
    assert judgement.status is status
