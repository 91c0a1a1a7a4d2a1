"""What can become of a proposal, and which of it a person should see."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of a proposal beside what the extractor reads."""

    AGREES = "agrees"
    NEW = "new"
    DOUBTFUL = "doubtful"
    DIFFERS = "differs"
    REFUSED = "refused"


TO_REVIEW = frozenset({Outcome.NEW, Outcome.DOUBTFUL, Outcome.DIFFERS})
"""Outcomes that a person should see."""


__all__ = ["TO_REVIEW", "Outcome"]
