"""How fast a portfolio is studied: the synthetic policies of ``questions.py``, stage by stage.

    python bench/portfolio.py [--policies 1000] [--seed 7] [--store DIR] [--json FILE]

1. The policies are generated and loaded (or an existing store is taken).
2. Profiles are read, every figure of ``alir stats`` is counted, and its report is written.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from questions import load

from graph_builder.analysis.portfolio import collection, pages, stats_report
from graph_builder.analysis.portfolio.statistics import statistics

T = TypeVar("T")


def study(store: Path) -> dict[str, float]:
    """Return seconds by stage."""
    seconds: dict[str, float] = {}

    def timed(stage: str, run: Callable[[], T]) -> T:
        start = time.perf_counter()
        result = run()
        seconds[stage] = time.perf_counter() - start
        return result

    member = timed("open", lambda: collection.stored(directory=store))
    portfolio = timed("profiles", lambda: collection.Portfolio([member]))
    found = timed("statistics", lambda: statistics(portfolio))
    page = timed("report", lambda: stats_report.page(found, portfolio, "en", 10))
    timed("html", lambda: pages.render(page, "html"))
    seconds["total"] = sum(seconds.values())
    return {"policies": found.policies, "statements": found.statements, **seconds}


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--policies", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--store", type=Path, help="measure this store instead")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / ".alir"
        if not options.store:
            load(store, options.policies, options.seed)
        report = study(store)
    for name, value in report.items():
        print(f"{name:12} {value:10,.2f}")
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
