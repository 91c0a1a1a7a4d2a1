"""``alir export`` reports what it wrote, and writes nothing where it was asked wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph_builder.cli.main import run
from graph_builder.graph import load

PORTFOLIO = str(Path(__file__).parents[1] / "questions" / "portfolio.trig")


@pytest.mark.parametrize(("name", "kind"), [("x.csv", "flows"), ("x.nq", "quads")])
def test_json_tells_what_was_written(tmp_path, capsys, name, kind):
    target = tmp_path / name
    given = ["export", "--graph", PORTFOLIO, "--output", str(target), "--policy", "awan"]
    assert run([*given, "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert found["file"] == str(target)
    assert found[kind] == len(lines) - (kind == "flows") > 0
    assert [v.split("/policy/")[1].split("/")[0] for v in found["versions"]] == ["awan", "awan"]
    assert run(given) == 0
    assert capsys.readouterr().out == ""


def test_the_vocabulary_is_in_the_file_only_when_asked_for(tmp_path):
    sizes = []
    for more in ([], ["--with-vocabulary"]):
        assert run(["export", "--graph", PORTFOLIO, "-o", str(tmp_path / "x.nq"), *more]) == 0
        sizes.append(len(load.read(tmp_path / "x.nq")))
    assert sizes[0] < 1_000
    assert sizes[1] > 5_000


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--policy", "nobody"], "no policy is called nobody"),
        (["--store", ".alir"], "give one of --graph and --store"),
    ],
)
def test_a_wrong_use_writes_nothing(tmp_path, capsys, more, said):
    target = tmp_path / "x.csv"
    assert run(["export", "--graph", PORTFOLIO, "-o", str(target), "--json", *more]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""
    assert not target.exists()
