"""The closed form of an answer: what a model may say, and how its text becomes values.

1. The JSON schema goes with the request, its concepts limited to the vocabulary, for servers that
   can hold a model to it.
2. Nothing rests on that: the text is parsed as JSON (a fence or talk around it is cut off), and
   each practice is validated on its own, so that a damaged one does not take the others with it.

No part of an answer is executed, rendered or used as a path; it is compared with texts, no more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from graph_builder.errors import UnsupportedError
from graph_builder.vocabulary import Vocabulary

try:
    from pydantic import BaseModel, ConfigDict, Field, ValidationError
except ImportError as missing:
    needed = "checking the answers of a language model needs pydantic"
    raise UnsupportedError("E-EXTRA", needed, "pip install 'alir[llm]'") from missing

KINDS: Mapping[str, str] = {
    "operation": "operation",
    "data": "data",
    "recipient": "recipient",
    "purpose": "purpose",
    "basis": "basis",
}
"""Slot that a model may fill: kind of the concepts that fit."""

MOST = 60
"""Practices of one section; more is not reading but repeating."""

_LONGEST_QUOTE = 2000
_LONGEST_WORDS = 300
_LONGEST_CURIE = 80
_MOST_VALUES = 60
_MOST_LEAD_INS = 3
_CLOSED = ConfigDict(extra="forbid", frozen=True, strict=True)


class Value(BaseModel):
    """A concept for a slot, with the words of the quote that name it."""

    model_config = _CLOSED

    slot: Literal["operation", "data", "recipient", "purpose", "basis"]
    concept: str = Field(max_length=_LONGEST_CURIE)
    words: str = Field(min_length=1, max_length=_LONGEST_WORDS)


class Proposed(BaseModel):
    """One practice as a model sees it.

    ``quote`` is one sentence or list item, or a part of it; ``lead_ins`` the sentences or headings
    that govern it; ``denied`` that the policy says it does not do this.
    """

    model_config = _CLOSED

    quote: str = Field(min_length=1, max_length=_LONGEST_QUOTE)
    lead_ins: tuple[str, ...] = Field(max_length=_MOST_LEAD_INS, strict=False)
    denied: bool
    values: tuple[Value, ...] = Field(min_length=2, max_length=_MOST_VALUES, strict=False)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What an answer holds: practices of the right form, and how many things of another."""

    practices: tuple[Proposed, ...] = ()
    malformed: int = 0


def parse(text: str) -> Parsed:
    """Return the practices of an answer; one that is no JSON at all counts as one malformed."""
    rows = _rows(text)
    if rows is None:
        return Parsed(malformed=1)
    good: dict[Proposed, None] = {}
    malformed = max(0, len(rows) - MOST)
    for row in rows[:MOST]:
        try:
            good[Proposed.model_validate(row)] = None
        except ValidationError:
            malformed += 1
    return Parsed(tuple(good), malformed)


def holds(text: str) -> bool:
    """Tell whether an answer has the outer form, and so is worth keeping."""
    return _rows(text) is not None


def _rows(text: str) -> list[Any] | None:
    start, end = text.find("{"), text.rfind("}")
    try:
        answer = json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        return None
    rows = answer.get("practices") if isinstance(answer, dict) else None
    return rows if isinstance(rows, list) else None


def schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the JSON schema of an answer whose concepts are those of the vocabulary."""
    practice = Proposed.model_json_schema()
    value = practice.pop("$defs")["Value"]
    kinds = set(KINDS.values())
    concepts = sorted(c.curie for c in vocabulary.concepts.values() if c.kind in kinds)
    value["properties"]["concept"] = {"type": "string", "enum": concepts}
    practice["properties"]["values"] = {"type": "array", "items": _plain(value)}
    return {
        "type": "object",
        "properties": {"practices": {"type": "array", "items": _plain(practice)}},
        "required": ["practices"],
        "additionalProperties": False,
    }


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of objects without what servers do not take: lengths, titles, prose."""
    kept = ("type", "enum", "items", "properties", "required", "additionalProperties")
    return {
        "properties": {
            name: {k: v for k, v in inner.items() if k in kept}
            for name, inner in schema["properties"].items()
        },
        **{k: schema[k] for k in ("type", "required", "additionalProperties")},
    }


__all__ = ["KINDS", "MOST", "Parsed", "Proposed", "Value", "holds", "parse", "schema"]
