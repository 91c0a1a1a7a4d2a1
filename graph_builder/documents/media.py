"""What a file is, by its bytes first and its name second."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
)
_PAGE = re.compile(
    rb"\A\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SUFFIXES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
}
_HEAD = 4096
DOCX, PDF, HTML = _MAGIC[1][1], _MAGIC[0][1], "text/html"


def media_type(data: bytes, name: str) -> str:
    """Return the media type of a file; ``text/plain`` where nothing else is known.

    >>> media_type(b"%PDF-1.7", "policy.txt")
    'application/pdf'
    """
    head = data[:_HEAD].lstrip(b"\x00\r\n\t ") if data[:1] == b"\x00" else data[:_HEAD]
    for magic, kind in _MAGIC:
        if magic in head[:1024] if magic == b"%PDF-" else head.startswith(magic):
            return kind
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = head.decode("utf-16", "ignore").encode("utf-8")
    if _PAGE.match(head):
        return HTML
    return _SUFFIXES.get(PurePosixPath(name.partition("?")[0]).suffix.lower(), "text/plain")
