"""Worker processes: a job that runs too long is killed with its process, and really stops.

1. Every worker opens the graph once and then does one job at a time, sent through a pipe.
2. A request takes a free worker, sends its job and waits in a thread, so that the server's event
   loop stays free.
3. At the time limit the process is killed and a fresh one takes its place. The same happens to one
   that dies, for instance at its memory limit.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.server.jobs import Reply, perform

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_CONTEXT = get_context("spawn")
_BUSY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Origin:
    """What workers open, and how much memory (bytes; 0: no bound) each may take."""

    graph: Path | None = None
    store: Path | None = None
    memory: int = 0


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection


class Workers:
    """A fixed number of worker processes.

    Args:
        origin: the graph to open.
        size: number of processes.
        seconds: time limit of a job.
    """

    def __init__(self, origin: Origin, size: int, seconds: float) -> None:
        self.origin = origin
        self.size = size
        self.seconds = seconds
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: list[_Worker] = []

    async def start(self) -> None:
        """Start the processes."""
        for _ in range(self.size):
            await self._free.put(self._spawn())

    def stop(self) -> None:
        """End the processes."""
        for worker in self._all:
            _end(worker)
        self._all = []

    async def run(self, job: str, **arguments: Any) -> Reply:  # noqa: ANN401 - a job's arguments
        """Run a job in a free worker and return its reply; 503 when it is too busy or too slow."""
        try:
            worker = await asyncio.wait_for(self._free.get(), _BUSY_SECONDS)
        except TimeoutError:
            return Reply.problem(503, "the server is busy", "Ask again in a moment.")
        kept = False
        try:
            worker.pipe.send((job, arguments))
            arrived = await asyncio.to_thread(worker.pipe.poll, self.seconds)
            if not arrived:
                message = f"E-TIMEOUT the work took longer than {self.seconds:g} s"
                return Reply.problem(503, message, "Narrow it and try again.")
            reply: Reply = worker.pipe.recv()
            kept = True
        except (EOFError, OSError):
            return Reply.problem(503, "the work ran out of its limits", "Try a smaller one.")
        else:
            return reply
        finally:
            self._free.put_nowait(worker if kept else self._replace(worker))

    def _replace(self, worker: _Worker) -> _Worker:
        _end(worker)
        self._all.remove(worker)
        return self._spawn()

    def _spawn(self) -> _Worker:
        here, there = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_work, args=(there, self.origin), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here)
        self._all.append(worker)
        return worker


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _work(pipe: Connection, origin: Origin) -> None:
    """Run in the worker process until the pipe closes."""
    from graph_builder.questions.sources import open_session

    if origin.memory:
        _bound_memory(origin.memory)
    session = open_session(origin.graph, origin.store)
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            job, arguments = pipe.recv()
            pipe.send(_guarded(job, session, arguments))


def _guarded(job: str, session: Any, arguments: dict[str, Any]) -> Reply:  # noqa: ANN401 - opaque here
    try:
        return perform(job, session, arguments)
    except MemoryError:
        return Reply.problem(503, "the work needs more memory than it may have")
    except Exception as error:  # noqa: BLE001 - the last line of defence of a server
        return Reply.problem(500, f"E-INTERNAL {type(error).__name__}")


def _bound_memory(limit: int) -> None:
    with contextlib.suppress(ImportError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


__all__ = ["Origin", "Workers"]
