"""A whole build: inputs to a store, a graph file, or both.

A small build happens in this process and memory. A large one (more than one process asked for, or
partitions to keep) goes through ``partitions``: built by a pool, committed one by one, loaded at
the end; the partitions lie beside the target until everything is written, so that an interrupted
build can be resumed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph_builder.build import partitions, pool
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.pipeline import Options, batch
from graph_builder.build.records import Report, graphs
from graph_builder.graph import export, vocabulary
from graph_builder.graph.store import writing

Tell = Callable[[int, str], None]
Graphs = Iterable[tuple[str, list[ox.Quad]]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a graph goes: a store, a file, or both; with the ontology in the file or without."""

    store: Path | None = None
    file: Path | None = None
    with_vocabulary: bool = False

    def __post_init__(self) -> None:
        if self.file:
            export.renderer(self.file)

    @property
    def beside(self) -> Path:
        """The folder for the partitions of a build that does not keep them."""
        place = self.store or self.file
        return Path(f"{place}.build")


@dataclass(frozen=True, slots=True)
class Scale:
    """How a large build goes: processes, folder for partitions to keep, whether to resume."""

    jobs: int = 1
    partitions: Path | None = None
    resume: bool = False

    @property
    def large(self) -> bool:
        """Whether the build goes through partitions."""
        return self.jobs > 1 or self.partitions is not None or self.resume


def run(
    inputs: Sequence[Input | Failed],
    target: Target,
    options: Options,
    scale: Scale,
    tell: Tell,
    *,
    quotes: bool = True,
) -> Report:
    """Build the inputs into the target and tell what was built and what failed.

    Raises:
        UsageError: the target file has an unknown ending.
        StoreError: the store is locked or something else.
        AlirError: ``E-OUTPUT``, something cannot be written.
    """
    if scale.large:
        return _in_partitions(inputs, target, options, scale, tell, quotes=quotes)
    report = Report()
    _deliver(graphs(batch(inputs, options, tell), report, quotes=quotes), target)
    return report


def _in_partitions(
    inputs: Sequence[Input | Failed],
    target: Target,
    options: Options,
    scale: Scale,
    tell: Tell,
    *,
    quotes: bool,
) -> Report:
    folder = scale.partitions or target.beside
    parts = partitions.cut(inputs, options, folder, quotes=quotes)
    partitions.tidy(folder, parts, keep=scale.resume)
    commits = pool.run(parts, scale.jobs, tell, resume=scale.resume)
    report = partitions.manifest(folder, commits)
    _deliver((pair for p in parts for pair in partitions.quads(p)), target)
    if not scale.partitions:
        shutil.rmtree(folder)
    return report


def _deliver(found: Graphs, target: Target) -> None:
    """Put graphs into the store, and into the file if there is one."""
    with ExitStack() as stack:
        writer = stack.enter_context(writing(target.store)) if target.store else None

        def passing() -> Iterator[ox.Quad]:
            for iri, graph in found:
                if writer:
                    writer.put(iri, graph)
                if target.file:
                    yield from graph

        if target.file:
            extra = vocabulary.quads() if target.with_vocabulary else ()
            export.write([*passing(), *extra], target.file)
        else:
            for _ in passing():
                pass


__all__ = ["Scale", "Target", "run"]
