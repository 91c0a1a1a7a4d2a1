"""One page of a PDF: its lines in reading order, each with its box.

1. Cut what pdfium reads (it tells spaces and breaks that a page only draws) into runs of signs on
   one height; what stands well apart is another run: the next column, or the next cell.
2. Where hardly any run crosses the middle of the page, read one column after the other.
3. Put runs on one height together as a line, from left to right.
4. A small shape before a line is its bullet: browsers draw bullets and write none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_FEWEST_IN_COLUMN = 6
_APART = 1.2  # of a sign's height: a wider gap is between columns or cells, not between words
_SPACE = 0.09  # of a line's height: closer runs are parts of one word
_SMALL = 0.7  # of a line's height: a larger shape is no bullet
_LARGEST = 20.0  # points
_SQUARE = 0.3
_BEFORE = 2.5  # of a line's height: how far before the words a bullet stands
_REAL_PICTURE = 0.5  # of the page: a smaller picture is an ornament


_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign: the space that its font gives it (``left`` to ``high``), and its ink in height."""

    said: str
    left: float
    low: float
    right: float
    high: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line on a page: its words and the box round them (points, origin at the bottom left).

    ``start`` and ``edge`` are the sides of the column that it stands in.
    """

    said: str
    left: float
    bottom: float
    right: float
    top: float
    start: float = 0.0
    edge: float = 0.0

    @property
    def height(self) -> float:
        """How high its signs are."""
        return self.top - self.bottom


def rows(page: pypdfium2.PdfPage) -> list[Row]:
    """Return the lines of a page in reading order."""
    bullets = _bullets(page)
    found: list[Row] = []
    for column in _columns(list(_runs(page.get_textpage())), page.get_width()):
        lines = _lines(column)
        start = min((line.left for line in lines), default=0.0)
        edge = max((line.right for line in lines), default=0.0)
        for line in lines:
            bullet = "• " if any(_before(line, shape) for shape in bullets) else ""
            found.append(replace(line, said=bullet + line.said, start=start, edge=edge))
    return found


def is_picture(page: pypdfium2.PdfPage) -> bool:
    """Return whether a picture covers most of the page, as a scanner leaves it."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    for shape in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = shape.get_bounds()
        across = min(right, width) - max(left, 0)
        up = min(top, height) - max(bottom, 0)
        if across > 0 and up > 0 and across * up > _REAL_PICTURE * width * height:
            return True
    return False


def _runs(words: pypdfium2.PdfTextPage) -> Iterator[Row]:
    """Yield the stretches of signs that follow each other closely on one height."""
    run: list[_Sign] = []
    for sign in _signs(words):
        if run and sign.said.isspace() and sign.said not in "\r\n":
            run.append(replace(run[-1], said=" "))
            continue
        if run and not _follows(run[-1], sign):
            yield from _closed(run)
            run = []
        if not sign.said.isspace():
            run.append(sign)
    yield from _closed(run)


def _signs(words: pypdfium2.PdfTextPage) -> Iterator[_Sign]:
    """Yield each sign; one beyond the basic plane comes from pdfium in two halves."""
    from pypdfium2.raw import FPDFText_GetUnicode

    half = ""
    for at in range(words.count_chars()):
        said = half + chr(FPDFText_GetUnicode(words, at))
        if "\ud800" <= said < "\udc00":
            half = said
            continue
        half = ""
        if len(said) > 1:
            said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        left, low, right, high = words.get_charbox(at, loose=True)
        _, bottom, _, top = words.get_charbox(at)
        yield _Sign(said, left, low, right, high, bottom, top)


def _follows(before: _Sign, sign: _Sign) -> bool:
    """Return whether a sign stands on the height of the one before it, and close to it."""
    height = min(before.high - before.low, sign.high - sign.low)
    shared = min(before.high, sign.high) - max(before.low, sign.low)
    gap = sign.left - before.right
    return sign.said not in "\r\n" and shared > 0.3 * height and -height < gap < _APART * height


def _closed(run: list[_Sign]) -> Iterator[Row]:
    """Yield the row that a run makes, if it says anything."""
    if said := " ".join("".join(sign.said for sign in run).split()):
        yield Row(
            said,
            min(sign.left for sign in run),
            min(sign.bottom for sign in run),
            max(sign.right for sign in run),
            max(sign.top for sign in run),
        )


def _columns(runs: list[Row], width: float) -> list[list[Row]]:
    """Return the runs of each column where hardly any run crosses the middle of the page."""
    middle = width / 2
    left = [run for run in runs if run.right <= middle + width * 0.02]
    right = [run for run in runs if run.left >= middle - width * 0.02 and run not in left]
    across = len(runs) - len(left) - len(right)
    if min(len(left), len(right)) < _FEWEST_IN_COLUMN or across * 5 > len(runs):
        return [runs]
    heights = [(min(r.bottom for r in side), max(r.top for r in side)) for side in (left, right)]
    shared = min(h[1] for h in heights) - max(h[0] for h in heights)
    if shared < 0.4 * max(high - low for low, high in heights):
        return [runs]
    floor = max(run.top for run in (*left, *right))
    crossing = [run for run in runs if run not in left and run not in right]
    over = [run for run in crossing if run.bottom > floor - 1]
    return [over, left, right, [run for run in crossing if run not in over]]


def _lines(runs: list[Row]) -> list[Row]:
    """Put runs on one height together."""
    lines: list[list[Row]] = []
    for run in sorted(runs, key=lambda one: -one.top):
        if lines and _level(lines[-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_line(sorted(line, key=lambda run: run.left)) for line in lines]


def _level(line: list[Row], run: Row) -> bool:
    top, bottom = max(r.top for r in line), min(r.bottom for r in line)
    return min(top, run.top) - max(bottom, run.bottom) > 0.5 * min(run.height, top - bottom)


def _line(runs: list[Row]) -> Row:
    said = runs[0].said
    for before, run in pairwise(runs):
        said += (" " if run.left - before.right > _SPACE * run.height else "") + run.said
    return Row(
        said,
        runs[0].left,
        min(run.bottom for run in runs),
        max(run.right for run in runs),
        max(run.top for run in runs),
    )


def _bullets(page: pypdfium2.PdfPage) -> list[_Box]:
    """Return the boxes of shapes that are about as high as wide, and no larger than a letter."""
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH

    boxes = (shape.get_bounds() for shape in page.get_objects(filter=[FPDF_PAGEOBJ_PATH]))
    return [
        box
        for box in boxes
        if 1 < (height := box[3] - box[1]) < _LARGEST
        and abs(box[2] - box[0] - height) < _SQUARE * height
    ]


def _before(line: Row, box: _Box) -> bool:
    """Return whether a shape stands before a line as its bullet."""
    _, bottom, right, top = box
    return (
        0 < line.left - right < _BEFORE * line.height
        and line.bottom <= (bottom + top) / 2 <= line.top
        and top - bottom < _SMALL * line.height
    )


__all__ = ["Row", "is_picture", "rows"]
