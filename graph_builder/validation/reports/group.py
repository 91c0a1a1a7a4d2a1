"""Findings of one rule in one version, told once.

Twelve clauses without a purpose are one thing to repair in twelve places; people read them as one
entry, while machine formats keep all twelve.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from graph_builder.validation.evidence import Place
from graph_builder.validation.findings import Finding


def grouped(findings: Iterable[Finding], language: str) -> Iterator[tuple[Finding, ...]]:
    """Yield runs of findings that say the same, in their order, each in the order of the text."""

    def same(finding: Finding) -> tuple[int, str, str]:
        return (finding.severity.rank, finding.rule.name, finding.message(language))

    for _, run in groupby(sorted(findings, key=same), key=same):
        yield tuple(sorted(run, key=lambda f: f.order))


def where(finding: Finding) -> str:
    """Return ``file:line:column``; ``file@offset`` without a text, ``file`` without a place."""
    source, place = finding.header.source, finding.place
    if place is None:
        return source
    return f"{source}:{spot(finding)}" if place.line else f"{source}@{place.start}"


def spot(finding: Finding) -> str:
    """Return ``line:column``, or the offset without a text."""
    return _spot(finding.place) if finding.place else ""


def cite(place: Place) -> str:
    """Return a place and its words."""
    return f"{_spot(place)} “{place.quote}”" if place.quote else _spot(place)


def _spot(place: Place) -> str:
    return f"{place.line}:{place.column}" if place.line else f"@{place.start}"


__all__ = ["cite", "grouped", "spot", "where"]
