"""JUnit XML, for build servers: a suite per version, a case per rule that found something.

Violations are failures; warnings and notes pass and say what they found in ``system-out``.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from graph_builder.validation.catalogue import Severity
from graph_builder.validation.findings import Finding
from graph_builder.validation.reports import View
from graph_builder.validation.reports.group import grouped, where
from graph_builder.validation.run import VersionReport


def render(reports: Sequence[VersionReport], view: View) -> str:
    """Return one ``testsuites`` document; a version without findings has one passing case."""
    root = ET.Element("testsuites", name="alir validate")
    for report in reports:
        _suite(root, report, view)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, report: VersionReport, view: View) -> None:
    groups = list(grouped(report.findings, view.language))
    failures = sum(g[0].severity is Severity.VIOLATION for g in groups)
    name = f"{report.header.source} ({report.header.language})"
    suite = ET.SubElement(
        root, "testsuite", name=name, tests=str(len(groups) or 1), failures=str(failures)
    )
    if not groups:
        ET.SubElement(suite, "testcase", classname=name, name=view.word("conforms"))
    for findings in groups:
        _case(suite, name, findings, view)


def _case(suite: ET.Element, name: str, findings: tuple[Finding, ...], view: View) -> None:
    first = findings[0]
    message = _clean(first.message(view.language))
    case = ET.SubElement(suite, "testcase", classname=name, name=f"{first.rule.name}: {message}")
    lines = [where(f) + (f" “{f.place.quote}”" if f.place else "") for f in findings]
    text = _clean("\n".join([first.rule.say(first.rule.basis, view.language), *lines]).strip())
    if first.severity is Severity.VIOLATION:
        failure = ET.SubElement(case, "failure", message=message, type=first.severity.value)
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = text


def _clean(text: str) -> str:
    """Drop what XML cannot hold: control characters that texts from PDFs bring along."""
    return "".join(c for c in text if c in "\n\t" or c >= " ")


__all__ = ["render"]
