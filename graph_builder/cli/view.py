"""``alir view``: one page of all views that opens from disk and sends nothing anywhere."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli import output
from graph_builder.errors import UsageError

_PAGES = (("index.html", "views"), ("vocabulary.html", "vocabulary"))


@click.command()
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("flows.html"),
    show_default=True,
    help="Write the page here.",
)
@click.option("--graph", type=click.Path(path_type=Path, dir_okay=False), help="Read this file.")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Read this store.  [default: .alir]",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the policies themselves: their full text is shown, found by hash.",
)
@click.option(
    "--policy", "policies", multiple=True, help="Only this policy (its slug); repeatable."
)
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a folder instead: index.html and vocabulary.html, linked to each other.",
)
@click.option("--matrix/--no-matrix", default=True, help="Judge completeness as well.")
@click.option("--json", "as_json", is_flag=True, help="Report on stdout as JSON.")
def command(
    target: Path,
    graph: Path | None,
    store: Path | None,
    texts: Path | None,
    policies: tuple[str, ...],
    site: Path | None,
    matrix: bool,
    as_json: bool,
) -> None:
    """Write an interactive page: flow table, Sankey, network, reader, completeness, comparison.

    With --site the vocabulary gets a page beside it.

    Example: alir view -o flows.html
    """
    if graph and store:
        raise UsageError("E-USAGE", "give one of --graph and --store")
    from graph_builder.graph import load, sources
    from graph_builder.graph.store import DEFAULT, reading
    from graph_builder.views import matrix as completeness
    from graph_builder.views import page
    from graph_builder.vocabulary import default

    opened = load.read(graph) if graph else reading(store or DEFAULT)
    found = sources.from_store(opened, texts, policies)
    if policies and not found:
        raise UsageError("E-USAGE", f"no policy is called {' or '.join(policies)}")
    judged = completeness.judge(opened, found) if matrix else None
    place = page.Place(_PAGES, _PAGES[0][0]) if site else page.ALONE
    target = site / place.here if site else target
    _write(page.render(found, default(), judged, place), target)
    if site:
        from graph_builder.views import vocabulary

        other = page.Place(_PAGES, _PAGES[1][0])
        _write(vocabulary.render(default(), other), site / other.here)
    statements = sum(len(s.version.practices) for s in found)
    if as_json:
        output.write_json({"page": str(target), "versions": len(found), "statements": statements})
    told = output.count(len(found), "policy version"), output.count(statements, "statement")
    output.note(f"{target}: {', '.join(told)}")


def _write(html: str, target: Path) -> None:
    from graph_builder.files import write_bytes

    write_bytes(html.encode(), target)
