"""What the numbers and letters of a text's lines count as: "i." after "h." is no roman one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph_builder.documents.lines import Line

_ROMAN = {"i": 1, "v": 5, "x": 10}


def number(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with their numbers, single letters told from roman numbers.

    A single ``i``, ``v`` or ``x`` is a letter where the letter before it was the last of its style,
    and roman where the roman number before it was, or where ``ii`` is the next of its style.
    """
    known = list(lines)
    followers = _followers(known)
    last: dict[str, int] = {}
    numbered = []
    for line, follower in zip(known, followers, strict=True):
        style, value = _counted(line, last, follower)
        if value:
            last[style] = value
        numbered.append(replace(line, style=style, number=value) if value else line)
    return numbered


def _followers(lines: list[Line]) -> list[str]:
    """Return for each line the token of the next line with the same brackets and case."""
    following: dict[tuple[str, bool], str] = {}
    tokens = []
    for line in reversed(lines):
        if not line.token.isalpha():
            tokens.append("")
            continue
        shape = (line.style.translate(_LETTERS), line.token.isupper())
        tokens.append(following.get(shape, ""))
        following[shape] = line.token.lower()
    tokens.reverse()
    return tokens


_LETTERS = str.maketrans("", "", "aAiI")


def _counted(line: Line, last: dict[str, int], follower: str) -> tuple[str, int]:
    sign = line.token.lower()
    if not sign or line.style == "-":
        return line.style, 0
    if sign[0].isdigit():
        return line.style, int(sign.rpartition(".")[2])
    value = roman(sign)
    as_letter = (line.style, ord(sign) - ord("a") + 1) if len(sign) == 1 else None
    if as_letter is None or not value:
        return as_letter or (line.style, value)
    as_roman = (line.style.replace("a", "i").replace("A", "I"), value)
    if last.get(as_letter[0]) == as_letter[1] - 1:
        return as_letter
    if last.get(as_roman[0]) == value - 1 or follower == "ii":
        return as_roman
    return as_roman if sign == "i" else as_letter


def roman(token: str) -> int:
    """Return the value of a lower-case roman number up to 39, 0 where it is none.

    >>> roman("iv"), roman("xii"), roman("b")
    (4, 12, 0)
    """
    if set(token) - _ROMAN.keys():
        return 0
    values = [_ROMAN[sign] for sign in token]
    return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))


__all__ = ["number", "roman"]
