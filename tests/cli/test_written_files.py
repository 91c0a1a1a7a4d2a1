"""Reports are written whole or not at all, by every command in the same way."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.cli import main

POLICY = Path(__file__).resolve().parents[2] / "examples" / "policies" / "lampu-kota.en.md"


@pytest.mark.parametrize("command", ["validate", "contradictions"])
def test_a_report_that_cannot_be_written_is_an_error_with_a_code(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder", encoding="utf-8")
    assert main.run(["-q", command, str(POLICY), "-o", str(in_the_way / "report.json")]) == 2
    assert "[E-OUTPUT]" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
