"""From jobs to HTTP: run one in a worker, keep what is costly to make."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graph_builder.server.reply import Reply
from graph_builder.server.shelf import Shelf
from graph_builder.server.workers import Workers

OK = 200
_CLOSED = 499
"""What servers note (none sends it) when a client went away before its answer."""

_LOOK_SECONDS = 0.5
LANGUAGES = frozenset({"en", "id"})


def respond(reply: Reply) -> Response:
    """Return a reply as a response."""
    headers = dict(reply.headers)
    if not reply.media.startswith("text/html"):
        headers.setdefault("Vary", "Accept")
    return Response(reply.body, reply.status, headers, reply.media)


def problem(status: int, message: str, hint: str = "") -> Response:
    """Return a refusal in plain text."""
    return respond(Reply.problem(status, message, hint))


async def run(request: Request, job: str, **arguments: Any) -> Response:  # noqa: ANN401 - those of the job
    """Run a job and return its response; it stops when nobody waits for it any more."""
    workers: Workers = request.app.state.workers
    work = asyncio.create_task(workers.run(job, **arguments))
    while not (await asyncio.wait({work}, timeout=_LOOK_SECONDS))[0]:
        if await request.is_disconnected():
            work.cancel()
            await asyncio.wait({work})
            return problem(_CLOSED, "the client went away")
    return respond(work.result())


async def kept(request: Request, job: str, **arguments: Any) -> Reply:  # noqa: ANN401 - those of the job
    """Run a job whose reply stays the same as long as the graph does."""
    state = request.app.state
    workers: Workers = state.workers
    shelf: Shelf = state.shelf
    asked = (job, *sorted(arguments.items()))
    return await shelf.get(workers.generation(), asked, lambda: workers.run(job, **arguments))


def language(request: Request, default: str = "") -> str | None:
    """Return the ``lang`` of a request, ``None`` where it is neither ``en`` nor ``id``."""
    asked = request.query_params.get("lang", default)
    return asked if asked in LANGUAGES | {default} else None


__all__ = ["LANGUAGES", "OK", "kept", "language", "problem", "respond", "run"]
