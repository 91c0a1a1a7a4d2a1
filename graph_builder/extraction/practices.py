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
from dataclasses import dataclass, field, replace

from graph_builder.extraction import grammar
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
_AUTOMATIC = "alir:AutomaticCollection"
# Rules whose values have no words of their own, so that nothing mentions them.
_WORDLESS = frozenset({"generic", "sharing", "communication", "lead-in", "nature", "deemed"})
_SECRET = "pd:Authenticating"
_GIVEN = "dpv:DataSubjectDataSource"
_SOURCE_CUES = {
    "given": _GIVEN,
    "automatic": _AUTOMATIC,
    "public": "dpv:PublicDataSource",
    "third": "dpv:ThirdPartyDataSource",
}
_NATURE = {
    concept: source
    for name, source in (("observed", _AUTOMATIC), ("given", _GIVEN))
    for concept in grammar.table("nature")[name]
}
_CONFIDENCE = {Origin.EXPLICIT: 0.9, Origin.INHERITED: 0.8, Origin.INFERRED: 0.6}


@dataclass(slots=True)
class _Memory:
    """What later sentences may point back to."""

    data: list[Filler] = field(default_factory=list)
    block: int = -9
    sentence_data: list[Filler] = field(default_factory=list)
    operations: list[Filler] = field(default_factory=list)
    purposes: list[Filler] = field(default_factory=list)


