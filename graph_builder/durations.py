"""ISO 8601 durations as numbers, to compare them, and in words, to tell them.

``P5Y`` and ``P60M`` are one period, which neither text nor SPARQL sees: every room that judges or
shows periods asks here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_ISO = re.compile(
    r"P(?=.)(?:(?P<Y>[\d.]+)Y)?(?:(?P<M>[\d.]+)M)?(?:(?P<W>[\d.]+)W)?(?:(?P<D>[\d.]+)D)?"
    r"(?:T(?=.)(?:(?P<TH>[\d.]+)H)?(?:(?P<TM>[\d.]+)M)?(?:(?P<TS>[\d.]+)S)?)?"
)
_DAYS_IN = {
    "Y": 365.25,
    "M": 30.4375,
    "W": 7,
    "D": 1,
    "TH": 1 / 24,
    "TM": 1 / 1440,
    "TS": 1 / 86400,
}


def days(duration: str) -> float | None:
    """Return the length of an ISO 8601 duration in days, or None where it is not one.

    Years and months count as the mean of the Gregorian calendar.

    >>> days("P5Y"), days("P60M"), days("PT72H"), days("a while")
    (1826.25, 1826.25, 3.0, None)
    """
    match = _ISO.fullmatch(duration)
    if not match:
        return None
    parts = match.groupdict(default="0")
    return round(sum(float(parts[unit]) * length for unit, length in _DAYS_IN.items()), 4)


def in_words(duration: str, language: str) -> str:
    """Return an ISO 8601 duration in words of ``en`` or ``id``; anything else is empty.

    >>> in_words("P1Y6M", "en"), in_words("PT72H", "id"), in_words("PIN", "en")
    ('1 year 6 months', '72 jam', '')
    """
    match = _ISO.fullmatch(duration)
    if not match:
        return ""
    said = []
    for unit, number in match.groupdict().items():
        if number:
            one, several = _units()[language][unit].split("|")
            said.append(f"{number} {one if number == '1' else several}")
    return " ".join(said)


@cache
def _units() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return table


__all__ = ["days", "in_words"]
