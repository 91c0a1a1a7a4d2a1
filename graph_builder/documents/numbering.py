"""What a number or letter counts as, given the lists that are open."""

from __future__ import annotations

from dataclasses import dataclass

_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The style of a marker, letters and roman numbers told apart, and its number (0: none)."""

    style: str
    value: int


def ordinal(style: str, token: str, known: dict[str, int]) -> Ordinal:
    """Return what a marker counts as.

    Args:
        style: its style with the token's kind in it, e.g. ``(a)``.
        token: the number or letter.
        known: last number of the lists that are open, by style.

    >>> ordinal("a.", "i", {"a.": 8}), ordinal("a.", "i", {})
    (Ordinal(style='a.', value=9), Ordinal(style='i.', value=1))
    """
    if not token or style == "-":
        return Ordinal(style, 0)
    if token[0].isdigit():
        return Ordinal(style, int(token.rpartition(".")[2]))
    lower = token.lower()
    letter = Ordinal(style, ord(lower) - ord("a") + 1) if len(token) == 1 else None
    number = _roman(lower)
    if not number:
        return letter or Ordinal(style, 0)
    roman = Ordinal(style.replace("a", "i").replace("A", "I"), number)
    if letter is None or known.get(roman.style) == number - 1:
        return roman
    if known.get(letter.style) == letter.value - 1 or lower != "i":
        return letter
    return roman


def _roman(token: str) -> int:
    if set(token) - _ROMAN.keys():
        return 0
    values = [_ROMAN[sign] for sign in token]
    return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))
