"""From jobs to HTTP: run one in a worker, keep what is costly to make."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from graph_builder.server.reply import Reply

OK = 200
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


async def run(request: Request, job: str, **arguments: object) -> Response:
    """Run a job and return its response."""
    reply: Reply = await request.app.state.workers.run(job, **arguments)
    return respond(reply)


async def kept(request: Request, job: str, **arguments: object) -> Reply:
    """Run a job whose reply stays the same as long as the graph does; successes are kept."""
    state = request.app.state
    key = (state.workers.generation(), job, tuple(sorted(arguments.items())))
    if key not in state.kept:
        reply: Reply = await state.workers.run(job, **arguments)
        if reply.status != OK:
            return reply
        # Replies on an older graph are of no use to anybody.
        state.kept = {k: r for k, r in state.kept.items() if k[0] == key[0]} | {key: reply}
    found: Reply = state.kept[key]
    return found


def language(request: Request, default: str = "") -> str | None:
    """Return the ``lang`` of a request, ``None`` where it is neither ``en`` nor ``id``."""
    asked = request.query_params.get("lang", default)
    return asked if asked in LANGUAGES | {default} else None


__all__ = ["LANGUAGES", "OK", "kept", "language", "problem", "respond", "run"]
