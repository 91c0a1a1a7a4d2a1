"""``alir templates``: clauses that several policies share, each to be read once."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli._portfolio import Place, place_options, report_options, write


@click.command()
@place_options
@report_options
def command(
    graph: Path | None, store: Path | None, texts: Path | None, style: str, lang: str, limit: int
) -> None:
    """List near-duplicate clauses across the policies of a store, with their differences.

    Example: alir templates --limit 20
    """
    from graph_builder.analysis.portfolio.collection import Portfolio
    from graph_builder.analysis.portfolio.templates import templates
    from graph_builder.analysis.portfolio.templates_report import page

    portfolio = Portfolio([Place(graph, store, texts).member()])
    write(page(templates(portfolio), portfolio, lang, limit), style)
