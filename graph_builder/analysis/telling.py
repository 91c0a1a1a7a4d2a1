"""What the reports of contradictions and of parity have in common: findings told to people.

A finding becomes a :class:`Told`, all strings in one language; text and Markdown are made from
these alone. CSV, JSON and Turtle are made from what a :class:`Report` says of the findings
themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Protocol

from graph_builder.analysis.citation import Citation
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.report import plain, sheet, words
from graph_builder.vocabulary import default

if TYPE_CHECKING:
    import pyoxigraph as ox

_TERM = re.compile(r"(?:alir|dpv|pd|idp):(\w+)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a finding: what it is to it, where it stands, its words."""

    label: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words; ``group`` is the heading it comes under."""

    group: str
    label: str
    summary: str
    why: str
    sentences: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The findings about one version, or pair of versions; ``title`` says which, and how many."""

    title: str
    findings: tuple[Told, ...]


class Report(Protocol):
    """Findings to tell in one language; ``name`` is how its title and caveat are called."""

    name: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]

    @property
    def language(self) -> str:
        """Of the report: ``en`` or ``id``."""

    def parts(self) -> Sequence[Part]:
        """Return the findings in words."""

    def data(self) -> object:
        """Return the findings as JSON has them."""

    def rows(self) -> Iterable[Sequence[str]]:
        """Return the findings as rows of ``columns``."""

    def quads(self) -> Iterable[ox.Quad]:
        """Return the findings as a graph, which holds both languages."""


def quoted(label: str, citation: Citation | None, missing: str = "") -> Quoted:
    """Return a sentence to show; ``missing`` is said where there is none."""
    if citation is None:
        return Quoted(label, "", missing)
    return Quoted(label, citation.place, citation.quote)


def named(values: Iterable[str], taxonomy: Taxonomy, language: str) -> str:
    """Return concepts, parties and durations as people call them.

    A term without a label is told by the words of its name.
    """
    return ", ".join(_named(v, taxonomy, language) for v in values)


def _named(value: str, taxonomy: Taxonomy, language: str) -> str:
    found = taxonomy.name(value, language)
    said = default().in_words(value, language) if found == value else found
    unknown = said == value and _TERM.fullmatch(value)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unknown[1]).lower() if unknown else said


def _text(report: Report) -> str:
    language = report.language
    lines: list[str] = []
    for part in report.parts():
        lines.append(part.title)
        for group, findings in _groups(part):
            lines += ["", group]
            for told in findings:
                lines.append(f"  {told.label}: {told.summary}")
                lines += [f"    {q.label} {_at(q)}{_said(q)}" for q in told.sentences]
                lines += [f"    {words(language)['why']}: {told.why}"] if told.why else []
        lines.append("")
    return "\n".join([*lines, words(language)[f"{report.name}-caveat"]]) + "\n"


def _markdown(report: Report) -> str:
    """Return the findings as Markdown, with whatever a policy says escaped."""
    say = words(report.language)
    lines = [f"# {say[f'{report.name}-title']}", "", f"_{say[f'{report.name}-caveat']}_"]
    for part in report.parts():
        lines += ["", f"## {plain(part.title)}"]
        for group, findings in _groups(part):
            lines += ["", f"### {group}", ""]
            for told in findings:
                lines.append(f"- **{told.label}** {plain(told.summary)}")
                lines += [f"  - {q.label} {plain(_at(q) + _said(q))}" for q in told.sentences]
                lines += [f"  - {plain(told.why)}"] if told.why else []
    return "\n".join(lines) + "\n"


def _csv(report: Report) -> str:
    return sheet(report.columns, report.rows())


def _json(report: Report) -> str:
    return json.dumps(report.data(), ensure_ascii=False, indent=2) + "\n"


def _turtle(report: Report) -> str:
    from graph_builder.analysis.findings_graph import turtle

    return turtle(report.quads())


STYLES: Mapping[str, Callable[[Report], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "csv": _csv,
    "turtle": _turtle,
}


def _groups(part: Part) -> Iterator[tuple[str, list[Told]]]:
    for group, found in groupby(part.findings, key=lambda t: t.group):
        yield group, list(found)


def _at(sentence: Quoted) -> str:
    return f"{sentence.place}: " if sentence.place else ""


def _said(sentence: Quoted) -> str:
    return f"“{sentence.quote}”" if sentence.place else sentence.quote


__all__ = ["STYLES", "Part", "Quoted", "Report", "Told", "named", "quoted"]
