from __future__ import annotations

import pytest

from graph_builder.validation.catalogue import Severity
from graph_builder.validation.reports import View
from graph_builder.validation.reports.entries import Entry, entries
from graph_builder.validation.run import Validator
from tests.validation.notices import EDITS, EN, complete

RULES = EDITS["rules"]
TWO_WITHOUT_RETENTION = """DELETE { GRAPH en: { ?r alir:concerns ?d } }
  INSERT { GRAPH en: { ?r alir:concerns pd:Name } }
  WHERE { GRAPH en: { ?r alir:concerns ?d } }"""


def told(validator: Validator, *edits: str) -> tuple[Entry, ...]:
    reports = validator.validate(complete(*edits))
    return entries(f for r in reports if r.header.version == EN for f in r.findings)


def test_categories_of_one_rule_are_one_entry_with_their_list(validator: Validator) -> None:
    (entry,) = [
        e for e in told(validator, TWO_WITHOUT_RETENTION) if "PDP-12-each-category" in e.rules
    ]
    assert entry.rules == ("PDP-12-each-category", "CCPA-06-each-category")
    headline = entry.headline(View())
    assert headline.startswith("No retention for ")
    values = headline.removeprefix("No retention for ").split(", ")
    assert len(set(values)) == len(values) > 1


def test_element_missing_under_three_laws_is_one_entry(validator: Validator) -> None:
    (entry,) = told(validator, RULES["PDP-10-retention"])
    assert entry.rules == ("PDP-10-retention", "GDPR-14-retention", "CCPA-05-retention")
    law = entry.law(View())
    assert law.startswith("UU 27/2022 Art. 21(1)d; GDPR Art. 13(2)(a)")
    assert entry.law(View("id", laws=("id",))) == "UU 27/2022 Pasal 21 ayat (1) huruf d"


def test_missing_rights_are_one_entry(validator: Validator) -> None:
    edits = (RULES["PDP-14-right-access"], RULES["PDP-14-right-restriction"])
    (entry,) = told(validator, *edits)
    assert entry.headline(View()).startswith("Rights not mentioned: ")
    assert "right to restriction" in entry.headline(View())


def test_single_missing_right_keeps_its_own_words(validator: Validator) -> None:
    (entry,) = told(validator, RULES["PDP-14-right-compensation"])
    assert entry.headline(View("id")).startswith("Hak menggugat")


def test_law_under_which_a_finding_weighs_less_says_so(validator: Validator) -> None:
    found = told(validator, EDITS["no-consent"], RULES["PDP-10-retention-other"])
    (entry,) = [e for e in found if "PDP-10-retention-other" in e.rules]
    assert entry.severity is Severity.VIOLATION
    assert "UU 27/2022 Art. 21(1)d (warning)" in entry.law(View())


def test_entries_come_by_severity_then_by_how_many_laws_ask(validator: Validator) -> None:
    edits = ("PDP-10-retention", "PDP-20-age", "PDP-21-prior-notice", "PDP-13-sector-minimum")
    found = told(validator, *(RULES[name] for name in edits))
    assert [e.severity.rank for e in found] == sorted(e.severity.rank for e in found)
    worst = [len(e.rules) for e in found if e.severity is Severity.VIOLATION]
    assert worst == sorted(worst, reverse=True)


def test_no_finding_is_lost_in_entries(validator: Validator) -> None:
    edits = [RULES[n] for n in ("PDP-10-retention", "PDP-14-right-access", "PDP-17-recipient")]
    reports = validator.validate(complete(*edits))
    for report in reports:
        kept = [f for e in entries(report.findings) for run in e.runs for f in run]
        assert sorted(f.fingerprint for f in kept) == sorted(f.fingerprint for f in report.findings)


@pytest.mark.parametrize("language", ["en", "id"])
def test_headline_has_no_open_placeholder(validator: Validator, language: str) -> None:
    edits = ("PDP-12-each-category", "PDP-17-recipient", "PDP-20-age", "CORE-06-data-concept")
    for entry in told(validator, *(RULES[name] for name in edits)):
        assert "{" not in entry.headline(View(language))
