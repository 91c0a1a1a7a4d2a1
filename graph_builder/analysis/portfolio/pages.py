"""A report as plain parts (sections, tables, entries with quotes), and these as text or markup.

What a report says is decided where it is made; here is only how it looks, the same for all: text,
Markdown, one HTML page without scripts, JSON and CSV. JSON and CSV carry the data of the report
itself, not its looks.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph_builder.analysis.citation import LEAD_IN, Citation
from graph_builder.templating import environment

_WIDEST = 46
_LONGEST = 240

Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that prove something: whose they are, where they stand."""

    label: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One point of a section and its proofs."""

    text: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a remark, a table (column names, rows) and entries, each possibly empty.

    ``more`` says what a limit left out.
    """

    heading: str
    remark: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    entries: tuple[Entry, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A report.

    ``data`` is what JSON shows, ``columns`` and ``rows`` what CSV shows; ``findings`` tells how
    many findings there are where the report is one of findings.
    """

    title: str
    caveat: str
    sections: tuple[Section, ...]
    language: str
    data: object
    columns: tuple[str, ...]
    rows: tuple[tuple[Plain, ...], ...]
    findings: int = 0


def quote(label: str, proof: Citation | None, unquoted: str) -> Quote:
    """Return a proof as it is shown; a graph without quotes leaves the place alone."""
    place, words = (proof.place, proof.quote) if proof else ("", "")
    return Quote(label, place, words or unquoted)


def render(page: Page, style: str) -> str:
    """Return a report in one of :data:`STYLES`, ending in a line break."""
    return STYLES[style](page)


def _text(page: Page) -> str:
    lines = [page.title, page.caveat]
    for section in page.sections:
        lines += ["", section.heading.upper()]
        lines += [section.remark] if section.remark else []
        lines += _aligned(section.columns, section.rows)
        for entry in section.entries:
            lines += ["", f"  {entry.text}"]
            lines += [_quoted(q, "    {label}{place}{words}", _shortened) for q in entry.quotes]
        lines += ["", f"  {section.more}"] if section.more else []
    return "\n".join(lines) + "\n"


def _aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return []
    cells = [[_clip(c) for c in line] for line in (columns, *rows)]
    widths = [max(len(c) for c in column) for column in zip(*cells, strict=True)]
    cells.insert(1, ["─" * w for w in widths])
    return [
        "  " + "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


def _clip(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _quoted(said: Quote, form: str, escape: Callable[[str], str] = str) -> str:
    place = f" {escape(said.place)}" if said.place else ""
    words = f": “{escape(said.words)}”" if said.place else ""
    return form.format(label=escape(said.label), place=place, words=words)


def _shortened(text: str) -> str:
    """Cut a quote: its lead-ins go first, then the end of the clause."""
    while len(text) > _LONGEST and LEAD_IN in text:
        text = "… " + text.partition(LEAD_IN)[2]
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"


def _markdown(page: Page) -> str:
    lines = [f"# {plain(page.title)}", "", f"_{plain(page.caveat)}_"]
    for section in page.sections:
        lines += ["", f"## {plain(section.heading)}"]
        lines += ["", plain(section.remark)] if section.remark else []
        if section.rows:
            rule = ["---"] * len(section.columns)
            lines += ["", *(_row(line) for line in (section.columns, rule, *section.rows))]
        lines += [""] if section.entries else []
        for entry in section.entries:
            lines.append(f"- {plain(entry.text)}")
            lines += [_quoted(q, "  - {label}{place}{words}", plain) for q in entry.quotes]
        lines += ["", plain(section.more)] if section.more else []
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return (
        "| " + " | ".join(c if c == "---" else plain(c).replace("|", "\\|") for c in cells) + " |"
    )


def plain(text: str) -> str:
    """Return words so that they cannot become markup in Markdown."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{c}" if c in "*_`[]" else c for c in escaped)


def _html(page: Page) -> str:
    return (
        environment(Path(__file__).parent)
        .get_template("page.html.jinja")
        .render(page=page)
        .rstrip()
        + "\n"
    )


def _json(page: Page) -> str:
    return json.dumps(page.data, ensure_ascii=False, indent=2) + "\n"


def _csv(page: Page) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(page.columns)
    writer.writerows([_cell(v) for v in row] for row in page.rows)
    return out.getvalue()


def _cell(value: Plain) -> Plain:
    """Keep a spreadsheet from running a cell that begins like a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "@", "\t") else value


STYLES: Mapping[str, Callable[[Page], str]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "markdown": _markdown,
    "html": _html,
}

__all__ = ["STYLES", "Entry", "Page", "Plain", "Quote", "Section", "plain", "quote", "render"]
