"""Frames to practices: which frames state one, and the frozen values of the model.

1. Leave out what states nothing: sentences about the notice itself, definitions, duties of the
   person, bare nouns.
2. Settle operation and data (:mod:`antecedents`), sources (:mod:`sources`), and what follows from
   them (:mod:`inferences`).
3. Split collected data by source, so that every datum of a practice has every source of it.
4. Keep the sentence and what governs it as evidence, and the words of every value as mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph_builder.extraction.antecedents import Memory, data_of, settle_operation
from graph_builder.extraction.confidence import of_filler, of_practice
from graph_builder.extraction.context import Reading
from graph_builder.extraction.frames import GENERIC, OBTAINING, SHARING, Filler, Frame
from graph_builder.extraction.inferences import (
    bases_of,
    modality_of,
    operations_of,
    purposes_of,
    recipients_of,
)
from graph_builder.extraction.sources import by_source
from graph_builder.model import Condition, Mention, Origin, Polarity, Practice, Slot, Span
from graph_builder.vocabulary import Vocabulary

_ADDRESSES = "pd:Contact"
_SECRET = "pd:Authenticating"  # noqa: S105 - a concept, not a password
# Rules whose values have no words of their own, so that nothing mentions them.
_WORDLESS = frozenset({"generic", "nature", "deemed"})


class Assembler:
    """Turns the readings of one document into practices, in text order."""

    def __init__(self, vocabulary: Vocabulary, sections: Iterable[tuple[str, ...]]) -> None:
        self.vocabulary = vocabulary
        self.sections = tuple(sections)
        self.memory = Memory()

    def practices(self, readings: Iterable[Reading]) -> Iterator[Practice]:
        """Yield the practices of the readings."""
        for reading in readings:
            yield from self.of_reading(reading)

    def of_reading(self, reading: Reading) -> Iterator[Practice]:
        """Yield the practices of one sentence; call it in text order, later ones point back."""
        self.memory.sentence_data = []
        told: set[Practice] = set()
        for frame in reading.frames:
            for practice in self._of_frame(frame, reading):
                bare = replace(practice, mentions=(), confidence=0.0)
                if bare not in told:
                    told.add(bare)
                    yield practice

    def _of_frame(self, frame: Frame, reading: Reading) -> Iterator[Practice]:
        if _is_about_notice(frame) or not settle_operation(frame, reading, self.memory):
            return
        if self._is_duty(frame):
            return
        data = data_of(frame, reading, self.memory)
        if "communicate" in frame.flags and "evidenced" not in frame.flags:
            data = self._reached_by(data)
        if not data or _says_nothing(frame, data):
            return
        operations = operations_of(frame, reading, data, self.vocabulary)
        self.memory.keep(data, reading)
        groups = (
            by_source(frame, reading, data, self.vocabulary)
            if "dpv:Collect" in operations
            else [(data, [])]
        )
        for group, sources in groups:
            yield self._practice(frame, reading, operations, group, sources)

    def _reached_by(self, data: list[Filler]) -> list[Filler]:
        """“We send you offers by phone calls and post”: only an address is data that is used."""
        addresses = [f for f in data if self.vocabulary.covers(_ADDRESSES, f.concept)]
        if all(f.origin is not Origin.EXPLICIT or f in addresses for f in data):
            return data
        anchor = data[0]
        generic = Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "generic", Origin.INFERRED)
        return addresses or [generic]

    def _is_duty(self, frame: Frame) -> bool:
        """What the person must not hand out, and what data does not consist of, is no practice.

        Nor is a code that is sent to nobody but the person.
        """
        named = frame.values(Slot.DATA)
        secrets = all(self.vocabulary.covers(_SECRET, f.concept) for f in named)
        if not frame.denied:
            to_nobody = frame.does(SHARING) and not frame.values(Slot.RECIPIENT)
            return bool(named) and secrets and to_nobody
        unsaid = frame.subject != "we" and bool(named) and secrets
        return bool(frame.flags & {"give", "include"}) or unsaid

    def _practice(
        self,
        frame: Frame,
        reading: Reading,
        operations: tuple[str, ...],
        data: list[Filler],
        sources: list[Filler],
    ) -> Practice:
        bases = bases_of(frame)
        purposes = purposes_of(frame, bases) or self._elaborated(frame, reading)
        self.memory.purposes = [] if frame.denied else purposes
        parties = frame.values(Slot.OBTAINED_FROM) if "dpv:Collect" in operations else []
        recipients = recipients_of(frame) or self._they(frame, reading)
        self.memory.parties = recipients or self.memory.parties
        fillers = [*data, *sources, *parties, *purposes, *recipients, *bases]
        return Practice(
            polarity=Polarity.DENIED if frame.denied else Polarity.AFFIRMED,
            modality=modality_of(frame),
            operations=operations,
            data=_concepts(data),
            sources=_concepts(sources),
            obtained_from=_concepts(parties),
            purposes=_concepts(purposes),
            recipients=_concepts(recipients),
            bases=_concepts(bases),
            conditions=_clauses(frame, reading, exceptions=False),
            exceptions=_clauses(frame, reading, exceptions=True),
            evidence=_evidence(frame, reading),
            section=self.sections[reading.block],
            mentions=tuple(
                _mention(f)
                for f in [*frame.operations, *fillers]
                if f.concept and f.rule not in _WORDLESS
            ),
            confidence=of_practice(fillers),
        )

    def _they(self, frame: Frame, reading: Reading) -> list[Filler]:
        """“They receive your IP address”: the parties named last act, and so get the data."""
        gives = "deliver" in frame.flags
        if frame.subject != "third" or gives or not self.memory.reaches(reading):
            return []
        return [f.inherited() for f in self.memory.parties]

    def _elaborated(self, frame: Frame, reading: Reading) -> list[Filler]:
        """“For instance, we collect …” spells out the sentence before it, purposes included."""
        first = reading.line.cues.get(0, ())
        spells_out = any(c.family == "markers" and c.value == "include" for c in first)
        if not spells_out or "inherited" in frame.flags or self.memory.block != reading.block:
            return []
        return [f.inherited() for f in self.memory.purposes]


def _is_about_notice(frame: Frame) -> bool:
    """Tell sentences about the notice, and definitions of what is not collected data."""
    about = "about" in frame.flags and "inherited" not in frame.flags
    collects = frame.does(OBTAINING) and frame.subject == "we"
    return about or ("define" in frame.flags and not collects)


def _says_nothing(frame: Frame, data: list[Filler]) -> bool:
    """A bare noun ("Use of Personal Information") announces a practice and states none."""
    return (
        "nominal" in frame.flags
        and not frame.denied
        and all(f.concept == GENERIC for f in data)
        and not any(frame.values(s) for s in (Slot.PURPOSE, Slot.RECIPIENT, Slot.BASIS))
        and not frame.flags & {"implied", "granted"}
    )


def _clauses(frame: Frame, reading: Reading, *, exceptions: bool) -> tuple[Condition, ...]:
    return tuple(
        Condition(Span(c.start, c.end), reading.line.concept_in("condition", c.start, c.end))
        for c in frame.clauses
        if c.exception is exceptions
    )


def _evidence(frame: Frame, reading: Reading) -> tuple[Span, ...]:
    """Return the sentence and the lead-ins and headings that govern it, in text order."""
    above = {
        Span(start, end)
        for start, end in frame.evidence
        if not reading.start <= start < reading.end
    }
    return tuple(sorted(above | {Span(reading.start, reading.end)}))


def _concepts(fillers: Iterable[Filler]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.concept for f in fillers if f.concept))


def _mention(filler: Filler) -> Mention:
    span = Span(filler.start, filler.end)
    return Mention(filler.slot, filler.concept, span, of_filler(filler), filler.origin, filler.rule)
