"""The report for a terminal.

By default one or two screens: how complete the text is, then what is wrong and where, the
weightiest first. With ``View.verbose`` every place, why it matters, and what would mend it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graph_builder.validation.catalogue import Severity
from graph_builder.validation.evidence import shorten
from graph_builder.validation.reports import View
from graph_builder.validation.reports.entries import Entry, entries
from graph_builder.validation.reports.group import cite, spot, where
from graph_builder.validation.requirements import Judgement, Status
from graph_builder.validation.run import VersionReport

MARKS = {Severity.VIOLATION: "✗", Severity.WARNING: "!", Severity.INFO: "i"}
SIGNS = {Status.STATED: "✔", Status.VAGUE: "~", Status.DENIED: "✘", Status.NOT_FOUND: "–"}
_COLOURS = {Severity.VIOLATION: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_PLACES = 4
_VALUES = 160
_QUOTE = 90
_BRIEF = (Status.VAGUE, Status.DENIED, Status.NOT_FOUND)


def pieces(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield the text report; a version without findings is told in two lines."""
    return (f"{line}\n" for line in _lines(reports, view))


def _lines(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    found = False
    for report in reports:
        yield from _version(report, view)
        found = found or bool(report.findings)
    if len(reports) > 1:
        yield from _portfolio(reports, view)
        yield ""
    if view.passed:
        yield f"{view.passed} {view.word('baseline')}"
    if found:
        if not view.verbose:
            yield view.word("suggestions")
        yield view.word("caveat")


def summary(report: VersionReport, view: View) -> str:
    """Return “2 violations, 3 warnings, 1 note” (entries), or that nothing was found."""
    counts = Counter(entry.severity for entry in entries(report.findings))
    parts = [
        f"{n} {view.word(s.value if n == 1 else s.value + 's')}"
        for s in Severity
        if (n := counts[s])
    ]
    return ", ".join(parts) or view.word("conforms")


def asked(report: VersionReport, view: View) -> tuple[Judgement, ...]:
    """Return the judgements on the elements that a law of the view asks for."""
    return tuple(j for j in report.matrix if j.requirement.cite(view.laws, view.language))


def completeness(report: VersionReport, view: View) -> Iterator[str]:
    """Yield how many elements are stated, then the others by status."""
    matrix = asked(report, view)
    stated = sum(j.status is Status.STATED for j in matrix)
    if matrix:
        yield f"{stated}/{len(matrix)} {view.word('elements')}"
    for status in _BRIEF:
        named = [j.requirement for j in matrix if j.status is status]
        if named:
            elements = ", ".join(f"{r.name[view.language]}" for r in named)
            yield f"{view.word(status.value)} ({len(named)}): {elements}"


def _version(report: VersionReport, view: View) -> Iterator[str]:
    header = report.header
    read = f"{header.coverage:.0%} {view.word('read')}"
    yield f"{header.source} ({header.language}): {summary(report, view)}; {read}"
    for line in completeness(report, view):
        yield f"  {line}"
    for entry in entries(report.findings):
        yield from _entry(entry, view)
    if view.verbose:
        yield from _matrix(report, view)
    yield ""


def _matrix(report: VersionReport, view: View) -> Iterator[str]:
    """Yield every element with its result and the evidence, or the nearest sentence."""
    for judgement in asked(report, view):
        wanted = judgement.requirement
        sign, result = SIGNS[judgement.status], view.word(judgement.status.value)
        line = f"  {sign} {wanted.element}  {wanted.name[view.language]}: {result}"
        if judgement.place:
            absent = judgement.status is Status.NOT_FOUND
            nearest = f"{view.word('nearest')} " if absent else ""
            line += f"; {nearest}{cite(judgement.place)}"
        yield f"{line} ({wanted.cite(view.laws, view.language)})"


def _portfolio(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield the signs of all elements, a line per version."""
    elements = [j.requirement.element for j in asked(reports[0], view)]
    if elements:
        legend = ", ".join(f"{sign} {view.word(s.value)}" for s, sign in SIGNS.items())
        yield f"{view.word('matrix')} ({elements[0]} … {elements[-1]}; {legend})"
        for report in reports:
            signs = "".join(SIGNS[j.status] for j in asked(report, view))
            yield f"  {signs}  {report.header.source} ({report.header.language})"


def _entry(entry: Entry, view: View) -> Iterator[str]:
    mark = f"{MARKS[entry.severity]} {view.word(entry.severity.value)}"
    if view.colour:
        mark = f"\x1b[{_COLOURS[entry.severity]}m{mark}\x1b[0m"
    if view.verbose:
        names = ", ".join(entry.rules)
        yield f"  {mark}  {where(entry.first)}  {entry.headline(view)}  [{names}]"
        for name, text in _details(entry, view):
            yield f"      {view.word(name)}: {text}"
    else:
        headline = shorten(entry.headline(view), _VALUES)
        names = entry.rules[0] + (f" +{len(entry.rules) - 1}" if len(entry.rules) > 1 else "")
        yield f"  {mark}  {headline}{_at(entry, view)}  [{names}]"
        if entry.severity is Severity.VIOLATION:
            yield from _grounds(entry, view)


def _at(entry: Entry, view: View) -> str:
    """Return the first places; of a violation the first stands with its words below."""
    spots = entry.spots
    if not spots:
        return ""
    shown, rest = ", ".join(spots[:_PLACES]), len(spots) - _PLACES
    return f"  {shown}" + (f" (+{rest} {view.word('more')})" if rest > 0 else "")


def _grounds(entry: Entry, view: View) -> Iterator[str]:
    first = entry.placed[0] if entry.placed else entry.first
    if first.place and first.place.quote:
        yield f"      “{shorten(first.place.quote, _QUOTE)}”"
    if first.counterpart:
        spotted, _, words = cite(first.counterpart).partition(" ")
        yield f"      {view.word('other')}: {spotted} {shorten(words, _QUOTE)}"
    law = entry.law(view)
    if law:
        yield f"      {shorten(law, _VALUES)}"


def _details(entry: Entry, view: View) -> Iterator[tuple[str, str]]:
    first, language = entry.first, view.language
    if first.place and first.place.quote:
        yield "text", f"“{first.place.quote}”"
    if first.counterpart:
        yield "other", cite(first.counterpart)
    if first.absent:
        yield "absent", f"{first.header.coverage:.0%} {view.word('read')}"
    if first.candidate:
        yield "nearest", cite(first.candidate)
    if law := entry.law(view):
        yield "law", law
    if first.rule.why:
        yield "why", first.rule.say(first.rule.why, language)
    if first.rule.suggestion:
        yield "suggestion", entry.suggestion(view)
    others = [s for s in entry.spots if s != spot(first)]
    if others:
        yield "also", ", ".join(others)


__all__ = ["MARKS", "SIGNS", "asked", "completeness", "pieces", "summary"]
