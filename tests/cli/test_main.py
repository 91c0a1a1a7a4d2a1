"""Two plain lines for whatever goes wrong, data on stdout, and the promised exit statuses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph_builder.cli import main, output
from graph_builder.errors import UnsupportedError, failures
from tests.build import samples

ALIR = [sys.executable, "-m", "graph_builder"]
ROOT = Path(__file__).resolve().parents[2]


def test_an_unknown_command_is_answered_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.run(["bild"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "error: [E-USAGE] there is no command 'bild'\nhint: Did you mean `alir build`?\n"
    )


def test_a_wrong_option_names_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["build", "--nonsense", "x"]) == 2
    assert "hint: Run `alir build --help`." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (UnsupportedError("E-EXTRA", "x"), 3, "E-EXTRA"),
        (KeyError("gone"), 2, "E-INTERNAL"),
    ],
)
def test_no_error_is_a_traceback(
    error: Exception,
    status: int,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(main.cli, "invoke", fail)
    assert main.run(["build", "x"]) == status
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith(f"error: [{code}]")
    assert lines[1] == f"hint: {failures()[code].action}"
    assert len(lines) == 2


def test_twice_verbose_shows_where_an_unforeseen_error_arose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("gone")

    monkeypatch.setattr(main.cli, "invoke", fail)
    with pytest.raises(KeyError):
        main.run(["-vv", "build", "x"])


def test_interruption_is_one_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main.cli, "invoke", interrupt)
    assert main.run(["build", "x"]) == 130
    assert capsys.readouterr().err.strip() == "interrupted"


@pytest.mark.parametrize("name", main.cli.list_commands(None))  # type: ignore[arg-type]
def test_every_command_explains_itself_and_ends_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run([name, "--help"]) == 0
    help_text = capsys.readouterr().out
    assert "Example:" in help_text or "Examples:" in help_text, f"alir {name} --help"
    assert f"alir {name}" in help_text.split("Example", 1)[1]


def test_a_reader_that_leaves_early_causes_no_complaint() -> None:
    code = (
        "import sys; from graph_builder.cli import main, output\n"
        "main.cli.invoke = lambda ctx: output.write_table(['n'], [[i] for i in range(200000)])\n"
        "sys.exit(main.run(['build', 'x']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as alir:
        assert alir.stdout
        assert alir.stderr
        alir.stdout.readline()
        alir.stdout.close()
        assert alir.stderr.read() == b""


def test_starting_loads_none_of_the_slow_libraries() -> None:
    code = (
        "import sys; from graph_builder.cli import main; main.run(['--help'])\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'rdflib', 'pyshacl', 'networkx', 'pyvis', 'owlready2', 'rich', 'lxml', 'dateparser'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "[]"


TABLE = (["party", "n"], [["Iklan | Fiktif", 2], ["=SUM(A1)", None]])


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("csv", "party,n\nIklan | Fiktif,2\n'=SUM(A1),\n"),
        ("tsv", "party\tn\nIklan | Fiktif\t2\n'=SUM(A1)\t\n"),
        ("markdown", "| party | n |\n| --- | --- |\n| Iklan \\| Fiktif | 2 |\n| =SUM(A1) |  |\n"),
        ("auto", "party,n\nIklan | Fiktif,2\n'=SUM(A1),\n"),
    ],
)
def test_tables_in_every_style(
    style: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output.write_table(*TABLE, style)
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize(("no_color", "plain"), [("1", True), ("", False)])
def test_a_table_without_colour_has_no_control_sign(
    no_color: str,
    *,
    plain: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    output.write_table(*TABLE, "table")
    assert ("\x1b" not in capsys.readouterr().out) == plain


def test_json_rows_keep_their_types(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_table(*TABLE, "json")
    assert json.loads(capsys.readouterr().out)[0] == {"party": "Iklan | Fiktif", "n": 2}


def test_build_reports_on_stdout_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "kedai.en.md").write_text(samples.policy(), encoding="utf-8")
    (tmp_path / "empty.md").write_bytes(b"")
    command = [*ALIR, "build", str(tmp_path), "-o", str(tmp_path / "graph.trig")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    quiet = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
    )
    assert quiet.returncode == 1
    assert quiet.stdout == ""
    assert "error: [E-EMPTY]" in quiet.stderr
    told = subprocess.run(
        [*command, "--json"], capture_output=True, text=True, check=False, env=environment
    )
    report = json.loads(told.stdout)
    assert [v["policy"] for v in report["versions"]] == ["kedai"]
    assert [f["code"] for f in report["failed"]] == ["E-EMPTY"]


def test_a_stopped_build_keeps_its_partitions_and_can_be_resumed(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 400)
    command = [*ALIR, "build", str(policies), "--partitions", str(tmp_path / "p")]
    command += ["-o", str(tmp_path / "graph.nq")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT, text=True) as build:
        while not list((tmp_path / "p").glob("part-*.json")):
            assert build.poll() is None
        build.send_signal(signal.SIGTERM)
        assert build.stderr
        assert build.stderr.read().strip() == "interrupted"
    assert build.returncode == 130
    assert not (tmp_path / "graph.nq").exists()
    kept = {p: p.stat().st_mtime_ns for p in (tmp_path / "p").glob("part-*.json")}
    done = subprocess.run([*command, "--resume"], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0
    assert all(p.stat().st_mtime_ns == at for p, at in kept.items())
    assert (tmp_path / "graph.nq").exists()
