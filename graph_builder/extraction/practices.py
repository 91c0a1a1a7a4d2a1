"""Frames to practices: the last decisions, and the frozen values of the model.

1. Data: what the clause names; else what its anaphor points to; else what the verb before it in
   the sentence took; else, where the clause is about data at all, ``dpv:PersonalData``.
2. Sources of what is collected: the clause's own cues, then its heading's, then the nature of the
   data (an IP address is observed, a name is given).
3. Bases: mentioned ones, and consent that is deemed from use.
4. Recipients: mentioned parties, and the party that acts.
5. Evidence: the sentence, and the lead-in or heading it draws on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph_builder.extraction.context import Reading
from graph_builder.extraction.frames import OBTAINING, SHARING, Filler, Frame
from graph_builder.model import (
    Condition,
    Mention,
    Modality,
    Origin,
    Polarity,
    Practice,
    Slot,
    Span,
)
from graph_builder.vocabulary import Vocabulary

GENERIC = "dpv:PersonalData"
_OBSERVED = frozenset({"pd:DeviceBased", "pd:BrowsingBehaviour", "alir:CCTVFootage", "pd:VoiceCommunicationRecording", "pd:ServiceConsumptionBehaviour", "pd:GPSCoordinate"})
_PARTIES = frozenset({"dpv:Recipient"})
_CONFIDENCE = {Origin.EXPLICIT: 0.9, Origin.INHERITED: 0.8, Origin.INFERRED: 0.6}


@dataclass(slots=True)
class _Memory:
    """What later sentences may point back to."""

    data: list[Filler] = field(default_factory=list)
    block: int = -9
    sentence_data: list[Filler] = field(default_factory=list)
    operations: list[Filler] = field(default_factory=list)


class Assembler:
    """Turns the readings of one document into practices, in text order."""

    def __init__(self, vocabulary: Vocabulary, sections: Iterable[tuple[str, ...]]) -> None:
        self.vocabulary = vocabulary
        self.sections = tuple(sections)
        self.memory = _Memory()

    def practices(self, readings: Iterable[Reading]) -> Iterator[Practice]:
        """Yield the practices of the readings."""
        for reading in readings:
            self.memory.sentence_data = []
            for frame in reading.frames:
                practice = self._practice(frame, reading)
                if practice is not None:
                    yield practice

    def _practice(self, frame: Frame, reading: Reading) -> Practice | None:
        if "about" in frame.flags and "inherited" not in frame.flags:
            return None
        if not self._operation(frame, reading):
            return None
        data = self._data(frame, reading)
        if not data:
            return None
        operations = self._operations(frame, data)
        sources = self._sources(frame, reading, data) if "dpv:Collect" in operations else []
        bases = self._bases(frame)
        purposes = frame.values(Slot.PURPOSE)
        recipients = self._recipients(frame)
        self._remember(data, reading)
        fillers = [*data, *sources, *frame.values(Slot.OBTAINED_FROM), *purposes, *recipients, *bases]
        return Practice(
            polarity=Polarity.DENIED if frame.denied else Polarity.AFFIRMED,
            modality=self._modality(frame),
            operations=operations,
            data=_concepts(data),
            sources=_concepts(sources),
            obtained_from=_concepts(frame.values(Slot.OBTAINED_FROM)) if "dpv:Collect" in operations else (),
            purposes=_concepts(purposes),
            recipients=_concepts(recipients),
            bases=_concepts(bases),
            conditions=tuple(Condition(Span(c.start, c.end)) for c in frame.clauses if not c.exception),
            exceptions=tuple(Condition(Span(c.start, c.end)) for c in frame.clauses if c.exception),
            evidence=tuple(sorted({Span(*e) for e in frame.evidence if e[1] - e[0] > 40} | {Span(reading.start, reading.end)})),
            section=self.sections[reading.block],
            mentions=tuple(_mention(f) for f in [*frame.operations, *fillers] if f.concept),
            confidence=min((_CONFIDENCE[f.origin] for f in fillers), default=0.6),
        )

    def _operation(self, frame: Frame, reading: Reading) -> bool:
        """Give an "includes" its operation; tell whether there is one."""
        if frame.operations and not frame.operations[0].concept:
            known = self.memory.operations if self.memory.block >= reading.block - 1 else []
            if not known and reading.heading is not None:
                known = reading.heading.operations
            if not known:
                return False
            frame.operations = [f.inherited() for f in known]
        if frame.operations:
            self.memory.operations = frame.operations
        return bool(frame.operations)

    def _data(self, frame: Frame, reading: Reading) -> list[Filler]:
        data = frame.values(Slot.DATA)
        memory = self.memory
        if data:
            memory.sentence_data = data
            return data
        anchor = frame.operations[0]
        if "anaphor" in frame.flags and memory.data and memory.block >= reading.block - 1:
            return [f.inherited() for f in memory.data]
        if "follows" in frame.flags and memory.sentence_data:
            return [f.inherited() for f in memory.sentence_data]
        if frame.flags & {"anaphor", "generic"}:
            return [Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "generic", Origin.INFERRED)]
        if frame.does(SHARING) and frame.values(Slot.RECIPIENT) and self._about_sharing(frame, reading):
            return [Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "sharing", Origin.INFERRED)]
        if "communicate" in frame.flags and frame.values(Slot.PURPOSE) and self._about_use(reading):
            return [Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "communication", Origin.INFERRED)]
        if "inherited" in frame.flags and frame.values(Slot.PURPOSE) + frame.values(Slot.RECIPIENT):
            return [Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "lead-in", Origin.INFERRED)]
        return []

    def _about_sharing(self, frame: Frame, reading: Reading) -> bool:
        heading = reading.heading
        return (heading is not None and heading.does(SHARING)) or "inherited" in frame.flags or self.memory.block == reading.block

    def _about_use(self, reading: Reading) -> bool:
        heading = reading.heading
        return (heading is not None and bool(heading.operations)) or self.memory.block == reading.block

    def _operations(self, frame: Frame, data: list[Filler]) -> tuple[str, ...]:
        operations = [f.concept for f in frame.operations]
        if "access" in frame.flags and frame.subject == "we":
            operations = ["dpv:Collect"]
        if operations == ["dpv:Use"] and all(f.concept == "alir:CookieIdentifier" for f in data) and not frame.denied:
            operations = ["dpv:Collect", "dpv:Use"]
        return tuple(dict.fromkeys(operations))

    def _sources(self, frame: Frame, reading: Reading, data: list[Filler]) -> list[Filler]:
        anchor = frame.operations[0]
        flags = set(frame.flags)
        parties = frame.values(Slot.OBTAINED_FROM)
        found: list[str] = []
        if parties:
            found.append("dpv:ThirdPartyDataSource")
        if "public" in flags:
            found.append("dpv:PublicDataSource")
        if "automatic" in flags:
            found.append("alir:AutomaticCollection")
        if flags & {"given", "give"} and "alir:AutomaticCollection" not in found:
            found.append("dpv:DataSubjectDataSource")
        if not found and reading.heading is not None:
            if "automatic" in reading.heading.flags:
                found.append("alir:AutomaticCollection")
            elif reading.heading.flags & {"given", "give"}:
                found.append("dpv:DataSubjectDataSource")
        if not found and data and all(self._observed(f.concept) for f in data):
            found.append("alir:AutomaticCollection")
        return [Filler(Slot.SOURCE, c, anchor.start, anchor.end, "source", Origin.INFERRED) for c in found]

    def _observed(self, concept: str) -> bool:
        return concept in _OBSERVED or bool(_OBSERVED & self.vocabulary.ancestors(concept))

    def _bases(self, frame: Frame) -> list[Filler]:
        bases = frame.values(Slot.BASIS)
        if "implied" in frame.flags:
            bases = [f for f in bases if f.concept != "dpv:Consent"]
            anchor = frame.operations[0]
            bases.append(Filler(Slot.BASIS, "dpv:ImpliedConsent", anchor.start, anchor.end, "deemed", Origin.INFERRED))
        return bases

    def _recipients(self, frame: Frame) -> list[Filler]:
        recipients = frame.values(Slot.RECIPIENT)
        if "behalf" in frame.flags and recipients and all(f.concept != "dpv:DataProcessor" for f in recipients):
            anchor = recipients[0]
            recipients.append(Filler(Slot.RECIPIENT, "dpv:DataProcessor", anchor.start, anchor.end, "on behalf", Origin.INFERRED))
        return recipients

    def _modality(self, frame: Frame) -> Modality:
        if frame.denied and (any(c.exception for c in frame.clauses) or frame.values(Slot.BASIS)):
            return Modality.QUALIFIED
        return frame.modality

    def _remember(self, data: list[Filler], reading: Reading) -> None:
        if any(f.concept != GENERIC for f in data) or self.memory.block != reading.block:
            self.memory.data = data
        self.memory.block = reading.block


def _concepts(fillers: Iterable[Filler]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.concept for f in fillers if f.concept))


def _mention(filler: Filler) -> Mention:
    return Mention(
        filler.slot, filler.concept, Span(filler.start, filler.end), _CONFIDENCE[filler.origin], filler.origin, filler.rule
    )


__all__ = ["OBTAINING", "Assembler"]
