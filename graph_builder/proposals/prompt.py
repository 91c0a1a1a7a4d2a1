"""What a model is told: the rules, the vocabulary, and one section of the policy as JSON.

The rules (``prompt.md``) and the vocabulary are the same for every section, so that servers which
keep prefixes read them once. The section travels as a JSON string in a message of its own: nothing
in it can end its quotes and pose as a rule. No personal data of anybody goes into a prompt; the
policy's text is all there is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from graph_builder.documents.document import Document
from graph_builder.proposals.answer import KINDS
from graph_builder.proposals.sections import Section
from graph_builder.vocabulary import Vocabulary

Messages = list[dict[str, str]]


def messages(document: Document, section: Section, vocabulary: Vocabulary) -> Messages:
    """Return the messages that ask about one section."""
    asked = {
        "language": document.language,
        "headings": list(section.heading),
        "text": section.text(document),
    }
    return [
        {"role": "system", "content": f"{_rules()}\n{_concepts(vocabulary)}"},
        {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
    ]


@cache
def _rules() -> str:
    return (Path(__file__).parent / "prompt.md").read_text(encoding="utf-8").rstrip()


def _concepts(vocabulary: Vocabulary) -> str:
    return "\n".join(line for slot, kind in KINDS.items() for line in _kind(vocabulary, slot, kind))


def _kind(vocabulary: Vocabulary, slot: str, kind: str) -> Iterator[str]:
    yield f"[{slot}]"
    for concept in vocabulary.of_kind(kind):
        yield f"{concept.curie} = {concept.name()}"


__all__ = ["Messages", "messages"]
