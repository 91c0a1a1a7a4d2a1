"""PDF files: the words in reading order, without running headers, hyphens undone.

1. Take the text rectangles of each page from pypdfium2, one column after the other.
2. Put rectangles on one height together as a line; a wide vertical distance is a paragraph break.
3. Drop lines that stand at the top or bottom of most pages, whatever their page number.
4. A line that reaches the right edge goes on in the next; a hyphen before lower case is undone.
5. A file of pictures has no text: it needs optical character recognition first.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.documents.account import signs
from graph_builder.documents.lines import mark
from graph_builder.documents.readers.compose import Composer
from graph_builder.documents.readers.parts import Parts
from graph_builder.errors import DocumentError, UnsupportedError

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES = 400
_FEWEST_LETTERS = 25
_FULL = 0.88
_SPACE = 0.09  # of a line's height: closer boxes are parts of one word
_FEWEST_IN_COLUMN = 6
_WIDE_GAP = 0.75
_EDGE_LINES = 3
_HYPHENS = "-\u00ad\u2010\ufffe\x02"  # pdfium writes a hyphen at a line's end as U+0002
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|halaman|hal\.?)\s*)?\d{1,3}(?:\s*(?:/|of|dari)\s*\d{1,3})?\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line on a page: its words and the box round them (points, origin at the bottom left)."""

    said: str
    left: float
    bottom: float
    right: float
    top: float


def read(data: bytes, source: str) -> Parts:
    """Return the lines of a PDF file.

    Raises:
        DocumentError: it is damaged (``E-DAMAGED``), locked (``E-LOCKED-PDF``), or holds only
            pictures (``E-SCANNED-PDF``).
        UnsupportedError: pypdfium2 is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        hint = "pip install 'alir[documents]'"
        raise UnsupportedError("E-EXTRA", f"{source}: PDF files need pypdfium2", hint) from error
    try:
        document = pypdfium2.PdfDocument(data)
        pages = [_rows(document[at]) for at in range(min(len(document), _MOST_PAGES))]
    except pypdfium2.PdfiumError as error:
        code = "E-LOCKED-PDF" if "password" in str(error).lower() else "E-DAMAGED"
        raise DocumentError(code, f"{source}: {error}") from error
    letters = sum(len(row.said) for page in pages for row in page)
    if pages and letters < _FEWEST_LETTERS * len(pages):
        raise DocumentError("E-SCANNED-PDF", f"{source}: {len(pages)} page(s) without text")
    composer = Composer()
    kept = _without_running(pages)
    for page in kept:
        _compose(page, composer)
    text, lines = composer.finish()
    whole, running = _signs(pages), _signs(pages) - _signs(kept)
    return Parts(text, lines, account={"kept": whole - running, "landmark": running})


def _signs(pages: list[list[_Row]]) -> int:
    return sum(signs(row.said) for page in pages for row in page)


def _rows(page: pypdfium2.PdfPage) -> list[_Row]:
    """Return the lines of a page in reading order."""
    words = page.get_textpage()
    boxes = []
    for at in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(at)
        said = " ".join(words.get_text_bounded(left, bottom, right, top).split())
        if said:
            boxes.append(_Row(said, left, bottom, right, top))
    rows: list[_Row] = []
    for column in _columns(boxes, page.get_width()):
        rows += _lines(column)
    return rows


def _columns(boxes: list[_Row], width: float) -> list[list[_Row]]:
    """Return the boxes of each column where hardly any box crosses the middle of the page."""
    middle = width / 2
    left = [box for box in boxes if box.right <= middle + width * 0.02]
    right = [box for box in boxes if box.left >= middle - width * 0.02]
    across = len(boxes) - len(left) - len(right)
    if min(len(left), len(right)) < _FEWEST_IN_COLUMN or across * 5 > len(boxes):
        return [boxes]
    heights = [(min(b.bottom for b in side), max(b.top for b in side)) for side in (left, right)]
    shared = min(h[1] for h in heights) - max(h[0] for h in heights)
    if shared < 0.4 * max(high - low for low, high in heights):
        return [boxes]
    floor = max(box.top for box in (*left, *right))
    over = [box for box in boxes if box.left < middle < box.right and box.bottom > floor - 1]
    rest = [box for box in boxes if box.left < middle < box.right and box not in over]
    return [over, left, right, rest]


def _lines(boxes: list[_Row]) -> list[_Row]:
    """Put boxes on one height together."""
    rows: list[_Row] = []
    for box in sorted(boxes, key=lambda one: (-round(one.top), one.left)):
        row = rows[-1] if rows else None
        height = box.top - box.bottom
        if row and min(row.top, box.top) - max(row.bottom, box.bottom) > 0.5 * height:
            first, second = (row, box) if row.left <= box.left else (box, row)
            between = " " if second.left - first.right > _SPACE * height else ""
            rows[-1] = _Row(
                f"{first.said}{between}{second.said}",
                first.left,
                min(row.bottom, box.bottom),
                max(row.right, box.right),
                max(row.top, box.top),
            )
        else:
            rows.append(box)
    return rows


def _without_running(pages: list[list[_Row]]) -> list[list[_Row]]:
    """Leave out what stands at the edges of most pages, and page numbers."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_NUMBER.sub("#", row.said) for row in _edge(page)})
    running = {said for said, times in edges.items() if times > 1 and times * 2 > len(pages)}
    kept = []
    for page in pages:
        edge = {id(row) for row in _edge(page)}
        kept.append(
            [
                row
                for row in page
                if id(row) not in edge
                or not (
                    _NUMBER.sub("#", row.said) in running
                    or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(row.said))
                )
            ]
        )
    return kept


def _edge(page: list[_Row]) -> list[_Row]:
    by_height = sorted(page, key=lambda row: -row.top)
    return [*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]]


def _compose(page: list[_Row], composer: Composer) -> None:
    """Join the lines of a page into paragraphs and add them."""
    said, before = "", None
    edge = max((row.right for row in page), default=0.0)
    gap = False
    for row in page:
        distance = before.bottom - row.top if before else 0.0
        apart = before is not None and distance > _WIDE_GAP * (row.top - row.bottom)
        full = before is not None and before.right >= edge * _FULL
        marked = bool(mark(row.said, 0, len(row.said)).marker)
        if said and before and not apart and not marked and (full or row.said[0].islower()):
            said = _joined(said, row.said)
        else:
            if said:
                composer.add(said, gap=gap)
            said, gap = row.said, apart or before is None
        before = row
    if said:
        composer.add(said, gap=gap)


def _joined(before: str, after: str) -> str:
    """Join two lines; a hyphen that cut a word is undone."""
    if len(before) > 1 and before[-1] in _HYPHENS and before[-2].isalpha() and after[0].islower():
        return before[:-1] + after
    return f"{before} {after}"
