"""``alir stats``: a whole portfolio in figures."""

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
    """Count what the policies of a store say: recipients, bases, retention, vagueness, outliers.

    Tells which recipient would see most about a person across all policies, how much is said with
    “may”, how vague each policy is and which ones are out of line with their peers, with the
    sentences.

    Example: alir stats --limit 20 --format html > portfolio.html
    """
    from graph_builder.analysis.portfolio.collection import Portfolio
    from graph_builder.analysis.portfolio.statistics import statistics
    from graph_builder.analysis.portfolio.stats_report import page

    portfolio = Portfolio([Place(graph, store, texts).member()])
    write(page(statistics(portfolio), portfolio, lang, limit), style)
