"""Worker processes: a job that runs too long is killed with its process, and really stops.

1. Every worker opens what it works on once, says that it is ready, and then does one job at a time,
   sent through a pipe. The time of a job counts from when its worker is ready.
2. A request takes a free worker, sends its job and waits in a thread, so that the server's event
   loop stays free. What the job tells on its way is handed on.
3. At the time limit the process is killed and a fresh one takes its place. The same happens to one
   that dies, for instance at its memory limit, and to one whose request was given up.
4. Queries that people write themselves may run as long as that limit: together they leave one
   worker to all other work, so that questions and pages are answered meanwhile.
5. Where the store has changed, a worker that opened it before is replaced before its next job.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.server.jobs import perform
from graph_builder.server.reply import Progress, Reply, Tell

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_CONTEXT = get_context("spawn")
_OPEN_ENDED = frozenset({"sparql"})
_BUSY_SECONDS = 30.0
_START_SECONDS = 60.0
_LOOK_SECONDS = 2.0
_POLL_SECONDS = 1.0
"""How long a thread may go on watching the pipe of a request that was given up."""

_BUSY = Reply.problem(503, "the server is busy", "Ask again in a moment.")


@dataclass(frozen=True, slots=True)
class Origin:
    """What workers open, and how much memory (bytes; 0: no bound) each may take.

    Without a graph and a store it is the store ``.alir``; ``documents`` opens none at all.
    ``texts`` is the folder with the policies themselves, which show file and line.
    """

    graph: Path | None = None
    store: Path | None = None
    memory: int = 0
    documents: bool = False
    texts: Path | None = None

    @property
    def directory(self) -> Path | None:
        """The folder of the store, if there is one."""
        from graph_builder.graph.store import DEFAULT

        return None if self.graph or self.documents else self.store or DEFAULT

    def stamp(self) -> tuple[tuple[str, int], ...]:
        """Return what changes whenever the graph does: names and times of its files."""
        if self.documents:
            return ()
        place = self.graph or (self.directory or Path()) / "quads"
        try:
            files = [place] if place.is_file() else sorted(place.iterdir())
            # The log is written by readers, too.
            return tuple((f.name, f.stat().st_mtime_ns) for f in files if "LO" not in f.name)
        except OSError:
            return ()


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    generation: int
    ready: bool = False


@dataclass(slots=True)
class _Seen:
    """The state of the graph when somebody last looked, and how often it had changed by then."""

    stamp: tuple[tuple[str, int], ...] = ()
    at: float = 0.0
    generation: int = 0


class Workers:
    """A fixed number of worker processes.

    Args:
        origin: what to open.
        size: number of processes.
        seconds: time limit of a job.
    """

    def __init__(self, origin: Origin, size: int, seconds: float) -> None:
        self.origin = origin
        self.size = size
        self.seconds = seconds
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: list[_Worker] = []
        self._open_ended = asyncio.Semaphore(max(1, size - 1))
        self._threads = ThreadPoolExecutor(2 * size)
        self._seen = _Seen(origin.stamp(), time.monotonic())

    async def start(self) -> None:
        """Start the processes."""
        for _ in range(self.size):
            await self._free.put(self._spawn())

    def stop(self) -> None:
        """End the processes."""
        for worker in self._all:
            _end(worker)
        self._all = []
        self._threads.shutdown(wait=False)

    def generation(self, *, now: bool = False) -> int:
        """Return how often the graph has changed since the start; looks every two seconds.

        Args:
            now: look at once.
        """
        seen = self._seen
        if now or time.monotonic() - seen.at > _LOOK_SECONDS:
            stamp = self.origin.stamp()
            seen.generation += stamp != seen.stamp
            seen.stamp, seen.at = stamp, time.monotonic()
        return seen.generation

    async def run(
        self,
        job: str,
        tell: Tell = lambda _progress: None,
        **arguments: Any,  # noqa: ANN401 - a job's arguments
    ) -> Reply:
        """Run a job in a free worker and return its reply; 503 when it is too busy or too slow."""
        if job not in _OPEN_ENDED:
            return await self._run(job, tell, arguments)
        try:
            await asyncio.wait_for(self._open_ended.acquire(), _BUSY_SECONDS)
        except TimeoutError:
            return _BUSY
        try:
            return await self._run(job, tell, arguments)
        finally:
            self._open_ended.release()

    async def _run(self, job: str, tell: Tell, arguments: dict[str, Any]) -> Reply:
        try:
            worker = await asyncio.wait_for(self._free.get(), _BUSY_SECONDS)
        except TimeoutError:
            return _BUSY
        kept = False
        try:
            if worker.generation != self.generation():
                worker = self._replace(worker)
            reply = await self._exchange(worker, (job, arguments), tell)
            kept = True
        except TimeoutError:
            message = f"E-TIMEOUT the work took longer than {self.seconds:g} s"
            return Reply.problem(503, message, "Narrow it and try again.")
        except (EOFError, OSError):
            return Reply.problem(503, "the work ran out of its limits", "Try a smaller one.")
        else:
            return reply
        finally:
            self._free.put_nowait(worker if kept else self._replace(worker))

    async def _exchange(self, worker: _Worker, message: object, tell: Tell) -> Reply:
        """Send a job and return its reply.

        Raises:
            TimeoutError: it did not come in time.
            EOFError, OSError: the process died.
        """
        if not worker.ready:
            await self._receive(worker.pipe, _START_SECONDS)
            worker.ready = True
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.seconds
        await loop.run_in_executor(self._threads, worker.pipe.send, message)
        while True:
            found = await self._receive(worker.pipe, deadline - loop.time())
            if isinstance(found, Reply):
                return found
            tell(found)

    async def _receive(self, pipe: Connection, seconds: float) -> Reply | Progress:
        """Return the next message of a worker.

        Raises:
            TimeoutError: there was none in time.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while (left := deadline - loop.time()) > 0:
            if await loop.run_in_executor(self._threads, pipe.poll, min(left, _POLL_SECONDS)):
                message: Reply | Progress = pipe.recv()
                return message
        raise TimeoutError

    def _replace(self, worker: _Worker) -> _Worker:
        _end(worker)
        self._all.remove(worker)
        return self._spawn()

    def _spawn(self) -> _Worker:
        here, there = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_work, args=(there, self.origin), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here, self._seen.generation)
        self._all.append(worker)
        return worker


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _work(pipe: Connection, origin: Origin) -> None:
    """Run in the worker process until the pipe closes."""
    if origin.memory:
        _bound_memory(origin.memory)
    session = None
    if not origin.documents:
        from graph_builder.questions.sources import open_session

        session = open_session(origin.graph, origin.store)
    pipe.send(Progress("ready"))
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            job, arguments = pipe.recv()
            pipe.send(_guarded(job, session, arguments, pipe.send))


def _guarded(job: str, session: Any, arguments: dict[str, Any], tell: Tell) -> Reply:  # noqa: ANN401 - opaque here
    try:
        return perform(job, session, arguments, tell)
    except MemoryError:
        return Reply.problem(503, "the work needs more memory than it may have")
    except Exception as error:  # noqa: BLE001 - the last line of defence of a server
        return Reply.problem(500, f"E-INTERNAL {type(error).__name__}")


def _bound_memory(limit: int) -> None:
    with contextlib.suppress(ImportError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


__all__ = ["Origin", "Workers"]
