from __future__ import annotations

import pytest

from graph_builder.validation.catalogue import select
from graph_builder.validation.run import Validator
from tests.validation.notices import EDITS, EN, ID, complete, names_of

RULES = {rule.name: rule for pack in select("all") for rule in pack.rules.values()}


def test_every_rule_has_a_violating_fixture_and_no_fixture_is_left_over() -> None:
    assert set(EDITS["rules"]) == set(RULES), (
        "tests/validation/violations.toml must have one edit per rule: add or remove the rows shown"
    )


def test_complete_notice_conforms_to_every_pack(validator: Validator) -> None:
    reports = validator.validate(complete())
    assert names_of(reports, EN) == []
    assert names_of(reports, ID) == []


def test_complete_notice_without_consent_conforms_as_well(validator: Validator) -> None:
    reports = validator.validate(complete(EDITS["no-consent"]))
    assert [n for n in names_of(reports) if n.endswith("-other")] == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_finds_its_violation(validator: Validator, name: str) -> None:
    first = [EDITS["no-consent"]] if name.endswith("-other") else []
    reports = validator.validate(complete(*first, EDITS["rules"][name]))
    assert name in names_of(reports), f"{name} is silent on its edit in violations.toml"


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_is_described_in_both_languages(name: str) -> None:
    rule = RULES[name]
    for texts in (rule.message, rule.why, *([rule.suggestion] if rule.suggestion else [])):
        assert set(texts) == {"en", "id"}, f"{name}: give each text in @en and @id"
    if rule.pack != "core":
        assert rule.basis, f"{name}: give alir:legalBasis"
        assert rule.anchors, f"{name}: give alir:legalAnchor"
        assert rule.elements, f"{name}: give alir:element"
