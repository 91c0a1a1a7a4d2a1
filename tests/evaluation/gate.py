"""The evaluation gate: build the annotated policies, score them, hold the floors.

    python -m tests.evaluation.gate                print the tables, fail below a floor
    python -m tests.evaluation.gate --pin          raise the floors to the present figures
    python -m tests.evaluation.gate --pin --lower  also lower them (say why in the commit)

1. Build `policies/{seeds,id,en}` and `gdpr200` of the reference data into temporary graphs.
2. Run the scorers of the reference data on them (`score.py`, `score_gdpr200.py`).
3. Compare every figure with `tests/floors.toml`. A floor is a figure once reached, rounded down.

Exit status: 0 floors held, 1 a floor broken, 2 the reference data is not there.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "tests" / "floors.toml"
GOLD = "gold"
GDPR = "gdpr200"


def build(folders: list[Path], graph: Path) -> None:
    """Build policies with the command line, as a user does."""
    command = [sys.executable, "-m", "graph_builder", "build", *map(str, folders), "-o", str(graph)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def score(script: str, graph: Path, data: Path, result: Path) -> dict[str, object]:
    """Run a scorer, let it print its table, return its figures."""
    path = SHARED / "eval" / script
    subprocess.run(
        [sys.executable, str(path), str(graph), str(data), "--json", str(result)], check=False
    )
    figures: dict[str, object] = json.loads(result.read_text(encoding="utf-8"))
    return figures


def measure() -> dict[str, dict[str, float]]:
    """Return the figures by table and name."""
    with tempfile.TemporaryDirectory() as folder:
        graph, result = Path(folder) / "gold.trig", Path(folder) / "result.json"
        policies = SHARED / "policies"
        build([policies / "seeds", policies / "id", policies / "en"], graph)
        gold = score("score.py", graph, SHARED / "gold", result)
        apps = Path(folder) / "apps.trig"
        build([SHARED / "gdpr200"], apps)
        gdpr = score("score_gdpr200.py", apps, SHARED / "gdpr200", result)
    return {GOLD: _gold(gold), GDPR: _gdpr(gdpr)}


def _gold(figures: Mapping[str, object]) -> dict[str, float]:
    fields = figures["fields"]
    assert isinstance(fields, dict)
    return {name: row["f1"] for name, row in fields.items()}


def _gdpr(figures: Mapping[str, object]) -> dict[str, float]:
    passage = figures["passage"]
    assert isinstance(passage, dict)
    macro = {name: figures[name] for name in ("presence_macro_f1", "passage_macro_f1")}
    named = {f"passage {name}": value for name, value in passage.items()}
    return {k: float(v) for k, v in {**macro, **named}.items()}  # type: ignore[arg-type]


def floors() -> dict[str, dict[str, float]]:
    """Return the pinned floors."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def broken(figures: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return one line for every figure below its floor."""
    return [
        f"{table}.{name}: {figures[table][name]:.3f} is below its floor {floor:.3f}"
        for table, row in floors().items()
        for name, floor in row.items()
        if figures[table][name] < floor
    ]


def pin(figures: Mapping[str, Mapping[str, float]], *, lower: bool) -> None:
    """Write the figures as floors, rounded down; an old floor stays where it is higher."""
    old = floors()
    lines = [
        "# Quality floors (F1), checked by `make eval` and CI. Raise them with `make pin`;",
        "# lowering one needs `python -m tests.evaluation.gate --pin --lower` and a reason.",
    ]
    for table, row in figures.items():
        lines += ["", f"[{table}]"]
        for name, value in row.items():
            floor = math.floor(value * 100) / 100
            kept = floor if lower else max(floor, old.get(table, {}).get(name, 0.0))
            lines.append(f'"{name}" = {kept:.2f}')
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, then compare or pin."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pin", action="store_true", help="raise the floors to the figures")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower them too")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.stderr.write("the reference data (../shared) is not here; nothing was measured\n")
        return 2
    figures = measure()
    if options.pin:
        pin(figures, lower=options.lower)
    lines = broken(figures)
    sys.stdout.write(("\n".join(lines) or "all floors hold") + "\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
