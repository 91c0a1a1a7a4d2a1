"""The routes: SPARQL Protocol, Graph Store read side, JSON API, pages.

Requests are taken apart here and decoded once; the work is done by worker processes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_builder import __version__
from graph_builder.server import openapi
from graph_builder.server.guard import Guard
from graph_builder.server.jobs import STYLES, Reply
from graph_builder.server.workers import Origin, Workers
from graph_builder.validation.catalogue import LAWS

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_METHODS = "GET, HEAD, POST, OPTIONS"
_LANGUAGES = frozenset({"en", "id"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server runs.

    Attributes:
        origin: the graph it serves.
        workers: processes.
        seconds: time limit of one piece of work.
        rows: most solutions or triples in one answer.
        token: secret that clients must send; empty on loopback.
        hosts: names under which it may be called (against DNS rebinding).
        cors: let pages of any origin read.
        most_bytes: largest upload.
    """

    origin: Origin = field(default_factory=Origin)
    workers: int = 2
    seconds: float = 30.0
    rows: int = 100_000
    token: str = ""
    hosts: tuple[str, ...] = LOOPBACK
    cors: bool = False
    most_bytes: int = 5_000_000


def create(settings: Settings) -> Starlette:
    """Return the application; its workers start and stop with it."""
    workers = Workers(settings.origin, settings.workers, settings.seconds)

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        app.state.workers, app.state.settings, app.state.page = workers, settings, None
        await workers.start()
        try:
            yield
        finally:
            workers.stop()

    routes = [
        Route("/", page),
        Route("/view", page),
        Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/graph", graph),
        Route("/.well-known/void", void),
        Route("/api/ask", ask),
        Route("/api/policies", policies),
        Route("/api/flows", flows),
        Route("/api/validate", validate, methods=["POST"]),
        Route("/api/openapi.json", description),
    ]
    layers = [
        Middleware(Guard, settings.token, settings.most_bytes, cors=settings.cors),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
    ]
    return Starlette(routes=routes, middleware=layers, lifespan=running)


async def _run(request: Request, job: str, **arguments: object) -> Response:
    reply: Reply = await request.app.state.workers.run(job, **arguments)
    return _respond(reply)


def _respond(reply: Reply) -> Response:
    headers = dict(reply.headers)
    if not reply.media.startswith("text/html"):
        headers["Vary"] = "Accept"
    return Response(reply.body, reply.status, headers, reply.media)


def _problem(status: int, message: str, hint: str = "") -> Response:
    return _respond(Reply.problem(status, message, hint))


async def sparql(request: Request) -> Response:
    """Answer the three ways of SPARQL 1.1 Protocol, section 2.1; without a query, describe."""
    if request.method == "OPTIONS":
        allowed = {"Allow": _METHODS, "Access-Control-Allow-Methods": _METHODS}
        return Response(status_code=204, headers=allowed)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    asked = list(request.query_params.multi_items())
    if request.method == "POST":
        try:
            body = (await request.body()).decode()
        except UnicodeDecodeError:
            return _problem(400, "the body is not UTF-8")
        if kind == _FORM:
            asked = parse_qsl(body, keep_blank_values=True)
        elif kind == _QUERY:
            asked.append(("query", body))
        else:
            return _problem(
                415, f"cannot read {kind or 'a body without type'}", f"{_FORM}, {_QUERY}"
            )
    return await _answer(request, asked)


async def _answer(request: Request, asked: list[tuple[str, str]]) -> Response:
    names = [name for name, _ in asked]
    accept = request.headers.get("accept", "")
    if "update" in names:
        return _problem(403, "E-REFUSED this service only reads")
    if names.count("query") > 1:
        return _problem(400, "more than one query")
    if "query" not in names:
        if request.method == "POST":
            return _problem(400, "there is no query", "Send it as the parameter query.")
        endpoint = str(request.url.replace(query="", fragment=""))
        return await _run(request, "describe", endpoint=endpoint, accept=accept)
    return await _run(
        request,
        "sparql",
        query=dict(asked)["query"],
        accept=accept,
        default_graphs=tuple(v for n, v in asked if n == "default-graph-uri"),
        named_graphs=tuple(v for n, v in asked if n == "named-graph-uri"),
        rows=request.app.state.settings.rows,
    )


async def graph(request: Request) -> Response:
    """Graph Store Protocol: ``?graph=IRI`` or ``?default``, reading only."""
    asked = request.query_params
    if ("graph" in asked) == ("default" in asked):
        return _problem(400, "give either ?graph=IRI or ?default")
    accept = request.headers.get("accept", "")
    return await _run(request, "graph", iri=asked.get("graph", ""), accept=accept)


async def void(request: Request) -> Response:
    """Describe the dataset where VoID clients look for it."""
    endpoint = str(request.url.replace(path="/sparql", query=""))
    accept = request.headers.get("accept", "")
    return await _run(request, "describe", endpoint=endpoint, accept=accept)


async def ask(request: Request) -> Response:
    """Answer ``?q=`` in words, with proofs."""
    question = request.query_params.get("q", "").strip()
    if not question:
        return _problem(400, "there is no question", "Send it as the parameter q.")
    language = request.query_params.get("lang", "")
    if language not in _LANGUAGES | {""}:
        return _problem(400, f"unknown language {language!r}", "en or id")
    return await _run(request, "ask", question=question, language=language)


async def policies(request: Request) -> Response:
    """List the policy versions."""
    return await _run(request, "policies")


async def flows(request: Request) -> Response:
    """List the flows."""
    language = request.query_params.get("lang", "en")
    if language not in _LANGUAGES:
        return _problem(400, f"unknown language {language!r}", "en or id")
    policy = request.query_params.get("policy", "")
    return await _run(request, "flows", language=language, policy=policy)


async def validate(request: Request) -> Response:
    """Validate the document in the body; ``name`` tells its format by its ending."""
    asked: Mapping[str, str] = request.query_params
    law, style = asked.get("law", "all"), asked.get("format", "json")
    language, name = asked.get("lang", "en"), asked.get("name", "policy.txt")
    if law not in LAWS or style not in STYLES or language not in _LANGUAGES:
        choices = f"law: {', '.join(LAWS)}; format: {', '.join(STYLES)}; lang: en, id"
        return _problem(400, "unknown law, format or language", choices)
    if "/" in name or "\\" in name or name.startswith(("-", ".")) or ":" in name:
        return _problem(400, "name is a plain file name", "policy.txt, policy.html, policy.pdf …")
    data = await request.body()
    return await _run(
        request, "validate", name=name, data=data, law=law, style=style, language=language
    )


async def page(request: Request) -> Response:
    """Show all views; the page brings its own content security policy."""
    state = request.app.state
    if state.page is None:
        reply: Reply = await state.workers.run("page")
        if reply.status != 200:  # noqa: PLR2004 - OK
            return _respond(reply)
        state.page = reply
    # Two policies would both apply; the page's own allows its inline scripts by their hashes.
    policy = {"Content-Security-Policy": "frame-ancestors 'none'"}
    return Response(state.page.body, 200, policy, state.page.media)


async def description(request: Request) -> Response:
    """Describe the JSON API (OpenAPI 3.1)."""
    return JSONResponse(openapi.document(str(request.base_url), __version__))


__all__ = ["LOOPBACK", "Settings", "create"]
