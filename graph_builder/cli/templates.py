"""``alir templates``: clauses that several policies share, each to be read once."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli._portfolio import Place, findings_options, place_options, write_findings


@click.command()
@place_options
@findings_options
def command(
    graph: Path | None,
    store: Path | None,
    texts: Path | None,
    style: str,
    lang: str,
    limit: int,
    kept: bool,
) -> None:
    """List near-duplicate clauses across the policies of a store, with their differences.

    Example: alir templates --limit 20
    """
    from graph_builder.analysis.portfolio.collection import Portfolio
    from graph_builder.analysis.portfolio.findings_graph import of_templates
    from graph_builder.analysis.portfolio.templates import templates
    from graph_builder.analysis.portfolio.templates_report import page

    place = Place(graph, store, texts)
    portfolio = Portfolio([place.member()])
    shared = templates(portfolio)
    report, found = page(shared, portfolio, lang, limit), of_templates(shared, portfolio)
    write_findings(report, style, "templates", found, place.keeping(wanted=kept))
