"""A large build: partitions cut, taken from an earlier run or built, put together, delivered.

1. Partitions are made as they are taken. One that an interrupted run has committed is taken as it
   is (``--resume``); the others go to the engine, a pool of processes or a cluster.
2. When all are committed, the manifest is written and what an earlier, longer run left is removed.
3. The partitions are delivered in order: to the store, the graph file, or only to their folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from graph_builder.build import partitions
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.partitions import Commit, Partition, Plan
from graph_builder.build.pool import Engine
from graph_builder.build.records import Report, VersionRecord

Tell = Callable[[int, str], None]


@dataclass(slots=True)
class Run:
    """A large build: how it is cut, what builds it, what is said about it.

    Args:
        plan: how inputs become partitions.
        engine: builds partitions.
        report: counts along.
        tell: hears how many inputs are done.
        resume: take what an earlier run committed.
    """

    plan: Plan
    engine: Engine
    report: Report
    tell: Tell
    resume: bool = False
    _entries: dict[int, Commit] = field(default_factory=dict)
    _done: int = 0

    def build(self, inputs: Iterable[Input | Failed]) -> None:
        """Build and commit all partitions, and write the manifest."""
        if not self.resume:
            partitions.clear(self.plan.folder)
        for partition, commit in self.engine(self._missing(inputs)):
            self._note(partition, commit)
        partitions.clear(self.plan.folder, beyond=len(self._entries))
        ordered = [self._entries[number] for number in sorted(self._entries)]
        partitions.finish(self.plan.folder, self.report, ordered)

    def parts(self) -> Iterator[tuple[Commit, Iterator[tuple[VersionRecord, bytes]]]]:
        """Yield the commit of each partition, and record and lines of each of its versions."""
        folder = self.plan.folder
        for number in sorted(self._entries):
            partition = Partition(number, (), self.plan)
            commit = partitions.read_commit(folder, partition.commit)
            yield commit, partitions.lines(folder, partition.data, commit)

    def _missing(self, inputs: Iterable[Input | Failed]) -> Iterator[Partition]:
        """Yield what has to be built; note what is there already on the way."""
        for partition in partitions.cut(inputs, self.plan):
            commit = partitions.committed(partition) if self.resume else None
            if commit:
                self._note(partition, commit)
            else:
                yield partition

    def _note(self, partition: Partition, commit: Commit) -> None:
        self._entries[partition.number] = partitions.entry(partition, commit)
        partitions.add_to(self.report, commit)
        self._done += len(partition.inputs)
        self.tell(self._done + self.report.unchanged, partition.inputs[-1].source)


__all__ = ["Run"]
