"""Partitions built on a Dask cluster: the same function, the same commits, on other machines.

1. At most twice as many partitions as the cluster has threads are under way, however many come.
2. A partition is a task that may run twice: building it gives the same bytes, and the commit takes
   its place in one step. Dask gives the tasks of a lost worker to others.
3. A partition whose workers died time after time (``KilledWorker``) is taken apart, an input
   a task; an input that still ends its workers is reported as ``E-CRASHED``.
4. Workers of another machine get the bytes of files that lie here along with the task; what has an
   address they read themselves.

Source: the Dask.distributed manual, "Resilience" and "Worker Memory Management".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.build import content, partitions
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.partitions import Partition
from graph_builder.build.pipeline import Built, Options, attempt
from graph_builder.build.pool import PATIENCE, Commit, Done, Engine, crashed
from graph_builder.errors import UnsupportedError, UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"


def engine(address: str, jobs: int, note: Callable[[str], None]) -> Engine:
    """Return what builds partitions on a cluster.

    Args:
        address: of its scheduler (``tcp://host:8786``), or ``local`` for one of this machine.
        jobs: workers of a local cluster.
        note: is told where the dashboard is.

    Raises:
        UnsupportedError: ``E-EXTRA``, Dask is not installed.
    """
    try:
        import distributed  # noqa: F401 - only to know now rather than after the inputs are listed
    except ImportError as error:
        message = "what speaks to a cluster is not installed"
        raise UnsupportedError("E-EXTRA", message, "pip install 'alir[cluster]'") from error
    return lambda parts: _built(parts, address, jobs, note)


def _built(
    parts: Iterable[Partition], address: str, jobs: int, note: Callable[[str], None]
) -> Done:
    from distributed import wait

    coming = iter(parts)
    under_way: dict[Future[Commit], Partition] = {}
    with connected(address, jobs) as client:
        note(f"dashboard: {client.dashboard_link}")
        while True:
            while len(under_way) < 2 * max(1, sum(client.nthreads().values())):
                if (partition := next(coming, None)) is None:
                    break
                sent = partition if address == LOCAL else _with_bytes(partition)
                under_way[_submit(client, sent)] = partition
            if not under_way:
                return
            for future in wait(list(under_way), return_when="FIRST_COMPLETED").done:
                partition = under_way.pop(future)
                yield partition, _result(client, future, partition)


def _submit(client: Client, partition: Partition) -> Future[Commit]:
    # Not pure: a task of an earlier run with the same arguments is not an answer.
    return client.submit(partitions.build, partition, pure=False)


def _result(client: Client, future: Future[Commit], partition: Partition) -> Commit:
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        return _isolated(client, partition)


def _isolated(client: Client, partition: Partition) -> Commit:
    """Build a partition whose workers died, an input a task."""
    options = partition.plan.options
    loaded = [content.load(given, options.max_bytes) for given in partition.inputs]
    outcomes = [_alone(client, given, options) for given, _ in loaded]
    return partitions.commit(partition, outcomes, [digest for _, digest in loaded])


def _alone(client: Client, given: Input | Failed, options: Options) -> Built | Failed:
    from distributed import KilledWorker

    try:
        built: Built | Failed = client.submit(attempt, given, options, pure=False).result()
    except KilledWorker:
        return crashed(given)
    return built


def _with_bytes(partition: Partition) -> Partition:
    limit = partition.plan.options.max_bytes
    inputs = tuple(_loaded(given, limit) for given in partition.inputs)
    return replace(partition, inputs=inputs)


def _loaded(given: Input | Failed, limit: int) -> Input | Failed:
    return given if "://" in given.source else content.load(given, limit)[0]


@contextmanager
def connected(address: str, jobs: int) -> Iterator[Client]:
    """Give a client of a cluster: of this address, or of one that lives as long as the block."""
    import dask
    from distributed import Client, LocalCluster

    if address != LOCAL:
        try:
            client = Client(address)
        except (OSError, ValueError) as error:
            raise UsageError("E-CLUSTER", f"no scheduler answers at {address}: {error}") from error
        with client:
            yield client
        return
    # PATIENCE deaths, as in the pool; processes of one thread, since the work is Python's own.
    settings = {
        "distributed.scheduler.allowed-failures": PATIENCE - 1,
        "distributed.worker.daemon": True,
        "distributed.logging.distributed": "error",
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=40
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


__all__ = ["LOCAL", "connected", "engine"]
