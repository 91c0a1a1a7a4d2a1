"""A large build in partitions: each a compressed N-Quads file that is there whole or not at all.

1. The inputs, in order, are cut into partitions of about :data:`SIZE`; the language versions of one
   policy, which lie side by side, stay together.
2. A partition is built by one process, which writes ``part-00000.nq.gz`` (graph after graph in the
   order of their names, the lines of each sorted) and then, as the commit, ``part-00000.json``:
   inputs with their hashes, versions, failures, and the fingerprint of how it was built.
3. A partition whose commit names the same inputs, hashes and fingerprint needs no second build:
   this is what resuming means. Building one twice gives the same bytes, so it may happen anywhere
   and any number of times.
4. ``manifest.json`` counts the commits together, and ``vocabulary.nq.gz`` lies beside them, so that
   a store that loads the folder can answer. Nothing in these files depends on time, place or number
   of processes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

import pyoxigraph as ox

from graph_builder import __version__
from graph_builder.build import content
from graph_builder.build.folders import Folder
from graph_builder.build.graphs import Graph, graphs
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.pipeline import Built, Options, attempt
from graph_builder.build.records import Report, ReviewRecord, VersionRecord, reviewed
from graph_builder.graph import export, packing, vocabulary

SIZE = 16
"""Inputs of a partition: what an interruption can cost a process at most."""
MANIFEST = "manifest.json"
_OURS = re.compile(r"(?P<half>\.?)part-(?P<number>\d{5,})\.")
_LANGUAGES = (".en", ".id")

Commit = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a build is cut and where its partitions go.

    Args:
        folder: for the partitions.
        options: how inputs are read.
        quotes: keep the policies' words.
        size: inputs of a partition.
        packed: ending of the data files, ``gz`` or ``zst``.
    """

    folder: Folder
    options: Options
    quotes: bool = True
    size: int = SIZE
    packed: str = "gz"

    @property
    def fingerprint(self) -> str:
        """What, besides the inputs, decides the content of a partition."""
        return fingerprint(self.options, quotes=self.quotes)


@dataclass(frozen=True, slots=True)
class Partition:
    """A numbered part of a build: what to read, and the plan."""

    number: int
    inputs: tuple[Input | Failed, ...]
    plan: Plan

    @property
    def data(self) -> str:
        """The name of the file with the quads."""
        return f"part-{self.number:05}.nq.{self.plan.packed}"

    @property
    def commit(self) -> str:
        """The name of the file that says the quads are there."""
        return commit_name(self.data)


def fingerprint(options: Options, *, quotes: bool) -> str:
    """Return the hash of program version, vocabulary and options."""
    state = (__version__, vocabulary.digest(), options.max_bytes, options.force, quotes)
    return hashlib.sha256(repr(state).encode()).hexdigest()


def cut(inputs: Iterable[Input | Failed], plan: Plan) -> Iterator[Partition]:
    """Yield the partitions of a build, made as they are taken."""
    number, waiting = 0, list[Input | Failed]()
    for given in inputs:
        if len(waiting) >= plan.size and _work(given) != _work(waiting[-1]):
            yield Partition(number, tuple(waiting), plan)
            number, waiting = number + 1, []
        waiting.append(given)
    if waiting:
        yield Partition(number, tuple(waiting), plan)


def _work(given: Input | Failed) -> str:
    """Return what the language versions of one policy have in common."""
    path = PurePosixPath(given.source)
    stem = path.stem[:-3] if path.stem.endswith(_LANGUAGES) else path.stem
    return str(path.with_name(stem)) if path.name else given.source


def build(partition: Partition) -> Commit:
    """Build a partition in this process and commit it."""
    limit = partition.plan.options.max_bytes
    loaded = [content.load(given, limit) for given in partition.inputs]
    outcomes = (attempt(given, partition.plan.options) for given, _ in loaded)
    return commit(partition, outcomes, [digest for _, digest in loaded])


def commit(
    partition: Partition, outcomes: Iterable[Built | Failed], digests: Iterable[str]
) -> Commit:
    """Write the outcomes of a partition's inputs and return the commit."""
    plan = partition.plan
    found: dict[str, Graph] = {}
    failed: list[Failed] = []
    reviews: list[ReviewRecord] = []
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            failed.append(outcome)
        else:
            reviews += reviewed(outcome)
            found.update((g.record.iri, g) for g in graphs(outcome, quotes=plan.quotes))
    data = packing.pack(b"".join(found[iri].lines for iri in sorted(found)), partition.data)
    plan.folder.write(partition.data, data)
    done = _identity(partition, digests) | {
        "sha256": hashlib.sha256(data).hexdigest(),
        "versions": [asdict(g.record) for g in found.values()],
        "failed": [asdict(f) for f in failed],
        "reviews": [asdict(r) for r in reviews],
    }
    plan.folder.write(partition.commit, _json(done))
    return done


