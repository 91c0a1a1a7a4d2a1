"""``alir vagueness``: what a policy leaves open, and how others say it."""

from __future__ import annotations

from pathlib import Path

import click

from graph_builder.cli._portfolio import (
    Place,
    findings_options,
    gather,
    place_options,
    write_findings,
)


@click.command()
@click.argument("policies", nargs=-1, metavar="[POLICY|FILE]...")
@place_options
@findings_options
def command(
    policies: tuple[str, ...],
    graph: Path | None,
    store: Path | None,
    texts: Path | None,
    style: str,
    lang: str,
    limit: int,
    kept: bool,
) -> int:
    """List the vague clauses of policies, by the requirement that they leave unmet.

    Generic recipients, data and purposes, periods without an end, open lists; each with its words
    and, where another policy of the store says the like concretely, with that policy's words.
    Without arguments all policies of the store are audited. Exit status: 0 nothing vague, 1
    findings.

    Example: alir vagueness "Warung Awan" --lang id
    """
    from graph_builder.analysis.portfolio.collection import Portfolio
    from graph_builder.analysis.portfolio.findings_graph import of_vague
    from graph_builder.analysis.portfolio.vagueness import audit
    from graph_builder.analysis.portfolio.vagueness_report import page

    place = Place(graph, store, texts)
    if policies:
        portfolio, chosen = gather(policies, place, peers=True)
        profiles = list({p.iri: p for versions in chosen for p in versions}.values())
    else:
        portfolio = Portfolio([place.member()])
        profiles = list(portfolio.profiles)
    findings = audit(portfolio, profiles)
    report = page(findings, profiles, portfolio, lang, limit)
    found = of_vague(findings)
    write_findings(report, style, "vagueness", found, place.keeping(wanted=kept))
    return 1 if report.findings else 0
