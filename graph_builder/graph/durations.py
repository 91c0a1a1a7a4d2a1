"""Durations as XML Schema writes them, from a server that keeps them as numbers.

Virtuoso stores an ``xsd:duration`` as a count, and shows the count under the same datatype: months
as a whole number (``60``), everything shorter in seconds with a point or an exponent
(``7.776e+06``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DURATIONS = frozenset({_XSD + n for n in ("duration", "dayTimeDuration", "yearMonthDuration")})
_COUNT = re.compile(r"\d+(\.\d+)?(e\+?\d+)?", re.IGNORECASE)
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def repaired(results: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return SPARQL JSON results with counts under a duration's datatype written as durations."""
    for binding in results.get("results", {}).get("bindings", ()):
        for term in binding.values():
            if term.get("datatype") in _DURATIONS and _COUNT.fullmatch(term["value"]):
                term["value"] = written(term["value"])
    return results


def written(count: str) -> str:
    """Return a count as a duration.

    >>> written("60"), written("18"), written("7.776e+06"), written("5400.0")
    ('P5Y', 'P1Y6M', 'P90D', 'PT1H30M')
    """
    if count.isdigit():
        years, months = divmod(int(count), 12)
        return "P" + _parts((years, "Y"), (months, "M")) if years or months else "P0M"
    seconds = int(Decimal(count))
    days, rest = divmod(seconds, _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    time = _parts((hours, "H"), (minutes, "M"), (rest, "S"))
    return "P" + _parts((days, "D")) + (f"T{time}" if time else "") if seconds else "PT0S"


def _parts(*parts: tuple[int, str]) -> str:
    return "".join(f"{number}{unit}" for number, unit in parts if number)


__all__ = ["repaired", "written"]
