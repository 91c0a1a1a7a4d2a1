"""Has a notice changed? By what it says, not by how its page is dressed.

The fingerprint covers the words of all blocks, wherever one block ends and the next begins, without
case, numbers alone and lines that change on every visit (a copyright year, a clock, a counter, the
time of printing, "back to top").
"""

from __future__ import annotations

import hashlib
import re

from graph_builder.documents.document import Document
from graph_builder.documents.words import furniture

_WORD = re.compile(r"\w+")
_PASSING = re.compile(
    r"\W*(?:©|\(c\)|copyright|hak cipta)|[\W\d_]*\Z"
    r"|(?:printed|generated|downloaded|retrieved|visitors?|page views|dicetak|diunduh|pengunjung)\b"
    r"(?=[^\d]*\d)[^.]{0,60}\Z",
    re.IGNORECASE,
)


def fingerprint(document: Document) -> str:
    """Return a SHA-256 (hex) that stays as long as the words of the blocks do."""
    digest = hashlib.sha256()
    for block in document.blocks:
        said = document.text[block.start : block.end]
        if _PASSING.match(said) or said.lower() in furniture():
            continue
        digest.update(" ".join(_WORD.findall(said.lower())).encode())
        digest.update(b" ")
    return digest.hexdigest()


__all__ = ["fingerprint"]
