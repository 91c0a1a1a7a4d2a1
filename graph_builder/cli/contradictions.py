"""``alir contradictions``: what a policy denies in one place and says it does in another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import _versions

if TYPE_CHECKING:
    from graph_builder.analysis.conflict_report import Examined


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE|DIR|URL|-]...")
@click.option(
    "--store",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Look at all policies of a store, and keep the findings in it.",
)
@click.option("--all", "everything", is_flag=True, help="Show what only seems a conflict, and why.")
@_versions.report_options
def command(
    sources: tuple[str, ...],
    store: Path | None,
    texts: Path | None,
    everything: bool,
    style: str,
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
    _versions.note_without_quotes(versions)
    examined = []
    for version in versions:
        found = contradictions(version, known)
        examined.append(Examined(version, found, Taxonomy(known, version.parties)))
    if store:
        _keep(store, examined)
    if failed and not examined:
        return 2
    shown = render(examined, style, lang, everything=everything)
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
