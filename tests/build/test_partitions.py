"""Partitions: the same bytes however they are built, whole whatever kills the builders."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graph_builder.build import partitions, pool
from graph_builder.build.folders import LocalFolder
from graph_builder.build.inputs import expand, listing
from graph_builder.build.large import Run, Tell
from graph_builder.build.partitions import Plan
from graph_builder.build.pipeline import Options
from graph_builder.build.records import Report
from graph_builder.build.run import Scale, Target, run
from graph_builder.cli import main
from graph_builder.graph import from_rdf, store
from tests.build import samples

ROOT = Path(__file__).resolve().parents[2]


def silent(_done: int, _name: str) -> None:
    pass


def plan(folder: Path, size: int = partitions.SIZE, **options: bool) -> Plan:
    return Plan(LocalFolder(folder), Options(**options), size=size)


def build(
    policies: Path,
    folder: Path,
    jobs: int = 1,
    tell: Tell = silent,
    size: int = partitions.SIZE,
    *,
    resume: bool = False,
) -> dict[str, bytes]:
    large = Run(plan(folder, size), pool.engine(jobs), Report(), tell, resume)
    large.build(listing([str(policies)]))
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


def test_what_others_keep_beside_partitions_stays(tmp_path: Path) -> None:
    policies, folder = samples.folder(tmp_path / "policies", 1), tmp_path / "run"
    folder.mkdir()
    for name in ("part-a.txt", "part-2.md", "part-00007.nq.gz", ".part-00001.nq.gz.x"):
        (folder / name).touch()
    found = build(policies, folder)
    assert sorted(n for n in found if "part-" in n) == sorted(
        ("part-00000.json", "part-00000.nq.gz", "part-2.md", "part-a.txt")
    )


@pytest.mark.parametrize(("size", "parts"), [("1", 3), ("2", 2), ("3", 1)])
def test_a_partition_holds_as_many_inputs_as_asked(tmp_path: Path, size: str, parts: int) -> None:
    policies, folder = samples.folder(tmp_path / "policies", 3), tmp_path / "parts"
    given = ["build", str(policies), "--partitions", str(folder), "--partition-size", size]
    assert main.run(given) == 0
    assert len(list(folder.glob("part-*.nq.gz"))) == parts


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_partitions_are_compressed_as_asked(tmp_path: Path, kind: str) -> None:
    if kind == "zst":
        pytest.importorskip("zstandard", reason="the extra `cluster` is not installed")
    policies, folder = samples.folder(tmp_path / "policies", 1), tmp_path / "parts"
    assert main.run(["build", str(policies), "--partitions", str(folder), "--compress", kind]) == 0
    assert [path.suffix for path in folder.glob("part-*.nq.*")] == [f".{kind}"]


def test_a_partition_of_nothing_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["build", str(tmp_path), "--partitions", str(tmp_path / "parts")]
    assert main.run([*given, "--partition-size", "0"]) == 2
    assert "--partition-size" in capsys.readouterr().err
    assert not (tmp_path / "parts").exists()


def test_other_options_make_a_partition_stale(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 2)
    inputs = expand([str(policies)])
    (part,) = partitions.cut(inputs, plan(tmp_path / "p"))
    partitions.build(part)
    assert partitions.committed(part)
    for other in (replace(plan(tmp_path / "p"), quotes=False), plan(tmp_path / "p", force=True)):
        (part,) = partitions.cut(inputs, other)
        assert partitions.committed(part) is None


def test_ten_killed_processes_change_no_byte(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 45)
    expected = build(policies, tmp_path / "calm", size=2)
    killed: list[int | None] = []

    def kill(_done: int, _name: str) -> None:
        workers = [c for c in multiprocessing.active_children() if c.pid not in killed]
        if workers and len(killed) < 10:
            workers[0].kill()
            killed.append(workers[0].pid)

    found = build(policies, tmp_path / "killed", 2, kill, size=2)
    assert len(set(killed)) == 10
    assert found == expected


KILLED = """
import sys
from pathlib import Path
from tests.build.test_partitions import build

def tell(done, name):
    print(done, flush=True)

if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), 2, tell, size=2)
"""


def test_a_killed_run_is_resumed_where_it_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = samples.folder(tmp_path / "policies", 40)
    expected = build(policies, tmp_path / "calm", size=2)
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script, policies, tmp_path / "parts"],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as run:
        assert run.stdout
        lines = [run.stdout.readline() for _ in range(8)]
        os.kill(run.pid, signal.SIGKILL)
        told = [*lines, *run.stdout.read().splitlines()]
    built: list[int] = []
    original = partitions.build

    def noting(partition: partitions.Partition) -> dict:
        built.append(partition.number)
        return original(partition)

    monkeypatch.setattr(partitions, "build", noting)
    assert build(policies, tmp_path / "parts", size=2, resume=True) == expected
    # What was told is kept; what is done again is at most what was never told.
    assert 1 <= len(built) <= 20 - len(told)


def test_an_input_that_kills_its_process_is_named_and_the_rest_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = samples.folder(tmp_path / "policies", 3)
    (policies / samples.POISON).write_text(samples.policy(), encoding="utf-8")
    monkeypatch.setattr(pool, "attempt", samples.attempt_or_die)
    (part,) = partitions.cut(expand([str(policies)]), plan(tmp_path / "p"))
    commit = pool._isolated(part)
    assert [(f["code"], Path(f["source"]).name) for f in commit["failed"]] == [
        ("E-CRASHED", samples.POISON)
    ]
    assert len(commit["versions"]) == 3


def test_a_large_build_fills_the_store_and_leaves_no_partitions(tmp_path: Path) -> None:
    inputs = expand([str(samples.folder(tmp_path / "policies", 20))])
    target = Target(tmp_path / "store")
    report = run(inputs, target, Options(), Scale(jobs=2), silent)
    opened = store.reading(tmp_path / "store")
    assert sorted(v.iri for v in report.records) == list(from_rdf.version_iris(opened))
    assert not target.beside.exists()


def test_small_and_large_builds_write_the_same_file(tmp_path: Path) -> None:
    inputs = expand([str(samples.folder(tmp_path / "policies", 20))])
    run(inputs, Target(file=tmp_path / "a.trig"), Options(), Scale(), silent)
    kept = Scale(partitions=str(tmp_path / "parts"))
    run(inputs, Target(file=tmp_path / "b.trig"), Options(), kept, silent)
    assert (tmp_path / "a.trig").read_bytes() == (tmp_path / "b.trig").read_bytes()
    assert (tmp_path / "parts" / "manifest.json").is_file()
