"""A whole build: inputs to a store, a graph file, or both.

1. Where only a store is filled, inputs that it holds already, unchanged and built the same way, are
   skipped (``ledger``).
2. A small build happens in this process, input after input. A large one (more than one process, a
   cluster, or partitions to keep) goes through ``large``; its partitions lie beside the target
   until everything is delivered, so that an interrupted build can be resumed.
3. Either way memory holds one input or a few partitions at a time, never all quads.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph_builder.build import content, partitions
from graph_builder.build.folders import LocalFolder, folder_at
from graph_builder.build.graphs import graphs
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.large import Run, Tell
from graph_builder.build.ledger import Key, Ledger, opened
from graph_builder.build.partitions import SIZE, Plan
from graph_builder.build.pipeline import Options, attempt
from graph_builder.build.pool import Engine, engine
from graph_builder.build.records import Report, VersionRecord, reviewed
from graph_builder.graph import export, vocabulary
from graph_builder.graph.graph_file import GraphFile, graph_file
from graph_builder.graph.store import StoreWriter, writing


@dataclass(frozen=True, slots=True)
class Target:
    """Where a graph goes: a store, a file, or both; with the ontology in the file or without."""

    store: Path | None = None
    file: Path | None = None
    with_vocabulary: bool = False

    def __post_init__(self) -> None:
        if self.file:
            export.format_of(self.file)

    @property
    def beside(self) -> Path:
        """The folder for the partitions of a build that does not keep them."""
        return Path(f"{self.store or self.file or 'alir'}.build")


@dataclass(frozen=True, slots=True)
class Scale:
    """How a large build goes.

    Args:
        jobs: processes here.
        partitions: folder or address for partitions to keep.
        resume: take what an interrupted build has committed.
        size: inputs of a partition.
        packed: ending of the partitions' data, ``gz`` or ``zst``.
        engine: what builds partitions instead of processes here.
    """

    jobs: int = 1
    partitions: str = ""
    resume: bool = False
    size: int = SIZE
    packed: str = "gz"
    engine: Engine | None = None

    @property
    def large(self) -> bool:
        """Whether the build goes through partitions."""
        return bool(self.jobs > 1 or self.partitions or self.resume or self.engine)


@dataclass(slots=True)
class _Delivery:
    """An open target: versions go in one by one."""

    store: StoreWriter | None = None
    file: GraphFile | None = None
    ledger: Ledger | None = None

    def put(self, record: VersionRecord, lines: bytes) -> None:
        """Put a version into the store, and into the file if there is one."""
        if self.store:
            self.store.put_lines(record.iri, lines, record.digest)
        if self.file:
            self.file.put(record.iri, ox.parse(lines, format=ox.RdfFormat.N_QUADS))

    def moved(self, source: str, records: list[VersionRecord]) -> None:
        """Tell the store which versions of a file or an address were replaced, if any."""
        if self.ledger and self.store and (place := Input(source).place):
            for new, old in self.ledger.moved(place, records):
                self.store.supersede(new, old)


@dataclass(frozen=True, slots=True)
class _Job:
    """What a build needs to know beside its inputs and its open target."""

    target: Target
    options: Options
    scale: Scale
    tell: Tell
    report: Report
    quotes: bool

    def key(self, source: str, digest: str) -> Key:
        """Return what the ledger knows an input by."""
        return Key(
            Input(source).name, digest, partitions.fingerprint(self.options, quotes=self.quotes)
        )


def run(
    inputs: Iterable[Input | Failed],
    target: Target,
    options: Options,
    scale: Scale,
    tell: Tell,
    *,
    quotes: bool = True,
    keep: bool = True,
) -> Report:
    """Build the inputs into the target and tell what was built and what failed.

    Args:
        inputs: as :func:`inputs.listing` yields them.
        target: where the graphs go.
        options: how inputs are read.
        scale: in how many processes, by way of which partitions.
        tell: hears how many inputs are done, and which is under way.
        quotes: keep the policies' words.
        keep: keep the record of every version in the report.

    Raises:
        UsageError: the target file has an unknown ending.
        StoreError: the store is locked or something else.
        AlirError: ``E-OUTPUT``, something cannot be written.
    """
    report = Report(keep)
    whole = bool(target.file or scale.partitions)  # has to hold what is unchanged, too
    job = _Job(target, options, scale, tell, report, quotes)
    with _open(target, skipping=not whole) as delivery:
        build = _in_partitions if scale.large else _one_by_one
        build(_fresh(inputs, delivery, job), delivery, job)
    return report


def _fresh(
    inputs: Iterable[Input | Failed], delivery: _Delivery, job: _Job
) -> Iterator[Input | Failed]:
    """Yield the inputs that the store does not hold yet; count the others.

    What was read to tell is handed on: a pipe cannot be read twice.
    """
    ledger = delivery.ledger
    for given in inputs:
        if ledger and isinstance(given, Input):
            loaded, digest = content.load(given, job.options.max_bytes)
            known = ledger.known(job.key(given.source, digest))
            if known and digest != content.FETCHED:
                job.report.skip(known)
                delivery.moved(given.source, known)
            else:
                yield loaded
        else:
            yield given


def _one_by_one(inputs: Iterable[Input | Failed], delivery: _Delivery, job: _Job) -> None:
    for done, given in enumerate(inputs):
        job.tell(done + job.report.unchanged, given.source)
        loaded, digest = content.load(given, job.options.max_bytes)
        outcome = attempt(loaded, job.options)
        if isinstance(outcome, Failed):
            job.report.add((), [outcome])
            continue
        found = list(graphs(outcome, quotes=job.quotes))
        for graph in found:
            delivery.put(graph.record, graph.lines)
        records = [graph.record for graph in found]
        job.report.add(records, (), reviewed(outcome))
        if delivery.ledger:
            delivery.ledger.note(job.key(given.source, digest), records)
            delivery.moved(given.source, records)


def _in_partitions(inputs: Iterable[Input | Failed], delivery: _Delivery, job: _Job) -> None:
    scale = job.scale
    kept = scale.partitions
    folder = folder_at(kept) if kept else LocalFolder(job.target.beside.resolve())
    plan = Plan(folder, job.options, job.quotes, scale.size, scale.packed)
    large = Run(plan, scale.engine or engine(scale.jobs), job.report, job.tell, scale.resume)
    large.build(inputs)
    if delivery.store or delivery.file:
        for commit, versions in large.parts():
            for record, lines in versions:
                delivery.put(record, lines)
            if delivery.ledger:
                for source, digest, records in partitions.sources(commit):
                    delivery.ledger.note(job.key(source, digest), records)
                    delivery.moved(source, records)
    if not kept:
        shutil.rmtree(job.target.beside)


@contextmanager
def _open(target: Target, *, skipping: bool) -> Iterator[_Delivery]:
    """Open the target; the ledger is written when the store is safe on the disk."""
    with ExitStack() as last, ExitStack() as stack:
        delivery = _Delivery()
        if target.store:
            delivery.store = writer = stack.enter_context(writing(target.store))
            if skipping:
                delivery.ledger = last.enter_context(opened(target.store, writer.holds))
        if target.file:
            delivery.file = stack.enter_context(graph_file(target.file))
            if target.with_vocabulary:
                delivery.file.put(vocabulary.GRAPH.value, vocabulary.quads())
        yield delivery


__all__ = ["Scale", "Target", "run"]
