"""Progress is told on stderr while work goes on, also inside one long input."""

from __future__ import annotations

import io
import time

import pytest

from graph_builder.cli import output


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def wait_for(stream: io.StringIO, text: str) -> str:
    deadline = time.monotonic() + 10
    while text not in stream.getvalue() and time.monotonic() < deadline:
        time.sleep(0.01)
    return stream.getvalue()


def test_one_long_input_is_named_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(output, "PATIENCE", 0.0)
    monkeypatch.setattr(output, "_REDRAWN", 0.01)
    with output.progress(1, "building ") as tell:
        tell(0, "large.md")
        assert "building 0/1  large.md (0 s)" in wait_for(stream, "large.md")
    assert stream.getvalue().endswith("\r\x1b[2K")


def test_a_log_gets_lines_with_rate_and_remaining_time(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(output, "INTERVAL", 0.01)
    with output.progress(4, "building ") as tell:
        tell(2, "b.md")
        line = wait_for(stream, "left").splitlines()[-1]
    assert line.startswith("building 2/4  ")
    assert "/s  " in line
    assert "\x1b" not in stream.getvalue()


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress(1) as tell:
        tell(1, "a.md")
    assert capsys.readouterr().err == ""
