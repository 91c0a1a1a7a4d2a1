"""The report for a terminal: what is wrong, where, under which law, why, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.validation.catalogue import Severity
from graph_builder.validation.findings import Finding, count_by_severity
from graph_builder.validation.reports import View
from graph_builder.validation.reports.group import cite, grouped, spot, where
from graph_builder.validation.run import VersionReport

MARKS = {Severity.VIOLATION: "✗", Severity.WARNING: "!", Severity.INFO: "i"}
_COLOURS = {Severity.VIOLATION: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_PLACES = 5


def render(reports: Sequence[VersionReport], view: View) -> str:
    """Return the text report; a version without findings is one line."""
    lines = [line for report in reports for line in _version(report, view)]
    if view.passed:
        lines.append(f"{view.passed} {view.word('baseline')}")
    if any(report.findings for report in reports):
        lines.append(view.word("caveat"))
    return "\n".join(lines) + "\n"


def summary(report: VersionReport, view: View) -> str:
    """Return “2 violations, 3 warnings, 1 note”, or that nothing was found."""
    counts = count_by_severity(report.findings)
    parts = [
        f"{n} {view.word(s.value if n == 1 else s.value + 's')}" for s, n in counts.items() if n
    ]
    return ", ".join(parts) or view.word("conforms")


def _version(report: VersionReport, view: View) -> Iterator[str]:
    header = report.header
    yield f"{header.source} ({header.language}): {summary(report, view)}"
    for findings in grouped(report.findings, view.language):
        yield from _entry(findings, view)
    yield ""


def _entry(findings: tuple[Finding, ...], view: View) -> Iterator[str]:
    first = findings[0]
    mark = f"{MARKS[first.severity]} {view.word(first.severity.value)}"
    if view.colour:
        mark = f"\x1b[{_COLOURS[first.severity]}m{mark}\x1b[0m"
    yield f"  {mark}  {where(first)}  {first.message(view.language)}  [{first.rule.name}]"
    for name, text in _details(first, view):
        yield f"      {view.word(name)}: {text}"
    others = [f for f in findings[1:] if f.place and f.place != first.place]
    if others:
        yield f"      {view.word('also')}: {_others(others, view)}"


def _details(finding: Finding, view: View) -> Iterator[tuple[str, str]]:
    rule, language = finding.rule, view.language
    if finding.place and finding.place.quote:
        yield "text", f"“{finding.place.quote}”"
    if finding.counterpart:
        yield "other", cite(finding.counterpart)
    if finding.absent:
        yield "absent", f"{finding.header.coverage:.0%} {view.word('read')}"
    if finding.candidate:
        yield "nearest", cite(finding.candidate)
    if rule.basis:
        yield "law", rule.say(rule.basis, language)
    if rule.why:
        yield "why", rule.say(rule.why, language)
    if rule.suggestion:
        yield "suggestion", finding.suggestion(language)


def _others(findings: Sequence[Finding], view: View) -> str:
    spots = list(dict.fromkeys(spot(f) for f in findings))
    shown = ", ".join(spots[:_PLACES])
    rest = len(spots) - _PLACES
    return f"{shown} (+{rest} {view.word('more')})" if rest > 0 else shown


__all__ = ["MARKS", "render", "summary"]
