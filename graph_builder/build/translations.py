"""Which version is the translation of which: languages of one file, and files named alike.

1. Of the languages in one file, the one that the file begins with is taken for the original.
2. Of files named alike beside each other (``x.en.md``, ``x.id.md``), the English one; which was
   written first is said nowhere. Only a file in the language that its name says counts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph_builder.files import read_bytes
from graph_builder.model import PolicyVersion

_NAMED = re.compile(r"(?P<stem>.+)[._-](?P<language>en|id)(?P<suffix>\.\w+)")
_FIRST = "en"


def link(versions: Sequence[PolicyVersion], original: str = "") -> tuple[PolicyVersion, ...]:
    """Return the versions of one file, each but the first as a translation of the first.

    Args:
        versions: of one file.
        original: key of the version in another file that all of them translate, or empty.
    """
    if not versions:
        return ()
    first, *others = versions
    key = original or first.key
    return (
        replace(first, translation_of=original),
        *(replace(other, translation_of=key) for other in others),
    )


def beside(path: Path) -> Path | None:
    """Return the file that a file is named as a translation of, if it is there.

    >>> beside(Path("nowhere/x.id.md")) is None
    True
    """
    named = _NAMED.fullmatch(path.name)
    if named is None or named["language"] == _FIRST:
        return None
    start, end = named.span("language")
    other = path.with_name(path.name[:start] + _FIRST + path.name[end:])
    return other if other.is_file() else None


def original(path: Path, max_bytes: int) -> str:
    """Return the key of the version in the file that a file is a translation of, or empty."""
    from graph_builder.documents import read
    from graph_builder.errors import AlirError

    other = beside(path)
    if other is None:
        return ""
    try:
        data = read_bytes(other, max_bytes)
        languages = {one.language for one in read(other, data=data, max_bytes=max_bytes)}
    except (AlirError, OSError):
        return ""  # what cannot be built is no version to link to
    digest = hashlib.sha256(data).hexdigest()
    return PolicyVersion("", "", digest, _FIRST, "").key if languages == {_FIRST} else ""


__all__ = ["beside", "link", "original"]
