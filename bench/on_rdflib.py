"""The flow questions on rdflib, in a process of their own, each with a time limit.

    python bench/on_rdflib.py STORE SECONDS < queries.json

Reads ``{name: SPARQL}`` and prints one JSON object a line: ``{"name": …, "ms": …}`` (of
processor time), with ``null``
for a query that took longer than ``SECONDS``. The store's graphs are merged into one, which is the
form in which rdflib is fastest.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

import rdflib

from graph_builder.graph import store as stores


def stop(*_arguments: object) -> NoReturn:
    """Give up the query that runs."""
    raise TimeoutError


def main() -> None:
    """Load the store and run the queries in the order given."""
    graph = rdflib.Graph()
    found = stores.reading(Path(sys.argv[1]))
    lines = dict.fromkeys(f"{q.subject} {q.predicate} {q.object} ." for q in found)
    graph.parse(data="\n".join(lines), format="nt")
    signal.signal(signal.SIGVTALRM, stop)
    for name, text in json.load(sys.stdin).items():
        start = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, float(sys.argv[2]))
        try:
            list(graph.query(text))
            took: float | None = 1000 * (time.process_time() - start)
        except TimeoutError:
            took = None
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        print(json.dumps({"name": name, "ms": took}), flush=True)


if __name__ == "__main__":
    main()
