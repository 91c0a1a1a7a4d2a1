"""How fast questions are: synthetic portfolios, every way to ask, one run.

    python bench/questions.py [--policies 1000] [--seed 7] [--repeat 5] [--json FILE]
                              [--rdflib 20] [--rdflib-seconds 20] [--flows] [--alone]

1. Policies of the real shape are generated from a seed: 40 practices and about 1,200 quads each,
   concepts drawn with a long tail, mentions and evidence included.
2. They are loaded into an on-disk store and its flow index; rate, bytes and memory are printed.
3. Questions as people ask them run ``--repeat`` times, then every named query (from the flow index
   where it has a twin), and the flow questions also as plain SPARQL and as a property path.
4. rdflib is compared on a portfolio of its own, of ``--rdflib`` policies, in another process; a
   query without a figure did not finish in ``--rdflib-seconds``.

The machine's load is printed, since nothing else tells what a figure is worth.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from graph_builder.graph import store as stores
from graph_builder.graph.flow_file import FILE
from graph_builder.graph.nodes import node
from graph_builder.questions.ask import ask
from graph_builder.questions.engines import StoreEngine
from graph_builder.questions.library import NamedQuery, library, named
from graph_builder.questions.names import default_index
from graph_builder.questions.parameters import bind
from graph_builder.questions.session import Session
from graph_builder.questions.sources import open_session
from graph_builder.vocabulary import default

PRACTICES = 40
_NOT_PERSONAL = "alir:AggregateData"  # stands in dpv:hasData, which no synthetic policy has
IRI = "https://w3id.org/alir/policy/synthetic-{}/{}/0"
QUESTIONS = (
    "who receives IP addresses",
    "does synthetic company 5 share e-mail addresses with ad networks",
    "why is location used",
    "who sells personal data",
    "who collects location",
    "what data is collected",
    "on what legal basis are e-mail addresses processed",
    "what happens with IP addresses",
    "siapa yang menerima alamat IP",
)


def policy(number: int, draw: random.Random, pools: dict[str, list[str]]) -> Iterator[ox.Quad]:
    """Yield the quads of one synthetic policy version."""
    language = "id" if number % 3 == 0 else "en"
    iri = IRI.format(number, language)
    graph = ox.NamedNode(iri)

    def quad(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, node(predicate), value, graph)

    def pick(kind: str, most: int, least: int = 0) -> list[ox.NamedNode]:
        pool = pools[kind]
        count = draw.randint(least, most)
        places = (min(int(draw.paretovariate(0.7)) - 1, len(pool) - 1) for _ in range(count))
        return [node(c) for c in sorted({pool[p] for p in places})]

    controller = ox.NamedNode(iri + "#controller")
    work = ox.NamedNode(iri.rsplit("/", 2)[0])
    yield quad(work, "rdf:type", node("alir:Policy"))
    yield quad(work, "dct:hasVersion", graph)
    yield quad(graph, "rdf:type", node("alir:PolicyVersion"))
    yield quad(graph, "schema:inLanguage", ox.Literal(language))
    yield quad(graph, "dct:source", ox.Literal(f"synthetic-{number}.{language}.md"))
    yield quad(graph, "alir:sourceHash", ox.Literal(f"sha256:{number:064x}"))
    yield quad(graph, "dpv:hasDataController", controller)
    yield quad(controller, "dpv:hasName", ox.Literal(f"Synthetic Company {number}"))
    yield quad(controller, "dpv:hasContact", ox.Literal(f"privacy@company-{number}.example"))
    for right in pick("right", 6):
        yield quad(graph, "dpv:hasRight", right)
    for i in range(PRACTICES):
        part = ox.NamedNode(f"{iri}#practice-{i}")
        denied = draw.random() < 0.07
        yield quad(graph, "dpv:hasProhibition" if denied else "dpv:hasProcess", part)
        yield quad(
            part, "rdf:type", node("alir:DeniedPractice" if denied else "alir:AffirmedPractice")
        )
        modality = draw.choice(
            ("alir:Definite", "alir:Possible", "alir:Possible", "alir:Qualified")
        )
        yield quad(part, "alir:hasModality", node(modality))
        yield quad(part, "alir:section", ox.Literal(f"Section {i // 5}"))
        slots = {
            "dpv:hasProcessing": pick("operation", 1, 1),
            "dpv:hasPersonalData": pick("data", 4, 1),
            "dpv:hasRecipient": pick("recipient", 2) if draw.random() < 0.3 else [],
            "dpv:hasPurpose": pick("purpose", 2),
            "dpv:hasDataSource": pick("source", 1),
            "dpv:hasLegalBasis": pick("basis", 1) if draw.random() < 0.2 else [],
        }
        for predicate, values in slots.items():
            for value in values:
                yield quad(part, predicate, value)
        evidence, position = (ox.NamedNode(f"{iri}#{x}-{i}") for x in ("evidence", "position"))
        yield quad(part, "prov:wasDerivedFrom", evidence)
        yield quad(evidence, "oa:hasSource", graph)
        yield quad(evidence, "oa:hasSelector", position)
        yield quad(position, "oa:start", ox.Literal(i * 200))
        yield quad(position, "oa:end", ox.Literal(i * 200 + 150))
        mentioned = [(p, v) for p in list(slots)[:3] for v in slots[p]][:2]
        for j, (predicate, value) in enumerate(mentioned):
            mention = ox.NamedNode(f"{iri}#mention-{i}-{j}")
            yield quad(part, "alir:hasMention", mention)
            yield quad(mention, "alir:role", node(predicate))
            yield quad(mention, "alir:concept", value)
            yield quad(mention, "oa:start", ox.Literal(i * 200 + j * 20))
            yield quad(mention, "oa:end", ox.Literal(i * 200 + j * 20 + 10))
            yield quad(mention, "alir:origin", node("alir:Explicit"))
            yield quad(mention, "alir:confidence", ox.Literal("0.9", datatype=node("xsd:decimal")))


def pools(seed: int) -> dict[str, list[str]]:
    """Return the concepts of each kind in a seeded order, the frequent ones first."""
    found = {
        kind: sorted(c.curie for c in default().of_kind(kind) if c.curie != _NOT_PERSONAL)
        for kind in ("data", "recipient", "purpose", "operation", "source", "basis", "right")
    }
    draw = random.Random(seed)  # noqa: S311 - a reproducible portfolio, not a secret
    for values in found.values():
        draw.shuffle(values)
    first = {"data": ["dpv:PersonalData", "pd:EmailAddress", "pd:IPAddress", "pd:Location"]}
    for kind, values in first.items():
        found[kind] = values + [c for c in found[kind] if c not in values]
    return found


@dataclass(frozen=True)
class Timed:
    """Milliseconds of some runs: median, 95th percentile, median of processor time; last size."""

    p50: float
    p95: float
    cpu: float
    size: int

    def __str__(self) -> str:
        """Return the three figures in columns."""
        return f"{self.p50:9.1f} {self.p95:9.1f} {self.cpu:9.1f}"


def timed(repeat: int, run: Callable[[], object]) -> Timed:
    """Run some times; processor time tells what the clock cannot on a busy machine."""
    clock, cpu = [], []
    size = 0
    for _ in range(repeat):
        start, busy = time.perf_counter(), time.process_time()
        result = run()
        clock.append(1000 * (time.perf_counter() - start))
        cpu.append(1000 * (time.process_time() - busy))
        size = len(result) if hasattr(result, "__len__") else 1
    clock.sort()
    late = clock[min(len(clock) - 1, int(0.95 * len(clock)))]
    return Timed(statistics.median(clock), late, statistics.median(cpu), size)


def load(directory: Path, policies: int, seed: int) -> dict[str, float]:
    """Write the portfolio, flow index included; return quads, seconds and bytes."""
    draw, known = random.Random(seed), pools(seed)  # noqa: S311 - a reproducible portfolio
    generated, making, working = 0.0, 0.0, time.process_time()
    start = time.perf_counter()
    with stores.writing(directory) as writer:
        for number in range(policies):
            begun, busy = time.perf_counter(), time.process_time()
            quads = list(policy(number, draw, known))
            generated += time.perf_counter() - begun
            making += time.process_time() - busy
            writer.put(quads[1].object.value, quads)  # type: ignore[union-attr]  # the version
        writer.flush()
        loaded = time.perf_counter() - start - generated
        worked = time.process_time() - working - making
        count = writer.quads
    size = sum(p.stat().st_size for p in (directory / "quads").rglob("*") if p.is_file())
    return {
        "policies": policies,
        "quads": count,
        "quads_per_policy": count / policies,
        "load_seconds": loaded,
        "load_quads_per_second": count / loaded,
        "load_quads_per_cpu_second": count / worked,
        "store_bytes_per_quad": size / count,
        "index_bytes": (directory / FILE).stat().st_size,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def rebuild(directory: Path, policies: int, seed: int) -> float:
    """Return the seconds that replacing one policy takes, index included."""
    quads = list(policy(policies // 2, random.Random(seed + 1), pools(seed)))  # noqa: S311 - as above
    start = time.perf_counter()
    with stores.writing(directory) as writer:
        writer.put(quads[1].object.value, quads)  # type: ignore[union-attr]  # the version
    return time.perf_counter() - start


def as_path(text: str) -> str:
    """Return the formulation without the materialised closure."""
    return text.replace("skos:broaderTransitive?", "skos:broader*").replace(
        "skos:broaderTransitive", "skos:broader+"
    )


def values(query: NamedQuery) -> dict[str, str]:
    """Return parameter values for a query."""
    numbers = iter(("1", "2"))
    return {
        p.name: f"Synthetic Company {next(numbers)}" if p.kind == "policy" else p.example
        for p in query.parameters
        if not p.optional
    }


def rdflib_times(directory: Path, queries: dict[str, str], seconds: float) -> dict[str, float]:
    """Return the milliseconds that each query took on rdflib, of those that finished in time."""
    script = str(Path(__file__).with_name("on_rdflib.py"))
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, script, str(directory), str(seconds)],
        input=json.dumps(queries),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    found = (json.loads(line) for line in done.splitlines())
    return {row["name"]: row["ms"] for row in found if row["ms"] is not None}


def beside_rdflib(folder: Path, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Ask the flow questions of a small portfolio on index, store and rdflib, and print it."""
    directory = folder / "small"
    load(directory, options.rdflib, options.seed)
    session = open_session(directory=directory)
    plain = StoreEngine(stores.reading(directory))
    terms = {q.name: session.terms(q, values(q)) for q in library() if q.sql}
    texts = {name: bind(named(name), bound) for name, bound in terms.items()}
    slow = rdflib_times(directory, texts, options.rdflib_seconds)
    print(
        f"\nThe same {options.rdflib} policies everywhere, ms (rdflib: {len(slow)} steps in time)"
    )
    print(f"{'named query':36} {'index':>9} {'SPARQL':>9} {'rdflib':>10} {'rdflib/index':>13}")
    rows = {}
    for name, text in texts.items():
        query = named(name)
        fast = timed(options.repeat, lambda q=query: session.run_terms(q, terms[q.name])).cpu  # type: ignore[misc]
        sparql = timed(options.repeat, lambda x=text: plain.query(x)).cpu  # type: ignore[misc]
        took = slow.get(name)
        rows[name] = {"index": fast, "sparql": sparql, "rdflib": took or 0.0}
        told = f"{took:10.1f} {took / fast:13,.0f}" if took else f"{'-':>10} {'-':>13}"
        print(f"{name:36} {fast:9.2f} {sparql:9.2f} {told}")
    return rows


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--policies", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--rdflib", type=int, default=20, help="policies given to rdflib; 0: none")
    parser.add_argument("--rdflib-seconds", type=float, default=20)
    parser.add_argument("--flows", action="store_true", help="only what the index answers")
    parser.add_argument("--alone", action="store_true", help="no SPARQL beside it")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = measure(Path(folder) / ".alir", options)
        if options.rdflib:
            report["rdflib"] = beside_rdflib(Path(folder), options)
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def measure(directory: Path, options: argparse.Namespace) -> dict[str, object]:
    """Load, ask, compare and print."""
    before = os.getloadavg()[0]
    loaded = load(directory, options.policies, options.seed)
    for name, value in loaded.items():
        print(f"{name:24} {value:14,.1f}")
    seconds = rebuild(directory, options.policies, options.seed)
    print(f"{'rebuild_one_seconds':24} {seconds:14,.2f}\n")
    session = open_session(directory=directory)
    plain = Session(StoreEngine(stores.reading(directory)), default_index())
    rows: dict[str, dict[str, float]] = {}
    print(f"{'question (alir ask)':64} {'p50 ms':>9} {'p95 ms':>9} {'cpu ms':>9}")
    for question in QUESTIONS:
        took = timed(options.repeat, lambda q=question: ask(q, session))  # type: ignore[misc]
        rows[question] = asdict(took)
        print(f"{question:64} {took}")
    columns = "".join(f" {name:>9}" for name in ("p50", "p95", "cpu", "SPARQL", "path"))
    print(f"\n{'named query, ms':36} {'rows':>8}{columns}")
    for query in library():
        if options.flows and not query.sql:
            continue
        terms = session.terms(query, values(query))
        took = timed(options.repeat, lambda q=query, t=terms: session.run_terms(q, t))  # type: ignore[misc]
        row = asdict(took)
        line = f"{query.name:36} {took.size:8d} {took}"
        if query.sql and not options.alone:
            text = bind(query, terms)
            row["sparql"] = timed(1, lambda x=text: plain.engine.query(x)).cpu  # type: ignore[misc]
            row["path"] = timed(1, lambda x=as_path(text): plain.engine.query(x)).cpu  # type: ignore[misc]
            line += f" {row['sparql']:9.1f} {row['path']:9.1f}"
        rows[query.name] = row
        print(line)
        sys.stdout.flush()
    print("SPARQL and path: processor time of one run on the same store")
    print(f"load of the machine: {before:.1f} at the start, {os.getloadavg()[0]:.1f} at the end")
    return {"load": loaded, "rebuild": seconds, "queries": rows}


if __name__ == "__main__":
    main()
