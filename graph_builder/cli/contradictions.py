"""``alir contradictions``: what a policy denies in one place and says it does in another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import _versions, output

if TYPE_CHECKING:
    from graph_builder.analysis.conflict_report import Examined


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE|DIR|URL|-]...")
@click.option(
    "--store",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Look at all policies of a store, and keep the findings in it.",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the policies of the store: lines are found again by hash.",
)
@click.option("--all", "everything", is_flag=True, help="Show what only seems a conflict, and why.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "markdown", "csv", "turtle"]),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--lang",
    type=click.Choice(["en", "id"]),
    default="en",
    show_default=True,
    help="Language of the report.",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to a file.",
)
def command(
    sources: tuple[str, ...],
    store: Path | None,
    texts: Path | None,
    everything: bool,
    style: str,
    as_json: bool,
    lang: str,
    target: Path | None,
) -> int:
    """Find statements of a policy that contradict each other, with both sentences and the reason.

    A denied practice against an affirmed one, two periods, ages or deadlines for one thing. Exit
    status: 0 no conflict, 1 conflicts or an input failed, 2 wrong use or unreadable.

    Example: alir contradictions policy.md --all
    """
    from graph_builder.analysis.conflict_report import Examined, render
    from graph_builder.analysis.contradictions import contradictions
    from graph_builder.analysis.relation import Taxonomy
    from graph_builder.vocabulary import default

    versions, failed = _versions.read(sources, store, texts)
    known = default()
    examined = []
    for version in versions:
        if not version.text:
            output.note(f"{version.source}: its graph has no quotes, so nothing can be shown")
        found = contradictions(version, known)
        examined.append(Examined(version, found, Taxonomy(known, version.parties)))
    if store:
        _keep(store, examined)
    if failed and not examined:
        return 2
    shown = render(examined, "json" if as_json else style, lang, everything=everything)
    _versions.write(target, shown)
    conflicting = any(c.kind.conflicting for one in examined for c in one.conflicts)
    return 1 if conflicting or failed else 0


def _keep(store: Path, examined: Iterable[Examined]) -> None:
    from graph_builder.analysis.findings_graph import keep, of_conflicts
    from graph_builder.graph.from_rdf import version_iris
    from graph_builder.graph.store import writing
    from graph_builder.graph.to_rdf import version_iri

    with writing(store) as writer:
        there = set(version_iris(writer.store))
        for one in examined:
            if version_iri(one.version) in there:
                quads = of_conflicts(one.version, one.shown(everything=False))
                keep(writer.store, one.version, quads, "contradictions")


__all__ = ["command"]
