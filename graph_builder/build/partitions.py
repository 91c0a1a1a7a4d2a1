"""A large build in partitions: each a compressed N-Quads file that is there whole or not at all.

1. The inputs, in order, are cut into partitions of :data:`SIZE`.
2. A partition is built by one process, which writes ``part-00000.nq.gz`` and then, as the commit,
   ``part-00000.json``: inputs with their hashes, versions, failures, and the fingerprint of program
   version, vocabulary and options.
3. A partition whose commit names the same inputs, hashes and fingerprint needs no second build:
   this is what resuming means.
4. ``manifest.json`` puts the commits together. Nothing in these files depends on time, place or
   number of processes, so the same inputs give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph_builder import __version__
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.pipeline import Built, Options, batch
from graph_builder.build.records import Report, graphs
from graph_builder.graph import export, load, vocabulary

SIZE = 16
"""Inputs of a partition: what an interruption can cost a process at most."""


@dataclass(frozen=True, slots=True)
class Partition:
    """A numbered part of a build: what to read, how, and where the result goes."""

    number: int
    inputs: tuple[Input | Failed, ...]
    options: Options
    quotes: bool
    folder: Path

    @property
    def data(self) -> Path:
        """The file with the quads."""
        return self.folder / f"part-{self.number:05}.nq.gz"

    @property
    def commit(self) -> Path:
        """The file that says the quads are there."""
        return self.folder / f"part-{self.number:05}.json"


def cut(
    inputs: Sequence[Input | Failed], options: Options, folder: Path, *, quotes: bool
) -> list[Partition]:
    """Return the partitions of a build."""
    return [
        Partition(number, tuple(inputs[at : at + SIZE]), options, quotes, folder)
        for number, at in enumerate(range(0, len(inputs), SIZE))
    ]


def build(partition: Partition) -> dict[str, Any]:
    """Build a partition in this process and commit it."""
    return commit(partition, batch(partition.inputs, partition.options))


def commit(partition: Partition, outcomes: Iterable[Built | Failed]) -> dict[str, Any]:
    """Write the outcomes of a partition's inputs and return the commit."""
    report = Report()
    found: dict[str, list[ox.Quad]] = dict(graphs(outcomes, report, quotes=partition.quotes))
    # A version's quads come in the same order each time: no need to sort what nobody reads.
    quads = (q for iri in sorted(found) for q in found[iri])
    export.write_bytes(export.n_quads(quads), partition.data)
    done = _identity(partition) | report.plain()
    export.write_bytes(_json(done), partition.commit)
    return done


def tidy(folder: Path, parts: Iterable[Partition], *, keep: bool) -> None:
    """Remove what an earlier build left in the folder; ``keep`` spares the present partitions."""
    wanted = {path for p in parts for path in (p.data, p.commit)} if keep else set()
    for path in folder.glob("part-*"):
        if path not in wanted:
            path.unlink()


def committed(partition: Partition) -> dict[str, Any] | None:
    """Return the commit of a partition that is built and still right, else ``None``."""
    try:
        done: dict[str, Any] = json.loads(partition.commit.read_bytes())
    except (OSError, ValueError):
        return None
    identity = _identity(partition)
    right = all(done.get(name) == value for name, value in identity.items())
    return done if right and partition.data.is_file() else None


def manifest(folder: Path, commits: Iterable[dict[str, Any]]) -> Report:
    """Write ``manifest.json`` for all commits and return the whole report."""
    listed = list(commits)
    report = Report.merged(listed)
    inputs = [i for c in listed for i in c["inputs"]]
    codes = sorted({f.code for f in report.failed})
    counts = {
        "inputs": len(inputs),
        "versions": len(report.versions),
        "practices": sum(v.practices for v in report.versions),
        "quads": report.quads,
        "failed": {code: sum(f.code == code for f in report.failed) for code in codes},
    }
    whole = {"counts": counts, "inputs": inputs} | report.plain()
    export.write_bytes(_json(whole), folder / "manifest.json")
    return report


def quads(partition: Partition) -> Iterator[tuple[str, list[ox.Quad]]]:
    """Yield IRI and graph of each version of a committed partition."""
    store = load.read(partition.data)
    names = {g.value: g for g in store.named_graphs() if isinstance(g, ox.NamedNode)}
    for iri in sorted(names):
        yield iri, list(store.quads_for_pattern(None, None, None, names[iri]))


def _identity(partition: Partition) -> dict[str, Any]:
    """Return what decides the content of a partition."""
    options = partition.options
    state = (__version__, vocabulary.digest(), options.max_bytes, options.force, partition.quotes)
    return {
        "fingerprint": hashlib.sha256(repr(state).encode()).hexdigest(),
        "inputs": [[i.source, _hash(i)] for i in partition.inputs],
        "decisions": {i.source: hashed for i in partition.inputs if (hashed := _decisions(i))},
    }


def _hash(given: Input | Failed) -> str:
    """Return the hash of an input's bytes; a failed or unreadable one has its own."""
    if isinstance(given, Failed):
        return given.code
    try:
        data = given.data if given.data is not None else Path(given.source).read_bytes()
    except OSError as error:
        return type(error).__name__
    return hashlib.sha256(data).hexdigest()


def _decisions(given: Input | Failed) -> str:
    """Return the hash of the review file beside an input, empty where there is none."""
    path = None if isinstance(given, Failed) else given.review
    if path is None or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


__all__ = ["SIZE", "Partition", "build", "commit", "committed", "cut", "manifest", "quads", "tidy"]
