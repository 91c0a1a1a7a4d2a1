"""How a sentence became practices: what was found, what was inherited, which rule decided.

``alir explain FILE --sentence N`` shows this; it is also how extraction is debugged. The document
is read from its beginning, since a sentence may point back to an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.documents.document import Document
from graph_builder.errors import UsageError
from graph_builder.extraction import grammar as grammars
from graph_builder.extraction import lexicon as lexicons
from graph_builder.extraction.context import Reading, readings
from graph_builder.extraction.frames import Filler, Frame
from graph_builder.extraction.line import Line
from graph_builder.extraction.practices import Assembler
from graph_builder.model import Practice
from graph_builder.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Seen:
    """Something found in the sentence: what sort of thing, its value, its words."""

    sort: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Slotted:
    """A value in a frame: slot, concept, words, where it came from, the rule that put it there."""

    slot: str
    concept: str
    words: str
    origin: str
    rule: str


@dataclass(frozen=True, slots=True)
class FrameSeen:
    """A frame of the sentence: polarity, strength, actor, marks and values."""

    denied: bool
    modality: str
    subject: str
    marks: tuple[str, ...]
    values: tuple[Slotted, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence with everything that led from it to practices.

    ``number`` counts sentences from 1; ``governed_by`` are the words of the lead-in or heading that
    it inherits from, outermost first.
    """

    number: int
    start: int
    end: int
    text: str
    section: tuple[str, ...]
    governed_by: tuple[str, ...]
    seen: tuple[Seen, ...]
    frames: tuple[FrameSeen, ...]
    practices: tuple[Practice, ...]


def sentence(document: Document, vocabulary: Vocabulary, number: int) -> Explanation:
    """Explain the ``number``-th sentence (from 1).

    Raises:
        UsageError: the document has no such sentence.
    """
    lexicon = lexicons.of(vocabulary, document.language)
    assembler = Assembler(vocabulary, [b.section for b in document.blocks])
    for count, reading in enumerate(
        readings(document, lexicon, grammars.default(document.language)), 1
    ):
        practices = tuple(assembler.of_reading(reading))
        if count == number:
            return _explanation(document, number, reading, practices)
    raise UsageError(
        "E-USAGE",
        f"{document.source} has no sentence {number}",
        f"Sentences are numbered from 1 to {count if document.sentences else 0}.",
    )


def number_at(document: Document, vocabulary: Vocabulary, offset: int) -> int:
    """Return the number of the sentence that covers a code point, or the next one after it.

    Raises:
        UsageError: no sentence is there.
    """
    lexicon = lexicons.of(vocabulary, document.language)
    for count, reading in enumerate(
        readings(document, lexicon, grammars.default(document.language)), 1
    ):
        if offset < reading.end:
            return count
    raise UsageError("E-USAGE", f"no sentence at offset {offset} of {document.source}")


def _explanation(
    document: Document, number: int, reading: Reading, practices: tuple[Practice, ...]
) -> Explanation:
    text = document.text
    governing = reading.inherited or reading.heading
    above = sorted(set(governing.evidence)) if governing is not None else []
    return Explanation(
        number=number,
        start=reading.start,
        end=reading.end,
        text=text[reading.start : reading.end],
        section=document.blocks[reading.block].section,
        governed_by=tuple(text[start:end] for start, end in above),
        seen=_seen(text, reading.line),
        frames=tuple(_frame(text, frame) for frame in reading.frames),
        practices=practices,
    )


def _seen(text: str, line: Line) -> tuple[Seen, ...]:
    def words(start: int, end: int) -> str:
        return text[line.tokens[start].start : line.tokens[end - 1].end]

    rows = [
        *(
            (f.start, Seen(f.kind, f.concept, words(f.start, f.end)))
            for fs in line.mentions.values()
            for f in fs
        ),
        *(
            (c.start, Seen(c.family, c.value, words(c.start, c.end)))
            for cs in line.cues.values()
            for c in cs
        ),
        *(
            (
                v.start,
                Seen(
                    "verb",
                    " | ".join(_verb(x.operation, x.group) for x in v.verbs),
                    words(v.start, v.end),
                ),
            )
            for v in line.verbs.values()
        ),
    ]
    return tuple(
        seen for _, seen in sorted(rows, key=lambda row: (row[0], row[1].sort, row[1].value))
    )


def _verb(operation: str, group: str) -> str:
    return f"{operation} ({group})" if group else operation


def _frame(text: str, frame: Frame) -> FrameSeen:
    return FrameSeen(
        denied=frame.denied,
        modality=frame.modality.value,
        subject=frame.subject,
        marks=tuple(sorted(frame.flags)),
        values=tuple(_slotted(text, f) for f in (*frame.operations, *frame.fillers)),
    )


def _slotted(text: str, filler: Filler) -> Slotted:
    return Slotted(
        filler.slot.value,
        filler.concept,
        text[filler.start : filler.end],
        filler.origin.value,
        filler.rule,
    )
