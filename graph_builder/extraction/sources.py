"""Where collected data comes from.

1. What the clause says: a party it is obtained from, "automatically", "you provide".
2. Else what its heading says ("Information you give us").
3. Else the nature of each datum: an IP address is observed, a name is given
   (``grammar/nature.toml``). Data of different natures makes practices of its own.
"""

from __future__ import annotations

from graph_builder.extraction import grammar
from graph_builder.extraction.context import Reading
from graph_builder.extraction.fragments import ANNOUNCED
from graph_builder.extraction.frames import Filler, Frame
from graph_builder.model import Origin, Slot
from graph_builder.vocabulary import Vocabulary

AUTOMATIC = "alir:AutomaticCollection"
_GIVEN = "dpv:DataSubjectDataSource"
_PUBLIC = "dpv:PublicDataSource"
_THIRD = "dpv:ThirdPartyDataSource"
_CUES = {"given": _GIVEN, "automatic": AUTOMATIC, "public": _PUBLIC, "third": _THIRD}
_NATURE = {
    concept: source
    for name, source in (("observed", AUTOMATIC), ("given", _GIVEN))
    for concept in grammar.table("nature")[name]
}


def by_source(
    frame: Frame, reading: Reading, data: list[Filler], vocabulary: Vocabulary
) -> list[tuple[list[Filler], list[Filler]]]:
    """Return collected data in groups, each with the sources it comes from."""
    stated = _stated(frame) or (_stated(reading.heading) if reading.heading else [])
    if stated:
        return [(data, [_with_words(c, frame, reading) for c in stated])]
    if all(f.rule == ANNOUNCED for f in frame.operations):
        return [(data, [])]  # that it is collected is a guess; how, would be another
    groups: dict[str, list[Filler]] = {}
    for filler in data:
        groups.setdefault(nature(filler.concept, vocabulary), []).append(filler)
    return [
        (group, [_with_words(source, frame, reading)] if source else [])
        for source, group in groups.items()
    ]


def nature(concept: str, vocabulary: Vocabulary) -> str:
    """Return the source that data of this kind has by nature, or an empty string."""
    level, seen = [concept], {concept}
    while level:
        for one in level:
            if one in _NATURE:
                return _NATURE[one]
        level = [
            parent
            for one in level
            if one in vocabulary.concepts
            for parent in vocabulary.concepts[one].broader
            if parent not in seen
        ]
        seen.update(level)
    return ""


def _stated(frame: Frame) -> list[str]:
    third = bool(frame.values(Slot.OBTAINED_FROM)) or "deliver" in frame.flags
    found = [_THIRD] if third else []
    if "public" in frame.flags:
        found.append(_PUBLIC)
    if "automatic" in frame.flags:
        found.append(AUTOMATIC)
    elif frame.flags & {"given", "give"}:
        found.append(_GIVEN)
    return found


def _with_words(concept: str, frame: Frame, reading: Reading) -> Filler:
    """Return a source with the words that tell it, or as an inference where none do."""
    tokens = reading.line.tokens
    for cues in reading.line.cues.values():
        for cue in cues:
            if cue.family == "sources" and _CUES.get(cue.value) == concept:
                start, end = tokens[cue.start].start, tokens[cue.end - 1].end
                return Filler(Slot.SOURCE, concept, start, end, cue.value)
    anchor = frame.operations[0]
    return Filler(Slot.SOURCE, concept, anchor.start, anchor.end, "nature", Origin.INFERRED)
