"""What validation costs: its steps for one policy, and a whole command with its memory.

    python bench/validation.py [--corpus DIR] [--policies 30] [--json FILE]

1. Policies of a corpus (Markdown), or the examples, are read and extracted once.
2. Each is judged in three rounds; the best counts, since other work only ever adds to it. pySHACL
   judges the same graphs in the same run, so that the ratio holds on a busy machine, and the
   results of both must be the same.
3. ``alir validate --json`` runs over the same files; the memory of its main process is the
   system's high-water mark, at half of the time and at the end.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from graph_builder.build.inputs import Failed, expand
from graph_builder.build.pipeline import Built, Options, attempt
from graph_builder.validation.catalogue import select
from graph_builder.validation.compiled import CompiledShapes
from graph_builder.validation.dataset import PolicyGraph, from_versions
from graph_builder.validation.facts import derive
from graph_builder.validation.run import Validator
from graph_builder.validation.shacl import Shapes

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the least milliseconds of processor time that a piece of work takes.

    Garbage waits until it is done, as in the command.
    """
    costs = []
    for _ in range(rounds):
        gc.collect(0)
        gc.disable()
        start = time.process_time()
        work()
        costs.append(time.process_time() - start)
        gc.enable()
    return min(costs) * 1000


def read(files: Sequence[Path]) -> tuple[list[PolicyGraph], list[float]]:
    """Return the policies of files, and what reading and extraction took for each."""
    graphs, costs = [], []
    for given in expand([str(file) for file in files], None):
        if isinstance(given, Failed):
            continue
        start = time.process_time()
        built = attempt(given, Options())
        cost = (time.process_time() - start) * 1000
        if isinstance(built, Built) and built.versions:  # else no policy
            graphs.append(from_versions(built.versions, {}))
            costs.append(cost)
    return graphs, costs


def steps(files: Sequence[Path]) -> dict[str, list[float]]:
    """Return the milliseconds of each step, a figure for each policy."""
    packs = select("all")
    paths = [pack.path for pack in packs]
    derivations = tuple(d for pack in packs for d in pack.derivations)
    validator, compiled, judge = Validator(packs), CompiledShapes(paths), Shapes(paths)
    read(files[:1])  # tables are built at the first use
    graphs, reading = read(files)
    found: dict[str, list[float]] = {"reading and extraction": reading}
    for graph in graphs:
        store = graph.store()
        derive(store, derivations)
        said = {replace(result, message="") for result in judge.validate(store)}
        if said != set(compiled.validate(store)):
            sys.exit(f"{graph.policy}: the compiled shapes and pySHACL differ")
        for name, work in (
            ("validation, all packs", lambda graph=graph: validator.validate(graph)),
            ("of it, shapes", lambda store=store: compiled.validate(store)),
            ("the same shapes in pySHACL", lambda store=store: judge.validate(store)),
        ):
            found.setdefault(name, []).append(best(work))
    return found


def command(files: Sequence[Path], processes: int) -> dict[str, float]:
    """Return seconds on the clock and of processors, and megabytes of the main process."""
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "report.json"
        arguments = ["validate", *map(str, files), "-o", str(target), "--workers", str(processes)]
        started, marks = time.perf_counter(), [0]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        run = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "graph_builder", "-q", *arguments, "--fail-on", "never"],
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        status = Path(f"/proc/{run.pid}/status")
        while (done := os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is None:
            lines = status.read_text().splitlines()
            marks += [int(x.split()[1]) for x in lines if x.startswith("VmHWM")]
            time.sleep(0.1)
        _, _, usage = os.wait4(done.si_pid, 0)
        run.returncode = 0
        return {
            "clock": time.perf_counter() - started,
            "processor": usage.ru_utime + usage.ru_stime,
            "half": marks[len(marks) // 2] / 1024,
            "end": marks[-1] / 1024,
            "report": target.stat().st_size / 1e6,
        }


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpus", type=Path, help="folder of policies in Markdown")
    parser.add_argument("--policies", type=int, default=30)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    sources = sorted(options.corpus.glob("*.md")) if options.corpus else []
    files = sources[:: max(1, len(sources) // options.policies)][: options.policies]
    files = files or sorted((ROOT / "examples" / "policies").glob("*.*"))
    costs = steps(files)
    print(f"{len(costs['validation, all packs'])} policies, ms of processor time")
    for name, values in costs.items():
        middle, mean = statistics.median(values), statistics.mean(values)
        print(f"{name:28} median {middle:7.1f}  mean {mean:7.1f}")
    whole = command(files, os.cpu_count() or 1)
    print(
        f"{len(files)} files in {os.cpu_count()} processes: {whole['clock']:.1f} s by the clock, "
        f"{whole['processor']:.1f} s of processors; main process {whole['half']:.0f} MB at half, "
        f"{whole['end']:.0f} MB at the end; report {whole['report']:.1f} MB"
    )
    if options.json:
        figures = {"steps": costs, "command": whole}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
