"""How sure a value is: the measured share of right values among those found the same way.

The figures are the precision of each slot and origin on the annotated policies, rounded to a
twentieth (``docs/evaluation.md`` has the calibration table); a practice is as sure as its least
sure value.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph_builder.extraction import grammar
from graph_builder.extraction.frames import Filler

_TABLE = grammar.table("confidence")
UNSURE = 0.5


def of_filler(filler: Filler) -> float:
    """Return the chance (0-1) that a value is right."""
    return float(_TABLE[filler.origin.value].get(filler.slot.value, UNSURE))


def of_practice(fillers: Iterable[Filler]) -> float:
    """Return the chance of the least sure value."""
    return min((of_filler(f) for f in fillers), default=UNSURE)
