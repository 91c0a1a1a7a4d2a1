"""Policies that somebody has sent to be examined: live progress, then report, downloads and views.

1. ``POST /api/validations`` with the document (or ``?url=``) answers 202 at once; the work goes on
   in a worker for documents.
2. ``GET /api/validations/ID`` tells the stage, and in the end the report.
3. ``GET /api/validations/ID/FILE`` gives a report in any style, or the page of the views.
4. ``POST /api/validations/ID/store`` adds the document to the store, where that is allowed.
5. Everything stays in memory, under a name that nobody can guess, for an hour or until
   ``DELETE``; only the last twenty are kept, and while twenty are at work no other begins.
   Nothing is written to disk but by 4.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph_builder.server.api import refused_name
from graph_builder.server.document_jobs import STAGES
from graph_builder.server.replies import OK, problem, respond
from graph_builder.server.reply import Progress, Reply
from graph_builder.validation.laws import LAWS

if TYPE_CHECKING:
    from graph_builder.server.workers import Workers

_MOST = 20
_SECONDS = 3600.0
_LONGEST_ADDRESS = 2000
_ENDINGS = {"json": "json", "sarif": "sarif", "html": "html", "markdown": "md", "text": "txt"}
_ENDINGS |= {"turtle": "ttl"}


@dataclass(slots=True)
class Check:
    """One document under examination, or examined: ``reply`` is there at the end."""

    name: str
    force: bool
    stage: str = "wait"
    reply: Reply | None = None
    at: float = field(default_factory=time.monotonic)
    task: asyncio.Task[None] | None = None

    def plain(self) -> dict[str, Any]:
        """Return its state as plain data."""
        told: dict[str, Any] = {"name": self.name, "stages": ["wait", *STAGES]}
        if self.reply is None:
            return told | {"state": "working", "stage": self.stage}
        if self.reply.status != OK:
            return told | {"state": "failed", "error": self.reply.body.decode().strip()}
        return told | {"state": "done", **json.loads(self.reply.body)}


class Checks:
    """The examinations of a server, by their names."""

    def __init__(self, readers: Workers) -> None:
        self._readers = readers
        self._known: dict[str, Check] = {}

    def start(self, name: str, **arguments: Any) -> str:  # noqa: ANN401 - those of the job
        """Begin to examine a document and return the name of the examination.

        The name is empty, and nothing begins, where too many are at work.
        """
        self._tidy()
        if len(self._known) >= _MOST:
            done = next((k for k, c in self._known.items() if c.reply), "")
            if not done:
                return ""
            del self._known[done]
        key = secrets.token_urlsafe(16)
        check = Check(name, bool(arguments["force"]))
        self._known[key] = check
        check.task = asyncio.create_task(self._examine(check, arguments))
        return key

    def find(self, key: str) -> Check | None:
        """Return an examination, ``None`` where it is not (or no longer) known."""
        self._tidy()
        return self._known.get(key)

    async def drop(self, key: str) -> None:
        """Forget an examination; what still runs is stopped."""
        check = self._known.pop(key, None)
        if check and check.task:
            check.task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await check.task

    async def _examine(self, check: Check, arguments: dict[str, Any]) -> None:
        def tell(progress: Progress) -> None:
            check.stage = progress.stage

        check.reply = await self._readers.run("examine", tell, name=check.name, **arguments)

    def _tidy(self) -> None:
        now = time.monotonic()
        self._known = {k: c for k, c in self._known.items() if now - c.at < _SECONDS}


async def start(request: Request) -> Response:
    """Begin to examine the document in the body, or the one at ``?url=``."""
    asked, settings = request.query_params, request.app.state.settings
    law, url = asked.get("law", "all"), asked.get("url", "").strip()
    name = url or asked.get("name", "policy.txt")
    if law not in LAWS:
        return problem(400, f"unknown law {law!r}", ", ".join(LAWS))
    if url and (len(url) > _LONGEST_ADDRESS or not url.startswith(("http://", "https://"))):
        return problem(400, "not a web address", "https://example.com/privacy")
    if not url and (refusal := refused_name(name)):
        return refusal
    key = request.app.state.checks.start(
        name,
        url=url,
        data=b"" if url else await request.body(),
        law=law,
        force=asked.get("force") == "yes",
        most_bytes=settings.most_bytes,
    )
    if not key:
        return problem(503, "the server is busy", "Ask again in a moment.")
    where = f"/api/validations/{key}"
    return JSONResponse({"id": key, "address": where}, 202, {"Location": where})


async def state(request: Request) -> Response:
    """Tell how far an examination is, and in the end what it found; DELETE forgets it."""
    key = request.path_params["key"]
    check = request.app.state.checks.find(key)
    if check is None:
        return _unknown()
    if request.method == "DELETE":
        await request.app.state.checks.drop(key)
        return Response(status_code=204)
    return JSONResponse(check.plain())


async def file(request: Request) -> Response:
    """Return a report as a file, or the page of the views."""
    check = request.app.state.checks.find(request.path_params["key"])
    if check is None or check.reply is None:
        return _unknown()
    wanted = request.path_params["file"]
    found = check.reply.files.get(wanted) if wanted != "document" else None
    if found is None:
        return problem(404, f"there is no {wanted}", ", ".join(_ENDINGS))
    if wanted == "view":
        # The page brings a policy of its own; of two, both would apply.
        policy = {"Content-Security-Policy": "frame-ancestors 'none'"}
        return Response(found.body, 200, policy, found.media)
    ending = _ENDINGS[wanted.rpartition(".")[2]]
    saved = {"Content-Disposition": f'attachment; filename="report.{ending}"'}
    return Response(found.body, 200, saved, found.media)


async def add(request: Request) -> Response:
    """Add an examined document to the store."""
    app_state = request.app.state
    check = app_state.checks.find(request.path_params["key"])
    if check is None or check.reply is None or check.reply.status != OK:
        return _unknown()
    directory = app_state.settings.origin.directory
    if not app_state.settings.write or directory is None:
        hint = "Start it with --write, on a store."
        return problem(403, "E-REFUSED this server only reads", hint)
    document = check.reply.files["document"].body
    told = json.loads(check.reply.body)
    reply = await app_state.readers.run(
        "add", name=told["name"], data=document, store=directory, force=check.force
    )
    app_state.workers.generation(now=True)
    return respond(reply)


def _unknown() -> Response:
    return problem(404, "there is no such validation", "They are kept for an hour.")


__all__ = ["Check", "Checks", "add", "file", "start", "state"]
