"""The JSON API: ask, look up, validate. Its description is in ``openapi``."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph_builder import __version__
from graph_builder.files import SUFFIXES
from graph_builder.server import openapi
from graph_builder.server.document_jobs import STYLES
from graph_builder.server.replies import kept, language, problem, respond
from graph_builder.validation.laws import LAWS

_LONGEST_NAME = 200
_LONGEST_QUESTION = 1000


async def ask(request: Request) -> Response:
    """Answer ``?q=`` in words, with proofs."""
    question = request.query_params.get("q", "").strip()
    if not question:
        return problem(400, "there is no question", "Send it as the parameter q.")
    if len(question) > _LONGEST_QUESTION:
        return problem(400, f"a question has at most {_LONGEST_QUESTION} characters")
    spoken = language(request)
    if spoken is None:
        return _unknown_language()
    texts = request.app.state.settings.origin.texts
    return respond(await kept(request, "ask", question=question, language=spoken, texts=texts))


async def suggestions(request: Request) -> Response:
    """Return what can be asked: patterns and names, by language."""
    return respond(await kept(request, "suggestions"))


async def policies(request: Request) -> Response:
    """List the policy versions."""
    return respond(await kept(request, "policies"))


async def completeness(request: Request) -> Response:
    """Count what the versions of ``?policy=`` state of the elements of a notice."""
    policy = request.query_params.get("policy", "")
    if not policy:
        return problem(400, "there is no policy", "Send its short name as the parameter policy.")
    return respond(await kept(request, "completeness", policy=policy))


async def flows(request: Request) -> Response:
    """List the flows."""
    spoken = language(request, "en")
    if spoken is None:
        return _unknown_language()
    policy = request.query_params.get("policy", "")
    return respond(await kept(request, "flows", language=spoken, policy=policy))


async def validate(request: Request) -> Response:
    """Validate the document in the body; ``name`` tells its format by its ending."""
    asked = request.query_params
    law, style = asked.get("law", "all"), asked.get("format", "json")
    spoken, name = language(request, "en"), asked.get("name", "policy.txt")
    if law not in LAWS or style not in STYLES or spoken is None:
        choices = f"law: {', '.join(LAWS)}; format: {', '.join(STYLES)}; lang: en, id"
        return problem(400, "unknown law, format or language", choices)
    if refusal := refused_name(name):
        return refusal
    reply = await request.app.state.readers.run(
        "validate",
        name=name,
        data=await request.body(),
        law=law,
        style=style,
        language=spoken,
    )
    return respond(reply)


def refused_name(name: str) -> Response | None:
    """Return why a document may not be called so, ``None`` where it may."""
    if len(name) > _LONGEST_NAME:
        return problem(400, f"a name has at most {_LONGEST_NAME} characters")
    if "/" in name or "\\" in name or name.startswith(("-", ".")) or ":" in name:
        return problem(400, "name is a plain file name", "policy.txt, policy.html, policy.pdf …")
    if PurePosixPath(name).suffix.lower() not in SUFFIXES:
        return problem(415, f"cannot read a file called {name}", ", ".join(sorted(SUFFIXES)))
    return None


async def description(request: Request) -> Response:
    """Describe the JSON API (OpenAPI 3.1)."""
    return JSONResponse(openapi.document(str(request.base_url), __version__))


def _unknown_language() -> Response:
    return problem(400, "unknown language", "lang is en or id")


__all__ = [
    "ask",
    "completeness",
    "description",
    "flows",
    "policies",
    "refused_name",
    "suggestions",
    "validate",
]
