"""A document in pieces that a model is asked about one by one.

1. Consecutive blocks under the same heading are one section.
2. A section longer than :data:`LONGEST` code points is cut between blocks, never before an item of
   a list, whose lead-in it would lose, unless one list alone is too long.
3. Bare headings are no section.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph_builder.documents.document import Block, BlockKind, Document

LONGEST = 6000
"""Code points of one section; small models read a few thousand words with care."""

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks ``first`` to ``last`` (exclusive) of a document, under one heading path."""

    heading: tuple[str, ...]
    first: int
    last: int

    def text(self, document: Document) -> str:
        """Return the words of the section, a block to a line, items marked by a dash."""
        return "\n".join(
            _line(document, block) for block in document.blocks[self.first : self.last]
        )


def sections(document: Document) -> tuple[Section, ...]:
    """Return the sections of a document in reading order."""
    return tuple(
        section
        for section in _cut(document)
        if any(b.kind not in _HEADINGS for b in document.blocks[section.first : section.last])
    )


def _cut(document: Document) -> Iterator[Section]:
    blocks = document.blocks
    start, size = 0, 0
    for index, block in enumerate(blocks):
        length = block.end - block.start
        full = size + length > LONGEST and (block.kind is not BlockKind.ITEM or size > 2 * LONGEST)
        if index > start and (block.kind in _HEADINGS or full):
            yield Section(_path(document, start), start, index)
            start, size = index, 0
        size += length
    if blocks:
        yield Section(_path(document, start), start, len(blocks))


def _path(document: Document, first: int) -> tuple[str, ...]:
    """Return the heading path of a section, its own heading included."""
    following = document.blocks[first + 1 : first + 2]
    return max((b.section for b in (document.blocks[first], *following)), key=len)


def _line(document: Document, block: Block) -> str:
    words = " ".join(document.quote(block.start, block.end).split())
    if block.kind is BlockKind.ITEM:
        return f"{_INDENT * block.level}- {words}"
    return f"# {words}" if block.kind in _HEADINGS else words


__all__ = ["LONGEST", "Section", "sections"]
