"""What worker processes do: plain arguments in, a :class:`Reply` out.

Each job gets the open session of its process. An error that a user may see becomes a reply with its
HTTP status; nothing else leaves a job.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph_builder.errors import AlirError, QueryError
from graph_builder.namespaces import PREFIXES
from graph_builder.server.negotiation import GRAPHS, RESULTS, choose

if TYPE_CHECKING:
    from graph_builder.questions.session import Session

_STATUS = {"E-TIMEOUT": 503, "E-REFUSED": 403, "E-TOO-LARGE": 413, "E-NOT-FOUND": 404}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on its way to HTTP: status, media type, body, further headers."""

    status: int
    media: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def problem(cls, status: int, message: str, hint: str = "") -> Reply:
        """Return a refusal in plain text, as the SPARQL Protocol recommends."""
        text = f"{message}\n{hint}\n" if hint else f"{message}\n"
        return cls(status, "text/plain; charset=utf-8", text.encode())

    @classmethod
    def json(cls, value: object, status: int = 200) -> Reply:
        """Return a value as JSON."""
        return cls(status, "application/json", json.dumps(value, ensure_ascii=False).encode())


def perform(name: str, session: Session, arguments: Mapping[str, Any]) -> Reply:
    """Run a job by its name."""
    try:
        return JOBS[name](session, **arguments)
    except AlirError as error:
        return Reply.problem(_STATUS.get(error.code, 400), f"{error.code} {error}", error.hint)


def sparql(
    session: Session,
    *,
    query: str,
    accept: str,
    default_graphs: tuple[str, ...],
    named_graphs: tuple[str, ...],
    rows: int,
) -> Reply:
    """Answer a query of the SPARQL Protocol; at most ``rows`` solutions or triples."""
    from graph_builder.questions.engines import check_safe, malformed

    check_safe(query)
    dataset = bool(default_graphs or named_graphs)
    try:
        result = _store(session).query(
            query,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=not dataset,
            default_graph=[ox.NamedNode(g) for g in default_graphs] if dataset else None,
            named_graphs=[ox.NamedNode(g) for g in named_graphs] if dataset else None,
        )
    except SyntaxError as error:
        raise malformed(query, str(error)) from error
    except ValueError as error:
        raise QueryError("E-QUERY", f"not an IRI: {error}") from error
    offered: Mapping[str, object] = GRAPHS if isinstance(result, ox.QueryTriples) else RESULTS
    media = choose(accept, offered)
    if not media:
        return _not_acceptable(offered)
    if isinstance(result, ox.QueryBoolean):
        return Reply(200, media, result.serialize(format=RESULTS[media]) or b"")
    if isinstance(result, ox.QueryTriples):
        triples = list(islice(result, rows + 1))
        body = ox.serialize(triples[:rows], format=GRAPHS[media], prefixes=dict(PREFIXES)) or b""
        return Reply(200, media, body, _cut(len(triples), rows))
    return _solutions(result, media, rows)


def _solutions(result: ox.QuerySolutions, media: str, rows: int) -> Reply:
    from graph_builder.questions.tables import Table, to_json

    columns = tuple(v.value for v in result.variables)
    found: list[tuple[Any, ...]] = [
        tuple(s[i] for i in range(len(columns))) for s in islice(result, rows + 1)
    ]
    text = to_json(Table(columns, tuple(found[:rows]), "select"))
    if RESULTS[media] is not ox.QueryResultsFormat.JSON:
        parsed = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
        return Reply(
            200, media, parsed.serialize(format=RESULTS[media]) or b"", _cut(len(found), rows)
        )
    return Reply(200, media, text.encode(), _cut(len(found), rows))


def _cut(found: int, rows: int) -> dict[str, str]:
    return {"X-Alir-Truncated": f"rows={rows}"} if found > rows else {}


def _not_acceptable(offered: Mapping[str, object]) -> Reply:
    return Reply.problem(406, "none of the media types asked for", "One of " + ", ".join(offered))


def graph(session: Session, iri: str, accept: str) -> Reply:
    """Return a named graph, or with an empty IRI the default graph (Graph Store Protocol)."""
    media = choose(accept, GRAPHS)
    if not media:
        return _not_acceptable(GRAPHS)
    store = _store(session)
    try:
        name = ox.NamedNode(iri) if iri else ox.DefaultGraph()
    except ValueError as error:
        raise QueryError("E-QUERY", f"not an IRI: {error}") from error
    if isinstance(name, ox.NamedNode) and not store.contains_named_graph(name):
        return Reply.problem(404, f"there is no graph {iri}")
    triples = [q.triple for q in store.quads_for_pattern(None, None, None, name)]
    body = ox.serialize(triples, format=GRAPHS[media], prefixes=dict(PREFIXES)) or b""
    return Reply(200, media, body)


