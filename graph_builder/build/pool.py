"""Partitions built by a pool of processes; a killed process costs time, never results.

1. At most twice as many partitions as processes are under way, so memory stays flat however many
   there are; they are made as they are taken.
2. Where a process dies (killed, out of memory, crashed in native code) the pool is started anew and
   what was under way is built again.
3. A partition that was under way at :data:`PATIENCE` deaths is built input by input in a process of
   its own; an input that kills its process every time is reported as ``E-CRASHED``.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from graph_builder.build import content, partitions
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.partitions import Partition
from graph_builder.build.pipeline import Built, Options, attempt
from graph_builder.errors import DocumentError

PATIENCE = 3

Commit = dict[str, Any]
Done = Iterator[tuple[Partition, Commit]]
Engine = Callable[[Iterable[Partition]], Done]
"""What builds partitions and yields each with its commit, in any order."""


def engine(jobs: int) -> Engine:
    """Return what builds partitions in ``jobs`` processes, or in this one."""
    return _here if jobs == 1 else lambda parts: _pooled(parts, jobs)


def crashed(given: Input | Failed) -> Failed:
    """Return the failure of an input that ended its process time after time."""
    message = f"{given.source}: reading it ended the process, {PATIENCE} times"
    return Failed.of(given.source, DocumentError("E-CRASHED", message))


def _here(parts: Iterable[Partition]) -> Done:
    return ((p, partitions.build(p)) for p in parts)


def _pooled(parts: Iterable[Partition], jobs: int) -> Done:
    coming, again, deaths = iter(parts), deque[Partition](), Counter[int]()
    while True:
        while again and deaths[again[0].number] >= PATIENCE:
            partition = again.popleft()
            yield partition, _isolated(partition)
        under_way: dict[Future[Commit], Partition] = {}
        with processes(jobs) as pool:
            try:
                yield from _fill(pool, coming, again, under_way, 2 * jobs)
            except BrokenProcessPool:
                lost = sorted(under_way.values(), key=lambda p: p.number)
                deaths.update(p.number for p in lost)
                again.extendleft(reversed(lost))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            else:
                return


def _fill(
    pool: ProcessPoolExecutor,
    coming: Iterator[Partition],
    again: deque[Partition],
    under_way: dict[Future[Commit], Partition],
    most: int,
) -> Done:
    """Keep the pool busy until nothing waits; ``under_way`` is what a death would lose."""
    while True:
        while len(under_way) < most:
            again.extend(() if again else islice(coming, 1))
            if not again:
                break
            # Submitting to a pool that just died raises: the partition must still be waiting then.
            future = pool.submit(partitions.build, again[0])
            under_way[future] = again.popleft()
        if not under_way:
            return
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            commit = future.result()
            yield under_way.pop(future), commit


def _isolated(partition: Partition) -> Commit:
    limit = partition.plan.options.max_bytes
    loaded = [content.load(given, limit) for given in partition.inputs]
    outcomes = _one_by_one([given for given, _ in loaded], partition.plan.options)
    return partitions.commit(partition, outcomes, [digest for _, digest in loaded])


def _one_by_one(inputs: Iterable[Input | Failed], options: Options) -> list[Built | Failed]:
    waiting = deque((given, 0) for given in inputs)
    outcomes: list[Built | Failed] = []
    while waiting:
        with processes(1) as pool:
            try:
                while waiting:
                    outcomes.append(pool.submit(attempt, waiting[0][0], options).result())
                    waiting.popleft()
            except BrokenProcessPool:
                given, tries = waiting.popleft()
                if tries + 1 < PATIENCE:
                    waiting.appendleft((given, tries + 1))
                else:
                    outcomes.append(crashed(given))
    return outcomes


def processes(jobs: int) -> ProcessPoolExecutor:
    """Return a pool whose processes know the vocabulary and end with this one."""
    # Spawned, not forked: a fork would copy the threads' locks of the native libraries.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start)


def _start() -> None:
    """Make a process ready: it loads its knowledge once, and it ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from graph_builder.vocabulary import default

    default()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


__all__ = ["PATIENCE", "Commit", "Done", "Engine", "crashed", "engine", "processes"]
