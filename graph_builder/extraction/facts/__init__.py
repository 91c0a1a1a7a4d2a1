"""x"""
from __future__ import annotations

from dataclasses import dataclass

from graph_builder.documents.document import Document
from graph_builder.extraction import lexicon as lexicons
from graph_builder.extraction.facts.cues import cues
from graph_builder.extraction.facts.controller import controller
from graph_builder.extraction.facts.dates import effective
from graph_builder.extraction.facts.provisions import Provisions
from graph_builder.extraction.facts.passages import level, passages
from graph_builder.extraction.facts.retention import Categories, retention
from graph_builder.extraction.facts.rights import rights
from graph_builder.extraction.tokens import tokenize
from graph_builder.model import (
    Controller,
    Definition,
    Provision,
    Reference,
    Retention,
    Right,
    Span,
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
        retention=retention(triggered, sentences, table, _categories(document, vocabulary)),
        rights=rights(triggered, table),
        provisions=Provisions(table, vocabulary, document.text).find(triggered),
    )


def _categories(document: Document, vocabulary: Vocabulary) -> Categories:
    lexicon = lexicons.of(vocabulary, document.language)

    def categories(span: Span) -> tuple[str, ...]:
        tokens = tokenize(document.text, document.language, span.start, span.end)
        return tuple(dict.fromkeys(f.concept for f in lexicon.find(tokens, ("data",))))

    return categories


__all__ = ["Facts", "find"]
