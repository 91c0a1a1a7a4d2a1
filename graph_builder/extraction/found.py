"""What the lexicon finds in a run of tokens: a concept or an entity, where, by which label."""

from __future__ import annotations

from dataclasses import dataclass


# Not frozen, for speed: there is one for every few words of a text.
@dataclass(slots=True, unsafe_hash=True)
class Found:
    """A concept or entity in a run of tokens: token span, kind, CURIE, label."""

    start: int
    end: int
    kind: str
    concept: str
    label: str
    contextual: bool = False
