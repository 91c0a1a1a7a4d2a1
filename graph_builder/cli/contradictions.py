"""``alir contradictions``: what a policy denies in one place and says it does in another."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli import _versions
from graph_builder.cli._versions import Wanted


@click.command()
@_versions.findings_of(
    "[FILE|DIR|URL|-]...",
    "Look at all policies of a store, and keep the findings in it.",
    "Show what only seems a conflict, and why.",
)
def command(
    sources: tuple[str, ...], store: Path | None, texts: Path | None, wanted: Wanted
) -> int:
    """Find statements of a policy that contradict each other, with both sentences and the reason.

    A denied practice against an affirmed one, two periods, ages or deadlines for one thing. Exit
    status: 0 no conflict, 1 conflicts or an input failed, 2 wrong use or unreadable.

    Example: alir contradictions policy.md --all
    """
    from graph_builder.analysis.conflict_report import Examined, render
    from graph_builder.analysis.contradictions import contradictions
    from graph_builder.analysis.findings_graph import of_conflicts
    from graph_builder.analysis.relation import Taxonomy
    from graph_builder.graph.to_rdf import version_iri
    from graph_builder.vocabulary import default

    versions, failed = _versions.read(sources, store, texts)
    known = default()
    _versions.note_without_quotes(versions)
    examined = []
    for version in versions:
        found = contradictions(version, known)
        examined.append(Examined(version, found, Taxonomy(known, version.parties)))
    if store:
        kept = (
            ((version_iri(o.version),), of_conflicts(o.version, o.shown()))
            for o in examined
            if o.version.text
        )
        _versions.keep(store, "contradictions", kept)
    if failed and not examined:
        return 2
    wanted.write(render(examined, wanted.style, wanted.lang, everything=wanted.everything))
    conflicting = any(c.kind.conflicting for one in examined for c in one.conflicts)
    return 1 if conflicting or failed else 0


__all__ = ["command"]
