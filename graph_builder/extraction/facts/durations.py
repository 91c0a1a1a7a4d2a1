"""Stretches of time in a sentence, as ISO 8601 durations.

1. A number is digits, words, or both ("5 (lima)", "ninety (90)", "setahun", "one and a half" is not
   met in policies); where digits and words disagree the digits count.
2. A unit follows, with "working", "calendar" or "kerja" before or after it. "3 x 24 jam" is 72 hours.
3. The words right before say what the number bounds: at least, at most, about, or exactly it.

>>> from graph_builder.extraction.facts.cues import cues
>>> [(d.iso, d.kind.value) for d in durations("at least 5 (five) years", cues("en"))]
[('P5Y', 'minimum')]
>>> [d.iso for d in durations("paling lambat 3 x 24 (tiga kali dua puluh empat) jam", cues("id"))]
['PT72H']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph_builder.extraction.facts.cues import Cues
from graph_builder.model import DurationKind

_BOUNDS = (
    ("at_least", DurationKind.MINIMUM),
    ("at_most", DurationKind.MAXIMUM),
    ("about", DurationKind.APPROXIMATE),
)
# How far before a number its bound may stand.
_REACH = 48


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration in a levelled sentence: span, ISO 8601 form, what it bounds."""

    start: int
    end: int
    iso: str
    kind: DurationKind


def durations(text: str, cues: Cues) -> Iterator[Duration]:
    """Yield the durations of a levelled sentence in text order."""
    for match in cues.patterns["duration"].finditer(text):
        amount = _amount(match, cues)
        if amount is None:
            continue
        letter = cues.words["units"][match["unit"]]
        prefix = "PT" if letter in "HN" else "P"
        yield Duration(
            start=match.start(),
            end=match.end(),
            iso=f"{prefix}{amount:g}{'M' if letter == 'N' else letter}",
            kind=_kind(text[max(0, match.start() - _REACH) : match.start()], cues),
        )


def _amount(match: re.Match[str], cues: Cues) -> float | None:
    if match["factor"]:
        return float(match["factor"]) * float(match["times"])
    if match["digits"]:
        return float(match["digits"].replace(",", "."))
    return number(match["words"], cues)


def number(words: str, cues: Cues) -> float | None:
    """Return the value of a number in words, or ``None``.

    >>> from graph_builder.extraction.facts.cues import cues
    >>> number("dua puluh empat", cues("id")), number("ninety", cues("en"))
    (24.0, 90.0)
    """
    values = cues.words["numbers"]
    total = part = 0
    for word in re.split(r"[\s-]+", words.strip()):
        value = values.get(word)
        if value is None:
            return None
        # A multiplier ("puluh", "hundred") works on what stands before it.
        if word in cues.words["multipliers"]:
            total += max(part, 1) * value
            part = 0
        else:
            part += value
    return float(total + part) or None


def _kind(before: str, cues: Cues) -> DurationKind:
    for name, kind in _BOUNDS:
        if cues.patterns[name].search(before):
            return kind
    return DurationKind.EXACT


__all__ = ["Duration", "durations", "number"]
