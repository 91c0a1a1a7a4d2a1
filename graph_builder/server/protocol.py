"""SPARQL 1.1 Protocol and the read side of the Graph Store Protocol.

Requests are taken apart here and decoded once; workers do the work.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from graph_builder.server.replies import problem, run

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_METHODS = "GET, HEAD, POST, OPTIONS"


async def sparql(request: Request) -> Response:
    """Answer the three ways of SPARQL 1.1 Protocol, section 2.1; without a query, describe."""
    if request.method == "OPTIONS":
        allowed = {"Allow": _METHODS, "Access-Control-Allow-Methods": _METHODS}
        allowed["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        return Response(status_code=204, headers=allowed)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    asked = list(request.query_params.multi_items())
    if request.method == "POST":
        try:
            body = (await request.body()).decode()
        except UnicodeDecodeError:
            return problem(400, "the body is not UTF-8")
        if kind == _FORM:
            asked = parse_qsl(body, keep_blank_values=True)
        elif kind == _QUERY:
            asked.append(("query", body))
        else:
            return problem(
                415, f"cannot read {kind or 'a body without type'}", f"{_FORM}, {_QUERY}"
            )
    return await _answer(request, asked)


async def _answer(request: Request, asked: list[tuple[str, str]]) -> Response:
    names = [name for name, _ in asked]
    accept = request.headers.get("accept", "")
    if "update" in names:
        return problem(403, "E-REFUSED this service only reads")
    if names.count("query") > 1:
        return problem(400, "more than one query")
    if "query" not in names:
        if request.method == "POST" or names:
            return problem(400, "there is no query", "Send it as the parameter query.")
        endpoint = str(request.url.replace(query="", fragment=""))
        return await run(request, "describe", endpoint=endpoint, accept=accept)
    return await run(
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
        return problem(400, "give either ?graph=IRI or ?default")
    accept = request.headers.get("accept", "")
    return await run(request, "graph", iri=asked.get("graph", ""), accept=accept)


async def void(request: Request) -> Response:
    """Describe the dataset where VoID clients look for it."""
    endpoint = str(request.url.replace(path="/sparql", query=""))
    accept = request.headers.get("accept", "")
    return await run(request, "describe", endpoint=endpoint, accept=accept)


__all__ = ["graph", "sparql", "void"]
