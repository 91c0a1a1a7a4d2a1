"""The pages of the workbench: templates of our own, everything in the page, nothing from elsewhere.

What a page shows comes from the JSON API of the same server; its content security policy allows
that one origin, and the page's own scripts by their hashes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from graph_builder.server.place import place
from graph_builder.server.replies import OK, kept, respond
from graph_builder.views.page import Content, Place, closed, fill, static

_HERE = Path(__file__).parent
_HTML = "text/html; charset=utf-8"
_STYLES_OF_YASGUI = ("'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='",)
"""The one style that the result table inserts by itself, for the handles between columns."""


async def home(request: Request) -> Response:  # noqa: ARG001 - every page has it
    """Show the box for questions and the policies."""
    return page("home.html", place("/"), ("home.js",), {}, "ask")


async def check(request: Request) -> Response:
    """Show the form to validate a policy, and its report."""
    from graph_builder.files import SUFFIXES
    from graph_builder.validation.laws import LAWS

    settings = request.app.state.settings
    data = {
        "laws": list(LAWS),
        "suffixes": sorted(SUFFIXES),
        "most": settings.most_bytes,
        "write": settings.write,
    }
    return page("validate.html", place("/validate"), ("validate.js",), data, "validate")


async def query(request: Request) -> Response:  # noqa: ARG001 - every page has it
    """Show the SPARQL editor with the query library."""
    return _sealed(await asyncio.to_thread(_editor), _HTML)


async def views(request: Request) -> Response:
    """Show the views of the store, or of one policy."""
    policy = request.path_params.get("policy", "")
    texts = request.app.state.settings.origin.texts
    reply = await kept(request, "page", policy=policy, texts=texts)
    return _sealed(reply.body, reply.media) if reply.status == OK else respond(reply)


async def vocabulary(request: Request) -> Response:  # noqa: ARG001 - every page has it
    """Show the vocabulary."""
    return _sealed(await asyncio.to_thread(_vocabulary), _HTML)


@cache
def _editor() -> bytes:
    from graph_builder.namespaces import PREFIXES
    from graph_builder.questions.library import library
    from graph_builder.vocabulary import Concept, Entity, default

    vocabulary = default()
    terms: list[Concept | Entity] = [
        *vocabulary.concepts.values(),
        *vocabulary.entities.values(),
    ]
    data = {
        "defaults": {"example": "who-receives"},
        "prefixes": dict(PREFIXES),
        "terms": [[t.curie, *dict.fromkeys((t.name("en"), t.name("id")))] for t in terms],
        "examples": [
            {
                "name": q.name,
                "theme": q.theme,
                "en": q.title("en"),
                "id": q.title("id"),
                "description": q.description,
                "keywords": q.keywords,
                "text": q.body,
            }
            for q in library()
        ],
    }
    scripts = ("vendor/yasgui.min.js", "query.js")
    content = _content("query", data, scripts, ("vendor/yasgui.min.css", "query.css"))
    content = replace(content, more_styles=_STYLES_OF_YASGUI)
    return fill("query.html", content, place("/query")).encode()


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
    return _sealed(fill(template, _content(title, data, scripts), here).encode(), _HTML)


def _content(
    title: str, data: dict[str, Any], scripts: Sequence[str], styles: Sequence[str] = ()
) -> Content:
    """Return a page's content; scripts and styles by their names in ``static``, in order."""
    return Content(
        data,
        [static("base.js"), static("marks.js"), *map(_own, scripts)],
        [_own(name) for name in (*styles, "workbench.css")],
        title,
        ("connect-src 'self'",),
        templates=_HERE / "templates",
    )


def _sealed(body: bytes, media: str) -> Response:
    """Return a page that brings its own policy; the header adds what only a header can say."""
    return Response(body, 200, {"Content-Security-Policy": "frame-ancestors 'none'"}, media)


@cache
def _own(name: str) -> str:
    return closed((_HERE / "static" / name).read_text(encoding="utf-8"))


__all__ = ["check", "home", "page", "query", "views", "vocabulary"]
