"""Phrases that stand where data, a recipient or a purpose is named, and that no label matches.

They are what the vocabulary may lack. Reading a document leaves, for every token, the slot that was
open there (``Line.roles``); this module looks at what filled none:

1. Split each sentence at signs, conjunctions, prepositions and cues (``grammar/unmatched.toml``);
   a table cell stands in the slot of its column.
2. A piece counts where a data, recipient or purpose slot was open at all of its words.
3. Drop a piece that holds a mention which could fill the slot: the vocabulary knows it, or a part.
   A purpose may hold data ("verify your card number") but no verb of a practice at its head;
   anything else may hold no verb at all.
4. Trim determiners; what is left is one phrase, if it is short and says something.
5. Keep data and recipients that stand as members of a list with a known one beside them, or fill an
   item or cell alone, and purposes that begin where the purpose was opened, in a sentence that
   states a practice: elsewhere an open slot is mostly the rest of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from graph_builder.documents.document import BlockKind, Document
from graph_builder.extraction import grammar as grammars
from graph_builder.extraction import lexicon as lexicons
from graph_builder.extraction.context import Reading, readings
from graph_builder.extraction.contextual import SEPARATORS
from graph_builder.extraction.grammar import Grammar
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import Line
from graph_builder.extraction.tokens import Token, tokenize
from graph_builder.model import Slot, Span
from graph_builder.vocabulary import Vocabulary

SLOTS = (Slot.DATA, Slot.RECIPIENT, Slot.PURPOSE)
# What may not stand inside a phrase of the slot, since it has filled it or another.
_NAMED = {
    Slot.DATA: frozenset({"data", "recipient", ENTITY, "basis"}),
    Slot.RECIPIENT: frozenset({"data", "recipient", ENTITY, "basis", "purpose"}),
    Slot.PURPOSE: frozenset({"purpose", "basis"}),
}
_COLUMNS = {"data": Slot.DATA, "recipient": Slot.RECIPIENT, "purpose": Slot.PURPOSE}
_LONGEST = {Slot.DATA: 5, Slot.RECIPIENT: 5, Slot.PURPOSE: 6}
_BREAKING = frozenset({"markers", "polarity", "statement", "modality"})
_KINDS = {Slot.DATA: frozenset({"data"}), Slot.RECIPIENT: frozenset({"recipient", ENTITY})}
_ENDS = frozenset({".", ";", ":", "(", ")", "?", "!"})
_MARKER = 6
_NEIGHBOUR = 7
_SHORTEST_WORD = 3
_FEWEST_IN_PURPOSE = 2


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A phrase without concept: slot, base forms of its telling words, its place, its sentence."""

    slot: Slot
    words: tuple[str, ...]
    span: Span
    sentence: Span


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of one language."""

    breaks: frozenset[str]
    trimmed: frozenset[str]
    joins: frozenset[str]
    empty: frozenset[str]
    endings: frozenset[str]


@dataclass(slots=True)
class _Place:
    """One sentence or cell while its pieces are looked at: slots by token, who fills them."""

    line: Line
    roles: Sequence[Slot | None]
    words: _Words
    listed: bool = False
    kinds: dict[int, set[str]] = field(default_factory=dict)
    verbs: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for found in (f for fs in self.line.mentions.values() for f in fs):
            for position in range(found.start, found.end):
                self.kinds.setdefault(position, set()).add(found.kind)
        for verb in self.line.verbs.values():
            self.verbs.update(range(verb.start, verb.end))

    def breaks(self, at: int, slot: Slot) -> bool:
        """Tell whether a token stands between phrases and in none."""
        token = self.line.tokens[at]
        word = token.text.lower()
        if not token.word or self.roles[at] is not slot:
            return True
        if slot is Slot.PURPOSE and word in self.words.joins:
            return False
        if word in self.words.breaks:
            return True
        return any(c.family in _BREAKING for c in self.line.cues.get(at, ()))

    def separates(self, at: int) -> bool:
        """Tell whether a token separates the members of a list."""
        return self.line.tokens[at].text.lower() in SEPARATORS

    def opens(self, at: int) -> bool:
        """Tell whether a marker ("to", "untuk", "for the purpose of") ends right before a token."""
        return any(
            c.family == "markers" and c.end == at
            for position in range(max(0, at - _MARKER), at)
            for c in self.line.cues.get(position, ())
        )


def unmatched(document: Document, vocabulary: Vocabulary) -> Iterator[Unmatched]:
    """Yield the phrases of a document that the vocabulary does not know, in text order."""
    lexicon = lexicons.of(vocabulary, document.language)
    grammar = grammars.default(document.language)
    words = _words(document.language)
    for reading in readings(document, lexicon, grammar):
        for place in _places(document, reading, grammar, words):
            for slot in SLOTS if _practised(reading) else SLOTS[:2]:
                yield from _phrases(place, slot, Span(reading.start, reading.end))


def _practised(reading: Reading) -> bool:
    """Tell whether a sentence states what is done with data, by somebody else than the person.

    Elsewhere "to" opens rights and advice ("to lodge a complaint", "to disable cookies").
    """
    frames = [f for f in (reading.inherited, *reading.frames) if f is not None]
    return any(f.operations and f.fillers and f.subject != "you" for f in frames)


def _places(
    document: Document, reading: Reading, grammar: Grammar, words: _Words
) -> Iterator[_Place]:
    line, block = reading.line, document.blocks[reading.block]
    if line.roles or not block.cells:
        yield _Place(
            line, line.roles or [None] * len(line.tokens), words, block.kind is BlockKind.ITEM
        )
        return
    roles: list[Slot | None] = [None] * len(line.tokens)
    for cell in block.cells:
        column = grammar.column(tokenize(cell.header, document.language))
        for at, token in enumerate(line.tokens):
            if cell.start <= token.start < cell.end:
                roles[at] = _COLUMNS.get(column)
    yield _Place(line, roles, words, listed=True)


def _phrases(place: _Place, slot: Slot, sentence: Span) -> Iterator[Unmatched]:
    tokens = place.line.tokens
    start = 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and not place.breaks(at, slot):
            continue
        first, last = _trimmed(tokens, start, at, place.words)
        stands = first < last and _stands(place, slot, (start, first, last, at))
        if stands and _counts(place, slot, first, last):
            span = Span(tokens[first].start, tokens[last - 1].end)
            telling = (t for t in tokens[first:last] if t.text.lower() not in place.words.trimmed)
            yield Unmatched(slot, tuple(map(_base, telling)), span, sentence)
        start = at + 1


def _stands(place: _Place, slot: Slot, edges: tuple[int, int, int, int]) -> bool:
    """Tell whether a piece stands as a thing named for the slot does (step 5).

    ``edges`` are where the piece starts, its phrase starts and ends, and the piece ends.
    """
    start, first, last, end = edges
    begins = start == 0 and place.listed
    if slot is Slot.PURPOSE:
        return begins or any(place.opens(at) for at in {start, first})
    tokens = place.line.tokens
    closed = end == len(tokens) or place.separates(end) or tokens[end].text in _ENDS
    if not closed or last != end:
        return False
    if begins and (end == len(tokens) or end == len(tokens) - 1):
        return True
    behind = start > 0 and place.separates(start - 1) and _named(place, slot, start - 1, -1)
    ahead = end < len(tokens) and place.separates(end) and _named(place, slot, end, 1)
    return behind or ahead


def _named(place: _Place, slot: Slot, at: int, step: int) -> bool:
    """Tell whether the next member of the list, on one side of a separator, is a known one."""
    tokens = place.line.tokens
    for position in range(at, at + step * _NEIGHBOUR, step):
        if not 0 <= position < len(tokens) or tokens[position].text in _ENDS:
            return False
        if place.kinds.get(position, frozenset()) & _KINDS[slot]:
            return True
        if position in place.verbs:
            return False
    return False


def _trimmed(tokens: Sequence[Token], first: int, last: int, words: _Words) -> tuple[int, int]:
    edge = words.trimmed | words.joins
    while first < last and tokens[first].text.lower() in edge:
        first += 1
    while first < last and tokens[last - 1].text.lower() in edge:
        last -= 1
    return first, last


def _counts(place: _Place, slot: Slot, first: int, last: int) -> bool:
    """Tell whether what is left of a piece is a phrase worth a curator's time."""
    tokens = place.line.tokens[first:last]
    if not 0 < len(tokens) <= _LONGEST[slot]:
        return False
    text = " ".join(t.text.lower() for t in tokens)
    if text in place.words.empty or _base(tokens[-1]) == text in place.words.empty:
        return False
    if not any(t.text.isalpha() and len(t.text) >= _SHORTEST_WORD for t in tokens):
        return False
    if len(tokens) == 1 and text.endswith(tuple(place.words.endings)):
        return False
    inside = range(first, last)
    if any(place.kinds.get(at, frozenset()) & _NAMED[slot] for at in inside):
        return False
    if slot is Slot.PURPOSE:
        if any(t.text.isdigit() for t in tokens):
            return False  # "up to 30 days"
        head = tokens[0].text.lower() not in place.words.empty and first not in place.verbs
        return head and len(tokens) >= _FEWEST_IN_PURPOSE and first not in place.kinds
    return place.verbs.isdisjoint(inside)


def _base(token: Token) -> str:
    """Return the form that counts for all forms of a word: its lemma, or itself without clitic."""
    forms = [form for form in token.keys if not form.startswith("~")]
    return forms[-1]


@cache
def _words(language: str) -> _Words:
    rows: Mapping[str, Sequence[str]] = grammars.table("unmatched")[language]
    return _Words(*(frozenset(rows[name]) for name in _Words.__slots__))


__all__ = ["SLOTS", "Unmatched", "unmatched"]
