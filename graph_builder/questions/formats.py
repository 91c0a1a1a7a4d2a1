"""A result as text: a table for a terminal, Markdown, CSV, TSV, SPARQL JSON or XML, Turtle.

``table``, ``markdown`` and ``csv`` are for people and spreadsheets: terms in words. ``json``,
``xml``
and ``tsv`` are the W3C result formats with the terms themselves; ``turtle`` is what a CONSTRUCT
gives.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

import pyoxigraph as ox

from graph_builder.errors import UsageError
from graph_builder.graph.turtle import text
from graph_builder.namespaces import PREFIXES
from graph_builder.questions.labels import Labels
from graph_builder.questions.tables import Table, to_json

_MAX_CELL = 60


def render(table: Table, style: str, labels: Labels) -> str:
    """Return a table in one of :data:`FORMATS`, ending in a line break.

    Raises:
        UsageError: the format is unknown, or does not fit the query's form.
    """
    if style not in FORMATS:
        raise UsageError("E-USAGE", f"unknown format {style!r}", f"One of {', '.join(FORMATS)}.")
    return FORMATS[style](table, labels)


def _plain(table: Table, labels: Labels) -> str:
    if not table.rows:
        return ""
    head = [labels.column(c) for c in table.columns]
    rows = [[_clip(cell) for cell in row] for row in labels.rows(table)]
    widths = [max(len(x) for x in column) for column in zip(head, *rows, strict=True)]
    lines = [head, ["─" * w for w in widths], *rows]
    return "".join(
        "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def _clip(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MAX_CELL else flat[: _MAX_CELL - 1] + "…"


def _markdown(table: Table, labels: Labels) -> str:
    def line(cells: list[str]) -> str:
        escaped = (" ".join(c.split()).replace("\\", "\\\\").replace("|", "\\|") for c in cells)
        return "| " + " | ".join(escaped) + " |\n"

    head = line([labels.column(c) for c in table.columns])
    return head + line(["---"] * len(table.columns)) + "".join(map(line, labels.rows(table)))


def _csv(table: Table, labels: Labels) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_unformula(cell) for cell in row] for row in labels.rows(table))
    return out.getvalue()


def _unformula(cell: str) -> str:
    """Keep a spreadsheet from running a cell that begins like a formula."""
    return "'" + cell if cell[:1] in ("=", "@", "\t") else cell


def _json(table: Table, _labels: Labels) -> str:
    return to_json(table) + "\n"


def _convert(format_: ox.QueryResultsFormat) -> Callable[[Table, Labels], str]:
    def run(table: Table, _labels: Labels) -> str:
        parsed = ox.parse_query_results(to_json(table), format=ox.QueryResultsFormat.JSON)
        return (parsed.serialize(format=format_) or b"").decode().rstrip("\n") + "\n"

    return run


def _turtle(table: Table, _labels: Labels) -> str:
    if table.form != "construct":
        raise UsageError("E-USAGE", "only CONSTRUCT and DESCRIBE results can be written as Turtle")
    triples = [ox.Triple(*row) for row in table.rows]  # type: ignore[arg-type]  # a CONSTRUCT gives terms
    return text(triples, PREFIXES)


FORMATS: Mapping[str, Callable[[Table, Labels], str]] = {
    "table": _plain,
    "csv": _csv,
    "tsv": _convert(ox.QueryResultsFormat.TSV),
    "json": _json,
    "xml": _convert(ox.QueryResultsFormat.XML),
    "markdown": _markdown,
    "turtle": _turtle,
}


def to_html(sentence: str, table: Table, labels: Labels, rows: int = 50) -> str:
    """Return a sentence and a table as HTML for a notebook; every text is escaped."""
    from html import escape

    head = "".join(f"<th>{escape(labels.column(c))}</th>" for c in table.columns)
    cells = labels.rows(Table(table.columns, table.rows[:rows]))
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in cells
    )
    lead = f"<p>{escape(sentence)}</p>" if sentence else ""
    return f"{lead}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
