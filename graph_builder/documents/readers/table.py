"""HTML tables: rows of words with the header of each column; layout tables told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from graph_builder.documents.readers.parts import number

_SPACES = re.compile(r"\s+")
_MOST_COLUMNS = 30
_FEWEST_COLUMNS = 2
_PLACED = ("table", "h1", "h2", "h3", "h4", "form")
_LISTED = frozenset({"li", "td", "th"})
_APART = _LISTED | {"br", "p", "div"}
_ROWS = frozenset({"row"})
_CELLS = frozenset({"cell", "gridcell", "columnheader", "rowheader"})


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: its caption, the words of its header, the words of its rows."""

    caption: str
    header: list[str]
    rows: list[list[str]]

    @classmethod
    def of(cls, element: html.HtmlElement) -> Table:
        """Return what a ``table`` element, or one with such a role, says."""
        found = element.find("./caption")
        caption = _words(found) if found is not None else ""
        header: list[str] = []
        rows: list[list[str]] = []
        spans: dict[int, tuple[int, str]] = {}
        for row in _rows(element):
            cells = _cells(row)
            values = _spread(cells, spans)
            if _heads(cells) and not rows and not header and len(values) > 1:
                header = values
            elif any(values):
                rows.append(values)
        return cls(caption, header, rows)


def is_layout(element: html.HtmlElement) -> bool:
    """Tell whether a table only places things: nested tables, headings inside, or one column.

    A row of headers makes it a data table whatever else its cells hold.
    """
    if element.get("role") == "presentation":
        return True
    rows = [_cells(row) for row in _rows(element)]
    if max(map(len, rows), default=0) < _FEWEST_COLUMNS:
        return True
    holds = [tag for tag in _PLACED if element.find(f".//{tag}") is not None]
    if len(rows[0]) >= _FEWEST_COLUMNS and _heads(rows[0]):
        return "h1" in holds or "form" in holds
    return bool(holds)


def _rows(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the rows of a table without those of the tables in its cells."""
    events = etree.iterwalk(element, events=("start",))
    for _, one in events:
        if one.tag == "tr" or one.get("role") in _ROWS:
            yield one
            events.skip_subtree()
        elif one.tag == "table" and one is not element:
            events.skip_subtree()


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in {"td", "th"} or cell.get("role") in _CELLS]


def _heads(cells: list[html.HtmlElement]) -> bool:
    return bool(cells) and all(c.tag == "th" or c.get("role") == "columnheader" for c in cells)


def _spread(cells: list[html.HtmlElement], spans: dict[int, tuple[int, str]]) -> list[str]:
    """Return the words of a row's columns, what spans down from rows above included."""
    values: list[str] = []
    for cell in cells:
        _fill(values, spans)
        said = _words(cell)
        down = _number(cell.get("rowspan"))
        for extra in range(_number(cell.get("colspan"))):
            if down > 1:
                spans[len(values)] = (down - 1, said)
            values.append("" if extra else said)
    _fill(values, spans)
    return values[:_MOST_COLUMNS]


def _fill(values: list[str], spans: dict[int, tuple[int, str]]) -> None:
    while (at := len(values)) in spans:
        left, said = spans.pop(at)
        if left > 1:
            spans[at] = (left - 1, said)
        values.append(said)


def _number(text: str | None) -> int:
    return min(_MOST_COLUMNS, max(1, number(text, 1)))


def _words(element: html.HtmlElement) -> str:
    """Return the words of a cell; the items of a list in it are set apart by semicolons."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag in {"script", "style"}:
            continue
        if node is not element and node.tag in _APART:
            said = "".join(parts).rstrip()
            parts.append("; " if node.tag in _LISTED and said[-1:].isalnum() else " ")
        parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    return _SPACES.sub(" ", "".join(parts)).strip()
