"""What is vague: statements that name only generic things, periods without an end, open lists.

What is generic is data (``vague.toml``, with its sources). A term that the policy itself defines is
not generic there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from graph_builder.analysis.portfolio.profiles import Profile, Statement


class Kind(StrEnum):
    """In which way something is vague; the order is that of reports."""

    RECIPIENT = "generic-recipient"
    DATA = "generic-data"
    DURATION = "open-duration"
    PURPOSE = "generic-purpose"
    OPEN_LIST = "open-list"


SLOTS: Mapping[Kind, str] = {
    Kind.RECIPIENT: "recipients",
    Kind.DATA: "data",
    Kind.PURPOSE: "purposes",
}
"""The slot of a statement that a kind is about."""

_TABLE_KEY = {Kind.RECIPIENT: "recipient", Kind.DATA: "data", Kind.PURPOSE: "purpose"}


@cache
def table() -> Mapping[str, Any]:
    """Return ``vague.toml``."""
    return tomllib.loads(Path(__file__).with_name("vague.toml").read_text(encoding="utf-8"))


@cache
def generic(kind: Kind) -> frozenset[str]:
    """Return the generic concepts of a slot."""
    return frozenset(table()["concepts"][_TABLE_KEY[kind]])


def concerns(kind: Kind, statement: Statement) -> bool:
    """Tell whether a statement says something in a slot, so that it could be vague there."""
    if statement.denied or not getattr(statement, SLOTS[kind]):
        return False
    asked = table()["operations"].get(_TABLE_KEY[kind])
    return asked is None or not frozenset(asked).isdisjoint(statement.operations)


def is_vague(kind: Kind, statement: Statement, profile: Profile) -> bool:
    """Tell whether all that a statement names in a slot is generic and undefined."""
    named = frozenset(getattr(statement, SLOTS[kind]))
    return concerns(kind, statement) and named <= generic(kind) - profile.definitions.keys()


@cache
def _cues(language: str) -> re.Pattern[str]:
    cues = table()["cues"][language]
    before, after = ("|".join(cues[side]) for side in ("before", "after"))
    return re.compile(rf"(?<!\w)(?:(?P<before>{before})|(?P<after>{after}))(?!\w)", re.IGNORECASE)


def open_lists(text: str, language: str) -> tuple[re.Match[str], ...]:
    """Return the cues of open lists in a text; the group ``before`` or ``after`` has matched.

    >>> [m[0] for m in open_lists("We collect data such as names, ages, etc.", "en")]
    ['such as', 'etc.']
    """
    return tuple(_cues(language).finditer(text))


__all__ = ["SLOTS", "Kind", "concerns", "generic", "is_vague", "open_lists", "table"]
