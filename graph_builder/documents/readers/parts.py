"""What a format's reader hands over, and the numbers that marks of a format hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_builder.documents.lines import Line

_NUMBER = re.compile(r"\s*([0-9]{1,6})\s*")


@dataclass(frozen=True, slots=True)
class Parts:
    """Normalised text, its lines in all languages, and what was lost on the way.

    Attributes:
        text: the normalised text.
        lines: in reading order, with the marks that the format gives them.
        coverage: share (0-1) of the visible text that the lines keep.
        notes: codes of ``failures.toml`` that the reader has to tell.
        account: signs by fate (:mod:`graph_builder.documents.account`) where the text is not the
            file's own; empty otherwise.
    """

    text: str
    lines: tuple[Line, ...]
    coverage: float = 1.0
    notes: tuple[str, ...] = ()
    account: Mapping[str, int] = field(default_factory=dict)


def number(attribute: str | None, default: int) -> int:
    """Return the number that an attribute holds, ``default`` where it holds none or a silly one.

    >>> number("3", 1), number("²", 1), number("9" * 5000, 1), number(None, 2)
    (3, 1, 1, 2)
    """
    found = _NUMBER.fullmatch(attribute or "")
    return int(found[1]) if found else default


__all__ = ["Parts", "number"]
