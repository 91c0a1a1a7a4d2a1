"""A proposal held against text and vocabulary: refused, doubtful, or sound.

1. The quote stands word for word in one sentence of the section (``quotes``), is long enough to be
   evidence, and leaves out no negation beside it. That sentence does not speak to programs
   (``instructions``). Each lead-in governs it: a heading or paragraph above, or an earlier sentence
   of its block, which makes the proposal doubtful, since it puts two sentences together.
2. What is denied holds a negation; what is affirmed and has one in its sentence, lead-in or heading
   is doubtful.
3. Every concept exists and fits its slot; its words stand in the quote or lead-in and do not name
   something else (``support``). A value whose words cannot be checked makes the proposal doubtful.
4. A proposal stands or falls whole: who makes up one value is not believed about the others.
5. What is left becomes a practice of the model: evidence is the whole sentence; offsets, firmness
   and section are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from graph_builder.documents.document import BlockKind, Document
from graph_builder.extraction import grammar as grammars
from graph_builder.extraction.grammar import Cue
from graph_builder.extraction.tokens import Token, tokenize
from graph_builder.model import Mention, Modality, Polarity, Practice, Slot, Span
from graph_builder.proposals import instructions, quotes
from graph_builder.proposals.answer import KINDS, Proposed, Value
from graph_builder.proposals.sections import Section
from graph_builder.proposals.support import Support, Witness
from graph_builder.vocabulary import Vocabulary

RULE = "language model"
CONFIDENCE = {Support.NAMED: 0.6, Support.UNCHECKED: 0.3}
"""How sure a value is: cautious estimates, as no model has been measured on annotated policies."""

_FEWEST_WORDS = 3
_FIELDS = {
    "operation": "operations",
    "data": "data",
    "recipient": "recipients",
    "purpose": "purposes",
    "basis": "bases",
}
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW})
# Between these and a quote a negation belongs to another clause.
_CLAUSE_ENDS = frozenset({",", ";", ":", ".", "–", "—", "(", ")"})


class Refusal(StrEnum):
    """Why a proposal does not count."""

    NOT_IN_TEXT = "its quote is not in the text"
    INSTRUCTION = "its sentence speaks to programs that read it"
    TOO_SHORT = "its quote is too short to be evidence"
    SEVERAL_SENTENCES = "its quote is not from one sentence or list item"
    CUTS_NEGATION = "its quote leaves out the negation beside it"
    NOT_GOVERNING = "its lead-in does not govern the quote"
    NO_NEGATION = "it is denied, and nothing in its words denies it"
    UNKNOWN_CONCEPT = "it names a concept that the vocabulary does not have for the slot"
    WORDS_ELSEWHERE = "the words of a value are not in its quote"
    CONTRADICTED = "the words of a value name something else"
    INCOMPLETE = "it names no operation or no data"


class Doubt(StrEnum):
    """Why a person should look at a proposal that may well be right."""

    NEGATION = "a negation stands near it"
    JOINED = "it puts two sentences together"
    UNKNOWN_WORDS = "the vocabulary does not know the words"


@dataclass(frozen=True, slots=True)
class Checked:
    """A proposal and what became of it: a refusal with its detail, or a practice with doubts."""

    proposed: Proposed
    practice: Practice | None = None
    refusal: Refusal | None = None
    detail: str = ""
    doubts: tuple[str, ...] = ()


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(refusal)
        self.refusal, self.detail = refusal, detail


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote stands: itself, its sentence, its block.

    ``leads`` are its lead-ins, each with its sentence; ``joined`` that one is of the same block.
    """

    quote: Span
    sentence: Span
    block: int
    leads: tuple[tuple[Span, Span], ...] = ()
    joined: bool = False


