"""``alir compare``: who collects what, for what, with whom, side by side."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli._portfolio import (
    Place,
    gather,
    one_language,
    place_options,
    report_options,
    write,
)
from graph_builder.errors import UsageError

_TOPICS = ("data", "recipient", "purpose", "operation", "basis", "retention", "right")


@click.command()
@click.argument("policies", nargs=-1, required=True, metavar="POLICY|FILE...")
@click.option(
    "--topic", "topics", type=click.Choice(_TOPICS), multiple=True, help="Only this; repeatable."
)
@place_options
@report_options
def command(
    policies: tuple[str, ...],
    topics: tuple[str, ...],
    graph: Path | None,
    store: Path | None,
    texts: Path | None,
    style: str,
    lang: str,
    limit: int,
) -> None:
    """Set policies side by side: what is collected, for what, shared with whom, kept how long.

    A POLICY is the name of a company or policy in the store; a FILE is read on the spot. Every cell
    is stated, vague (only a broader term covers it), denied or not found, with the sentence. Rows
    on which the policies differ come first.

    Example: alir compare "Warung Awan" "Lampu Kota" --topic recipient --format markdown
    """
    from graph_builder.analysis.portfolio.compare_report import page
    from graph_builder.analysis.portfolio.comparison import Topic, compare

    portfolio, chosen = gather(policies, Place(graph, store, texts))
    profiles = one_language(chosen, lang)
    if len(profiles) < 2:  # noqa: PLR2004 - one column compares nothing
        raise UsageError("E-USAGE", f"{profiles[0].label} is alone", "Name two policies or more.")
    rows = compare(portfolio, profiles, map(Topic, topics or _TOPICS))
    write(page(rows, profiles, portfolio, lang, limit), style)
