from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.build.validating import validate_all
from graph_builder.cli.main import run
from tests.validation.notices import EN, complete

ROOT = Path(__file__).parents[2]
POLICY = """# Privacy Policy

PT Warung Contoh (a fictional company) respects your privacy. Contact us at privasi@warung.example.

## What we collect

We collect your name and e-mail address to provide our services. We share your e-mail address with
advertising networks.
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "privacy.en.md"
    file.write_text(POLICY, encoding="utf-8")
    return file


def graph_file(folder: Path) -> Path:
    file = folder / "graph.trig"
    data = ox.serialize(list(complete().store()), format=ox.RdfFormat.TRIG)
    file.write_bytes(data or b"")
    return file


def test_document_with_gaps_ends_with_1_and_tells_them(policy: Path, capsys) -> None:
    assert run(["validate", str(policy), "--law", "id"]) == 1
    out = capsys.readouterr().out
    assert "PDP-20-children" in out
    assert f"{policy} (en)" in out


def test_complete_graph_ends_with_0(tmp_path: Path, capsys) -> None:
    assert run(["validate", "--graph", str(graph_file(tmp_path))]) == 0
    assert "nothing found wanting" in capsys.readouterr().out


def test_fail_on_never_ends_with_0(policy: Path) -> None:
    assert run(["validate", str(policy), "--fail-on", "never"]) == 0


def test_baseline_lets_the_findings_of_a_run_pass(policy: Path, tmp_path: Path, capsys) -> None:
    known = tmp_path / "baseline.json"
    run(["validate", str(policy), "--write-baseline", str(known)])
    assert run(["validate", str(policy), "--baseline", str(known), "--fail-on", "warning"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("arguments", [[], ["missing.md"], ["--law", "mars"], ["--baseline", "no"]])
def test_wrong_use_ends_with_2(arguments: list[str], capsys) -> None:
    assert run(["validate", *arguments]) == 2
    assert capsys.readouterr().err.startswith("error:")


def test_graph_given_as_a_document_is_told_how_to_be_given(tmp_path: Path, capsys) -> None:
    graph = graph_file(tmp_path)
    assert run(["validate", str(graph)]) == 2
    err = capsys.readouterr().err
    assert f"{graph} is a graph, not a document" in err
    assert f"hint: Say `alir validate --graph {graph}`." in err


def test_brief_report_of_a_policy_fits_two_screens_and_verbose_tells_all(
    policy: Path, capsys
) -> None:
    run(["validate", str(policy)])
    brief = capsys.readouterr().out
    run(["validate", str(policy), "-v"])
    verbose = capsys.readouterr().out
    assert len(brief.splitlines()) <= 60
    assert "suggestion:" in verbose
    assert "suggestion:" not in brief


def test_report_cites_the_law_that_was_chosen_alone(policy: Path, capsys) -> None:
    run(["validate", str(policy), "--law", "eu", "--format", "markdown"])
    out = capsys.readouterr().out
    assert "GDPR Art. 13" in out
    assert "UU 27/2022" not in out


def test_one_unreadable_input_does_not_stop_the_others(
    policy: Path, tmp_path: Path, capsys
) -> None:
    assert run(["validate", str(policy), str(tmp_path / "no.md"), "--fail-on", "never"]) == 1
    captured = capsys.readouterr()
    assert "PDP-20-children" in captured.out
    assert "E-NOT-FOUND" in captured.err


def test_ending_of_the_output_decides_the_format(policy: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.sarif"
    run(["validate", str(policy), "-o", str(target)])
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_store_keeps_the_findings_in_their_graph(policy: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(["build", str(policy), "--store", str(store)])
    assert run(["validate", "--store", str(store), "--law", "id"]) == 1
    names = [str(g) for g in ox.Store.read_only(str(store / "quads")).named_graphs()]
    assert any(name.endswith("#findings>") for name in names)


def test_pool_returns_what_one_process_returns_in_the_same_order() -> None:
    jobs = [complete()] * 8
    alone = list(validate_all(jobs, "id", (), 1))
    assert alone == list(validate_all(jobs, "id", (), 2))
    assert alone[0][0].header.version == EN


def scratch_repository(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "privacy.en.md").write_text(POLICY, encoding="utf-8")
    (folder / "README.md").write_text("# Not a policy\n", encoding="utf-8")
    for command in (["git", "init", "-q"], ["git", "add", "."]):
        subprocess.run(command, cwd=folder, check=True, env=os.environ)


def environment(folder: Path, **more: str) -> dict[str, str]:
    shim = folder / "bin" / "alir"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graph_builder "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    path = f"{shim.parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **more}


def test_pre_commit_hook_checks_the_policies_of_a_repository(tmp_path: Path) -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = re.search(r"^  entry: (.*)$", hook, re.MULTILINE).group(1)
    files = re.search(r"^  files: '(.*)'$", hook, re.MULTILINE).group(1)
    scratch_repository(tmp_path)
    listed = subprocess.run(
        ["git", "ls-files"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    chosen = [name for name in listed.stdout.split() if re.search(files, name)]
    assert chosen == ["docs/privacy.en.md"]
    done = subprocess.run(
        [*entry.split(), *chosen],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        env=environment(tmp_path),
    )
    assert done.returncode == 1, done.stderr
    assert "docs/privacy.en.md (en)" in done.stdout


def test_action_annotates_writes_sarif_and_fails(tmp_path: Path) -> None:
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    script = re.sub(r"^ {8}", "", action.split("      run: |\n")[1], flags=re.MULTILINE)
    scratch_repository(tmp_path)
    given = {
        "ALIR_PATHS": "docs",
        "ALIR_LAW": "id",
        "ALIR_LANG": "en",
        "ALIR_SHAPES": "",
        "ALIR_FAIL_ON": "violation",
        "ALIR_BASELINE": "",
        "ALIR_SARIF": "alir.sarif",
        "GITHUB_STEP_SUMMARY": "summary.md",
    }
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(
        shell,
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        env=environment(tmp_path, **given),
    )
    assert done.returncode == 1, done.stderr
    assert "::error file=docs/privacy.en.md" in done.stdout
    assert json.loads((tmp_path / "alir.sarif").read_text(encoding="utf-8"))["runs"]
    assert "# Validation of privacy policies" in (tmp_path / "summary.md").read_text(
        encoding="utf-8"
    )
