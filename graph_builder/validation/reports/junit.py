"""JUnit XML, for build servers: a suite per version, a case per rule that found something.

Violations are failures; warnings and notes pass and say what they found in ``system-out``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from graph_builder.validation.catalogue import Severity
from graph_builder.validation.findings import Finding
from graph_builder.validation.reports import View
from graph_builder.validation.reports.group import grouped, where
from graph_builder.validation.run import VersionReport


def pieces(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield one ``testsuites`` document; a version without findings has one passing case."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="alir validate">\n'
    for report in reports:
        suite = _suite(report, view)
        ET.indent(suite, level=1)
        yield f"  {ET.tostring(suite, encoding='unicode')}\n"
    yield "</testsuites>\n"


def _suite(report: VersionReport, view: View) -> ET.Element:
    groups = list(grouped(report.findings, view.language))
    failures = sum(g[0].severity is Severity.VIOLATION for g in groups)
    name = f"{report.header.source} ({report.header.language})"
    suite = ET.Element("testsuite", name=name, tests=str(len(groups) or 1), failures=str(failures))
    if not groups:
        ET.SubElement(suite, "testcase", classname=name, name=view.word("conforms"))
    for findings in groups:
        _case(suite, name, findings, view)
    return suite


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


__all__ = ["pieces"]
