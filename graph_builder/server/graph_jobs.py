"""Jobs on the graph itself: a query, a named graph, what the service is."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph_builder.errors import QueryError
from graph_builder.namespaces import PREFIXES
from graph_builder.server.negotiation import GRAPHS, RESULTS, choose
from graph_builder.server.reply import Reply

if TYPE_CHECKING:
    from graph_builder.questions.session import Session


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
    from graph_builder.questions.engines import malformed
    from graph_builder.questions.safety import check_safe

    check_safe(query)
    dataset = bool(default_graphs or named_graphs)
    try:
        result = store_of(session).query(
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
    store = store_of(session)
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
    store = store_of(session)
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


def store_of(session: Session) -> ox.Store:
    """Return the store behind a session.

    Raises:
        QueryError: ``E-ENDPOINT``, the session asks somebody else's endpoint.
    """
    store = getattr(session.engine, "store", None)
    if not isinstance(store, ox.Store):
        raise QueryError("E-ENDPOINT", "the server needs a store or a graph file of its own")
    return store


__all__ = ["describe", "graph", "sparql", "store_of"]
