"""The notice's own title: the block that the reader found to be one, or a fitting heading."""

from __future__ import annotations

import re

from graph_builder.documents.document import BlockKind, Document

_NOTICE = re.compile(
    r"privacy|privasi|kerahasiaan|data protection|pe(?:r)?lindungan data|(?:personal|pribadi) data",
    re.IGNORECASE,
)
# A title is a line, not a paragraph.
_LONGEST = 120


def find(document: Document) -> str:
    """Return the title on one line, or an empty string."""
    titles = [b for b in document.blocks if b.kind is BlockKind.TITLE]
    headings = [
        b
        for b in document.blocks
        if b.kind is BlockKind.HEADING and _NOTICE.search(document.quote(b.start, b.end))
    ]
    for block in (*titles, *headings):
        words = " ".join(document.quote(block.start, block.end).split()).strip("#*_ ")
        if 0 < len(words) <= _LONGEST:
            return words
    return ""


__all__ = ["find"]
