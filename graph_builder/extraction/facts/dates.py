"""The date from which a notice is in force.

1. A sentence, heading or line near the top or the end that speaks of effect, update or version.
2. The date that follows (or, in one line, precedes) these words: day, month and year in the ways of
   either language, month and year, or ISO. Slashed dates are read day first, as both countries of
   the two languages write them, unless only the other way gives a date.
3. "Effective" beats "last updated"; the first wins among equals. Dates of laws or of other
   documents do not follow such words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from graph_builder.extraction.facts.cues import Cues
from graph_builder.extraction.facts.passages import Passage

# What may stand between the words and the date.
_REACH = 60
_CUES = ("effective", "updated")


def effective(passages: Sequence[Passage], cues: Cues) -> str:
    """Return the date as ISO 8601 (day, or month where no day is given), or an empty string."""
    for name in _CUES:
        for number, passage in enumerate(passages):
            for match in cues.patterns[name].finditer(passage.text):
                found = _date(passage.text[match.end() : match.end() + _REACH], cues)
                if not found and number + 1 < len(passages) and _open(passage.text, match.end()):
                    # "Effective from" on a line of its own, the date on the next.
                    found = _date(passages[number + 1].text[:_REACH], cues)
                if found:
                    return found
    return ""


def _open(text: str, end: int) -> bool:
    """Tell whether nothing but signs follows."""
    return not re.search(r"\w", text[end:])


def _date(text: str, cues: Cues) -> str:
    match = cues.patterns["date"].search(text)
    if match is None:
        return ""
    months = cues.words["months"]
    given = match.groupdict()
    if given["iso"]:
        return _iso(*(int(x) for x in re.split(r"\D", given["iso"])))
    if given["slashed"]:
        first, second, year = (int(x) for x in re.split(r"\D", given["slashed"]))
        return _iso(year, second, first) or _iso(year, first, second)
    month = months[(given["month"] or given["named"] or given["alone"]).rstrip(".")[:3]]
    year = int(given["year"] or given["named_year"] or given["alone_year"])
    day = given["day"] or given["named_day"]
    return _iso(year, month, int(day)) if day else f"{year:04}-{month:02}"


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


__all__ = ["effective"]
