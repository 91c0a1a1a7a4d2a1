"""The block model: what every reader delivers and extraction starts from.

A :class:`Document` is one language of one input file. Its ``text`` is the normalised text of the
whole file and every offset of the program counts code points of it, so two languages of one file
share a text and differ in their blocks. For ``.txt`` and ``.md`` the normalised text is the file's
own (UTF-8, byte order mark removed, newlines unified), which lets anyone check an offset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its column header (may be empty) and its span in the text."""

    header: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is read as one unit.

    Attributes:
        kind: what it is.
        start: first code point, without bullet or numbering.
        end: one past its last code point.
        level: heading level (1-6), list nesting (1 = outermost), 0 otherwise.
        section: heading path above it, outermost first, as normalised heading texts.
        marker: bullet or numbering as written ("1.", "a)", "•"), empty otherwise.
        parent: index in ``Document.blocks`` of the block it hangs under: for an item its lead-in
            paragraph or enclosing item, for anything else its heading; ``None`` at the top.
        cells: the cells of a ``ROW``; empty otherwise.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    section: tuple[str, ...] = ()
    marker: str = ""
    parent: int | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: span in the text, index of its block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Document:
    """One language of one input file, ready for extraction.

    Attributes:
        source: file name or URL as given.
        source_hash: SHA-256 (hex) of the file's bytes.
        text: normalised text; offsets count its code points.
        language: ``en`` or ``id``.
        blocks: in reading order, only those in ``language``.
        sentences: of those blocks, in reading order.
        media_type: of the input, e.g. ``text/markdown``.
        coverage: share (0-1) of the visible text that the blocks of all languages keep.
        notes: codes of ``failures.toml`` that did not stop the reading, e.g. a low coverage.
        account: signs of the file's visible text by what became of them, all languages together
            (:mod:`graph_builder.documents.account`).
    """

    source: str
    source_hash: str
    text: str
    language: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    media_type: str = "text/plain"
    coverage: float = 1.0
    notes: tuple[str, ...] = ()
    account: Mapping[str, int] = field(default_factory=dict, hash=False)

    def quote(self, start: int, end: int) -> str:
        """Return the text of a span."""
        return self.text[start:end]
