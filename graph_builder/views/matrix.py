"""The completeness matrix as plain data: what each policy says on each element of a notice.

Judged by :mod:`graph_builder.validation`, one policy at a time; the evidence of a status is its
place in the text, for something not found the nearest sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.graph.sources import Source
from graph_builder.views.data import Json

if TYPE_CHECKING:
    from graph_builder.validation.requirements import Judgement
    from graph_builder.validation.run import VersionReport

LAW = "all"


def judge(store: ox.Store, sources: Sequence[Source]) -> Json:
    """Return ``elements`` (name and articles) and ``rows``: cells per version, in their order.

    A cell is status, start, end and words; start is -1 where there is no place.
    """
    from graph_builder.validation.catalogue import select
    from graph_builder.validation.dataset import PolicyGraph, policies
    from graph_builder.validation.run import Validator

    validator = Validator(select(LAW))
    wanted = {s.iri: s for s in sources}
    reports: list[VersionReport] = []
    for policy in policies(store):
        if wanted.keys().isdisjoint(policy.graphs):
            continue
        texts = {iri: wanted[iri].version.text for iri in policy.graphs if iri in wanted}
        known = {iri: text for iri, text in texts.items() if text}
        graph = PolicyGraph(policy.policy, policy.graphs, known, policy.names)
        reports += validator.validate(graph)
    return table(reports, sources)


def table(reports: Iterable[VersionReport], sources: Sequence[Source]) -> Json:
    """Return what :func:`judge` does, of reports that are there already."""
    from graph_builder.validation.requirements import requirements

    judged = {report.header.version: report.matrix for report in reports}
    return {
        "elements": [
            {"id": r.element, "name": dict(r.name), "law": dict(r.law)} for r in requirements()
        ],
        "rows": [[_cell(j) for j in judged.get(s.iri, ())] for s in sources],
    }


def _cell(judgement: Judgement) -> list[str | int]:
    place, status = judgement.place, judgement.status.value
    return [status, place.start, place.end, place.quote] if place else [status, -1, -1, ""]


__all__ = ["judge", "table"]