def committed(partition: Partition) -> Commit | None:
    """Return the commit of a partition that is built and still right, else ``None``."""
    plan = partition.plan
    try:
        done = read_commit(plan.folder, partition.commit)
        data = plan.folder.read(partition.data)
    except (OSError, ValueError):
        return None
    digests = (content.load(given, plan.options.max_bytes)[1] for given in partition.inputs)
    identity = _identity(partition, digests) | {"sha256": hashlib.sha256(data).hexdigest()}
    return done if all(done.get(name) == value for name, value in identity.items()) else None


def commit_name(data: str) -> str:
    """Return the name of the commit beside a data file."""
    return f"{data.partition('.')[0]}.json"


def read_commit(folder: Folder, name: str) -> Commit:
    """Return a commit (``OSError``, ``ValueError`` where there is none)."""
    found: Commit = json.loads(folder.read(name))
    return found


def lines(folder: Folder, name: str, commit: Commit) -> Iterator[tuple[VersionRecord, bytes]]:
    """Yield record and sorted N-Quads lines of each version of a committed partition."""
    records = sorted(versions(commit), key=lambda record: record.iri)
    rest = packing.unpack(folder.read(name), name).splitlines(keepends=True)
    at = 0
    for record in records:
        yield record, b"".join(rest[at : at + record.quads])
        at += record.quads


def versions(commit: Commit) -> list[VersionRecord]:
    """Return the records of a commit's versions."""
    return [VersionRecord(**v) for v in commit["versions"]]


def sources(commit: Commit) -> Iterator[tuple[str, str, list[VersionRecord]]]:
    """Yield name, hash and versions of each input of a commit that was built."""
    found: dict[str, list[VersionRecord]] = {}
    for record in versions(commit):
        found.setdefault(record.source, []).append(record)
    yield from ((s, digest, found[s]) for s, digest in commit["inputs"] if s in found)


def add_to(report: Report, commit: Commit) -> None:
    """Count what a commit tells."""
    reviews = (
        ReviewRecord(r["source"], r["decisions"], tuple(r["unapplied"])) for r in commit["reviews"]
    )
    report.add(versions(commit), (Failed(**f) for f in commit["failed"]), reviews)


def clear(folder: Folder, beyond: int = 0) -> None:
    """Remove an earlier build's manifest, halves of files, and partitions from ``beyond`` on."""
    for name in folder.names():
        part = _OURS.match(name)
        if name == MANIFEST or (part and (part["half"] or int(part["number"]) >= beyond)):
            folder.remove(name)


def finish(folder: Folder, report: Report, parts: list[Commit]) -> None:
    """Write the manifest of a build, and the vocabulary beside its partitions.

    Args:
        folder: of the partitions.
        report: the whole run.
        parts: of each partition ``data``, ``inputs``, ``versions``, ``quads`` and ``sha256``.
    """
    counts = {
        "inputs": sum(p["inputs"] for p in parts),
        "versions": report.versions,
        "practices": report.practices,
        "quads": report.quads,
        "failed": report.codes,
    }
    name = "vocabulary.nq.gz"
    folder.write(name, packing.pack(_sorted_lines(vocabulary.quads()), name))
    folder.write(MANIFEST, _json({"counts": counts, "partitions": parts}))


def entry(partition: Partition, commit: Commit) -> Commit:
    """Return what the manifest keeps of a partition."""
    return {
        "data": partition.data,
        "inputs": len(commit["inputs"]),
        "versions": len(commit["versions"]),
        "quads": sum(v["quads"] for v in commit["versions"]),
        "sha256": commit["sha256"],
    }


def _sorted_lines(quads: Iterable[ox.Quad]) -> bytes:
    return b"".join(sorted(set(export.n_quads(quads).splitlines(keepends=True))))


def _identity(partition: Partition, digests: Iterable[str]) -> Commit:
    """Return what decides the content of a partition."""
    named = zip(partition.inputs, digests, strict=True)
    return {
        "fingerprint": partition.plan.fingerprint,
        "inputs": [[given.source, digest] for given, digest in named],
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


__all__ = [
    "MANIFEST",
    "SIZE",
    "Partition",
    "Plan",
    "add_to",
    "build",
    "clear",
    "commit",
    "commit_name",
    "committed",
    "cut",
    "entry",
    "fingerprint",
    "finish",
    "lines",
    "read_commit",
    "sources",
    "versions",
]
