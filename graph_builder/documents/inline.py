"""Lists pasted into one line ("We collect: • your name • your age.") are cut into their parts.

1. Bullets between spaces cut a line into its items where something introduces them or the line is
   too long to be a row of links. The last item, one before an introduction, and one after whose
   first sentence as much follows as no item has, end with that sentence; the rest is a paragraph.
2. Numbers cut a line where they count 1, 2, 3 …, each at the start of a sentence. Where a heading
   ends inside of such a part cannot be told, so that each is one item with all of its text.

Offsets stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph_builder.documents import shapes
from graph_builder.documents.lines import Line, mark

_BULLET = re.compile(r"(?<=\s)[•▪■●◦‣➢✓](?=\s)")
_NUMBER = re.compile(r"(?:(?<=[.:;!?]\s)|\A)(\d{1,2})\.\s+(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?][”\"’')]?\s+(?=[^\W\d_a-z])")
_FEWEST_BULLETS = 2
_FEWEST_NUMBERS = 3
_LONGEST = 1000
_LONG = 200
"""A shorter line of bullets without an introduction is a row of links ("Terms • Privacy")."""


def split(lines: Iterable[Line], text: str) -> Iterator[Line]:
    """Yield the lines, those that hold a list cut into its parts."""
    for line in lines:
        if line.cells or line.level:
            yield line
        elif cuts := _bullets(line):
            yield from _items(line, text, cuts)
        elif cuts := _numbers(line):
            yield from _parts(line, text, cuts)
        else:
            yield line


def _bullets(line: Line) -> list[int]:
    """Return where the bullets of a line stand, none where they are no list."""
    cuts = [match.start() for match in _BULLET.finditer(line.text)]
    listed = line.style == "-" or len(line.text) > _LONG
    if not cuts or len(cuts) + (line.style == "-") < _FEWEST_BULLETS:
        return []
    return cuts if listed or shapes.is_lead_in(line.text[: cuts[0]].rstrip()) else []


def _numbers(line: Line) -> list[int]:
    """Return where the numbers of a line stand, if they count from one."""
    first = line.marker.rstrip(".") == "1"
    counted: list[int] = []
    for match in _NUMBER.finditer(line.text):
        if int(match[1]) == len(counted) + first + 1:
            counted.append(match.start())
    return counted if len(counted) + first >= _FEWEST_NUMBERS else []


def _items(line: Line, text: str, cuts: list[int]) -> Iterator[Line]:
    *parts, last = _parts(line, text, cuts)
    for at, part in enumerate(parts):
        is_item = at or part.marker
        leaves = shapes.ends_in_colon(part.text) or len(part.text) > _LONGEST
        yield from _ended(part, text) if is_item and leaves else (part,)
    yield from _ended(last, text)


def _ended(item: Line, text: str) -> Iterator[Line]:
    """Yield an item with its sentence, and what follows as a paragraph."""
    if end := _SENTENCE_END.search(item.text):
        stop, start = item.start + len(end.string[: end.end()].rstrip()), item.start + end.end()
        yield replace(item, end=stop, text=text[item.start : stop])
        rest = text[start : item.end]
        yield Line(start, item.end, rest, indent=item.indent, gap=True)
    else:
        yield item


def _parts(line: Line, text: str, cuts: list[int]) -> Iterator[Line]:
    """Yield what stands before the first cut, and each part from one cut to the next."""
    if before := line.text[: cuts[0]].rstrip():
        yield replace(line, end=line.start + len(before), text=before)
    for start, stop in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
        part = mark(text, line.start + start, line.start + stop)
        if part.text:
            yield replace(part, indent=line.indent)


__all__ = ["split"]
