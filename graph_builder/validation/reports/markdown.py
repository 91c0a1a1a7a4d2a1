"""Markdown, for a job summary or a pull request.

The portfolio matrix (policy by element) comes first, then of each version summary, findings and
matrix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.validation.reports import View, ended
from graph_builder.validation.reports.entries import Entry, entries
from graph_builder.validation.reports.group import cite
from graph_builder.validation.reports.text import MARKS, SIGNS, asked, completeness, summary
from graph_builder.validation.requirements import Status
from graph_builder.validation.run import VersionReport


def pieces(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield the reports; with several versions the portfolio matrix comes first."""
    return ended(f"{line}\n" for line in _lines(reports, view))


def _lines(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    yield from (f"# {view.word('title')}", "", f"_{view.word('caveat')}_", "")
    if len(reports) > 1:
        yield from _portfolio(reports, view)
    for report in reports:
        yield from _version(report, view)


def _portfolio(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    elements = [j.requirement.element for j in asked(reports[0], view)]
    yield f"## {view.word('matrix')}: {len(reports)} {view.word('policies')}"
    yield ""
    yield "| |" + "".join(f" {e} |" for e in elements)
    yield "|---|" + "---|" * len(elements)
    for report in reports:
        signs = "".join(f" {SIGNS[j.status]} |" for j in asked(report, view))
        yield f"| {_cell(report.header.source)} ({report.header.language}) |{signs}"
    yield ""
    yield "  ".join(f"{sign} {view.word(status.value)}" for status, sign in SIGNS.items())
    yield ""


def _version(report: VersionReport, view: View) -> Iterator[str]:
    header = report.header
    yield f"## {_text(header.source)} ({header.language}): {summary(report, view)}"
    yield ""
    for line in completeness(report, view):
        yield f"- {_text(line)}"
    yield ""
    if report.findings:
        yield from _findings(report, view)
    if report.matrix:
        yield from _matrix(report, view)


def _matrix(report: VersionReport, view: View) -> Iterator[str]:
    yield f"### {view.word('matrix')}"
    yield ""
    words = [view.word(w) for w in ("requirement", "law", "result", "evidence")]
    yield "| | " + " | ".join(words) + " |"
    yield "|---|" + "---|" * len(words)
    for judgement in asked(report, view):
        wanted, place = judgement.requirement, judgement.place
        quote = cite(place) if place else ""
        if judgement.status is Status.NOT_FOUND and quote:
            quote = f"{view.word('nearest')}: {quote}"
        law = wanted.cite(view.laws, view.language)
        result = f"{SIGNS[judgement.status]} {view.word(judgement.status.value)}"
        name = wanted.name[view.language]
        yield f"| {wanted.element} | " + " | ".join(map(_cell, (name, law, result, quote))) + " |"
    yield ""


def _findings(report: VersionReport, view: View) -> Iterator[str]:
    yield f"### {view.word('findings')}"
    yield ""
    for entry in entries(report.findings):
        first = entry.first
        rules = ", ".join(f"`{name}`" for name in entry.rules)
        mark = f"{MARKS[first.severity]} {view.word(first.severity.value)}"
        yield f"- **{mark}** {_text(entry.headline(view))} ({rules})"
        for word, text in (
            ("evidence", _evidence(entry)),
            ("other", cite(first.counterpart) if first.counterpart else ""),
            ("nearest", cite(first.candidate) if first.candidate else ""),
            ("law", entry.law(view)),
            ("why", first.rule.say(first.rule.why, view.language)),
            ("suggestion", entry.suggestion(view)),
        ):
            if text:
                yield f"  - {view.word(word)}: {_text(text)}"
    yield ""


def _evidence(entry: Entry) -> str:
    """Return the first place with its words, and the other places."""
    if not entry.placed or entry.placed[0].place is None:
        return ""
    return ", ".join([cite(entry.placed[0].place), *entry.spots[1:]])


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")


def _text(text: str) -> str:
    """Return words of a policy so that they cannot become markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{c}" if c in "*_`[]" else c for c in escaped)


__all__ = ["pieces"]
