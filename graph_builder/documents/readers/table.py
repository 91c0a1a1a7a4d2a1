"""HTML tables: rows of words with the header of each column; layout tables told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

_SPACES = re.compile(r"\s+")
_MOST_COLUMNS = 30


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: its caption, the words of its header, the words of its rows."""

    caption: str
    header: list[str]
    rows: list[list[str]]

    @classmethod
    def of(cls, element: html.HtmlElement) -> Table:
        """Return what a ``table`` element says."""
        found = element.find("./caption")
        caption = _words(found) if found is not None else ""
        header: list[str] = []
        rows: list[list[str]] = []
        spans: dict[int, tuple[int, str]] = {}
        for row in element.iter("tr"):
            cells = [cell for cell in row if cell.tag in {"td", "th"}]
            values = _spread(cells, spans)
            heads = bool(cells) and all(cell.tag == "th" for cell in cells)
            if heads and not rows and not header and len(values) > 1:
                header = values
            elif any(values):
                rows.append(values)
        return cls(caption, header, rows)


def is_layout(element: html.HtmlElement) -> bool:
    """Tell whether a table only places things: nested tables, headings inside, or one column."""
    if element.get("role") == "presentation" or element.find(".//table") is not None:
        return True
    if any(element.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3", "h4", "form")):
        return True
    widest = max((sum(c.tag in {"td", "th"} for c in row) for row in element.iter("tr")), default=0)
    return widest < 2  # noqa: PLR2004 - a table has two columns


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
    return min(_MOST_COLUMNS, max(1, int(text))) if text and text.isdigit() else 1


def _words(element: html.HtmlElement) -> str:
    parts: list[str] = []
    for node in element.iter():
        if node.tag in {"script", "style"}:
            continue
        if node.tag in {"br", "p", "li", "div"} and parts and node is not element:
            parts.append(" ")
        parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    return _SPACES.sub(" ", "".join(parts)).strip()
