"""Reviewing in the browser: one statement at a time, decided with keys, kept at once.

- ``GET /review`` is the page; ``GET /api/review`` the policies and who reviews.
- ``GET /api/review/N`` is the queue of policy N; ``GET /api/review/options`` every value by name.
- ``POST /api/review/N/agreement`` compares it with the review file in the body.
- ``POST /api/review/N`` decides (``accept``, ``edit``, ``reject``, ``unsure``, ``add``) or takes
  back (``undo``), and answers with the statement as it is then.

The work on a session is short but not free, so it runs in a thread; one lock keeps decisions one
after the other. The same routes serve the workbench and ``alir review``, whose server has nothing
else (:func:`create`).
"""

from __future__ import annotations

import json
import os
import re
import threading
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from graph_builder.build.inputs import Input, expand
from graph_builder.build.reviewing import session
from graph_builder.curation import review_file
from graph_builder.curation.decisions import Signature
from graph_builder.curation.session import Session
from graph_builder.curation.statement import FIELDS
from graph_builder.errors import AlirError
from graph_builder.model import Verdict
from graph_builder.server.guard import Guard
from graph_builder.server.pages import page
from graph_builder.server.place import place, words
from graph_builder.server.replies import problem
from graph_builder.server.shown import shown
from graph_builder.views.page import Place

ADDRESS = "/review"
_LONGEST = 4000
_MOST_BYTES = 4_000_000
_NUMBER = re.compile("[0-9]{1,6}")
Plain = dict[str, Any]


