"""The statistics of a portfolio as records for JSON and rows for CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from graph_builder.analysis.portfolio.measures import Measure, Measured, Outlier
from graph_builder.analysis.portfolio.pages import Plain
from graph_builder.analysis.portfolio.recipients import Reach
from graph_builder.analysis.portfolio.statistics import Counted, Statistics
from graph_builder.analysis.portfolio.telling import Teller

COLUMNS = ("section", "subject", "name", "measure", "value", "of", "share", "place", "quote")


def record(w: Teller, found: Statistics) -> Mapping[str, object]:
    """Return the figures for JSON."""
    return {
        "policies": found.policies,
        "languages": found.languages,
        "statements": found.statements,
        "denied": found.denied,
        "firmness": found.firmness,
        "recipients": [_record(w, c) for c in found.recipients],
        "bases": [_record(w, c) for c in found.bases],
        "retention": {
            "kinds": [_record(w, c) for c in found.kinds],
            "durations": [_record(w, c) for c in found.durations],
            "not_found": found.without_period,
        },
        "basis_not_found": found.without_basis,
        "reach": [_reach_record(w, r) for r in found.reaches],
        "vagueness": [_measured_record(m) for m in found.measured],
        "outliers": [_outlier_record(w, o) for o in found.outliers],
    }


def _proofs(w: Teller, nodes: Iterable[str]) -> list[Mapping[str, str]]:
    return [asdict(q) for q in w.quotes(nodes)]


def _record(w: Teller, counted: Counted) -> Mapping[str, object]:
    return {
        "value": counted.value,
        "name": w.name(counted.value),
        "policies": counted.policies,
        "statements": len(counted.nodes),
        "evidence": _proofs(w, counted.nodes),
    }


def _reach_record(w: Teller, reach: Reach) -> Mapping[str, object]:
    return {
        "recipient": reach.recipient,
        "name": w.name(reach.recipient),
        "named": reach.named,
        "categories": len(reach.data),
        "flows": reach.flows,
        "policies": reach.policies,
        "linkable": reach.linkable,
        "data": [
            {"concept": d, "name": w.name(d), "policies": p, "evidence": _proofs(w, reach.nodes[d])}
            for d, p in reach.data.items()
        ],
    }


def _measured_record(measured: Measured) -> Mapping[str, object]:
    def plain(found: Mapping[str, Measure]) -> Mapping[str, object]:
        return {name: {"cases": m.cases, "of": m.of} for name, m in found.items()}

    return {
        "version": measured.profile.iri,
        "policy": measured.profile.policy,
        "name": measured.profile.name,
        "language": measured.profile.language,
        "score": None if measured.score is None else round(measured.score, 1),
        "parts": plain(measured.parts),
        "measures": plain(measured.others),
    }


def _outlier_record(w: Teller, found: Outlier) -> Mapping[str, object]:
    return {
        "version": found.profile.iri,
        "measure": found.measure,
        "value": round(found.value, 3),
        "median": round(found.median, 3),
        "peers": found.peers,
        "distance": round(found.distance, 1),
        "evidence": _proofs(w, found.nodes),
    }


def rows(w: Teller, found: Statistics) -> Iterator[tuple[Plain, ...]]:
    """Yield the figures for CSV, in :data:`COLUMNS`."""
    lists = {"recipient": found.recipients, "basis": found.bases}
    lists |= {"retention-kind": found.kinds, "retention-length": found.durations}
    for section, listed in lists.items():
        for c in listed:
            part = round(c.policies / found.policies, 3)
            proof = w.quote(c.nodes[0])
            row = (section, c.value, w.name(c.value), "policies", c.policies, found.policies, part)
            yield (*row, proof.place, proof.words)
    for r in found.reaches:
        for name, value in (
            ("categories", len(r.data)),
            ("flows", r.flows),
            ("linkable", r.linkable),
        ):
            yield ("reach", r.recipient, w.name(r.recipient), name, value, None, None, "", "")
    for m in found.measured:
        for name, one in (*m.parts.items(), *m.others.items()):
            share = round(one.value, 3) if one.of else None
            whole = one.of or None
            yield ("measure", m.profile.iri, m.profile.label, name, one.cases, whole, share, "", "")


__all__ = ["COLUMNS", "record", "rows"]
