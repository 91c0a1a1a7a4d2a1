"""x"""
from __future__ import annotations

from dataclasses import dataclass

from graph_builder.documents.document import Document
from graph_builder.extraction.facts.cues import cues
from graph_builder.extraction.facts.controller import controller
from graph_builder.extraction.facts.dates import effective
from graph_builder.extraction.facts.provisions import Provisions
from graph_builder.extraction.facts.passages import level, passages
from graph_builder.extraction.facts.rights import rights
from graph_builder.model import (
    Controller,
    Definition,
    Provision,
    Reference,
    Retention,
    Right,
)
from graph_builder.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says besides its practices."""

    title: str = ""
    valid: str = ""
    controller: Controller | None = None
    retention: tuple[Retention, ...] = ()
    rights: tuple[Right, ...] = ()
    provisions: tuple[Provision, ...] = ()
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()


def find(document: Document, vocabulary: Vocabulary) -> Facts:
    """Return the facts of a document."""
    table = cues(document.language)
    sentences = passages(document)
    triggered = tuple(table.triggered(level(document.text), sentences))
    return Facts(
        valid=effective(sentences, table),
        controller=controller(document.text, sentences, triggered, table, vocabulary),
        rights=rights(triggered, table),
        provisions=Provisions(table, vocabulary, document.text).find(triggered),
    )


__all__ = ["Facts", "find"]
