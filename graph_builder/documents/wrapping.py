"""Lines that are one paragraph or item, wrapped by an editor, an e-mail program or a converter.

1. Find the column at which the text was wrapped: the widest line of those that are followed by
   another without a break, if most of these lines end where the next word would not have fitted,
   in the middle of a sentence. A few lines may stick out (an address that could not be broken).
2. A line goes on in the next where the next one's first word would not have fitted, or begins in
   lower case and the line had not ended. A blank line between (every second line of some converted
   files, page breaks) changes nothing where both are true.
3. Marks, headings and rows begin a line of their own; a forced break ends one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from graph_builder.documents.lines import Line

_WIDEST = 130
_NARROWEST = 28
_FEWEST_PAIRS = 3
_WITHIN = 0.8  # of the lines; addresses that could not be broken stick out
_MOSTLY = 0.6
_LONG = 45
"""Columns that a line must have to go on by its lower case alone, where no width is known."""
_ENDS = tuple(".;:!?")


@dataclass(frozen=True, slots=True)
class _Broken:
    """A line as it is broken: its columns with all markup, those of its first word."""

    line: Line
    width: int
    first: int


def join(lines: list[Line], text: str) -> list[Line]:
    """Return the lines of a text with those put together that were one before the wrapping."""
    broken = [_broken(line, text) for line in lines]
    width = _wrap_width(broken)
    joined: list[Line] = []
    first = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and _goes_on(broken[at - 1], broken[at], width):
            continue
        head, last = lines[first], lines[at - 1]
        if first < at - 1:
            head = replace(head, end=last.end, text=text[head.start : last.end], hard=last.hard)
        joined.append(head)
        first = at
    return joined


def _broken(line: Line, text: str) -> _Broken:
    start, stop = text.rfind("\n", 0, line.start) + 1, text.find("\n", line.end)
    whole = text[start : stop if stop >= 0 else len(text)].rstrip()
    return _Broken(line, len(whole), len(whole.lstrip()[:_WIDEST].split(None, 1)[0]))


def _wrap_width(lines: list[_Broken]) -> int:
    """Return the column at which a text was wrapped, 0 where none is."""
    pairs = [pair for pair in pairwise(lines) if _is_adjacent(*pair) and not pair[1].line.gap]
    if len(pairs) < _FEWEST_PAIRS:
        return 0
    widths = sorted(before.width for before, _ in pairs)
    least = widths[int(len(widths) * _WITHIN) - 1]
    for width in sorted({w for w in widths if w >= least}, reverse=True):
        if not _NARROWEST <= width <= _WIDEST:
            continue
        within = [pair for pair in pairs if pair[0].width <= width]
        full = sum(_is_full(*pair, width) and not _is_ended(pair[0]) for pair in within)
        if full > _MOSTLY * len(within):
            return width
    return 0


def _is_adjacent(before: _Broken, after: _Broken) -> bool:
    """Tell whether nothing but a break stands between two lines."""
    one, other = before.line, after.line
    if other.marker or other.level or other.cells or one.level or one.cells:
        return False
    return not one.hard and (one.bold or not other.bold)


def _is_full(before: _Broken, after: _Broken, width: int) -> bool:
    """Tell whether the first word of a line would not have fitted into the line before."""
    return before.width + 1 + after.first > width


def _is_ended(line: _Broken) -> bool:
    return line.line.text.endswith(_ENDS)


def _goes_on(before: _Broken, after: _Broken, width: int) -> bool:
    """Tell whether a line continues the paragraph or item of the line before it."""
    if not _is_adjacent(before, after):
        return False
    lower = after.line.text[0].islower() and not _is_ended(before)
    full = bool(width) and _is_full(before, after, width)
    if after.line.gap:
        return full and lower
    return full or (lower and before.width >= (_MOSTLY * width or _LONG))
