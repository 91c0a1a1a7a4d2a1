"""Bytes to text, decided by the bytes: byte order mark, declaration, UTF-8, Windows-1252.

Control signs are no text: a space takes the place of each, so that no sentence of a policy, shown
on a terminal, can tell the terminal what to do.
"""

from __future__ import annotations

import codecs
import re

from graph_builder.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings of texts. Python has others (for names of hosts, say) that fail or take long.
_FAMILY = rb"(?:iso|latin|windows|cp|mac|ascii|us-ascii|utf|koi8|gb|big5|shift|euc)"
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?("""
    + _FAMILY
    + rb"[\w-]{0,20})",
    re.IGNORECASE,
)
_HEAD = 4096
_FEWEST_PAIRS = 4
_SILENT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_CONTROL = frozenset(range(9)) | frozenset({11, *range(14, 27), *range(28, 32)})


def decode(data: bytes, source: str) -> str:
    """Return the text of a file, byte order mark and control signs removed, newlines unified.

    Raises:
        DocumentError: ``E-BINARY`` where the bytes are no text.
    """
    text = _decoded(data, source)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return silenced(text.removeprefix("\ufeff"))


def silenced(text: str) -> str:
    r"""Return a text with a space for each control sign other than those that divide it.

    >>> silenced("a\x1b[31mb\tc\n")
    'a [31mb\tc\n'
    """
    return _SILENT.sub(" ", text)


def _decoded(data: bytes, source: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if encoding := _wide(data[:_HEAD]):
        return data.decode(encoding, "replace")
    if _is_binary(data[:_HEAD]):
        raise DocumentError("E-BINARY", f"{source}: these bytes are not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _wide(head: bytes) -> str:
    """Return UTF-16 where every other byte of the beginning is nought."""
    pairs = len(head) // 2
    if pairs < _FEWEST_PAIRS:
        return ""
    if head[1 : pairs * 2 : 2].count(0) > pairs * 0.7 and not head[0 : pairs * 2 : 2].count(0):
        return "utf-16-le"
    if head[0 : pairs * 2 : 2].count(0) > pairs * 0.7 and not head[1 : pairs * 2 : 2].count(0):
        return "utf-16-be"
    return ""


def _is_binary(head: bytes) -> bool:
    return 0 in head or sum(byte in _CONTROL for byte in head) * 50 > len(head)


def _legacy(data: bytes) -> str:
    """Decode what is not valid UTF-8: almost UTF-8, as declared, or Windows-1252."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 500 < len(text) and any(
        not sign.isascii() for sign in text.replace("\ufffd", "")
    ):
        return text
    declared = _DECLARED.search(data[:_HEAD])
    name = declared[1].decode("ascii") if declared else "cp1252"
    if name.lower() in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "utf-8", "utf8"}:
        name = "cp1252"
    try:
        return data.decode(name, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
