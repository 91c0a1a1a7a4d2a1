"""Text to lines: where each begins and ends without its markup, and what kind of mark it bears.

1. Cut the text at its newlines; remember indentation, blank lines and hard breaks.
2. Take away what is markup at the edges: ``#``, ``>``, bullets, numbering, emphasis round a whole
   line, tags and invisible characters. Offsets stay those of the text.
3. Read pipe tables into rows with the header of each cell.

Lines that an editor wrapped are joined by :mod:`.wrapping`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph_builder.documents.document import Cell
from graph_builder.documents.words import numbered

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SPACE = " \t\u00a0\u3000\f\v" + INVISIBLE
_TAB = 4
_MOST_SIGNS = 3  # "***"
_FEWEST_ROWS = 2

_RULE = re.compile(r"(?:[-*_=—–~] ?){3,}\Z")
_TABLE_RULE = frozenset("|:- \t")
_SETEXT = re.compile(r"(?:=+|-{3,})\Z")
_HASHES = re.compile(r"(#{1,6})[ \t\u00a0]*(?=[^#\s])(?:[-*][ \t]+)?")
_TAGS_ONLY = re.compile(r"(?:<[^<>]{0,300}>[ \t]*)+\Z")
_FENCE = re.compile(r"(?:```|~~~)[\w-]{0,20}\Z")
_BULLET = re.compile(
    rf"[•◦▪■□●○‣⁃➢➤✓✔·∙]️?[{_SPACE}]*|\\?[-*+–—][{_SPACE}]+|o[ \t]+(?=[A-Z])|\\?-(?=[^\W\d_])"
)
_ORDINAL = re.compile(
    rf"(?:(?P<many>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})[.)]?[{_SPACE}]+"
    rf"|(?P<open>\\?\(?)(?P<token>\d{{1,3}}|[A-Za-z]|[ivxIVX]{{2,6}})(?P<close>\\?[.)])"
    rf"(?:[{_SPACE}]+|(?<=\))(?=\w)|(?<=\d\.)(?=[^\W\d_])))(?=\S)"
)
# A single star before a space is a bullet.
_EMPHASIS = re.compile(rf"(?:\*{{2,3}}|\*(?![{_SPACE}])|_{{1,3}})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its markup.

    Attributes:
        start: first code point of what it says.
        end: one past the last.
        text: what it says.
        indent: columns before it.
        marker: bullet or number as written, or empty.
        style: kind of marker: ``-`` for bullets, ``1.``, ``a)``, ``(i)``, ``1.1``.
        token: the bare number or letter.
        number: what the token counts as, 0 for none.
        gap: a blank line stands before it.
        level: heading level that its markup gives, or 0.
        bold: emphasised as a whole.
        cells: of a table row.
        hard: ends in a forced line break.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    marker: str = ""
    style: str = ""
    token: str = ""
    number: int = 0
    gap: bool = False
    level: int = 0
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    hard: bool = False


def scan(text: str) -> list[Line]:
    """Return the lines of a plain or Markdown text that say something, as they are broken."""
    return list(_rows(list(_physical(text))))


def mark(text: str, start: int, end: int) -> Line:
    """Return the line that ``text[start:end]`` makes, its markup recognised."""
    indent = 0
    while start < end and text[start] in _SPACE + ">":
        indent += _TAB if text[start] == "\t" else text[start] not in INVISIBLE
        start += 1
    hard = text.endswith(("  ", "\\"), start, end)
    end = _trim_end(text, start, end)
    body = text[start:end]
    level = 0
    if match := _HASHES.match(body):
        level, start = len(match[1]), start + match.end()
        end = start + len(text[start:end].rstrip("# \t"))
    start, end, bold = _bare(text, start, end)
    marker, style, token = "", "", ""
    if match := _BULLET.match(text, start, end):
        marker, style, start = match[0], "-", match.end()
    if match := _ORDINAL.match(text, start, end):
        marker, start, token = marker + match[0], match.end(), match["token"] or match["many"]
        style = style or _style(match)
    elif (level or bold) and (match := numbered().match(text, start, end)) and match.end() < end:
        marker, style, start = match[0], "Pasal", match.end()
    if marker:
        start, end, inner = _bare(text, start, end)
        bold = bold or inner
    return Line(
        start,
        end,
        text[start:end],
        indent,
        marker.strip(_SPACE),
        style,
        token,
        level=level,
        bold=bold,
        hard=hard,
    )


def _style(match: re.Match[str]) -> str:
    if match["many"]:
        return "1" + ".1" * match["many"].count(".")
    token = match["token"]
    kind = "1" if token.isdigit() else "A" if token.isupper() else "a"
    if len(token) > 1 and not token.isdigit():
        kind = "I" if token.isupper() else "i"
    return match["open"].strip("\\") + kind + match["close"].strip("\\")


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _SPACE + "\\":
        end -= 1
    if text.endswith(("<br>", "<br/>", "<br />"), start, end):
        return _trim_end(text, start, text.rindex("<br", start, end))
    return end


def _bare(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return the span without emphasis round all of it, or opened or closed elsewhere."""
    whole = False
    while start < end:
        opening = _EMPHASIS.match(text, start, end)
        sign = opening[0] if opening else ""
        closing = _closing(text, start + len(sign), end)
        inner = text[start + len(sign) : end - len(closing)]
        if sign and closing and sign[0] not in inner and inner.strip():
            start, end, whole = start + len(sign), end - len(closing), True
        elif sign and not closing and sign not in inner:
            start, whole = start + len(sign), len(sign) > 1
        elif closing and not sign and closing not in inner:
            end -= len(closing)
        else:
            break
        while start < end and text[start] in _SPACE:
            start += 1
        end = _trim_end(text, start, end)
    return start, end, whole


