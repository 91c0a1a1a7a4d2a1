"""How soon the views are drawn: pages of synthetic portfolios in a headless Chromium.

    python bench/views.py [--nodes 600,5000] [--repeat 3] [--corpus DIR] [--json FILE]

1. Synthetic policies (those of ``bench/questions.py``, one drawn from each) are added until their
   statements and the concepts on them make the nodes asked for; with ``--corpus`` a page of real
   policies comes before.
2. The page is written as ``alir view`` writes it: size and seconds are printed.
3. It is opened from disk in a new page for each view, ``--repeat`` times: *interactive* is from the
   start of navigation until the view is drawn and its script has given the browser back, *first
   paint* is the browser's own figure. A change of view within the open page is timed as well.

Needs Chromium and playwright, as tests/browser does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from questions import policy, pools

from graph_builder.documents import read
from graph_builder.extraction import extract
from graph_builder.graph import sources, to_rdf
from graph_builder.views import matrix, page
from graph_builder.views.data import SLOTS, page_data
from graph_builder.vocabulary import default

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_WAIT = "html[data-ready={}]"
# Two frames later what was drawn has been painted and clicks are heard.
_SETTLED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
_CHANGE = """async (view) => {
  const begun = performance.now();
  document.querySelector(`#tabs button[data-view=${view}]`).click();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""


def nodes(found: list[sources.Source]) -> int:
    """Return how many nodes all policies have: their statements, and the concepts of each."""
    data = page_data(found, default())
    concepts = {(s["p"], r, c) for s in data["statements"] for r in SLOTS for c in s[r]}
    return len(data["statements"]) + len(concepts)


def portfolio(least: int, seed: int = 7) -> tuple[ox.Store, list[sources.Source]]:
    """Return a store with at least so many nodes, and its policies."""
    draw, known = random.Random(seed), pools(seed)  # noqa: S311 - a reproducible portfolio
    store, found = ox.Store(), []
    for number in range(10_000):
        store.extend(policy(number, draw, known))
        found = list(sources.from_store(store))
        if nodes(found) >= least:
            break
    return store, found


def corpus(folder: Path) -> tuple[ox.Store, list[sources.Source]]:
    """Return a store of the policies of a folder, and them with their texts."""
    store = ox.Store()
    for path in sorted(folder.iterdir()):
        for document in read(path):
            store.extend(to_rdf.quads(extract(document, default())))
    return store, list(sources.from_store(store))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a headless Chromium."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, _NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, address: str, view: str) -> tuple[float, float]:
    """Open the page at a view; return milliseconds to the first paint and to interactive."""
    visit = browser.new_page(viewport={"width": 1440, "height": 900})
    try:
        visit.goto(f"{address}#view={view}")
        visit.wait_for_selector(_WAIT.format(view), timeout=120_000)
        settled = visit.evaluate(_SETTLED)
        return float(visit.evaluate(_PAINT)), float(settled)
    finally:
        visit.close()


def changes(browser: Browser, address: str) -> dict[str, float]:
    """Return the milliseconds that a change to each view takes within an open page."""
    visit = browser.new_page(viewport={"width": 1440, "height": 900})
    try:
        visit.goto(address)
        visit.wait_for_selector(_WAIT.format(page.VIEWS[0]), timeout=120_000)
        return {view: visit.evaluate(_CHANGE, view) for view in reversed(page.VIEWS)}
    finally:
        visit.close()


def measure(
    store: ox.Store, found: list[sources.Source], name: str, repeat: int
) -> dict[str, object]:
    """Write the page, open it at every view, print and return the figures."""
    begun = time.process_time()
    html = page.render(found, default(), matrix.judge(store, found))
    made = time.process_time() - begun
    count, size = nodes(found), len(html.encode()) / 1e6
    print(f"\n{name}: {len(found)} versions, {count} nodes, {size:.2f} MB, {made:.1f} s to make")
    print(f"{'view':10} {'first paint':>12} {'interactive':>12} {'change':>8}   ms, medians")
    rows: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        target = Path(folder) / "flows.html"
        target.write_text(html, encoding="utf-8")
        switched = changes(browser, target.as_uri())
        for view in page.VIEWS:
            runs = [opened(browser, target.as_uri(), view) for _ in range(repeat)]
            paint, ready = (statistics.median(column) for column in zip(*runs, strict=True))
            rows[view] = {"paint": paint, "interactive": ready, "change": switched[view]}
            print(f"{view:10} {paint:12.0f} {ready:12.0f} {switched[view]:8.0f}", flush=True)
    return {
        "versions": len(found),
        "nodes": count,
        "megabytes": size,
        "seconds": made,
        "views": rows,
    }


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--nodes", default="600,5000")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pages = {options.corpus.name: lambda: corpus(options.corpus)} if options.corpus else {}
    for least in map(int, options.nodes.split(",")):
        pages[f"synthetic, {least}"] = lambda least=least: portfolio(least)
    report = {name: measure(*make(), name, options.repeat) for name, make in pages.items()}
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
