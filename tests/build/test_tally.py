"""Counts of a partitioned build are those of its policies, however the parts are distributed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from graph_builder.build.inputs import listing
from graph_builder.build.pipeline import Options
from graph_builder.build.run import Scale, Target, run
from graph_builder.build.validating import document_jobs, validate_all
from graph_builder.cli import main
from tests.build import samples


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    policies = samples.folder(tmp_path / "policies", 4)
    silent = policies / "kedai-004.en.md"
    silent.write_text(samples.policy("Diam").replace("and IP address", ""), encoding="utf-8")
    scale = Scale(partitions=str(tmp_path / "parts"), size=2)
    run(listing([str(policies)]), Target(), Options(), scale, lambda _done, _name: None)
    return tmp_path / "parts"


def tally(capsys: pytest.CaptureFixture[str], parts: Path, *options: str) -> dict:
    assert main.run(["tally", str(parts), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_version_counts_once_for_what_it_says(
    capsys: pytest.CaptureFixture[str], parts: Path
) -> None:
    found = tally(capsys, parts, "--law", "none")
    assert found["version"] == {"all": 5}
    assert found["language"] == {"en": 5}
    assert found["recipient"] == {"alir:AdNetwork": 5}
    assert found["data"]["pd:IPAddress"] == 5
    assert "violation" not in found
    # “We do not sell your personal data” is denied, so it is not among what they do.
    assert "pd:PersonalData" not in found["data"]


def test_processes_change_no_figure_and_findings_are_those_of_validate(
    capsys: pytest.CaptureFixture[str], parts: Path
) -> None:
    alone = tally(capsys, parts, "--law", "id")
    assert alone == tally(capsys, parts, "--law", "id", "--jobs", "2")
    expected: Counter[tuple[str, str]] = Counter()
    inputs = listing([str(parts.parent / "policies")])
    for reports in validate_all(document_jobs(inputs), "id", (), 1):
        for report in reports if isinstance(reports, tuple) else [reports]:
            expected.update({(f.severity.value, f.rule.name) for f in report.findings})
    found = {
        (severity, rule): n
        for severity in ("violation", "warning", "info")
        for rule, n in alone.get(severity, {}).items()
    }
    assert found == expected


def test_a_folder_without_a_finished_build_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main.run(["tally", str(tmp_path)]) == 2
    assert "no finished build" in capsys.readouterr().err