def _closing(text: str, start: int, end: int) -> str:
    at = end
    while (
        at > start
        and end - at < _MOST_SIGNS
        and text[at - 1] in "*_"
        and text[at - 1] == text[end - 1]
    ):
        at -= 1
    return text[at:end]


def _physical(text: str) -> Iterator[Line]:
    start, gap, before = 0, True, None
    fenced = False
    for raw in text.split("\n"):
        end = start + len(raw)
        bare = raw.lstrip(_SPACE + ">").rstrip(_SPACE)
        if _FENCE.match(bare):
            fenced = not fenced
        elif before is not None and not gap and _SETEXT.match(bare):
            before = replace(before, level=before.level or (1 if bare[0] == "=" else 2))
        elif not bare or _TAGS_ONLY.match(bare) or _RULE.match(bare):
            if before is not None:
                yield before
            before, gap = None, True
        else:
            if before is not None:
                yield before
            line = mark(text, start, end)
            before, gap = (replace(line, gap=gap), False) if line.text else (None, True)
        start = end + 1
    if before is not None:
        yield before


def _rows(lines: list[Line]) -> Iterator[Line]:
    """Turn the lines of pipe tables into rows; the header goes into their cells."""
    at = 0
    while at < len(lines):
        stop = at + _is_row(lines[at].text)
        while at < stop < len(lines) and _is_row(lines[stop].text) and not lines[stop].gap:
            stop += 1
        ruled = stop - at > 1 and _is_table_rule(lines[at + 1].text)
        if stop - at < _FEWEST_ROWS and not (stop > at and lines[at].text.endswith("|")):
            yield lines[at]
            at += 1
            continue
        header = _header(lines[at]) if ruled else []
        for line in lines[at + 2 if ruled else at : stop]:
            if cells := _cells(line, header):
                yield replace(line, start=cells[0].start, end=cells[-1].end, cells=cells)
        at = stop


def _is_table_rule(said: str) -> bool:
    return "-" in said and _TABLE_RULE.issuperset(said)


def _is_row(said: str) -> bool:
    return "|" in said and (said[0] == "|" or said[-1] == "|" or " | " in said)


def _header(line: Line) -> list[str]:
    """Return the words over each column, empty ones too: “| | Purpose | How long |”."""
    parts = [part.strip(_SPACE) for part in line.text.split("|")]
    inner = parts[1:] if not parts[0] else parts
    return inner[:-1] if inner and not inner[-1] else inner


def _cells(line: Line, header: list[str]) -> tuple[Cell, ...]:
    cells = []
    column, start = 0, line.start
    parts = line.text.split("|")
    for number, part in enumerate(parts):
        stop = start + len(part)
        edge = number in {0, len(parts) - 1} and not part.strip()
        if part.strip(_SPACE):
            first = start + len(part) - len(part.lstrip(_SPACE))
            name = header[column] if column < len(header) else ""
            cells.append(Cell(name, first, first + len(part.strip(_SPACE))))
        column += not edge
        start = stop + 1
    return tuple(cells)
