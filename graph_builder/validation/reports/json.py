"""The report for programs: everything, in both languages, in a stable order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from graph_builder.validation.evidence import Place
from graph_builder.validation.findings import Finding, count_by_severity
from graph_builder.validation.reports import View
from graph_builder.validation.requirements import Judgement, Status
from graph_builder.validation.run import VersionReport

_LANGUAGES = ("en", "id")


def render(reports: Sequence[VersionReport], view: View) -> str:
    """Return one JSON object: ``{"reports": [...], "matrix": {...}, "baseline": {"passed": n}}``.

    ``matrix`` is the portfolio: the elements, and for each version their results in that order.
    """
    data = {
        "reports": [version(r) for r in reports],
        "matrix": _portfolio(reports),
        "baseline": {"passed": view.passed},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def version(report: VersionReport) -> dict[str, Any]:
    """Return one version's report as plain values."""
    header = report.header
    return {
        "policy": header.policy,
        "version": header.version,
        "source": header.source,
        "language": header.language,
        "title": header.title,
        "coverage": header.coverage,
        "counts": {s.value: n for s, n in count_by_severity(report.findings).items()},
        "findings": [_finding(f) for f in report.findings],
        "requirements": [_judgement(j) for j in report.matrix],
    }


def _portfolio(reports: Sequence[VersionReport]) -> dict[str, Any]:
    elements = [j.requirement.element for j in reports[0].matrix] if reports else []
    rows = [
        {
            "version": report.header.version,
            "source": report.header.source,
            "language": report.header.language,
            "statuses": [j.status.value for j in report.matrix],
        }
        for report in reports
    ]
    return {"elements": elements, "versions": rows}


def _judgement(judgement: Judgement) -> dict[str, Any]:
    found = judgement.status is not Status.NOT_FOUND
    return {
        "element": judgement.requirement.element,
        "name": dict(judgement.requirement.name),
        "law": dict(judgement.requirement.law),
        "status": judgement.status.value,
        "place": place(judgement.place) if found else None,
        "nearest": None if found else place(judgement.place),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    return {
        "rule": rule.name,
        "pack": rule.pack,
        "severity": finding.severity.value,
        "elements": list(rule.elements),
        "message": {x: finding.message(x) for x in _LANGUAGES},
        "law": dict(rule.basis),
        "anchors": list(rule.anchors),
        "why": dict(rule.why),
        "suggestion": {x: s for x in _LANGUAGES if (s := finding.suggestion(x))},
        "focus": finding.focus,
        "value": finding.value,
        "place": place(finding.place),
        "counterpart": place(finding.counterpart),
        "nearest": place(finding.candidate),
        "fingerprint": finding.fingerprint,
    }


def place(where: Place | None) -> dict[str, Any] | None:
    """Return a place as plain values."""
    if where is None:
        return None
    return {
        "start": where.start,
        "end": where.end,
        "line": where.line or None,
        "column": where.column or None,
        "quote": where.quote,
    }


__all__ = ["place", "render", "version"]