class Assembler:
    """Turns the readings of one document into practices, in text order."""

    def __init__(self, vocabulary: Vocabulary, sections: Iterable[tuple[str, ...]]) -> None:
        self.vocabulary = vocabulary
        self.sections = tuple(sections)
        self.memory = _Memory()

    def practices(self, readings: Iterable[Reading]) -> Iterator[Practice]:
        """Yield the practices of the readings."""
        for reading in readings:
            yield from self.of_reading(reading)

    def of_reading(self, reading: Reading) -> Iterator[Practice]:
        """Yield the practices of one sentence; call it in text order, later ones point back."""
        self.memory.sentence_data = []
        for frame in reading.frames:
            yield from self._of_frame(frame, reading)

    def _of_frame(self, frame: Frame, reading: Reading) -> Iterator[Practice]:
        if "about" in frame.flags and "inherited" not in frame.flags:
            return
        if "define" in frame.flags and not frame.does(OBTAINING):
            return
        if not self._operation(frame, reading) or self._is_duty(frame):
            return
        data = self._data(frame, reading)
        if not data or _says_nothing(frame, data):
            return
        operations = self._operations(frame, reading, data)
        self._remember(data, reading)
        if "dpv:Collect" not in operations:
            yield self._practice(frame, reading, operations, data, [])
            return
        for group, sources in self._by_source(frame, reading, data):
            yield self._practice(frame, reading, operations, group, sources)

    def _practice(
        self,
        frame: Frame,
        reading: Reading,
        operations: tuple[str, ...],
        data: list[Filler],
        sources: list[str],
    ) -> Practice:
        anchor = frame.operations[0]
        origins = [_source(c, reading, anchor) for c in sources]
        parties = frame.values(Slot.OBTAINED_FROM) if "dpv:Collect" in operations else []
        bases = self._bases(frame)
        purposes = _purposes(frame, bases) or self._elaborated(frame, reading)
        self.memory.purposes = purposes
        recipients = self._recipients(frame)
        fillers = [*data, *origins, *parties, *purposes, *recipients, *bases]
        return Practice(
            polarity=Polarity.DENIED if frame.denied else Polarity.AFFIRMED,
            modality=self._modality(frame),
            operations=operations,
            data=_concepts(data),
            sources=tuple(sources),
            obtained_from=_concepts(parties),
            purposes=_concepts(purposes),
            recipients=_concepts(recipients),
            bases=_concepts(bases),
            conditions=tuple(
                Condition(Span(c.start, c.end)) for c in frame.clauses if not c.exception
            ),
            exceptions=tuple(Condition(Span(c.start, c.end)) for c in frame.clauses if c.exception),
            evidence=_evidence(frame, reading),
            section=self.sections[reading.block],
            mentions=tuple(
                _mention(f)
                for f in [*frame.operations, *fillers]
                if f.concept and f.rule not in _WORDLESS
            ),
            confidence=min((_CONFIDENCE[f.origin] for f in fillers), default=0.6),
        )

    def _is_duty(self, frame: Frame) -> bool:
        """What the person must not hand out, and what data does not consist of, is no practice."""
        if not frame.denied:
            return False
        secrets = all(self.vocabulary.covers(_SECRET, f.concept) for f in frame.values(Slot.DATA))
        unsaid = frame.subject != "we" and frame.values(Slot.DATA) and secrets
        return bool(frame.flags & {"give", "include"} or unsaid)

    def _operation(self, frame: Frame, reading: Reading) -> bool:
        """Give an "includes" its operation; tell whether there is one."""
        if frame.operations and not frame.operations[0].concept:
            known = self.memory.operations if self.memory.block >= reading.block - 1 else []
            if not known and reading.heading is not None:
                known = reading.heading.operations
            if not known and len(frame.values(Slot.DATA)) > 1:
                # Data that a notice lists without a verb is data that is collected.
                known = [replace(frame.operations[0], concept="dpv:Collect")]
            if not known:
                return False
            frame.operations = [f.inherited() for f in known]
        if frame.operations:
            self.memory.operations = frame.operations
        return bool(frame.operations)

    def _data(self, frame: Frame, reading: Reading) -> list[Filler]:
        data = frame.values(Slot.DATA)
        own = [f for f in data if f.origin is Origin.EXPLICIT]
        if own and "inherited" in frame.flags:
            # What an item names replaces the generic word of its lead-in.
            data = own + [
                f for f in data if f.origin is not Origin.EXPLICIT and f.concept != GENERIC
            ]
        memory = self.memory
        if data:
            memory.sentence_data = data
            return data
        anchor = frame.operations[0]
        if "anaphor" in frame.flags and frame.supposed:
            return [f.inherited() for f in frame.supposed]
        if "anaphor" in frame.flags and memory.data and memory.block >= reading.block - 1:
            return [f.inherited() for f in memory.data]
        if "follows" in frame.flags and memory.sentence_data:
            return [f.inherited() for f in memory.sentence_data]
        if frame.flags & {"anaphor", "generic"}:
            return [
                Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "generic", Origin.INFERRED)
            ]
        if (
            frame.does(SHARING)
            and frame.values(Slot.RECIPIENT)
            and self._about_sharing(frame, reading)
        ):
            return [
                Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "sharing", Origin.INFERRED)
            ]
        if "communicate" in frame.flags and frame.values(Slot.PURPOSE) and self._about_use(reading):
            return [
                Filler(
                    Slot.DATA, GENERIC, anchor.start, anchor.end, "communication", Origin.INFERRED
                )
            ]
        if frame.values(Slot.BASIS) and memory.data and memory.block >= reading.block - 1:
            # "The processing is based on our legitimate interest": of what was just named.
            return [f.inherited() for f in memory.data]
        if "inherited" in frame.flags and frame.values(Slot.PURPOSE) + frame.values(Slot.RECIPIENT):
            return [
                Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "lead-in", Origin.INFERRED)
            ]
        return []

    def _about_sharing(self, frame: Frame, reading: Reading) -> bool:
        heading = reading.heading
        if "engage" in frame.flags and heading is not None and heading.does(OBTAINING):
            return False
        return (
            (heading is not None and heading.does(SHARING))
            or "inherited" in frame.flags
            or self.memory.block == reading.block
        )

    def _about_use(self, reading: Reading) -> bool:
        heading = reading.heading
        return (
            heading is not None and bool(heading.operations)
        ) or self.memory.block == reading.block

    def _operations(self, frame: Frame, reading: Reading, data: list[Filler]) -> tuple[str, ...]:
        operations = [f.concept for f in frame.operations]
        if "access" in frame.flags and frame.subject in {"we", ""}:
            operations = ["dpv:Collect"]
        if operations == ["dpv:Use"] and not frame.denied and self._also_collects(reading, data):
            operations = ["dpv:Collect", "dpv:Use"]
        return tuple(dict.fromkeys(operations))

    def _also_collects(self, reading: Reading, data: list[Filler]) -> bool:
        """Using cookies reads them; processing observed data under "What we collect" collects it."""
        if any(f.concept == "alir:CookieIdentifier" for f in data):
            return True
        heading = reading.heading
        return (
            heading is not None
            and heading.does(OBTAINING)
            and all(self._nature(f.concept) == _AUTOMATIC for f in data)
        )

    def _by_source(
        self, frame: Frame, reading: Reading, data: list[Filler]
    ) -> list[tuple[list[Filler], list[str]]]:
        """Group collected data by where it comes from."""
        stated = self._stated_sources(frame, reading)
        if stated:
            return [(data, stated)]
        groups: dict[str, list[Filler]] = {}
        for filler in data:
            groups.setdefault(self._nature(filler.concept), []).append(filler)
        return [(group, [source] if source else []) for source, group in groups.items()]

    def _stated_sources(self, frame: Frame, reading: Reading) -> list[str]:
        flags = frame.flags
        found: list[str] = []
        if frame.values(Slot.OBTAINED_FROM):
            found.append("dpv:ThirdPartyDataSource")
        if "public" in flags:
            found.append("dpv:PublicDataSource")
        if "automatic" in flags:
            found.append(_AUTOMATIC)
        elif flags & {"given", "give"}:
            found.append(_GIVEN)
        if not found and reading.heading is not None:
            if "automatic" in reading.heading.flags:
                found.append(_AUTOMATIC)
            elif reading.heading.flags & {"given", "give"}:
                found.append(_GIVEN)
        return found

    def _nature(self, concept: str) -> str:
        """Return the source that data of this kind has by nature, or an empty string."""
        level = [concept]
        seen: set[str] = set()
        while level:
            for one in level:
                if one in _NATURE:
                    return _NATURE[one]
            seen.update(level)
            level = [
                parent
                for one in level
                if one in self.vocabulary.concepts
                for parent in self.vocabulary.concepts[one].broader
                if parent not in seen
            ]
        return ""

    def _bases(self, frame: Frame) -> list[Filler]:
        bases = frame.values(Slot.BASIS)
        if "implied" in frame.flags:
            bases = [f for f in bases if f.concept != "dpv:Consent"]
            anchor = frame.operations[0]
            bases.append(
                Filler(
                    Slot.BASIS,
                    "dpv:ImpliedConsent",
                    anchor.start,
                    anchor.end,
                    "deemed",
                    Origin.INFERRED,
                )
            )
        return bases

    def _elaborated(self, frame: Frame, reading: Reading) -> list[Filler]:
        """“For instance, we collect …” spells out the sentence before it, purposes included."""
        first = reading.line.cues.get(0, ())
        spells_out = any(c.family == "markers" and c.value == "include" for c in first)
        if not spells_out or "inherited" in frame.flags or self.memory.block != reading.block:
            return []
        return [f.inherited() for f in self.memory.purposes]

    def _recipients(self, frame: Frame) -> list[Filler]:
        """Return who gets the data. In a merger or sale the data goes to who takes over, named or not."""
        recipients = frame.values(Slot.RECIPIENT)
        takeover = [f for f in frame.values(Slot.PURPOSE) if f.concept == "alir:BusinessTransfer"]
        if not takeover or recipients or not frame.does(SHARING):
            return recipients
        anchor = takeover[0]
        return [
            Filler(
                Slot.RECIPIENT,
                "alir:Acquirer",
                anchor.start,
                anchor.end,
                "takeover",
                Origin.INFERRED,
            )
        ]

    def _modality(self, frame: Frame) -> Modality:
        if frame.denied and (any(c.exception for c in frame.clauses) or frame.values(Slot.BASIS)):
            return Modality.QUALIFIED
        return frame.modality

    def _remember(self, data: list[Filler], reading: Reading) -> None:
        if any(f.concept != GENERIC for f in data) or self.memory.block != reading.block:
            self.memory.data = data
        self.memory.block = reading.block


