"""What a clause is about when it does not say so: antecedents, and the one default.

Data, in this order:

1. what the clause names; an item's own words replace the generic word of its lead-in;
2. for "this information", what the condition before it supposes, else what was named last;
3. for a second verb ("and share it"), what the verb before it took;
4. personal data in general, where the clause is plainly about data: a disclosure under a heading on
   disclosures, a purpose or recipient in a list, processing that is given a legal basis.

A clause for which none of these holds is no practice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from graph_builder.extraction.context import Reading
from graph_builder.extraction.frames import GENERIC, OBTAINING, SHARING, TAKEOVER, Filler, Frame
from graph_builder.model import Origin, Slot

_CHILDREN = "alir:ChildrenData"


# No sentence points back to more values; without a limit one without end would square them.
_MOST = 100


@dataclass(slots=True)
class Memory:
    """What later sentences may point back to: values named last, and in which block."""

    data: list[Filler] = field(default_factory=list)
    block: int = -9
    start: int = -1
    sentence_data: list[Filler] = field(default_factory=list)
    operations: list[Filler] = field(default_factory=list)
    purposes: list[Filler] = field(default_factory=list)
    parties: list[Filler] = field(default_factory=list)
    # What ``data`` holds, to look up: a sentence without end names thousands of values.
    _known: set[Filler] = field(default_factory=set)

    def reaches(self, reading: Reading) -> bool:
        """Tell whether what is remembered is near enough to be pointed to."""
        return self.block >= reading.block - 1

    def keep(self, data: list[Filler], reading: Reading) -> None:
        """Remember the data of a sentence; a generic word does not displace a list nearby."""
        if reading.start == self.start:
            if len(self.data) >= _MOST:
                return
            fresh = [f for f in data if f not in self._known]
            self.data = [*self.data, *fresh]
            self._known.update(fresh)
        elif any(f.concept != GENERIC for f in data) or self.block != reading.block:
            self.data, self._known = data, set(data)
        self.block, self.start = reading.block, reading.start


def settle_operation(frame: Frame, reading: Reading, memory: Memory) -> bool:
    """Give a frame of "includes" the operation it elaborates; tell whether there is one."""
    if frame.operations and not frame.operations[0].concept:
        if not _elaborates(frame):
            return False
        heading = reading.heading
        known = heading.operations if heading is not None and heading.does(OBTAINING) else []
        if not known and memory.reaches(reading):
            known = [o for o in memory.operations if o.concept != "dpv:Erase"]
        if not known and heading is not None:
            known = heading.operations
        if not known and (len(frame.values(Slot.DATA)) > 1 or "inherited" in frame.flags):
            # Data that a notice lists without a verb is data that is collected.
            known = [replace(frame.operations[0], concept="dpv:Collect")]
        if not known:
            return False  # what it lists below is told by the items
        frame.operations = [f.inherited() for f in known]
    if frame.operations:
        memory.operations = frame.operations
    return bool(frame.operations)


def _elaborates(frame: Frame) -> bool:
    """Tell “your data includes your name” from “your data is what matters most to us”."""
    verb = frame.operations[0].start
    named = any(f.start > verb or f.concept != GENERIC for f in frame.fillers)
    return named or any(start > verb for start, _ in frame.evidence)


def data_of(frame: Frame, reading: Reading, memory: Memory) -> list[Filler]:
    """Return the data that a frame is about, empty where it is about none."""
    named = _of_children(_named(frame), frame, reading)
    if named:
        memory.sentence_data = named
        return named
    above = _pointed_at(frame, reading, memory)
    if above:
        memory.sentence_data = above
        return _inherited(above)
    if _is_about_data(frame, reading, memory):
        anchor = frame.operations[0]
        general = Filler(Slot.DATA, GENERIC, anchor.start, anchor.end, "generic", Origin.INFERRED)
        memory.sentence_data = _of_children([general], frame, reading)
        return memory.sentence_data
    return []


def _of_children(data: list[Filler], frame: Frame, reading: Reading) -> list[Filler]:
    """Under “Children”, and where children are who is denied, general data is theirs."""
    heading = reading.heading
    theirs = heading is not None and "children" in heading.flags
    if not theirs and not (frame.denied and frame.does(OBTAINING) and _names_children(reading)):
        return data
    return [replace(f, concept=_CHILDREN) if f.concept == GENERIC else f for f in data]


def _names_children(reading: Reading) -> bool:
    """Tell whether a sentence speaks of children: “anak di bawah 17 tahun … data mereka”."""
    return any(
        (c.family, c.value) == ("statement", "children")
        for cues in reading.line.cues.values()
        for c in cues
    )


def _pointed_at(frame: Frame, reading: Reading, memory: Memory) -> list[Filler]:
    """Return the data of earlier words that a frame points back to."""
    within_reach = memory.data if memory.data and memory.reaches(reading) else []
    if "anaphor" in frame.flags and frame.supposed:
        return frame.supposed
    if frame.flags & {"anaphor", "pronoun"} and within_reach:
        return within_reach
    if "follows" in frame.flags and memory.sentence_data and not _shows_other(frame):
        return memory.sentence_data
    gives = frame.does(SHARING) and not frame.values(Slot.RECIPIENT)
    grounded = bool(frame.values(Slot.BASIS)) and "generic" not in frame.flags and not gives
    return within_reach if grounded else []


def _shows_other(frame: Frame) -> bool:
    """“We need your location to | show restaurants”: something else is shown, to nobody named."""
    shared = frame.does(SHARING) and not frame.values(Slot.RECIPIENT)
    handed_over = any(f.concept == TAKEOVER for f in frame.values(Slot.PURPOSE))
    return shared and frame.subject == "we" and not handed_over


def _named(frame: Frame) -> list[Filler]:
    data = frame.values(Slot.DATA)
    own = [f for f in data if f.origin is Origin.EXPLICIT]
    if not own or "inherited" not in frame.flags:
        return data
    if "lists-data" in frame.flags:
        return own  # the item names what its lead-in only announces
    above = [f for f in data if f.origin is not Origin.EXPLICIT and f.concept != GENERIC]
    return own + above


def _inherited(fillers: list[Filler]) -> list[Filler]:
    return [f.inherited() for f in fillers]


def _is_about_data(frame: Frame, reading: Reading, memory: Memory) -> bool:
    if frame.flags & {"anaphor", "generic"}:
        return True
    recipients, purposes = frame.values(Slot.RECIPIENT), frame.values(Slot.PURPOSE)
    if "inherited" in frame.flags and (recipients or purposes):
        return True
    if "engage" in frame.flags and recipients and purposes:
        return True
    if frame.does(SHARING) and recipients:
        return _under_sharing(frame, reading, memory)
    ours = {"message", "we"} <= {*frame.flags, frame.subject} or _under_use(reading, memory)
    return "communicate" in frame.flags and bool(purposes) and ours


def _under_sharing(frame: Frame, reading: Reading, memory: Memory) -> bool:
    heading = reading.heading
    if heading is not None and heading.does(SHARING):
        return True
    if "engage" in frame.flags and heading is not None and heading.does(OBTAINING):
        return False
    return memory.block == reading.block


def _under_use(reading: Reading, memory: Memory) -> bool:
    heading = reading.heading
    return (heading is not None and bool(heading.operations)) or memory.block == reading.block
