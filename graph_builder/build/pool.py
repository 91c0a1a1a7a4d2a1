"""Partitions built by a pool of processes; a killed process costs time, never results.

1. Partitions that are committed already are taken as they are.
2. At most twice as many partitions as processes are under way, so memory stays flat however many
   there are.
3. Where a process dies (killed, out of memory, crashed in native code) the pool is started anew and
   what was under way is built again.
4. A partition that was under way at :data:`PATIENCE` deaths is built input by input, each in a
   process of its own; an input that kills its process every time is reported as ``E-CRASHED``.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from graph_builder.build import partitions
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.partitions import Partition
from graph_builder.build.pipeline import Built, Options, attempt
from graph_builder.errors import DocumentError

PATIENCE = 3

Commit = dict[str, Any]
Tell = Callable[[int, str], None]


def run(parts: Sequence[Partition], jobs: int, tell: Tell, *, resume: bool) -> list[Commit]:
    """Build partitions and return their commits in order.

    Args:
        parts: as :func:`partitions.cut` gives them.
        jobs: number of processes; with 1 everything happens in this one.
        tell: hears how many inputs are done.
        resume: take what an earlier run committed.
    """
    commits: dict[int, Commit] = {}
    if resume:
        commits = {p.number: c for p in parts if (c := partitions.committed(p))}
    todo = [p for p in parts if p.number not in commits]
    built = _here(todo) if jobs == 1 else _pooled(todo, jobs)
    done = sum(len(p.inputs) for p in parts if p.number in commits)
    for partition, commit in built:
        commits[partition.number] = commit
        done += len(partition.inputs)
        tell(done, partition.inputs[-1].source)
    return [commits[p.number] for p in parts]


def _here(parts: Sequence[Partition]) -> Iterator[tuple[Partition, Commit]]:
    return ((p, partitions.build(p)) for p in parts)


def _pooled(parts: Sequence[Partition], jobs: int) -> Iterator[tuple[Partition, Commit]]:
    waiting, deaths = deque(parts), Counter[int]()
    while waiting:
        if deaths[waiting[0].number] >= PATIENCE:
            partition = waiting.popleft()
            yield partition, _isolated(partition)
            continue
        under_way: dict[Future[Commit], Partition] = {}
        with _pool(jobs) as pool:
            try:
                yield from _fill(pool, waiting, under_way, 2 * jobs)
            except BrokenProcessPool:
                lost = sorted(under_way.values(), key=lambda p: p.number)
                deaths.update(p.number for p in lost)
                waiting.extendleft(reversed(lost))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _fill(
    pool: ProcessPoolExecutor,
    waiting: deque[Partition],
    under_way: dict[Future[Commit], Partition],
    most: int,
) -> Iterator[tuple[Partition, Commit]]:
    """Keep the pool busy until nothing waits; ``under_way`` is what a death would lose."""
    while waiting or under_way:
        while waiting and len(under_way) < most:
            # Submitting to a pool that just died raises: the partition must still be waiting then.
            future = pool.submit(partitions.build, waiting[0])
            under_way[future] = waiting.popleft()
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            commit = future.result()
            yield under_way.pop(future), commit


def _isolated(partition: Partition) -> Commit:
    outcomes = [_alone(given, partition.options) for given in partition.inputs]
    return partitions.commit(partition, outcomes)


def _alone(given: Input | Failed, options: Options) -> Built | Failed:
    for _ in range(PATIENCE):
        with _pool(1) as pool:
            try:
                return pool.submit(attempt, given, options).result()
            except BrokenProcessPool:
                continue
    message = f"{given.source}: reading it ended the process, {PATIENCE} times"
    return Failed.of(given.source, DocumentError("E-CRASHED", message))


def _pool(jobs: int) -> ProcessPoolExecutor:
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


__all__ = ["PATIENCE", "run"]