def _source(concept: str, reading: Reading, anchor: Filler) -> Filler:
    """Return a source with the words that tell it, or as an inference where none do."""
    for cues in reading.line.cues.values():
        for cue in cues:
            if cue.family == "sources" and _SOURCE_CUES.get(cue.value) == concept:
                tokens = reading.line.tokens
                start, end = tokens[cue.start].start, tokens[cue.end - 1].end
                return Filler(Slot.SOURCE, concept, start, end, cue.value)
    return Filler(Slot.SOURCE, concept, anchor.start, anchor.end, "nature", Origin.INFERRED)


def _evidence(frame: Frame, reading: Reading) -> tuple[Span, ...]:
    """Return the sentence and the lead-ins and headings that govern it, in text order."""
    above = {
        Span(start, end)
        for start, end in frame.evidence
        if not reading.start <= start < reading.end
    }
    return tuple(sorted(above | {Span(reading.start, reading.end)}))


def _purposes(frame: Frame, bases: list[Filler]) -> list[Filler]:
    """Return the purposes; what the law demands to be disclosed is disclosed to comply with it."""
    purposes = frame.values(Slot.PURPOSE)
    law = [f for f in bases if f.concept == "dpv:LegalObligation"]
    if law and frame.does(SHARING) and all(f.concept != "dpv:LegalCompliance" for f in purposes):
        anchor = law[0]
        purposes = [
            *purposes,
            Filler(
                Slot.PURPOSE,
                "dpv:LegalCompliance",
                anchor.start,
                anchor.end,
                "law",
                Origin.INFERRED,
            ),
        ]
    return purposes


def _says_nothing(frame: Frame, data: list[Filler]) -> bool:
    """A bare noun ("Use of Personal Information") announces a practice and states none."""
    return (
        "nominal" in frame.flags
        and all(f.concept == GENERIC for f in data)
        and not any(frame.values(s) for s in (Slot.PURPOSE, Slot.RECIPIENT, Slot.BASIS))
        and "implied" not in frame.flags
    )


def _concepts(fillers: Iterable[Filler]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.concept for f in fillers if f.concept))


def _mention(filler: Filler) -> Mention:
    return Mention(
        filler.slot,
        filler.concept,
        Span(filler.start, filler.end),
        _CONFIDENCE[filler.origin],
        filler.origin,
        filler.rule,
    )


__all__ = ["OBTAINING", "Assembler"]
