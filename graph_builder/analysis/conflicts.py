"""What a search for contradictions finds in one text, as plain values.

A conflict sets two statements of one version against each other and says what it takes them for: a
contradiction, a possible one, or no conflict and why. The kinds and the words of every reason are
rows of ``reasons.toml``; nothing is found without the words of both sides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from graph_builder.analysis.citation import Citation
from graph_builder.model import Span


class Kind(StrEnum):
    """What two statements are to each other; the order is that of reports.

    ``CONTRADICTION``: both cannot be true. ``POSSIBLE``: they conflict unless the text means
    something that it does not say. The others are no conflicts: the denial itself lets the
    practice through (``EXCEPTION``), promises too little (``QUALIFIED``), or speaks of something
    else (``SCOPE``, ``PARTY``).
    """

    CONTRADICTION = "contradiction"
    POSSIBLE = "possible"
    EXCEPTION = "exception"
    QUALIFIED = "qualified"
    SCOPE = "scope"
    PARTY = "party"

    @property
    def conflicting(self) -> bool:
        """Whether a reader of the policy should be told of a conflict."""
        return self in {Kind.CONTRADICTION, Kind.POSSIBLE}


class Topic(StrEnum):
    """What the two statements are about."""

    PRACTICE = "practice"
    RETENTION = "retention"
    AGE = "age"
    DEADLINE = "deadline"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Claim:
    """One of two statements: concepts (CURIEs) or a value, the words, and the node of the graph.

    ``value`` is an ISO 8601 duration or a number where the topic has one. ``node`` is the part of
    the version's graph that states it (``practice-3``); ``span`` is the sentence.
    """

    citation: Citation
    span: Span
    node: str
    denied: bool = False
    modality: str = ""
    operations: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of one version, and what they are to each other.

    ``relations`` say for each slot what the second statement is to the first (``equal``,
    ``narrower``, ``broader``, ``any`` where the first leaves it open). ``also`` are further
    statements like the second one.
    """

    topic: Topic
    reason: str
    first: Claim
    second: Claim
    relations: tuple[tuple[str, str], ...] = ()
    also: tuple[Citation, ...] = ()

    @property
    def kind(self) -> Kind:
        """What the reason makes of the two statements."""
        return Kind(reasons()[self.reason]["kind"])

    def why(self, language: str) -> str:
        """Say in a sentence why this is, or is not, a conflict."""
        return reasons()[self.reason][language]


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return the reasons of ``reasons.toml`` by name, the weightiest first."""
    path = Path(__file__).with_name("reasons.toml")
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def weight(conflict: Conflict) -> tuple[int, int]:
    """Return the sort key of a conflict: the places of its kind and its reason."""
    return list(Kind).index(conflict.kind), list(reasons()).index(conflict.reason)


def ordered(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return conflicts by weight, within it firm practices first, then in the order of the text."""
    return tuple(
        sorted(conflicts, key=lambda c: (weight(c), _hedged(c), c.first.span, c.second.span))
    )


def _hedged(conflict: Conflict) -> bool:
    return conflict.second.modality == "possible"


__all__ = ["Claim", "Conflict", "Kind", "Topic", "ordered", "reasons", "weight"]
