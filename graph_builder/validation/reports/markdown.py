"""Markdown, for a job summary or a pull request.

The portfolio matrix (policy by element) comes first, then matrix and findings of each version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.validation.reports import View
from graph_builder.validation.reports.group import cite, grouped, spot
from graph_builder.validation.reports.text import MARKS, summary
from graph_builder.validation.requirements import Status
from graph_builder.validation.run import VersionReport

SIGNS = {Status.STATED: "✔", Status.VAGUE: "~", Status.DENIED: "✘", Status.NOT_FOUND: "–"}


def render(reports: Sequence[VersionReport], view: View) -> str:
    """Return the reports; with several versions the portfolio matrix comes first."""
    lines = [f"# {view.word('title')}", "", f"_{view.word('caveat')}_", ""]
    if len(reports) > 1:
        lines += _portfolio(reports, view)
    for report in reports:
        lines += _version(report, view)
    return "\n".join(lines).rstrip() + "\n"


def _portfolio(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    elements = [j.requirement.element for j in reports[0].matrix]
    yield f"## {view.word('matrix')}: {len(reports)} {view.word('policies')}"
    yield ""
    yield "| |" + "".join(f" {e} |" for e in elements)
    yield "|---|" + "---|" * len(elements)
    for report in reports:
        signs = "".join(f" {SIGNS[j.status]} |" for j in report.matrix)
        yield f"| {_cell(report.header.source)} ({report.header.language}) |{signs}"
    yield ""
    yield "  ".join(f"{sign} {view.word(status.value)}" for status, sign in SIGNS.items())
    yield ""


def _version(report: VersionReport, view: View) -> Iterator[str]:
    header = report.header
    yield f"## {_text(header.source)} ({header.language}): {summary(report, view)}"
    yield ""
    if report.matrix:
        yield from _matrix(report, view)
    if report.findings:
        yield from _findings(report, view)


def _matrix(report: VersionReport, view: View) -> Iterator[str]:
    words = [view.word(w) for w in ("requirement", "law", "result", "evidence")]
    yield "| | " + " | ".join(words) + " |"
    yield "|---|" + "---|" * len(words)
    for judgement in report.matrix:
        wanted, place = judgement.requirement, judgement.place
        quote = cite(place) if place else ""
        if judgement.status is Status.NOT_FOUND and quote:
            quote = f"{view.word('nearest')}: {quote}"
        law = "; ".join(wanted.law.values())
        result = f"{SIGNS[judgement.status]} {view.word(judgement.status.value)}"
        name = wanted.name[view.language]
        yield f"| {wanted.element} | " + " | ".join(map(_cell, (name, law, result, quote))) + " |"
    yield ""


def _findings(report: VersionReport, view: View) -> Iterator[str]:
    yield f"### {view.word('findings')}"
    yield ""
    for findings in grouped(report.findings, view.language):
        first = findings[0]
        places = ", ".join(dict.fromkeys(s for f in findings if (s := spot(f))))
        mark = f"{MARKS[first.severity]} {view.word(first.severity.value)}"
        yield f"- **{mark}** {_text(first.message(view.language))} (`{first.rule.name}`)"
        for word, text in (
            ("evidence", places),
            ("other", cite(first.counterpart) if first.counterpart else ""),
            ("nearest", cite(first.candidate) if first.candidate else ""),
            ("law", first.rule.say(first.rule.basis, view.language)),
            ("why", first.rule.say(first.rule.why, view.language)),
            ("suggestion", first.suggestion(view.language)),
        ):
            if text:
                yield f"  - {view.word(word)}: {_text(text)}"
    yield ""


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")


def _text(text: str) -> str:
    """Return words of a policy so that they cannot become markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{c}" if c in "*_`[]" else c for c in escaped)


__all__ = ["SIGNS", "render"]
