from __future__ import annotations

import pytest

from graph_builder.build.inputs import Input
from graph_builder.build.validating import document_jobs, validate_all
from tests.validation.goldnotices import gold_policies
from tests.validation.notices import SHARED

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="needs the annotated policies in ../shared"
)

GAPS = [
    ("iij", "en", "PAR-26-retention"),
    ("iij", "id", "PAR-26-retention"),
    ("iij", "en", "PDP-07-implied-consent"),
    ("iij", "en", "PDP-21-prior-notice"),
    ("iij", "en", "PDP-20-children"),
    ("netmarks", "en", "PDP-02-contact"),
    ("netmarks", "en", "PDP-24-indonesian"),
    ("regus", "id", "PDP-23-date"),
    ("regus", "id", "PDP-20-age"),
    ("regus", "id", "PDP-01-legal-entity"),
    ("regus", "id", "PDP-31-cctv"),
    ("iit", "en", "PDP-23-date"),
    ("iit", "en", "PDP-02-contact"),
    ("iit", "en", "PDP-24-indonesian"),
    ("alumak", "en", "PDP-11-no-maximum"),
    ("alumak", "en", "PDP-24-indonesian"),
    *[(p, x, "PDP-14-right-restriction") for p, x in (("iij", "en"), ("alumak", "en"))],
    *[(p, x, "PDP-14-right-compensation") for p, x in (("iit", "en"), ("regus", "id"))],
    ("netmarks", "en", "PDP-14-right-access"),
]
#: What only the text shows: the annotation has no field for it.
TEXT_GAPS = [
    ("iij", "en", "PAR-25-entity"),
    ("iit", "en", "PDP-16-deadline"),
    ("alumak", "en", "PDP-38-disclaimer"),
]


@pytest.fixture(scope="module")
def gold(validator, tmp_path_factory) -> set[tuple[str, str, str]]:
    found = gold_policies(SHARED, tmp_path_factory.mktemp("gold"))
    seeds = {name: found[name] for name in ("iij", "netmarks", "iit", "regus", "alumak")}
    return {
        (name, report.header.language, finding.rule.name)
        for name, policy in seeds.items()
        for report in validator.validate(policy)
        for finding in report.findings
    }


@pytest.fixture(scope="module")
def built() -> set[tuple[str, str, str]]:
    files = sorted((SHARED / "policies" / "seeds").glob("*.txt"))
    jobs = document_jobs(Input(str(file)) for file in files)
    return {
        (r.header.policy.rpartition("/")[2], r.header.language, f.rule.name)
        for outcome in validate_all(jobs, "all", (), 1)
        for r in outcome
        for f in r.findings
    }


@pytest.mark.parametrize("gap", GAPS)
def test_gap_is_found_in_the_annotated_graph(gold, gap) -> None:
    assert gap in gold


@pytest.mark.parametrize("gap", [*GAPS, *TEXT_GAPS])
def test_gap_is_found_in_the_text(built, gap) -> None:
    name, language, rule = gap
    # which basis a text rests on decides between a rule and its variant for other bases
    assert {(name, language, rule), (name, language, f"{rule}-other")} & built
