"""``alir reason``: which practices fall into the classes that the ontology defines, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output
from graph_builder.errors import UsageError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from graph_builder.reasoning import Inference

_COLUMNS = ("class", "name", "practice", "axiom")


@click.command()
@click.option("--graph", type=click.Path(path_type=Path, dir_okay=False), help="Read this file.")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Read this store and keep what was inferred in it.  [default: .alir]",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the inferred graphs to this file: .trig, .nq, .jsonld.",
)
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", help="Language of names.")
@output.format_option
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(
    graph: Path | None,
    store: Path | None,
    target: Path | None,
    lang: str,
    style: str,
    as_json: bool,
) -> None:
    """Classify practices with the OWL reasoner HermiT (needs Java).

    Each row is a practice that falls into a defined class, with the definition that put it there.
    Without any, the statements still were checked for contradictions with the ontology.

    Example: alir reason --graph graph.trig -o inferred.trig
    """
    from graph_builder import reasoning

    if graph and store:
        raise UsageError("E-USAGE", "give one of --graph and --store")
    found = reasoning.classify(_opened(graph, store), lang)
    quads = list(reasoning.inferred(found))
    if target is not None:
        from graph_builder.graph import export

        output.note(f"wrote {export.write(quads, target)} quads to {target}")
    if graph is None:
        _keep(store, quads)
    output.write_table(_COLUMNS, _rows(found, lang), "json" if as_json else style)


def _opened(graph: Path | None, store: Path | None) -> ox.Store:
    from graph_builder.graph import load
    from graph_builder.graph.store import DEFAULT, reading

    return load.read(graph) if graph else reading(store or DEFAULT)


def _keep(store: Path | None, quads: list[ox.Quad]) -> None:
    """Put the inferred graphs into the store, in place of those of an earlier run."""
    from graph_builder.graph.store import DEFAULT, writing

    with writing(store or DEFAULT) as writer:
        for name in list(writer.store.named_graphs()):
            if str(name).endswith("#inferred>"):
                writer.store.remove_graph(name)
        writer.store.bulk_extend(quads)


def _rows(found: tuple[Inference, ...], language: str) -> list[tuple[str, str, str, str]]:
    from graph_builder import reasoning

    names = reasoning.labels()
    return [
        (one.concept, names.get((one.concept, language), one.concept), one.practice, one.axiom)
        for one in found
    ]
