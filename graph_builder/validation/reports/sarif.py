"""SARIF 2.1.0, for code scanning: stable rule ids, places, fingerprints.

A finding of absence has no place of its own; it points at the nearest sentence, or else at line 1,
since code scanning shows nothing without a line. Columns count code points (``columnKind``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from graph_builder import __version__
from graph_builder.validation.catalogue import Rule, Severity
from graph_builder.validation.evidence import Place
from graph_builder.validation.findings import Finding
from graph_builder.validation.reports import View
from graph_builder.validation.reports.json import dumped, members
from graph_builder.validation.run import VersionReport

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def pieces(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield a SARIF log with one run."""
    rules = {f.rule.name: f.rule for report in reports for f in report.findings}
    names = {name: index for index, name in enumerate(sorted(rules))}
    driver = {
        "name": "alir",
        "version": __version__,
        "informationUri": "https://w3id.org/alir",
        "rules": [_rule(rules[name], view) for name in names],
    }
    yield f'{{\n  "$schema": "{SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n'
    yield f'      "tool": {dumped({"driver": driver}, depth=3)},\n'
    yield '      "columnKind": "unicodeCodePoints",\n      "results": '
    findings = (finding for report in reports for finding in report.findings)
    yield from members((_result(f, names[f.rule.name], view) for f in findings), depth=4)
    yield "\n    }\n  ]\n}\n"


def _rule(rule: Rule, view: View) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.name,
        "shortDescription": {"text": rule.say(rule.message, view.language) or rule.name},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "pack": rule.pack,
            "law": rule.say(rule.basis, view.language),
            "anchors": list(rule.anchors),
        },
    }
    if rule.why:
        described["fullDescription"] = {"text": rule.say(rule.why, view.language)}
    if rule.suggestion:
        described["help"] = {"text": rule.say(rule.suggestion, view.language)}
    return described


def _result(finding: Finding, index: int, view: View) -> dict[str, Any]:
    where = finding.place or finding.candidate
    region = _region(where) if where and where.line else {"startLine": 1}
    source = finding.header.source
    uri = source if "://" in source else quote(source.replace("\\", "/"))
    result: dict[str, Any] = {
        "ruleId": finding.rule.name,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message(view.language)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}},
        ],
        "partialFingerprints": {"alir/v1": finding.fingerprint},
    }
    if finding.counterpart and finding.counterpart.line:
        other = {"artifactLocation": {"uri": uri}, "region": _region(finding.counterpart)}
        result["relatedLocations"] = [{"id": 0, "physicalLocation": other}]
    return result


def _region(place: Place) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
    }
    if place.quote:
        region["snippet"] = {"text": place.quote}
    return region


__all__ = ["LEVELS", "SCHEMA", "pieces"]
