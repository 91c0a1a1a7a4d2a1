"""The report for programs: everything, in both languages, in a stable order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph_builder.validation.evidence import Place
from graph_builder.validation.findings import Finding, count_by_severity
from graph_builder.validation.reports import View
from graph_builder.validation.requirements import Judgement, Status
from graph_builder.validation.run import VersionReport

_INDENT = "  "
_LANGUAGES = ("en", "id")


def pieces(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield one JSON object: ``{"reports": [...], "matrix": {...}, "baseline": {"passed": n}}``.

    ``matrix`` is the portfolio: the elements, and for each version their results in that order.
    """
    yield '{\n  "reports": '
    yield from members(map(version, reports), depth=2)
    yield f',\n  "matrix": {dumped(_portfolio(reports), depth=1)}'
    yield f',\n  "baseline": {dumped({"passed": view.passed}, depth=1)}\n}}\n'


def members(values: Iterable[object], depth: int) -> Iterator[str]:
    """Yield a JSON array whose members stand at a depth of indentation, one by one."""
    opening = "["
    for value in values:
        yield f"{opening}\n{_INDENT * depth}{dumped(value, depth)}"
        opening = ","
    yield "[]" if opening == "[" else f"\n{_INDENT * (depth - 1)}]"


def dumped(value: object, depth: int) -> str:
    """Return a value as JSON whose further lines stand at a depth of indentation.

    Strings of JSON hold no line break, so each is one of the layout.
    """
    text = json.dumps(value, ensure_ascii=False, indent=len(_INDENT))
    return text.replace("\n", f"\n{_INDENT * depth}")


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


__all__ = ["dumped", "members", "pieces", "place", "version"]
