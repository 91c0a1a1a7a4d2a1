"""The wheel is whole: installed into an empty environment it finds its knowledge and answers."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from graph_builder.graph import export, to_rdf
from tests.graph import models

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ("ontology", "shapes", "queries")


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    return next(folder.glob("*.whl"))


def test_every_file_of_knowledge_and_data_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    knowledge = {
        f"graph_builder/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in KNOWLEDGE
        for path in (ROOT / folder).rglob("*.*")
    }
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "graph_builder").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert knowledge
    missing = sorted((knowledge | package) - inside)
    assert not missing, f"not in the wheel, see [tool.hatch.build] in pyproject.toml: {missing}"


@pytest.mark.slow
def test_an_empty_environment_can_install_it_and_ask(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--quiet", wheel)
    export.write(to_rdf.quads(models.fixed()), tmp_path / "graph.trig")
    answer = run(
        scripts / "alir",
        "ask",
        "who receives IP addresses",
        "--graph",
        "graph.trig",
        cwd=tmp_path,
    )
    assert "Iklan Fiktif" in answer
