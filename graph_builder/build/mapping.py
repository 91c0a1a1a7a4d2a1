"""One function over many things in other processes, here or on a cluster: bounded, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def mapped(
    function: Callable[[T], R],
    things: Iterable[T],
    jobs: int,
    cluster: str = "",
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[R]:
    """Yield the function's value for each thing, in order.

    Args:
        function: of a module, so that other processes find it.
        things: taken as they are needed; twice as many as processes are under way.
        jobs: processes here; with 1 everything happens in this one.
        cluster: address of a Dask scheduler, or ``local``.
        note: is told where the cluster's dashboard is.
    """
    if jobs == 1 and not cluster:
        yield from map(function, things)
        return
    with _executor(jobs, cluster, note) as (executor, most):
        under_way = deque(executor.submit(function, thing) for thing in _first(things, most))
        while under_way:
            yield under_way.popleft().result()
            under_way.extend(executor.submit(function, thing) for thing in _first(things, 1))


def _first(things: Iterable[T], number: int) -> Iterator[T]:
    from itertools import islice

    return islice(things, number)


def _executor(
    jobs: int, cluster: str, note: Callable[[str], None]
) -> AbstractContextManager[tuple[Executor, int]]:
    return _on_cluster(cluster, jobs, note) if cluster else _in_pool(jobs)


@contextmanager
def _in_pool(jobs: int) -> Iterator[tuple[Executor, int]]:
    from graph_builder.build.pool import processes

    with processes(jobs) as pool:
        yield pool, 2 * jobs


@contextmanager
def _on_cluster(
    address: str, jobs: int, note: Callable[[str], None]
) -> Iterator[tuple[Executor, int]]:
    from graph_builder.build.cluster import connected

    with connected(address, jobs) as found:
        note(f"dashboard: {found.dashboard_link}")
        yield found.get_executor(pure=False), 2 * max(1, sum(found.nthreads().values()))


__all__ = ["mapped"]
