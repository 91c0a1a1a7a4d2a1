"""What the commands on many policies share: where the policies are, how the report is written.

A policy is named by file (it is built on the spot) or by the name of company or policy in the store
or graph file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output
from graph_builder.cli._options import a_file, a_folder, report_style, together
from graph_builder.errors import UsageError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from graph_builder.analysis.portfolio.collection import Member, Portfolio
    from graph_builder.analysis.portfolio.pages import Page
    from graph_builder.analysis.portfolio.profiles import Profile


@dataclass(frozen=True, slots=True)
class Place:
    """Where policies are looked for."""

    graph: Path | None
    store: Path | None
    texts: Path | None

    def member(self) -> Member:
        """Open the store or graph file."""
        from graph_builder.analysis.portfolio.collection import stored

        return stored(self.graph, self.store, self.texts)

    def keeping(self, *, wanted: bool) -> Place:
        """Return the place where findings are kept: the store, if that is wanted.

        Raises:
            UsageError: it is a graph file.
        """
        from graph_builder.graph.store import DEFAULT

        if not wanted:
            return Place(None, None, None)
        if self.graph:
            message = "findings are kept in a store, not in a graph file"
            raise UsageError("E-USAGE", message, "Give --store, or leave --keep out.")
        return Place(None, self.store or DEFAULT, None)

    def exists(self) -> bool:
        """Tell whether there is a store or graph file at all."""
        from graph_builder.graph.store import DEFAULT

        return bool(self.graph or self.store or (DEFAULT / "store.json").is_file())


place_options = together(
    click.option("--graph", type=a_file(), help="Read this graph file."),
    click.option("--store", type=a_folder(), help="Read this store.  [default: .alir]"),
    click.option(
        "--texts",
        type=a_folder(),
        help="Folder of the policies: lines and sentences are found again by hash.",
    ),
)
"""Give a command ``--graph``, ``--store`` and ``--texts`` (see :class:`Place`)."""

_STYLES = ("text", "json", "csv", "markdown", "html")
_more_options = together(
    click.option("--csv", "style", flag_value="csv", help="The same as --format csv."),
    click.option(
        "--limit",
        type=click.IntRange(min=0),
        default=10,
        show_default=True,
        help="Rows shown of each section; 0: all. JSON and CSV have all.",
    ),
)
report_options = together(report_style(*_STYLES), _more_options)
"""Give a command ``--format``, ``--json``, ``--csv``, ``--lang`` and ``--limit``."""
findings_options = together(
    report_style(*_STYLES, "turtle"),
    _more_options,
    click.option("--keep", "kept", is_flag=True, help="Keep the findings in the store, as RDF."),
)
"""Give a command the same, Turtle among the formats, and ``--keep``."""


def write(page: Page, style: str) -> None:
    """Write a report to stdout."""
    from graph_builder.analysis.portfolio.pages import render

    click.echo(render(page, style), nl=False)


def write_findings(
    page: Page, style: str, name: str, found: Iterable[tuple[str, list[ox.Quad]]], place: Place
) -> None:
    """Write a report of findings to stdout; Turtle and the store get them as RDF.

    Args:
        page: the report.
        style: its format.
        name: of the examination.
        found: the findings by the IRI of the version they are about.
        place: keeps them where it is a store; pass one without for a report alone.
    """
    from graph_builder.analysis.findings_graph import turtle
    from graph_builder.cli import _versions

    listed = list(found)
    if place.store:
        _versions.keep(place.store, name, (((iri,), quads) for iri, quads in listed))
    if style == "turtle":
        click.echo(turtle(q for _, quads in listed for q in quads), nl=False)
    else:
        write(page, style)


def gather(
    names: Sequence[str], place: Place, *, peers: bool = False
) -> tuple[Portfolio, list[list[Profile]]]:
    """Open the portfolio and find the policies that the arguments name.

    Args:
        names: files, or names of companies or policies of the store.
        place: where the store is; it is opened only where a name needs it or ``peers`` are wanted.
        peers: the rest of the store is of interest, too, where there is one.

    Returns:
        The portfolio, and for each name its versions.

    Raises:
        UsageError: a name is unknown.
        DocumentError, StoreError: a file or the store cannot be read.
    """
    from graph_builder.analysis.portfolio.collection import Portfolio, built
    from graph_builder.build.inputs import Input
    from graph_builder.build.pipeline import Options, build
    from graph_builder.graph.to_rdf import version_iri

    files = {name: build(Input(name), Options()) for name in names if _is_file(name)}
    members = [built(v for versions in files.values() for v in versions)] if files else []
    wanted = [name for name in names if name not in files]
    store = place.member() if wanted or (peers and place.exists()) else None
    portfolio = Portfolio([*members, *([store] if store else [])])
    iris = {name: [version_iri(v) for v in versions] for name, versions in files.items()}
    for name in wanted:
        found = store.session.find_policies(name) if store else ()
        if not found:
            raise UsageError(
                "E-USAGE", f"no policy is called {name!r}", "See `alir query policies`."
            )
        iris[name] = list(found)
    chosen = [[p for p in portfolio.profiles if p.iri in iris[name]] for name in names]
    return portfolio, chosen


def _is_file(name: str) -> bool:
    return "://" in name or Path(name).is_file()


def one_language(chosen: Sequence[Sequence[Profile]], language: str) -> list[Profile]:
    """Return the versions to show side by side.

    A policy with versions in several languages stands for that in ``language`` where it has one;
    a policy on its own stands for all its versions.
    """
    if len(chosen) == 1:
        return list(chosen[0])
    found: dict[str, Profile] = {}
    for versions in chosen:
        for policy in dict.fromkeys(p.policy for p in versions):
            mine = [p for p in versions if p.policy == policy]
            shown = [p for p in mine if p.language == language] or mine[:1]
            found.update((p.iri, p) for p in shown)
            for left in (p for p in mine if p not in shown):
                output.note(f"{left.label} is left out; name it alone to compare its languages", 1)
    return list(found.values())


__all__ = ["Place", "gather", "one_language", "place_options", "report_options", "write"]
