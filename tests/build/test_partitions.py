"""Partitions: the same bytes however they are built, whole whatever kills the builders."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest

from graph_builder.build import partitions, pool
from graph_builder.build.inputs import expand
from graph_builder.build.pipeline import Options
from graph_builder.build.run import Scale, Target, run
from graph_builder.graph import from_rdf, store
from tests.build import samples


def silent(_done: int, _name: str) -> None:
    pass


def build(policies: Path, folder: Path, jobs: int = 1, *, resume: bool = False) -> dict[str, bytes]:
    parts = partitions.cut(expand([str(policies)]), Options(), folder, quotes=True)
    commits = pool.run(parts, jobs, silent, resume=resume)
    partitions.manifest(folder, commits)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_number_of_processes_changes_no_byte(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 40)
    (policies / "empty.md").write_bytes(b"")
    alone = build(policies, tmp_path / "one")
    assert alone == build(policies, tmp_path / "two", jobs=2)
    manifest = json.loads(alone["manifest.json"])
    assert manifest["counts"]["inputs"] == 41
    assert manifest["counts"]["versions"] == 40
    assert manifest["counts"]["failed"] == {"E-EMPTY": 1}


def test_resuming_builds_only_what_is_missing_or_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = samples.folder(tmp_path / "policies", 50)
    whole = build(policies, tmp_path / "parts")
    (tmp_path / "parts" / "part-00001.json").unlink()
    (policies / "kedai-049.en.md").write_text(samples.policy("Baru"), encoding="utf-8")
    built: list[int] = []
    original = partitions.build

    def noting(partition: partitions.Partition) -> dict:
        built.append(partition.number)
        return original(partition)

    monkeypatch.setattr(partitions, "build", noting)
    again = build(policies, tmp_path / "parts", resume=True)
    assert built == [1, 3]
    assert {n for n in whole if whole[n] != again[n]} == {
        "part-00003.nq.gz",
        "part-00003.json",
        "manifest.json",
    }


def test_other_options_make_a_partition_stale(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 2)
    inputs = expand([str(policies)])
    (part,) = partitions.cut(inputs, Options(), tmp_path / "p", quotes=True)
    partitions.build(part)
    assert partitions.committed(part)
    for options, quotes in ((Options(), False), (Options(force=True), True)):
        (other,) = partitions.cut(inputs, options, tmp_path / "p", quotes=quotes)
        assert partitions.committed(other) is None


def test_killed_processes_cost_no_result(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 40)
    expected = build(policies, tmp_path / "calm")
    finished = threading.Event()
    killed: list[int] = []

    def kill() -> None:
        while not finished.is_set() and len(killed) < 2:
            time.sleep(0.8)
            workers = [
                c for c in psutil.Process().children() if "spawn_main" in " ".join(c.cmdline())
            ]
            if workers and not finished.is_set():
                os.kill(workers[0].pid, signal.SIGKILL)
                killed.append(workers[0].pid)

    killer = threading.Thread(target=kill)
    killer.start()
    found = build(policies, tmp_path / "killed", jobs=2)
    finished.set()
    killer.join()
    assert killed
    assert found == expected


def test_an_input_that_kills_its_process_is_named_and_the_rest_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = samples.folder(tmp_path / "policies", 3)
    (policies / samples.POISON).write_text(samples.policy(), encoding="utf-8")
    monkeypatch.setattr(pool, "attempt", samples.attempt_or_die)
    (part,) = partitions.cut(expand([str(policies)]), Options(), tmp_path / "p", quotes=True)
    commit = pool._isolated(part)
    assert [(f["code"], Path(f["source"]).name) for f in commit["failed"]] == [
        ("E-CRASHED", samples.POISON)
    ]
    assert len(commit["versions"]) == 3


def test_a_large_build_fills_the_store_and_leaves_no_partitions(tmp_path: Path) -> None:
    inputs = expand([str(samples.folder(tmp_path / "policies", 20))])
    target = Target(store=tmp_path / "store")
    report = run(inputs, target, Options(), Scale(jobs=2), silent)
    opened = store.reading(tmp_path / "store")
    assert sorted(v.iri for v in report.versions) == list(from_rdf.version_iris(opened))
    assert not target.beside.exists()


def test_small_and_large_builds_write_the_same_file(tmp_path: Path) -> None:
    inputs = expand([str(samples.folder(tmp_path / "policies", 20))])
    run(inputs, Target(file=tmp_path / "a.trig"), Options(), Scale(), silent)
    kept = Scale(partitions=tmp_path / "parts")
    run(inputs, Target(file=tmp_path / "b.trig"), Options(), kept, silent)
    assert (tmp_path / "a.trig").read_bytes() == (tmp_path / "b.trig").read_bytes()
    assert (tmp_path / "parts" / "manifest.json").is_file()