def describe(session: Session, endpoint: str, accept: str) -> Reply:
    """Return the service description with VoID counts of every named graph."""
    media = choose(accept, GRAPHS)
    if not media:
        return _not_acceptable(GRAPHS)
    store = _store(session)
    lines = [
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .",
        "@prefix void: <http://rdfs.org/ns/void#> .",
        f"<{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ;",
        "  sd:supportedLanguage sd:SPARQL11Query ;",
        "  sd:feature sd:UnionDefaultGraph ;",
        f"  sd:defaultDataset <{endpoint}#dataset> .",
        f"<{endpoint}#dataset> a sd:Dataset, void:Dataset ; void:triples {len(store)} .",
    ]
    for number, name in enumerate(sorted(store.named_graphs(), key=str)):
        count = sum(1 for _ in store.quads_for_pattern(None, None, None, name))
        lines += [
            f"<{endpoint}#dataset> sd:namedGraph <{endpoint}#graph-{number}> .",
            f"<{endpoint}#graph-{number}> a sd:NamedGraph ; sd:name {name} ;",
            f"  sd:graph [ a sd:Graph, void:Dataset ; void:triples {count} ] .",
        ]
    triples = [q.triple for q in ox.parse("\n".join(lines), format=ox.RdfFormat.TURTLE)]
    return Reply(200, media, ox.serialize(triples, format=GRAPHS[media]) or b"")


def ask(session: Session, question: str, language: str) -> Reply:
    """Answer a question in English or Indonesian."""
    from graph_builder.questions.ask import ask as answer

    return Reply.json(answer(question, session, language=language).as_json())


def policies(session: Session) -> Reply:
    """List the policy versions."""
    return Reply.json(
        [
            {"iri": p.iri, "language": p.language, "source": p.source, "name": p.name}
            for p in session.policies
        ]
    )


def flows(session: Session, language: str, policy: str) -> Reply:
    """List the flows, of one policy (its slug) or of all."""
    from dataclasses import asdict

    from graph_builder.graph import from_rdf
    from graph_builder.graph.flows import flows as rows

    found = [
        asdict(row)
        for version in from_rdf.versions(_store(session))
        if policy in {"", version.policy}
        for row in rows(version, session.names.vocabulary, language)
    ]
    return Reply.json(found)


def validate(
    session: Session,  # noqa: ARG001 - every job has it
    *,
    name: str,
    data: bytes,
    law: str,
    style: str,
    language: str,
) -> Reply:
    """Validate a document that was sent; nothing of it is kept."""
    from graph_builder.build.inputs import Failed, Input
    from graph_builder.validation.portfolio import Documents, validate_all
    from graph_builder.validation.reports import View, render

    outcomes = list(validate_all([Documents((Input(name, data),))], law, (), 1))
    failed = [o for o in outcomes if isinstance(o, Failed)]
    if failed:
        return Reply.problem(422, f"{failed[0].code} {failed[0].message}", failed[0].hint)
    reports = [r for o in outcomes if not isinstance(o, Failed) for r in o]
    return Reply(200, STYLES[style], render(style, reports, View(language)).encode())


def page(session: Session) -> Reply:
    """Return the page of all views."""
    from graph_builder.graph import sources
    from graph_builder.views import matrix
    from graph_builder.views.page import render

    store = _store(session)
    found = sources.from_store(store)
    html = render(found, session.names.vocabulary, matrix.judge(store, found))
    return Reply(200, "text/html; charset=utf-8", html.encode())


def _store(session: Session) -> ox.Store:
    store = getattr(session.engine, "store", None)
    if not isinstance(store, ox.Store):
        raise QueryError("E-ENDPOINT", "the server needs a store or a graph file of its own")
    return store


STYLES: Mapping[str, str] = {
    "json": "application/json",
    "sarif": "application/sarif+json",
    "html": "text/html; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "turtle": "text/turtle",
}
JOBS: Mapping[str, Callable[..., Reply]] = {
    "sparql": sparql,
    "graph": graph,
    "describe": describe,
    "ask": ask,
    "policies": policies,
    "flows": flows,
    "validate": validate,
    "page": page,
}

__all__ = ["JOBS", "STYLES", "Reply", "perform"]