@dataclass(slots=True)
class Checker:
    """Checks the proposals of one model about one document."""

    document: Document
    vocabulary: Vocabulary
    model: str
    _witness: Witness = field(init=False)

    def __post_init__(self) -> None:
        self._witness = Witness(self.document, self.vocabulary)

    def check(self, proposed: Proposed, section: Section) -> Checked:
        """Return what becomes of a proposal about a section."""
        try:
            place = self._place(proposed, section)
            doubts = list(self._polarity(proposed, place))
            mentions = [self._value(value, place) for value in proposed.values]
        except _RefusedError as error:
            return Checked(proposed, refusal=error.refusal, detail=error.detail)
        slots = {m.slot for m in mentions}
        if not {Slot.OPERATION, Slot.DATA} <= slots:
            return Checked(proposed, refusal=Refusal.INCOMPLETE)
        unsure = [m for m in mentions if m.confidence < CONFIDENCE[Support.NAMED]]
        doubts += [
            f"{Doubt.UNKNOWN_WORDS}: {m.span.text(self.document.text)!r} for {m.concept}"
            for m in unsure
        ]
        practice = self._practice(proposed, place, mentions)
        return Checked(proposed, practice, doubts=tuple(doubts))

    # -- step 1: the quote

    def _place(self, proposed: Proposed, section: Section) -> _Place:
        blocks = self.document.blocks
        found = [
            (span, index)
            for index in range(section.first, section.last)
            if blocks[index].kind in _READ
            for span in quotes.find(
                self.document.text, proposed.quote, blocks[index].start, blocks[index].end
            )
        ]
        if not found:
            first, last = blocks[section.first].start, blocks[section.last - 1].end
            across = quotes.find(self.document.text, proposed.quote, first, last)
            raise _RefusedError(Refusal.SEVERAL_SENTENCES if across else Refusal.NOT_IN_TEXT)
        whole = [(s, span, index) for span, index in found if (s := self._sentence(span, index))]
        if not whole:
            raise _RefusedError(Refusal.SEVERAL_SENTENCES)
        sentence, span, index = whole[0]
        words = [t for t in self._tokens(span) if t.word]
        if len(words) < _FEWEST_WORDS and span != sentence:
            raise _RefusedError(Refusal.TOO_SHORT)
        if instructions.found(sentence.text(self.document.text)):
            raise _RefusedError(Refusal.INSTRUCTION)
        return self._led(_Place(span, sentence, index), proposed.lead_ins)

    def _sentence(self, span: Span, block: int) -> Span | None:
        """Return the sentence that holds a span, or none where it takes part in several."""
        for sentence in self.document.sentences:
            if sentence.block == block and sentence.start <= span.start < sentence.end:
                whole = span.end <= sentence.end
                return Span(sentence.start, sentence.end) if whole else None
        return None

    def _led(self, place: _Place, lead_ins: Iterable[str]) -> _Place:
        leads: list[tuple[Span, Span]] = []
        joined = False
        for lead_in in filter(str.strip, lead_ins):
            for index in (*self._above(place.block), place.block):
                block = self.document.blocks[index]
                own = index == place.block
                end = place.sentence.start if own else block.end
                found = quotes.find(self.document.text, lead_in, block.start, end)
                if found:
                    around = self._sentence(found[-1], index) or Span(block.start, block.end)
                    leads.append((found[-1], around))
                    joined |= own
                    break
            else:
                raise _RefusedError(Refusal.NOT_GOVERNING)
        return replace(place, leads=tuple(leads), joined=joined)

    def _above(self, block: int) -> Iterator[int]:
        """Yield the blocks that govern a block, nearest first."""
        parent = self.document.blocks[block].parent
        while parent is not None:
            yield parent
            parent = self.document.blocks[parent].parent

    # -- step 2: the polarity

    def _polarity(self, proposed: Proposed, place: _Place) -> Iterator[str]:
        tokens = self._tokens(place.sentence)
        inside: list[Cue] = []
        outside: list[Cue] = []
        for cue in self._negations(tokens):
            within = place.quote.start <= tokens[cue.start].start < place.quote.end
            (inside if within else outside).append(cue)
        if any(self._beside(tokens, cue, place.quote) for cue in outside):
            raise _RefusedError(Refusal.CUTS_NEGATION)
        led = any(any(self._negations(self._tokens(around))) for _, around in place.leads)
        if place.joined:
            yield Doubt.JOINED
        if proposed.denied:
            if not inside and not led:
                raise _RefusedError(Refusal.NO_NEGATION)
        elif inside or outside or led or self._governed_by_negation(place.block):
            yield Doubt.NEGATION

    def _governed_by_negation(self, block: int) -> bool:
        blocks = self.document.blocks
        spans = (Span(blocks[index].start, blocks[index].end) for index in self._above(block))
        return any(any(self._negations(self._tokens(span))) for span in spans)

    def _negations(self, tokens: list[Token]) -> Iterator[Cue]:
        for cues in grammars.default(self.document.language).cues(tokens).values():
            yield from (c for c in cues if c.family == "polarity" and c.value == "negation")

    def _beside(self, tokens: list[Token], cue: Cue, quote: Span) -> bool:
        """Tell whether only words of the same clause stand between a negation and the quote."""
        end = tokens[cue.end - 1].end
        between = [
            t
            for t in tokens
            if end <= t.start < quote.start or quote.end <= t.start < tokens[cue.start].start
        ]
        return not any(t.text in _CLAUSE_ENDS for t in between)

    # -- step 3: the values

    def _value(self, value: Value, place: _Place) -> Mention:
        concept = self.vocabulary.concepts.get(value.concept)
        if concept is None or concept.kind != KINDS[value.slot]:
            raise _RefusedError(Refusal.UNKNOWN_CONCEPT, repr(value.concept))
        words, around = self._words(value, place)
        support, named = self._witness.ask(value.slot, value.concept, words, around)
        if support is Support.CONTRADICTED:
            raise _RefusedError(Refusal.CONTRADICTED, f"{value.words!r} for {value.concept}")
        return Mention(Slot(value.slot), named, words, CONFIDENCE[support], rule=RULE)

    def _words(self, value: Value, place: _Place) -> tuple[Span, Span]:
        for stretch, around in ((place.quote, place.sentence), *place.leads):
            found = quotes.find(self.document.text, value.words, stretch.start, stretch.end)
            if found:
                return found[0], around
        raise _RefusedError(Refusal.WORDS_ELSEWHERE, repr(value.words))

    # -- step 5: the practice

    def _practice(self, proposed: Proposed, place: _Place, mentions: list[Mention]) -> Practice:
        values = {
            name: tuple(sorted({m.concept for m in mentions if m.slot == slot}))
            for slot, name in _FIELDS.items()
        }
        evidence = sorted({place.sentence, *(around for _, around in place.leads)})
        return Practice(
            polarity=Polarity.DENIED if proposed.denied else Polarity.AFFIRMED,
            modality=self._modality(evidence, denied=proposed.denied),
            operations=values["operations"],
            data=values["data"],
            recipients=values["recipients"],
            purposes=values["purposes"],
            bases=values["bases"],
            evidence=tuple(evidence),
            section=self.document.blocks[place.block].section,
            mentions=tuple(sorted(set(mentions), key=lambda m: (m.span, m.slot, m.concept))),
            confidence=min(m.confidence for m in mentions),
            proposer=self.model,
        )

    def _modality(self, spans: Iterable[Span], *, denied: bool) -> Modality:
        """Return how firmly the words say it; a denial with an exception is a qualified one."""
        grammar = grammars.default(self.document.language)
        values = {
            (cue.family, cue.value)
            for span in spans
            for cues in grammar.cues(self._tokens(span)).values()
            for cue in cues
        }
        limits = {("polarity", "qualifier"), ("polarity", "without"), ("markers", "exception")}
        if denied:
            return Modality.QUALIFIED if values & limits else Modality.DEFINITE
        for modality in (Modality.POSSIBLE, Modality.REQUIRED):
            if ("modality", modality.value) in values:
                return modality
        return Modality.DEFINITE

    def _tokens(self, span: Span) -> list[Token]:
        return tokenize(self.document.text, self.document.language, span.start, span.end)


__all__ = ["CONFIDENCE", "RULE", "Checked", "Checker", "Doubt", "Refusal"]
