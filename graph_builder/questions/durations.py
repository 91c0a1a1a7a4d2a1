"""Periods in words: ISO 8601 durations as people say them, in the language asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ISO = re.compile(
    r"P(?=.)(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?=.)(?:(?P<TH>\d+)H)?(?:(?P<TM>\d+)M)?(?:(?P<TS>\d+)S)?)?"
)


def in_words(duration: str, units: Mapping[str, str]) -> str:
    """Return an ISO 8601 duration in words; anything else is empty.

    Args:
        duration: such as ``P90D`` or ``PT72H``; whole numbers only, as in ``alir:durationKind``.
        units: "one|several" by unit: Y, M, W, D, TH, TM, TS.

    >>> in_words("P1Y6M", {"Y": "year|years", "M": "month|months"})
    '1 year 6 months'
    >>> in_words("PIN", {})
    ''
    """
    found = _ISO.fullmatch(duration)
    if not found:
        return ""
    said = []
    for unit, number in found.groupdict().items():
        if number:
            one, several = units[unit].split("|")
            said.append(f"{number} {one if int(number) == 1 else several}")
    return " ".join(said)
