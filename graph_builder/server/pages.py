"""The pages of the workbench: templates of our own, everything in the page, nothing from elsewhere.

What a page shows comes from the JSON API of the same server; its content security policy allows
that one origin, and the page's own scripts by their hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graph_builder.server.place import place
from graph_builder.server.replies import OK, kept, respond
from graph_builder.views.page import Content, Place, closed, fill, static

_HERE = Path(__file__).parent


async def home(request: Request) -> Response:
    """Show the box for questions and the policies."""
    return page("home.html", place("/"), ("home.js",), {"texts": _has_texts(request)}, "ask")


async def check(request: Request) -> Response:
    """Show the form to validate a policy, and its report."""
    from graph_builder.build.inputs import SUFFIXES
    from graph_builder.validation.catalogue import LAWS

    settings = request.app.state.settings
    data = {
        "laws": list(LAWS),
        "suffixes": sorted(SUFFIXES),
        "most": settings.most_bytes,
        "write": settings.write,
    }
    return page("validate.html", place("/validate"), ("validate.js",), data, "validate")


async def views(request: Request) -> Response:
    """Show the views of the store, or of one policy."""
    policy = request.path_params.get("policy", "")
    texts = request.app.state.settings.origin.texts
    reply = await kept(request, "page", policy=policy, texts=texts)
    return _sealed(reply.body, reply.media) if reply.status == OK else respond(reply)


async def vocabulary(request: Request) -> Response:  # noqa: ARG001 - every page has it
    """Show the vocabulary."""
    return _sealed(_vocabulary(), "text/html; charset=utf-8")


def _has_texts(request: Request) -> bool:
    return request.app.state.settings.origin.texts is not None


@cache
def _vocabulary() -> bytes:
    from graph_builder.views.vocabulary import render
    from graph_builder.vocabulary import default

    return render(default(), place("/vocabulary")).encode()


def page(
    template: str, here: Place, scripts: Sequence[str], data: dict[str, Any], title: str
) -> Response:
    """Return a page of the workbench.

    Args:
        template: of this room.
        here: its place among the pages it links to.
        scripts: of this room, in order, after those that every page has.
        data: plain values for the scripts.
        title: key of its name among the words.
    """
    code = "\n".join([static("base.js"), static("marks.js"), *map(_own, scripts)])
    content = Content(
        data,
        [code],
        [_own("workbench.css")],
        title,
        ("connect-src 'self'",),
        templates=_HERE / "templates",
    )
    return _sealed(fill(template, content, here).encode(), "text/html; charset=utf-8")


def _sealed(body: bytes, media: str) -> Response:
    """Return a page that brings its own policy; the header adds what only a header can say."""
    return Response(body, 200, {"Content-Security-Policy": "frame-ancestors 'none'"}, media)


@cache
def _own(name: str) -> str:
    return closed((_HERE / "static" / name).read_text(encoding="utf-8"))


__all__ = ["check", "home", "page", "views", "vocabulary"]
