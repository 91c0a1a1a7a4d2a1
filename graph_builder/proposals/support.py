"""Whether the words of a quote name the concept that a model sees in them.

The extractor's own lexicon and grammar read the words in their sentence:

1. They name the concept, or a narrower one: the words support it. A named company supports the
   roles it has, and takes the role's place.
2. They name something else, or something broader, and no word is left over: the words contradict
   it. “contact details” is no e-mail address, “share” no sale.
3. Anything else cannot be checked: words that the vocabulary does not know are what a model is
   asked for, and what a person has to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from graph_builder.documents.document import Document
from graph_builder.extraction import grammar as grammars
from graph_builder.extraction import lexicon as lexicons
from graph_builder.extraction.found import Found
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.tokens import Token, tokenize
from graph_builder.model import Span
from graph_builder.proposals.answer import KINDS
from graph_builder.vocabulary import Vocabulary

_OPERATION = "operation"
_RECIPIENT = "recipient"


class Support(StrEnum):
    """What the words say about a concept."""

    NAMED = "named"
    UNCHECKED = "unchecked"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class _Named:
    """Something that the words name: its tokens, and the concepts that it is one of."""

    start: int
    end: int
    value: str
    concepts: tuple[str, ...]


class Witness:
    """What the sentences of a document name, word by word.

    Args:
        document: whose words are read.
        vocabulary: whose labels are looked for.
    """

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self._lexicon = lexicons.of(vocabulary, document.language)
        self._grammar = grammars.default(document.language)

    def ask(self, slot: str, concept: str, words: Span, around: Span) -> tuple[Support, str]:
        """Return what words say about a concept, and the value that they stand for.

        Args:
            slot: one of :data:`graph_builder.proposals.answer.KINDS`.
            concept: of the kind that fits the slot.
            words: where they stand.
            around: the sentence, since some labels count beside others only.
        """
        text = self.document.text
        tokens = tokenize(text, self.document.language, around.start, around.end)
        inside = [i for i, t in enumerate(tokens) if words.start <= t.start < words.end]
        named = [n for n in self._named(slot, tokens) if _overlaps(n, inside)]
        for one in named:
            if any(self.vocabulary.covers(concept, c) for c in one.concepts):
                return (
                    Support.NAMED,
                    one.value if one.value in self.vocabulary.entities else concept,
                )
        taken = {i for n in named for i in range(n.start, n.end)}
        small = _small(self.document.language)
        left = [i for i in inside if tokens[i].word and tokens[i].text.lower() not in small]
        told = bool(named) and taken.issuperset(left)
        return (Support.CONTRADICTED if told else Support.UNCHECKED), concept

    def _named(self, slot: str, tokens: list[Token]) -> Iterator[_Named]:
        if slot == _OPERATION:
            for cue in self._grammar.verbs(tokens).values():
                operations = tuple(dict.fromkeys(v.operation for v in cue.verbs if v.operation))
                if operations:
                    yield _Named(cue.start, cue.end, "", operations)
            return
        kinds = (KINDS[slot], ENTITY) if slot == _RECIPIENT else (KINDS[slot],)
        for found in self._lexicon.find(tokens, kinds):
            yield _Named(found.start, found.end, found.concept, self._concepts(found))

    def _concepts(self, found: Found) -> tuple[str, ...]:
        entity = self.vocabulary.entities.get(found.concept)
        return entity.roles if entity else (found.concept,)


def _overlaps(named: _Named, inside: list[int]) -> bool:
    return any(named.start <= i < named.end for i in inside)


@cache
def _small(language: str) -> frozenset[str]:
    """Return the words that name nothing: articles, possessives, prepositions."""
    rows = grammars.table("unmatched")[language]
    return frozenset((*rows["breaks"], *rows["trimmed"]))


__all__ = ["Support", "Witness"]
