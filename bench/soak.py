"""Does `alir serve` grow? Steady load for as long as you like, memory read from outside.

    python bench/soak.py [--minutes 60] [--rate 2] [--corpus DIR] [--json FILE]

1. The policies of ``--corpus`` (the examples, if none is given) are built into a store, which
   ``alir serve`` then serves in a process of its own, with a short time limit for work.
2. Requests come at a steady rate, in turn: questions, pages, SPARQL, the JSON API, a document to
   validate. Now and then comes a query that cannot end in its time, so that a worker is killed and
   replaced, and a client that goes away.
3. Once a minute the resident memory of the server and of its workers is read, and how many files
   and threads the server has; at the end the second quarter of the time is compared with the last
   (in the first the caches fill, which have bounds).
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "policies"
QUESTIONS = (
    "who receives IP addresses",
    "why is location used",
    "who sells personal data",
    "what data is collected",
    "siapa yang menerima alamat IP",
    "apakah lokasi dijual",
    "what about the moon",
)
QUERIES = (
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n)",
    "SELECT * { ?s dpv:hasRecipient ?r } LIMIT 2000",
    "CONSTRUCT WHERE { ?s dpv:hasPersonalData ?d }",
    "ASK { ?s a alir:DeniedPractice }",
    "SELECT ?x WHERE { this is not a query",
)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS_EVERY = 240
"""Requests between two queries that have to be stopped."""

TIME_LIMIT = 3
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The state of the server's processes at one time; memory in MB."""

    minute: float
    requests: int
    server: float
    workers: tuple[float, ...]
    files: int
    threads: int


def requests(documents: list[tuple[str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """Yield method, path and body of one request after another, without end."""
    pages = ("/", "/view", "/validate", "/query", "/vocabulary", "/sparql", "/api/openapi.json")
    lists = ("/api/policies", "/api/suggestions", "/api/flows?lang=id", "/.well-known/void")
    questions = itertools.cycle(f"/api/ask?q={quote(q)}" for q in QUESTIONS)
    looks = itertools.cycle((*pages, *lists))
    queries = itertools.cycle(f"/sparql?query={quote(q)}" for q in QUERIES)
    texts = itertools.cycle(documents)
    for number in itertools.count(1):
        if number % ENDLESS_EVERY == 0:
            yield "GET", f"/sparql?query={quote(ENDLESS)}", b""
        elif number % 20 == 0:
            name, data = next(texts)
            yield "POST", f"/api/validate?name={quote(name)}", data
        else:
            yield "GET", next((questions, looks, queries)[number % 3]), b""


@contextmanager
def served(store: Path) -> Iterator[tuple[int, str]]:
    """Serve a store and give the process and the address of the server."""
    command = [sys.executable, "-m", "graph_builder", "serve", "--store", str(store), "--port", "0"]
    limits = ["--json", "--timeout", str(TIME_LIMIT)]
    with subprocess.Popen([*command, *limits], stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            assert server.stdout
            yield server.pid, json.loads(server.stdout.readline())["address"]
        finally:
            server.terminate()


def read(process: int, minute: float, done: int) -> Reading:
    """Read what the kernel says about the server and its workers."""
    place = Path("/proc") / str(process)
    children = [c for f in place.glob("task/*/children") for c in f.read_text().split()]
    sizes = sorted((_resident(int(child))[0] for child in children), reverse=True)
    memory, threads = _resident(process)
    return Reading(
        minute, done, memory, tuple(sizes), len(list((place / "fd").iterdir())), int(threads)
    )


def _resident(process: int) -> tuple[float, float]:
    told = dict(
        line.split(":", 1)
        for line in (Path("/proc") / str(process) / "status").read_text().splitlines()
    )
    return int(told["VmRSS"].split()[0]) / 1024, int(told["Threads"])


def soak(address: str, process: int, options: argparse.Namespace) -> list[Reading]:
    """Send requests for the time asked for and return what was read each minute."""
    host = urlsplit(address)
    documents = [(p.name, p.read_bytes()) for p in sorted(EXAMPLES.iterdir()) if p.is_file()]
    begun, minute, readings = time.monotonic(), 0, []
    answers: Counter[str] = Counter()
    for number, (method, path, body) in enumerate(requests(documents)):
        passed = time.monotonic() - begun
        if number and passed >= minute * 60:
            readings.append(read(process, passed / 60, number))
            told = readings[-1]
            workers = " ".join(f"{size:.0f}" for size in told.workers)
            line = f"{told.minute:5.1f} min {number:6} requests  server {told.server:6.1f} MB"
            print(f"{line}  workers {workers} MB  {told.files} files {told.threads} threads")
            sys.stdout.flush()
            minute += 1
        if passed >= options.minutes * 60:
            break
        time.sleep(max(0.0, number / options.rate - passed))
        link = http.client.HTTPConnection(host.hostname or "", host.port, timeout=_PATIENCE)
        link.request(method, path, body or None)
        if number % 97:
            answer = link.getresponse()
            answer.read()
            answers[str(answer.status)] += 1
        else:
            answers["went away"] += 1
        link.close()
    print("answers:", ", ".join(f"{count} x {code}" for code, count in sorted(answers.items())))
    return readings


def main() -> None:
    """Run and print the readings, then how the last quarter differs from the second."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=2)
    parser.add_argument("--corpus", type=Path, default=EXAMPLES)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / ".alir"
        build = [sys.executable, "-m", "graph_builder", "-q", "build", str(options.corpus)]
        subprocess.run([*build, "--store", str(store)], check=False)  # noqa: S603
        with served(store) as (process, address):
            readings = soak(address, process, options)
    quarter = max(1, len(readings) // 4)
    first, last = readings[quarter : 2 * quarter] or readings[:1], readings[-quarter:]
    for name, of in (("server", lambda r: r.server), ("workers", lambda r: sum(r.workers))):
        before, after = (statistics.mean(map(of, part)) for part in (first, last))
        print(f"{name:8} {before:7.1f} MB in the second quarter, {after:7.1f} MB in the last")
    if options.json:
        options.json.write_text(json.dumps([asdict(r) for r in readings], indent=2) + "\n")


if __name__ == "__main__":
    main()
