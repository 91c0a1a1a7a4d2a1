"""``alir query``: run a named query, a file or a text on a graph, a store or an endpoint."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from graph_builder.cli import output
from graph_builder.errors import UsageError
from graph_builder.questions.engines import Limits
from graph_builder.questions.library import NamedQuery, library, named, parse, read_file

_EPILOG = 'Example: alir query who-receives --param data="IP address" --format csv'
_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle")
_LISTED = ("table", "json")


@click.command("query", epilog=_EPILOG)
@click.argument("name", required=False)
@click.option("-e", "--execute", "text", help="SPARQL text to run instead of a named query.")
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated."
)
@click.option(
    "--graph", type=click.Path(path_type=Path), help="A graph file (.trig, .nq, .ttl, .jsonld)."
)
@click.option("--store", type=click.Path(path_type=Path), help="An on-disk store (default: .alir).")
@click.option("--endpoint", default="", help="A SPARQL 1.1 endpoint.")
@click.option("--format", "style", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds.")
@click.option("--limit", type=click.IntRange(min=1), help="Rows at most.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE ask other endpoints.")
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@click.option("--show-query", is_flag=True, help="Print the SPARQL on stderr.")
def command(
    name: str | None,
    text: str | None,
    params: tuple[str, ...],
    graph: Path | None,
    store: Path | None,
    endpoint: str,
    style: str,
    *,
    as_json: bool,
    lang: str,
    timeout: float | None,
    limit: int | None,
    allow_service: bool,
    listing: bool,
    show_query: bool,
) -> None:
    """Run NAME (a named query or a .rq file), or the SPARQL given with -e."""
    if listing:
        chosen = "json" if as_json else style
        if chosen not in _LISTED:
            message = f"the list of queries is not written as {chosen}"
            raise UsageError("E-USAGE", message, "Leave --format out, or use --json.")
        if chosen == "json":
            output.write_json([_described(query, lang) for query in library()])
        else:
            click.echo(_listing(lang), nl=False)
        return
    query = _chosen(name, text)
    from graph_builder.questions.formats import render
    from graph_builder.questions.parameters import bind
    from graph_builder.questions.sources import open_session

    session = open_session(graph, store, endpoint, limits=Limits(timeout, limit, allow_service))
    terms = session.terms(query, dict(_pair(p) for p in params))
    if show_query:
        click.echo(bind(query, terms), err=True)
    table = session.run_terms(query, terms)
    chosen = "json" if as_json else style
    if table.form == "construct" and chosen == "table":
        chosen = "turtle"
    click.echo(render(table, chosen, session.labels(lang)), nl=False)
    if not table.rows:
        why = "nothing of the kind was found in the texts"
        click.echo(f"no rows: {why if session.policies else 'the graph holds no policy'}", err=True)
    if table.truncated:
        shown = "row" if len(table) == 1 else f"{len(table)} rows"
        click.echo(f"showing the first {shown} (--limit)", err=True)
    if query.is_check and table.rows:
        click.get_current_context().exit(1)


def _chosen(name: str | None, text: str | None) -> NamedQuery:
    if (name is None) == (text is None):
        raise UsageError("E-USAGE", "give the name of a query, a .rq file, or a text with -e")
    if text is not None:
        return parse(text)
    path = Path(name or "")
    return read_file(path) if path.suffix == ".rq" else named(name or "")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError("E-USAGE", f"--param {text!r} has no value", "Write --param name=value.")
    return name.strip(), value


def _described(query: NamedQuery, language: str) -> dict[str, object]:
    return {
        "name": query.name,
        "theme": query.theme,
        "title": query.title(language),
        "description": query.description,
        "keywords": list(query.keywords),
        "parameters": [asdict(p) for p in query.parameters],
        "check": query.is_check,
    }


def _listing(language: str) -> str:
    lines = []
    theme = ""
    for query in library():
        if query.theme != theme:
            theme = query.theme
            lines.append(f"{theme}/")
        lines.append(f"  {query.name:<34} {query.title(language)}")
        for p in query.parameters:
            example = f" (e.g. {p.example})" if p.example else ""
            lines.append(f"  {'':<34}   --param {p.name}=…{example}{' optional' * p.optional}")
    return "\n".join(lines) + "\n"
