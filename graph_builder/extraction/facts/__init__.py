"""Everything a policy says besides its practices: who, how long, which rights, what else.

>>> from graph_builder.documents.document import Document
>>> from graph_builder.vocabulary import Vocabulary
>>> find(Document("x.txt", "0" * 64, "", "en", (), ()), Vocabulary({}, {})) == Facts()
True

1. Level the sentences and find in one pass which rules of the cue tables may apply to which.
2. One module per fact reads its rules and the document: none knows the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.documents import dates
from graph_builder.documents.document import Document
from graph_builder.extraction import lexicon as lexicons
from graph_builder.extraction.facts import (
    controller,
    definitions,
    provisions,
    references,
    retention,
    rights,
    title,
)
from graph_builder.extraction.facts.cues import cues
from graph_builder.extraction.facts.passages import level, passages
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
    """What a document says besides its practices, in the terms of :mod:`graph_builder.model`."""

    title: str = ""
    valid: str = ""
    controller: Controller | None = None
    retention: tuple[Retention, ...] = ()
    rights: tuple[Right, ...] = ()
    provisions: tuple[Provision, ...] = ()
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()


def find(document: Document, vocabulary: Vocabulary) -> Facts:
    """Return the facts of a document; the vocabulary names data, parties and measures."""
    table = cues(document.language)
    sentences = passages(document)
    triggered = tuple(table.triggered(level(document.text), sentences))
    naming = _Naming(document, vocabulary)
    return Facts(
        title=title.find(document),
        valid=dated[0] if (dated := dates.effective_date(document)) else "",
        controller=controller.find(document.text, sentences, triggered, table, vocabulary),
        retention=retention.find(triggered, sentences, table, naming.data),
        rights=rights.find(triggered, table),
        provisions=provisions.find(triggered, sentences, table, document.text),
        definitions=definitions.find(document, triggered, naming.members),
        references=references.find(document, triggered),
    )


class _Naming:
    """What the vocabulary calls the things in a span of the document."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self._document = document
        self._lexicon = lexicons.of(vocabulary, document.language)

    def data(self, span: Span) -> tuple[str, ...]:
        """Return the data categories that a span names."""
        return self._find(span, ("data",))

    def members(self, span: Span) -> tuple[str, ...]:
        """Return the data categories or the recipients that a span names, whichever it lists."""
        data, parties = self._find(span, ("data",)), self._find(span, ("recipient",))
        return data if len(data) > len(parties) else parties or data

    def _find(self, span: Span, kinds: tuple[str, ...]) -> tuple[str, ...]:
        document = self._document
        tokens = tokenize(document.text, document.language, span.start, span.end)
        return tuple(dict.fromkeys(f.concept for f in self._lexicon.find(tokens, kinds)))


__all__ = ["Facts", "find"]
