"""What hangs over a sentence passes down to it: from a lead-in to its items, from a heading.

1. A line with a clause of its own stands alone, whatever is above it.
2. Otherwise it takes a copy of the frame above: actor, verb, polarity, conditions and filled slots
   as inherited; of a heading only what it announces.
3. The line fills the slot that is open; a frame that gained nothing is dropped.
"""

from __future__ import annotations

from graph_builder.documents.document import Block
from graph_builder.extraction.fragments import begins_with_party, parties
from graph_builder.extraction.frames import OBTAINING, OPEN_SLOT, SHARING, Filler, Frame
from graph_builder.extraction.line import Line
from graph_builder.extraction.reader import read
from graph_builder.model import Origin, Slot

_HOW = frozenset({"how", "why", "bagaimana", "mengapa"})
_HOW_REACH = 6
_SOURCE_REACH = 2
# How many words a label may have, and how soon behind it data must be named.
_LABEL_WORDS = 9
_LABEL_REACH = 3
_DATA = frozenset({"data"})
_ORIGINS = frozenset({"given", "public", "automatic"})


def read_under(line: Line, above: Frame | None) -> tuple[Frame | None, list[Frame]]:
    """Read a line under what governs it; a whole clause of its own stands alone."""
    if above is None:
        return None, read(line)
    if ("heading" in above.flags and not _names_purpose(line, above)) or _has_subject(line):
        alone = read(line)
        if any(f.operations and f.fillers for f in alone):
            return None, alone
    inherited = _passed_down(above, line.tokens[0].start, line.tokens[-1].end)
    if "heading" in above.flags and above.does(OBTAINING) and _begins_with_source(line):
        inherited.open = Slot.SOURCE  # "How we get your data": "From banks", "Automatically, …"
        inherited.flags.add("generic")
    frames = read(line, inherited)
    return inherited, [f for f in frames if f is not inherited or _gained(f, line)]


def lists_in_line(line: Line, heading: Frame) -> bool:
    """Tell a list in one line under a heading that asks for what it lists.

    “Couriers; banks; the police.” lists who gets data, “When you order: your address.” data.
    """
    if heading.open is Slot.RECIPIENT and heading.does(SHARING):
        listed = any(t.text == ";" for t in line.tokens)
        return listed and begins_with_party(line) and len(parties(line)) > 1
    if heading.open is Slot.SOURCE and heading.does(OBTAINING):
        return _begins_with_source(line)  # "Directly from you; from brokers; …"
    label = next((p for p, t in enumerate(line.tokens[:_LABEL_WORDS]) if t.text == ":"), 0)
    data = line.mention_ahead(label + 1, _DATA, _LABEL_REACH) is not None
    return heading.open is Slot.DATA and heading.does(OBTAINING) and label > 0 and data


def _begins_with_source(line: Line) -> bool:
    """Tell whether a line begins with where data comes from, and names none."""
    told = any(
        (c.family == "sources" and c.value in _ORIGINS) or c.value == "source"
        for at in range(_SOURCE_REACH)
        for c in line.cues.get(at, ())
    )
    return told and not any(f.kind == "data" for fs in line.mentions.values() for f in fs)


def _names_purpose(line: Line, above: Frame) -> bool:
    """Under “How we use it” an item that begins with a purpose names one (“Process payments”)."""
    if above.open is not Slot.PURPOSE or any(t.text == "|" for t in line.tokens):
        return False  # the cells of a row are not the items of a list
    return any(f.kind == "purpose" for at in range(2) for f in line.mentions.get(at, ()))


def announces(line: Line) -> bool:
    """Tell whether an item only says what a notice explains: “How we use your data”."""
    asks = line.tokens[0].text.lower() in _HOW and all(t.text != ":" for t in line.tokens)
    return asks and any(
        (c.family, c.value) == ("pronouns", "we")
        for at in range(_HOW_REACH)
        for c in line.cues.get(at, ())
    )


def _has_subject(line: Line) -> bool:
    """Tell whether the line begins with an actor and its verb (“We may …”, “Anda dapat …”)."""
    return any(
        c.family == "pronouns"
        and c.value in {"we", "you"}
        and any(v in line.verbs for v in range(c.end, c.end + 4))
        for position in range(2)
        for c in line.cues.get(position, ())
    )


def grants(line: Line) -> bool:
    """Tell whether a line announces rights: “You have the right to:”, “Anda berhak untuk:”."""
    granted = any(
        c.family == "statement" and c.value == "right" for cues in line.cues.values() for c in cues
    )
    return granted and line.tokens[-1].text == ":"


def take_label(frames: list[Frame], label: list[Filler]) -> None:
    """“Courts and regulators. We may share your data …”: the label names who receives it."""
    for frame in frames:
        named = any(f.origin is Origin.EXPLICIT for f in frame.values(Slot.RECIPIENT))
        if label and not named and frame.does(SHARING) and not frame.denied:
            for filler in label:
                frame.add(filler)


def as_lead_in(frame: Frame, block: Block) -> Frame:
    """Return the frame as what governs the items below: with the slot open that they fill."""
    lead_in = frame.copy()
    has_data = bool(lead_in.values(Slot.DATA)) or lead_in.flags & {"generic", "anaphor"}
    if lead_in.operations and lead_in.open in {Slot.DATA, None} and has_data:
        lead_in.open = OPEN_SLOT.get(lead_in.operations[0].concept, Slot.DATA)
    lead_in.evidence = [*frame.evidence, (block.start, block.end)]
    return lead_in


def _passed_down(governing: Frame, start: int, end: int) -> Frame:
    frame = governing.copy()
    frame.fillers = [f.inherited() for f in frame.fillers]
    frame.operations = [f.inherited() for f in frame.operations]
    frame.start, frame.end = start, end
    frame.flags = (frame.flags | {"inherited"}) - {"about"}
    if frame.open is Slot.DATA:
        frame.flags.add("lists-data")
    if "heading" in governing.flags:
        frame.fillers = []
        frame.evidence = [(governing.start, governing.end)]
    return frame


def _gained(frame: Frame, line: Line) -> bool:
    """Tell whether an item added a value of its own to what it inherited."""
    if any(f.origin is Origin.EXPLICIT for f in frame.fillers):
        return True
    told = any(c.family == "sources" for cues in line.cues.values() for c in cues)
    return frame.open is Slot.SOURCE and told and bool(frame.flags & _ORIGINS)
