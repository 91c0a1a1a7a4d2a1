"""PDF files: the words in reading order, without running headers, hyphens undone.

1. Take the lines of each page, one column after the other (:mod:`.pdf_page`).
2. Drop lines that stand at the top or bottom of most pages, whatever their page number.
3. A line that reaches the edge of its column, or has no room for the next word, goes on in the
   next; a hyphen before lower case is undone. A wide vertical distance is a paragraph break.
4. A file of pictures has no text: it needs optical character recognition first. Where some pages
   are pictures, the rest is read and a note tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from graph_builder.documents.account import signs
from graph_builder.documents.lines import mark
from graph_builder.documents.readers.compose import Composer
from graph_builder.documents.readers.parts import Parts
from graph_builder.documents.readers.pdf_page import Row, is_picture, rows
from graph_builder.errors import DocumentError, UnsupportedError

_MOST_PAGES = 400
_FEWEST_LETTERS = 25
_FEWEST_OVER_PICTURE = 200  # signs: a page scanned may bear a stamp, or a line of its own
_FULL = 0.86  # of the column
_WIDE_GAP = 0.75
_EDGE_LINES = 3
_ENDS = ".:;!?"
_HYPHENS = "-\u00ad\u2010\ufffe\x02"  # pdfium writes a hyphen at a line's end as U+0002
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|halaman|hal\.?)\s*)?\d{1,3}(?:\s*(?:/|of|dari)\s*\d{1,3})?\W*", re.IGNORECASE
)


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
        if len(document) > _MOST_PAGES:
            said = f"{source}: {len(document)} pages, the limit is {_MOST_PAGES}"
            raise DocumentError("E-TOO-LARGE", said, "Split the document.")
        pages = [rows(page) for page in document]
        pictures = [is_picture(page) for page in document]
    except pypdfium2.PdfiumError as error:
        code = "E-LOCKED-PDF" if "password" in str(error).lower() else "E-DAMAGED"
        raise DocumentError(code, f"{source}: {error}") from error
    kept = _without_running(pages)
    scanned = sum(
        picture and _signs([page]) < _FEWEST_OVER_PICTURE
        for page, picture in zip(kept, pictures, strict=True)
    )
    if pages and (scanned == len(pages) or _signs(kept) < _FEWEST_LETTERS * len(pages)):
        raise DocumentError("E-SCANNED-PDF", f"{source}: {len(pages)} page(s) without text")
    composer = Composer()
    _compose(chain.from_iterable(kept), composer)
    text, lines = composer.finish()
    whole, running = _signs(pages), _signs(pages) - _signs(kept)
    account = {"kept": whole - running, "landmark": running}
    if not scanned:
        return Parts(text, lines, account=account)
    coverage = round(1 - scanned / len(pages), 3)
    return Parts(text, lines, coverage, ("E-SCANNED-PAGES",), account)


def _signs(pages: list[list[Row]]) -> int:
    return sum(signs(row.said) for page in pages for row in page)


def _without_running(pages: list[list[Row]]) -> list[list[Row]]:
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


def _edge(page: list[Row]) -> list[Row]:
    by_height = sorted(page, key=lambda row: -row.top)
    return [*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]]


def _compose(rows: Iterable[Row], composer: Composer) -> None:
    """Join lines into paragraphs, over the ends of columns and pages, and add them."""
    said, before = "", None
    gap = False
    for row in rows:
        apart = before is None or before.bottom - row.top > _WIDE_GAP * row.height
        marked = bool(mark(row.said, 0, len(row.said)).marker)
        if before and not apart and not marked and _goes_on(before, row):
            said = _joined(said, row.said)
        else:
            if said:
                composer.add(said, gap=gap)
            said, gap = row.said, apart
        before = row
    if said:
        composer.add(said, gap=gap)


def _goes_on(before: Row, row: Row) -> bool:
    """Return whether a line goes on in the next: it is full, or that begins in lower case."""
    if row.top > before.top and before.said[-1] in _ENDS:
        return False  # at the top of the next column or page
    if row.said[0].islower() or before.right >= before.start + _FULL * (before.edge - before.start):
        return True
    first = len(row.said.split(maxsplit=1)[0]) * (row.right - row.left) / len(row.said)
    return before.said[-1] not in _ENDS and before.right + first > before.edge


def _joined(before: str, after: str) -> str:
    """Join two lines; a hyphen that cut a word is undone."""
    if len(before) > 1 and before[-1] in _HYPHENS and before[-2].isalpha() and after[0].islower():
        return before[:-1] + after
    return f"{before} {after}"
