"""How two concepts or named parties stand to each other in the taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from graph_builder.model import Party
from graph_builder.vocabulary import Vocabulary


class Relation(StrEnum):
    """What the second of two values is, seen from the first."""

    EQUAL = "equal"
    NARROWER = "narrower"
    BROADER = "broader"


class Taxonomy:
    """The vocabulary with the parties that texts name; a party is narrower than its roles."""

    def __init__(self, vocabulary: Vocabulary, parties: Iterable[Party] = ()) -> None:
        self.vocabulary = vocabulary
        self.parties: Mapping[str, Party] = {p.curie: p for p in parties}

    def above(self, curie: str) -> frozenset[str]:
        """Return everything broader than a concept or party."""
        if curie in self.parties:
            roles = self.parties[curie].roles
        elif curie in self.vocabulary.entities:
            roles = self.vocabulary.entities[curie].roles
        else:
            return self.vocabulary.ancestors(curie)
        return frozenset(roles).union(*map(self.vocabulary.ancestors, roles))

    def relate(self, first: str, second: str) -> Relation | None:
        """Return what ``second`` is to ``first``; ``None`` where neither covers the other."""
        if first == second:
            return Relation.EQUAL
        if first in self.above(second):
            return Relation.NARROWER
        return Relation.BROADER if second in self.above(first) else None

    def name(self, curie: str, language: str) -> str:
        """Return the name of a concept or party for people."""
        if curie in self.parties:
            return self.parties[curie].name
        return self.vocabulary.name(curie, language)


__all__ = ["Relation", "Taxonomy"]
