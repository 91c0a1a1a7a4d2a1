"""What the reports of contradictions and of parity have in common: findings told to people.

A finding becomes a :class:`Told`, all strings in one language; text, Markdown and CSV are made from
these alone. JSON and Turtle are made from the findings themselves.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from graph_builder.analysis.citation import Citation
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.report import plain, words
from graph_builder.vocabulary import default

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


def text(parts: Sequence[Part], caveat: str, language: str) -> str:
    """Return the findings as plain text."""
    lines: list[str] = []
    for part in parts:
        lines.append(part.title)
        for group, findings in _groups(part):
            lines += ["", group]
            for told in findings:
                lines.append(f"  {told.label}: {told.summary}")
                lines += [f"    {q.label} {_at(q)}{_said(q)}" for q in told.sentences]
                lines += [f"    {words(language)['why']}: {told.why}"] if told.why else []
        lines.append("")
    return "\n".join([*lines, caveat]) + "\n"


def markdown(title: str, parts: Sequence[Part], caveat: str) -> str:
    """Return the findings as Markdown, with whatever a policy says escaped."""
    lines = [f"# {title}", "", f"_{caveat}_"]
    for part in parts:
        lines += ["", f"## {plain(part.title)}"]
        for group, findings in _groups(part):
            lines += ["", f"### {group}", ""]
            for told in findings:
                lines.append(f"- **{told.label}** {plain(told.summary)}")
                lines += [f"  - {q.label} {plain(_at(q) + _said(q))}" for q in told.sentences]
                lines += [f"  - {plain(told.why)}"] if told.why else []
    return "\n".join(lines) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV; a cell that a spreadsheet would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        [f"'{c}" if c[:1] in {"=", "@", "+", "-", "\t"} else c for c in r] for r in rows
    )
    return out.getvalue()


def _groups(part: Part) -> Iterator[tuple[str, list[Told]]]:
    for group, found in groupby(part.findings, key=lambda t: t.group):
        yield group, list(found)


def _at(sentence: Quoted) -> str:
    return f"{sentence.place}: " if sentence.place else ""


def _said(sentence: Quoted) -> str:
    return f"“{sentence.quote}”" if sentence.place else sentence.quote


__all__ = ["Part", "Quoted", "Told", "markdown", "named", "quoted", "table", "text"]
