"""How sure a value is: a cautious estimate for all values found the same way.

The table holds the chance per slot and origin, kept below the precision measured on the annotated
policies (``python -m tests.evaluation.calibration``), which the grammar has seen; a practice is as
sure as its least sure value.
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
