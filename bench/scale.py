"""How a build scales: policies to partitions, a store and an answer, from one process to several.

    python bench/scale.py [--policies 10,100,300] [--jobs 1,2] [--corpus DIR] [--json FILE]

1. A corpus of each size is laid out: the policies of ``--corpus`` (Markdown), repeated with a
   seeded edit where there are too few, or synthetic ones put together from the examples, which have
   about as many characters.
2. ``alir build --partitions`` runs with each number of processes. Wall clock, processor time and
   the peak memory of the largest process are the operating system's.
3. The partitions are counted and validated, loaded into a store, and one question is asked of it by
   a new process.

Documents per second *of processor time* stand for what one core does, also on a busy machine; the
efficiency of several processes is the processor time of one over that of several.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALIR = [sys.executable, "-m", "graph_builder"]
LENGTH = 42_000
"""Characters of a synthetic policy: the mean of real ones."""
SEED = 7
COLUMNS = (
    "policies",
    "processes",
    "build, clock",
    "build, processor",
    "policies/s a core",
    "quads",
    "bytes a quad, .gz",
    "largest process",
    "load, clock",
    "bytes a quad, store",
    "first answer",
    "validate and count, processor",
)


@dataclass(frozen=True, slots=True)
class Used:
    """What a command took: seconds on the clock and of processors, megabytes of one process."""

    clock: float
    processor: float
    memory: float


def measured(arguments: Sequence[str]) -> Used:
    """Run ``alir`` and return what it and its processes used."""
    started = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [*ALIR, "-q", *arguments]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as run:  # noqa: S603 - our own program
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode not in (0, 1):
        sys.exit(f"alir {' '.join(arguments)} ended with {run.returncode}")
    clock = time.perf_counter() - started
    return Used(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def lay_out(folder: Path, number: int, corpus: Path | None) -> int:
    """Write a corpus and return its characters."""
    folder.mkdir(parents=True)
    draw = random.Random(SEED)  # noqa: S311 - for the same corpus each time
    sources = sorted(corpus.glob("*.md")) if corpus else sorted(ROOT.glob("examples/policies/*.*"))
    texts = [path.read_text(encoding="utf-8") for path in sources]
    total = 0
    for i in range(number):
        text = texts[i % len(texts)] if corpus else _synthetic(texts, i, draw)
        if corpus and i >= len(texts):
            text += f"\n\nThis is edition {draw.randrange(10**6)} of this notice.\n"
        (folder / f"policy-{i:06}.md").write_text(text, encoding="utf-8")
        total += len(text)
    return total


def _synthetic(texts: Sequence[str], number: int, draw: random.Random) -> str:
    """Return paragraphs of the examples, shuffled, under headings of their own."""
    paragraphs = [p for text in texts for p in text.split("\n\n") if len(p) > 80]
    parts = [f"# Privacy Policy of PT Fiktif Nomor {number}", "Privacy policy, fictional."]
    length = 0
    while length < LENGTH:
        parts += [f"## Section {len(parts)}", draw.choice(paragraphs)]
        length += len(parts[-1])
    return "\n\n".join(parts)


def run(number: int, jobs: Sequence[int], corpus: Path | None) -> list[dict[str, object]]:
    """Measure one size with each number of processes."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        characters = lay_out(here / "policies", number, corpus)
        for count in jobs:
            parts = here / f"parts-{count}"
            arguments = ["build", str(here / "policies"), "--jobs", str(count)]
            built = measured([*arguments, "--partitions", str(parts)])
            counts = json.loads((parts / "manifest.json").read_bytes())["counts"]
            size = sum(path.stat().st_size for path in parts.glob("part-*.nq.gz"))
            rows.append(
                {
                    "policies": number,
                    "corpus": "real" if corpus else "synthetic",
                    "jobs": count,
                    "characters": characters // number,
                    "quads": counts["quads"],
                    "failed": sum(counts["failed"].values()),
                    "build": asdict(built),
                    "per_core": number / built.processor,
                    "bytes_per_quad": size / max(counts["quads"], 1),
                }
            )
        rows[-1] |= _delivered(here, here / f"parts-{jobs[-1]}", counts["quads"], arguments)
    return rows


def _delivered(here: Path, parts: Path, quads: int, arguments: Sequence[str]) -> dict[str, object]:
    """Measure loading the partitions, the first answer, and validation of the partitions."""
    store = str(here / "store")
    loaded = measured([*arguments, "--resume", "--partitions", str(parts), "--store", store])
    tallied = measured(["tally", str(parts), "--jobs", arguments[-1]])
    asked = measured(["ask", "who receives IP addresses", "--store", store])
    size = sum(p.stat().st_size for p in Path(store).rglob("*") if p.is_file())
    return {
        "load": asdict(loaded),
        "load_quads_per_second": quads / loaded.processor,
        "store_bytes_per_quad": size / max(quads, 1),
        "answer": asdict(asked),
        "tally": asdict(tallied),
    }


def _line(row: dict[str, object]) -> str:
    names = ("build", "load", "answer", "tally")
    built, load, answer, tally = (row.get(name) or {} for name in names)
    columns = [
        f"{row['policies']} {row['corpus']}",
        f"{row['jobs']}",
        f"{built['clock']:.0f} s",
        f"{built['processor']:.0f} s",
        f"{row['per_core']:.1f}",
        f"{row['quads']:,}",
        f"{row['bytes_per_quad']:.1f}",
        f"{built['memory']:.0f} MB",
        f"{load['clock']:.0f} s" if load else "",
        f"{row['store_bytes_per_quad']:.0f}" if load else "",
        f"{answer['clock']:.1f} s" if answer else "",
        f"{tally['processor']:.0f} s" if tally else "",
    ]
    return f"| {' | '.join(columns)} |"


def main() -> None:
    """Measure, print a table, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--policies", default="10,100,300")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--corpus", type=Path, help="real policies; synthetic ones without")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    jobs = [int(n) for n in given.jobs.split(",")]
    print(f"| {' | '.join(COLUMNS)} |")
    print("|" + " --- |" * len(COLUMNS))
    rows = []
    for number in map(int, given.policies.split(",")):
        for row in run(number, jobs, given.corpus):
            print(_line(row), flush=True)
            rows.append(row)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
