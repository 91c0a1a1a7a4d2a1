"""The first screen of the README is what the commands say; ``…`` stands for lines left out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from graph_builder.cli import main

ROOT = Path(__file__).resolve().parents[2]


def without_quads(text: str) -> str:
    """Return a text without its numbers of quads: they change with every word that is learned."""
    return re.sub(r"\d+ quads", "… quads", text)


def transcript() -> list[tuple[list[str], list[list[str]]]]:
    """Return each command of the first console block with the runs of lines it is shown to say."""
    text = without_quads((ROOT / "README.md").read_text(encoding="utf-8"))
    block = text.partition("```console\n")[2].partition("```")[0]
    shown = []
    for part in block.removeprefix("$ ").split("\n$ "):
        command, _, said = part.partition("\n")
        runs = [run.strip("\n").splitlines() for run in ("\n" + said).split("\n…\n")]
        shown.append((shlex.split(command), [run for run in runs if run]))
    return shown


def test_the_first_screen_is_what_the_commands_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for (program, *arguments), runs in transcript():
        assert program == "alir"
        assert main.run(arguments) == 0
        rest = without_quads("".join(capsys.readouterr()))
        for run in runs:
            before, found, rest = rest.partition("\n".join(run) + "\n")
            assert found, f"write README.md anew: {arguments} does not say {run} after {before}"
