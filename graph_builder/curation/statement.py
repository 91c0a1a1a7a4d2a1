"""A statement to review: what somebody (the extractor, a language model) reads in a text.

Whoever has statements that a person should see makes :class:`Statement` values of them and hands
them to the queue (``graph_builder.curation.queue``); where they came from makes no difference to
deciding about them.

The identity of a statement (:func:`statement_id`) is a hash of its bare words and its content, so
that a text that is wrapped, bulleted or saved in another way keeps it.

1. Words: letters and digits of the evidence (``graph_builder.curation.words``), in text order.
2. Content: polarity and the concepts of every slot, sorted.
3. Statements that agree in both are numbered in text order: ``3fa8c01b92``, ``3fa8c01b92-2``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph_builder.curation.words import bare
from graph_builder.model import PolicyVersion, Practice, Span

EXTRACTOR = "alir"
"""Who proposes what the deterministic extraction reads."""

FIELDS = (
    "operations",
    "data",
    "sources",
    "obtained_from",
    "purposes",
    "recipients",
    "bases",
    "subjects",
    "methods",
)
"""Fields of a practice that hold concepts."""

_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody reads in a text, for a person to decide about.

    Attributes:
        id: as :func:`statement_id`, unique within its policy version.
        language: of the version it stands in, ``en`` or ``id``.
        practice: what is read; its spans count code points of the version's text, its
            ``confidence`` is the chance that it is right.
        proposer: who reads it so, :data:`EXTRACTOR` or the name of a model.
        concern: why somebody should look, in one line, where there is a reason of its own, e.g.
            ``"qwen3-8b reads recipients: advertising network"``; empty otherwise.
        rivals: ids of statements that read the same words otherwise.
    """

    id: str
    language: str
    practice: Practice
    proposer: str = EXTRACTOR
    concern: str = ""
    rivals: tuple[str, ...] = ()


def statement_id(practice: Practice, text: str) -> str:
    """Return the identity of a practice: ten hex digits that formatting does not change.

    Args:
        practice: with spans that count in ``text``.
        text: the normalised text of its version.
    """
    words = "\n".join(bare(span.text(text)) for span in sorted(practice.evidence))
    slots = (f"{name}={' '.join(sorted(set(getattr(practice, name))))}" for name in FIELDS)
    content = "\n".join((words, practice.polarity, *slots))
    return hashlib.sha256(content.encode()).hexdigest()[:_LENGTH]


def statements(version: PolicyVersion) -> tuple[Statement, ...]:
    """Return what the extractor reads in a version, in its order."""
    return number(
        Statement(statement_id(practice, version.text), version.language, practice)
        for practice in version.practices
    )


def number(found: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements with their ids made unique: the second of two equals gets ``-2``."""
    seen: Counter[str] = Counter()
    unique = []
    for statement in found:
        seen[statement.id] += 1
        times = seen[statement.id]
        unique.append(statement if times == 1 else replace(statement, id=f"{statement.id}-{times}"))
    return tuple(unique)


def clause(practice: Practice) -> Span:
    """Return the clause itself: the last evidence in the text, behind what it inherits from."""
    return max(practice.evidence, default=Span(0, 0))


__all__ = ["EXTRACTOR", "FIELDS", "Statement", "clause", "number", "statement_id", "statements"]
