"""A cluster gives the bytes of the pool, whatever happens to its workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph_builder.build import cluster, partitions, pool
from graph_builder.build.folders import LocalFolder
from graph_builder.build.inputs import listing
from graph_builder.build.large import Run
from graph_builder.build.partitions import Plan
from graph_builder.build.pipeline import Options
from graph_builder.build.records import Report
from graph_builder.cli import main
from graph_builder.errors import UnsupportedError
from tests.build import samples


def silent(_done: int, _name: str) -> None:
    pass


def build(policies: Path, folder: Path, engine: pool.Engine) -> dict[str, bytes]:
    plan = Plan(LocalFolder(folder), Options(), size=2)
    Run(plan, engine, Report(), silent).build(listing([str(policies)]))
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.filterwarnings("ignore")  # Dask's own, when its servers go
def test_a_local_cluster_gives_the_bytes_of_the_pool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    policies = samples.folder(tmp_path / "policies", 3)
    (policies / "empty.md").write_bytes(b"")
    (policies / samples.POISON).write_text(samples.policy("Racun"), encoding="utf-8")
    told: list[str] = []
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(partitions, "build", samples.build_or_die)
    monkeypatch.setattr(cluster, "attempt", samples.attempt_or_die)
    found = build(policies, tmp_path / "cluster", cluster.engine("local", 2, told.append))
    monkeypatch.undo()
    monkeypatch.setattr(partitions, "attempt", samples.attempt_or_name_crash)
    expected = build(policies, tmp_path / "pool", pool.engine(1))
    assert found == expected
    assert b'"E-CRASHED": 1' in found["manifest.json"]
    assert told
    assert told[0].startswith("dashboard: http")


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1"])
def test_a_scheduler_that_does_not_answer_is_told(address: str, tmp_path: Path) -> None:
    """In a process of its own: a client of Dask that failed leaves its event loop behind."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    policies, parts = samples.folder(tmp_path / "policies", 1), tmp_path / "parts"
    alir = (sys.executable, "-m", "graph_builder")
    done = subprocess.run(
        [*alir, "build", policies, "--partitions", parts, "--cluster", address],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "0.2s"},
    )
    assert done.returncode == 2
    assert f"error: [E-CLUSTER] no scheduler answers at {address}" in done.stderr
    assert not list(parts.glob("*.nq*"))


def test_without_dask_the_message_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UnsupportedError):
        cluster.engine("local", 1, print)
    samples.folder(tmp_path, 1)
    assert main.run(["build", str(tmp_path), "--cluster", "local"]) == 3
    assert "alir[cluster]" in capsys.readouterr().err


def test_a_cluster_elsewhere_needs_a_place_that_all_reach(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.run(["build", "x", "--cluster", "tcp://10.0.0.1:8786"]) == 2
    assert "--partitions" in capsys.readouterr().err
