"""Who speaks: the ways in which a notice names the controller in the third person.

1. The controller's names, with and without their legal form ("PT Kopi Lantana Tbk").
2. A named party of the vocabulary that these names mean, whatever alias the text uses.
3. The kind of house it is, where its name says so: in the notice of a hospital “the Hospital” and
   “Rumah Sakit” act as “we”; “other hospitals” and “rumah sakit rekanan” stay parties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph_builder.extraction.grammar import Grammar
from graph_builder.extraction.lexicon import ENTITY, Lexicon
from graph_builder.extraction.line import Line
from graph_builder.extraction.phrases import PhraseTable, longest
from graph_builder.extraction.tokens import tokenize

_LEGAL_FORM = re.compile(
    r"\b(?:PT|CV|Tbk|Inc|Ltd|LLC|Limited|Pte|GmbH|AB|Corp)\b\.?", re.IGNORECASE
)
_ARTICLES = frozenset({"the", "this", "our"})
# Behind the kind of house, these make it another one.
_OTHERS = frozenset({"lain", "lainnya", "mitra", "rekanan", "koresponden", "partner", "partners"})


class Speaker:
    """The names under which one notice speaks of its controller."""

    def __init__(self, names: Sequence[str], lexicon: Lexicon, grammar: Grammar) -> None:
        self._names = PhraseTable[str](grammar.language)
        for name in names:
            for form in {name, _LEGAL_FORM.sub("", name).strip(" ,.")}:
                self._names.add(form, name)
        self._entities = {
            found.concept
            for name in names
            for found in lexicon.find(tokenize(name, grammar.language), (ENTITY,))
        }
        self._houses = PhraseTable[str](grammar.language)
        spoken = {word for name in names for word in re.findall(r"\w+", name.lower())}
        for house, words in grammar.houses.items():
            if spoken.issuperset(house.split()) or not spoken.isdisjoint(words):
                self._houses.add(house, house)

    def mark(self, line: Line) -> None:
        """Take every name of the controller in a line for “we”."""
        for match in longest(self._names.search(line.tokens, trail=line.trail)):
            if all(f.end <= match.end for f in line.mentions.get(match.start, ())):
                line.speaks(match.start, match.end)  # "Bank Indonesia" is not “the Bank”
        for found in [f for fs in line.mentions.values() for f in fs]:
            if found.kind == ENTITY and found.concept in self._entities:
                line.speaks(found.start, found.end)
        for match in longest(self._houses.search(line.tokens, trail=line.trail)):
            if _is_this_house(line, match.start, match.end):
                line.speaks(match.start, match.end)


def _is_this_house(line: Line, start: int, end: int) -> bool:
    """Tell “the Hospital”, “Rumah Sakit” from another house and from part of a longer name."""
    if any(f.kind == ENTITY for f in line.mentions.get(start, ())):
        return False
    before = line.tokens[start - 1].text.lower() if start else ""
    after = line.tokens[end].text.lower() if end < len(line.tokens) else ""
    defined = before in _ARTICLES or line.tokens[start].text[0].isupper()
    return defined and after not in _OTHERS and before not in {"other", "partner"}


__all__ = ["Speaker"]
