"""``alir export``: the graph, or its flows as a table or network, for other tools."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pyoxigraph as ox

from graph_builder.cli import output
from graph_builder.errors import UsageError
from graph_builder.graph import export, flows, from_rdf, load, vocabulary
from graph_builder.graph.store import DEFAULT, INDEX_GRAPH, reading
from graph_builder.vocabulary import default


@click.command()
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Flows: .csv, .graphml, .parquet. Graph: .trig, .nq, .ttl, .jsonld, also with .gz.",
)
@click.option("--graph", type=click.Path(path_type=Path, dir_okay=False), help="Read this file.")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Read this store.  [default: .alir]",
)
@click.option(
    "--policy", "policies", multiple=True, help="Only this policy (its slug); repeatable."
)
@click.option("--with-vocabulary", is_flag=True, help="Write the ontology into a graph file, too.")
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", help="Language of names.")
@click.option("--json", "as_json", is_flag=True, help="Report on stdout as JSON.")
def command(
    target: Path,
    graph: Path | None,
    store: Path | None,
    policies: tuple[str, ...],
    with_vocabulary: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Write the graph, or its flows, to a file for other tools.

    A flow is one data category going to one recipient for one purpose; a spreadsheet, a data frame
    or Gephi reads them.

    Example: alir export -o flows.csv
    """
    if graph and store:
        raise UsageError("E-USAGE", "give one of --graph and --store")
    opened = load.read(graph) if graph else reading(store or DEFAULT)
    chosen = [iri for iri in from_rdf.version_iris(opened) if _wanted(iri, policies)]
    if policies and not chosen:
        raise UsageError("E-USAGE", f"no policy is called {' or '.join(policies)}")
    if target.suffix.lower() in flows.WRITERS:
        words = default()
        rows = (
            flow
            for iri in chosen
            for flow in flows.flows(from_rdf.version(opened, iri), words, lang)
        )
        kind, written = "flows", flows.write(rows, target)
    else:
        quads = _quads(opened, chosen, with_vocabulary=with_vocabulary)
        kind, written = "quads", export.write(quads, target)
    output.note(f"wrote {written} {kind} to {target}")
    if as_json:
        output.write_json({"file": str(target), kind: written, "versions": chosen})


def _wanted(iri: str, policies: tuple[str, ...]) -> bool:
    slug = iri.partition("/policy/")[2].partition("/")[0]
    return not policies or slug in policies


def _quads(opened: ox.Store, iris: list[str], *, with_vocabulary: bool) -> Iterator[ox.Quad]:
    """Yield the graphs of the versions and what was derived from them."""
    left_out = {vocabulary.GRAPH, INDEX_GRAPH}
    wanted = set(iris)
    for name in opened.named_graphs():
        base = str(getattr(name, "value", "")).partition("#")[0]
        if name not in left_out and base in wanted:
            yield from opened.quads_for_pattern(None, None, None, name)
    if with_vocabulary:
        yield from vocabulary.quads()