@dataclass(slots=True)
class Reviewing:
    """The policies that a server lets people review.

    Args:
        paths: of the policies.
        reviewer: who reviews, until they say otherwise.
        decisions: where decisions are kept, where it is not beside the policy (one policy only).
    """

    paths: tuple[Path, ...] = ()
    reviewer: str = ""
    decisions: Path | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    _open: dict[int, tuple[Session, object]] = field(default_factory=dict)

    def session(self, number: int) -> Session:
        """Return the session of a policy; opened again where somebody else changed a file of it.

        Raises:
            AlirError: the policy cannot be read, or its review file is damaged.
        """
        opened, seen = self._open.get(number, (None, None))
        if opened is None or seen != self._state(number, opened):
            opened = session(self.paths[number], self.decisions)
            self.saw(number, opened)
        return opened

    def saw(self, number: int, opened: Session) -> None:
        """Remember the files of a session as they are now."""
        self._open[number] = opened, self._state(number, opened)

    def _state(self, number: int, opened: Session) -> object:
        return [
            (stat.st_mtime_ns, stat.st_size) if (stat := _stat(path)) else None
            for path in (self.paths[number], opened.file)
        ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request to decide says: the action, whose it is, and what the action needs."""

    action: str
    id: str
    reviewer: str
    reason: str
    quote: str
    language: str
    changes: list[str]

    @classmethod
    def of(cls, told: object) -> _Asked:
        """Take a decoded body apart.

        Raises:
            ValueError: it is none, or nobody signs.
        """
        plain = told if isinstance(told, dict) else {}
        names = ("action", "id", "reviewer", "reason", "quote", "language")
        action, identity, reviewer, reason, quote, spoken = (plain.get(n) or "" for n in names)
        changes = plain.get("changes") or []
        if not isinstance(changes, list) or not all(
            isinstance(t, str)
            for t in (action, identity, reviewer, reason, quote, spoken, *changes)
        ):
            message = "these are no texts"
            raise ValueError(message)
        if not reviewer.strip() or len(reviewer) + len(reason) > _LONGEST:
            message = "who reviews?"
            raise ValueError(message)
        return cls(action, identity, reviewer.strip(), reason.strip(), quote, spoken, changes)

    def signature(self) -> Signature:
        """Sign now."""
        return Signature.now(self.reviewer, self.reason)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def of_folder(folder: Path | None) -> Reviewing:
    """Return the policies of a folder for review; none where there is no folder."""
    if folder is None:
        return Reviewing()
    found = (given for given in expand([str(folder)]) if isinstance(given, Input))
    return Reviewing(tuple(Path(given.source) for given in found))


def create(reviewing: Reviewing, hosts: tuple[str, ...], token: str = "") -> Starlette:
    """Return an application for reviewing and nothing else."""
    layers = [
        Middleware(Guard, token, _MOST_BYTES),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
    ]
    home = Route("/", lambda _: RedirectResponse(ADDRESS))
    app = Starlette(routes=[home, *ROUTES], middleware=layers)
    app.state.reviewing, app.state.alone = reviewing, True
    return app


async def show(request: Request) -> Response:
    """Show the page."""
    alone = getattr(request.app.state, "alone", False)
    here = Place((), ADDRESS, words()) if alone else place(ADDRESS)
    return page(
        "review.html", here, ("picker.js", "lists.js", "review.js"), {"fields": FIELDS}, "review"
    )


async def overview(request: Request) -> Response:
    """List the policies under review, and who reviews."""
    reviewing: Reviewing = request.app.state.reviewing
    names = [path.name for path in reviewing.paths]
    return JSONResponse({"policies": names, "reviewer": reviewing.reviewer})


async def options(request: Request) -> Response:  # noqa: ARG001 - the same for everybody
    """List every value that a statement can have."""
    return Response(_options(), media_type="application/json")


async def queue(request: Request) -> Response:
    """Return the statements of a policy, what to see first on top."""
    return await _with_session(
        request, lambda opened: {"items": [shown(opened, item) for item in opened.items()]}
    )


async def act(request: Request) -> Response:
    """Decide about a statement, or take a decision back."""
    try:
        asked = _Asked.of(json.loads(await request.body()))
    except (ValueError, RecursionError):
        return problem(400, "send JSON with action, id, reviewer, reason, changes")
    run = _ACTIONS.get(asked.action)
    if run is None:
        return problem(400, f"unknown action {asked.action!r}", ", ".join(_ACTIONS))

    def work(opened: Session) -> Plain:
        changed = run(opened, asked)
        found = {i.id: i for i in opened.items()}
        item = found.get(changed) or found.get(asked.id)
        return {"item": shown(opened, item) if item else None}

    return await _with_session(request, work)


async def agreement(request: Request) -> Response:
    """Compare the decisions with those of another reviewer, whose review file is the body."""
    from graph_builder.curation import agreement as agreements

    try:
        table = tomllib.loads((await request.body()).decode())
    except (ValueError, RecursionError) as error:
        return problem(400, f"this is no review file: {error}")

    def work(opened: Session) -> Plain:
        other = review_file.parse(table, "the other review file")
        return asdict(agreements.compare(opened.decisions, other))

    return await _with_session(request, work)


async def _with_session(request: Request, work: Callable[[Session], Plain]) -> Response:
    reviewing: Reviewing = request.app.state.reviewing
    asked = request.path_params["number"]
    number = int(asked) if _NUMBER.fullmatch(asked) else len(reviewing.paths)
    if number >= len(reviewing.paths):
        return problem(404, "there is no such policy under review")

    def locked() -> Plain:
        with reviewing.lock:
            opened = reviewing.session(number)
            told = work(opened) | {"name": opened.name, "progress": asdict(opened.progress())}
            reviewing.saw(number, opened)
            return told

    try:
        return JSONResponse(await run_in_threadpool(locked))
    except AlirError as error:
        return problem(422, f"{error.code} {error.message}", error.hint)


# -- actions: session, what was asked -> identity of what changed

_Action = Callable[[Session, _Asked], str]


def _decide(verdict: Verdict) -> _Action:
    def run(opened: Session, asked: _Asked) -> str:
        return opened.decide(asked.id, verdict, asked.signature(), asked.changes).id

    return run


def _add(opened: Session, asked: _Asked) -> str:
    return opened.add(asked.quote, asked.changes, asked.signature(), asked.language).id


def _undo(opened: Session, asked: _Asked) -> str:
    undone = opened.undo(asked.id)
    return undone.previous.id if undone.previous else undone.id


_ACTIONS: Mapping[str, _Action] = {
    "accept": _decide(Verdict.ACCEPT),
    "reject": _decide(Verdict.REJECT),
    "unsure": _decide(Verdict.UNSURE),
    "edit": _decide(Verdict.EDIT),
    "add": _add,
    "undo": _undo,
}


@cache
def _options() -> bytes:
    from graph_builder.curation import concepts

    found = [asdict(option) for option in concepts.options()]
    told = {"kinds": dict(concepts.KIND), "options": found}
    return json.dumps(told, ensure_ascii=False).encode()


ROUTES = (
    Route(ADDRESS, show),
    Route("/api/review", overview),
    Route("/api/review/options", options),
    Route("/api/review/{number}", queue, methods=["GET"]),
    Route("/api/review/{number}", act, methods=["POST"]),
    Route("/api/review/{number}/agreement", agreement, methods=["POST"]),
)

__all__ = ["ADDRESS", "ROUTES", "Reviewing", "create", "of_folder"]
