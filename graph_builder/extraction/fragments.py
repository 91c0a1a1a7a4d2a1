"""Lines without a clause of their own that still say something: headings, labels, grounds.

A heading announces a practice; a label ("Courts and regulators.") names who receives; under
"Legal basis" a line that only names a basis tells on what ground data is processed.
"""

from __future__ import annotations

from graph_builder.extraction.frames import GENERIC, OPEN_SLOT, Filler, Frame
from graph_builder.extraction.grammar import Cue, Grammar
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import Line
from graph_builder.model import Origin, Slot

# How far from the start of a line its label may begin.
_LABEL_REACH = 3
# How many words may stand before the end of a ground that opens a sentence.
_GROUND_WORDS = 7
# How far before its verb the negation of a heading stands: “tidak akan kami bagikan”.
_NEGATION_REACH = 4
# How many words a label may have behind "data".
_LABEL_WORDS = 8
# How far from the start of a line “such as” may stand.
_EXAMPLES_REACH = 8
# The rule of an operation that only a heading for data lets suppose.
ANNOUNCED = "announced"
# Data that a label announces in general.
_ANNOUNCING = frozenset({GENERIC, "dpv:SensitivePersonalData"})
_KINDS = frozenset({"data", "recipient", "purpose"})
_ENUMERATOR = 1
# What a heading of this sort lets suppose, and the slot that is listed under it.
_ENTITLED = {
    "data": ("dpv:Collect", Slot.DATA),
    "recipient": ("dpv:Share", Slot.RECIPIENT),
    "purpose": ("dpv:Use", Slot.PURPOSE),
    "source": ("dpv:Collect", Slot.SOURCE),
}
_PARTIES = frozenset({"recipient", ENTITY})


def announced(line: Line) -> Frame:
    """Read a heading: its first verb or noun of practice, and who provides or collects."""
    frame = Frame(flags={"heading"})
    for position in sorted(line.verbs):
        cue = line.verbs[position]
        verb = next((v for v in cue.verbs if v.group in {"", "give", "engage"}), None)
        if verb is not None and verb.operation:
            frame.operations.append(
                Filler(
                    Slot.OPERATION,
                    verb.operation,
                    line.tokens[cue.start].start,
                    line.tokens[cue.end - 1].end,
                    "heading",
                )
            )
            frame.denied = frame.denied or _negated(line, cue.start)
    _take_cues(frame, line)
    _take_mentions(frame, line)
    receivers = _cue(line, "statement", "receivers")
    if receivers is not None and not frame.values(Slot.RECIPIENT):
        words = (line.tokens[receivers.start].start, line.tokens[receivers.end - 1].end)
        frame.operations = [Filler(Slot.OPERATION, "dpv:Share", *words, "heading")]
    if frame.operations:
        frame.operations = frame.operations[:1]
        frame.open = OPEN_SLOT.get(frame.operations[0].concept)
    return frame


def entitle(frame: Frame, line: Line, grammar: Grammar) -> None:
    """Let a heading that is a column header as a whole announce what its column holds.

    “Categories of data” are collected, “Who else gets it?” names who it is shared with.
    """
    words = [t for t in line.tokens if t.word and len(t.text) > _ENUMERATOR]
    column = grammar.label(words)
    if column not in _ENTITLED:
        return
    done, frame.open = _ENTITLED[column]
    span = (line.tokens[0].start, line.tokens[-1].end)
    frame.operations = [Filler(Slot.OPERATION, done, *span, ANNOUNCED, Origin.INFERRED)]
    if column != "data":
        frame.flags.add("generic")


def listing(line: Line) -> Frame | None:
    """Read “Third-party providers used by the app” over names: each of them receives data."""
    named = parties(line)
    if not named or any(f.kind == "data" for fs in line.mentions.values() for f in fs):
        return None
    words = (named[0].start, named[0].end)
    return Frame(
        operations=[Filler(Slot.OPERATION, "dpv:Share", *words, "listing", Origin.INFERRED)],
        flags={"generic", "heading"},
        start=line.tokens[0].start,
        end=line.tokens[-1].end,
        open=Slot.RECIPIENT,
    )


def begins_with_party(line: Line) -> bool:
    """Tell whether a line begins with who receives: the name of a company, or its kind."""
    return any(f.kind in _PARTIES for at in range(2) for f in line.mentions.get(at, ()))


def _negated(line: Line, verb: int) -> bool:
    """Tell “what we do not share” from “what we share without consent”."""
    return any(
        (c.family, c.value) == ("polarity", "negation")
        for position in range(max(0, verb - _NEGATION_REACH), verb)
        for c in line.cues.get(position, ())
    )


def _cue(line: Line, family: str, value: str) -> Cue | None:
    """Return the first cue of a sort, or ``None``."""
    for position in sorted(line.cues):
        for cue in line.cues[position]:
            if (cue.family, cue.value) == (family, value):
                return cue
    return None


def _take_cues(frame: Frame, line: Line) -> None:
    if _speaks_of_grounds(line):
        frame.flags.add("ground")
    if _cue(line, "statement", "children") is not None:
        frame.flags.add("children")
    for cues in line.cues.values():
        for word in cues:
            if word.family == "sources":
                frame.flags.add(word.value)


def _take_mentions(frame: Frame, line: Line) -> None:
    for found in (f for fs in line.mentions.values() for f in fs):
        if found.kind in _KINDS:
            frame.fillers.append(
                Filler(
                    Slot(found.kind),
                    found.concept,
                    line.tokens[found.start].start,
                    line.tokens[found.end - 1].end,
                    "heading",
                )
            )


def parties(line: Line) -> list[Filler]:
    """Return the parties of a sentence that states nothing: the label of what follows it."""
    return [
        Filler(
            Slot.RECIPIENT,
            f.concept,
            line.tokens[f.start].start,
            line.tokens[f.end - 1].end,
            "label",
            Origin.INHERITED,
        )
        for found in line.mentions.values()
        for f in found
        if f.kind in _PARTIES
    ]


def grounded(line: Line, heading: Frame | None) -> Frame | None:
    """Return the processing that a line gives a legal basis for, where it speaks of grounds."""
    speaks = _speaks_of_grounds(line) or (heading is not None and "ground" in heading.flags)
    bases = [
        Filler(
            Slot.BASIS, f.concept, line.tokens[f.start].start, line.tokens[f.end - 1].end, f.label
        )
        for found in line.mentions.values()
        for f in found
        if f.kind == "basis"
    ]
    if not bases or not (speaks or _acts_on(line, bases[0].end)):
        return None
    operation = Filler(
        Slot.OPERATION, "dpv:Use", bases[0].start, bases[0].end, "ground", Origin.INFERRED
    )
    # "our legitimate interest in improving the service": what the ground is taken for.
    behind = max(f.end for fs in line.mentions.values() for f in fs if f.kind == "basis")
    bases += [
        Filler(
            Slot.PURPOSE, f.concept, line.tokens[f.start].start, line.tokens[f.end - 1].end, f.label
        )
        for fs in line.mentions.values()
        for f in fs
        if f.kind == "purpose" and f.start >= behind
    ]
    return Frame(
        operations=[operation],
        fillers=bases,
        flags={"anaphor", "ground"},
        start=line.tokens[0].start,
        end=line.tokens[-1].end,
        open=Slot.BASIS,
    )


def _acts_on(line: Line, ground: int) -> bool:
    """“Based on our legitimate interest we prevent fraud”: what we do on a ground is what for."""
    behind = [p for p, token in enumerate(line.tokens) if token.start >= ground]
    asked = any(c.value == "you" for p in range(_LABEL_REACH) for c in line.cues.get(p, ()))
    if asked or not behind or behind[0] > _GROUND_WORDS:
        return False  # "you may withdraw your consent for us to …"
    acts = any(
        (c.family, c.value) == ("pronouns", "we") and c.end in line.mentions
        for p in behind
        for c in line.cues.get(p, ())
    )
    return acts and any(f.kind == "purpose" for p in behind for f in line.mentions.get(p, ()))


def _speaks_of_grounds(line: Line) -> bool:
    return _cue(line, "statement", "ground") is not None


def labelled(line: Line) -> Frame | None:
    """“Data we collect: name, e-mail.”: a label for data in general, then what it holds."""
    words = line.tokens
    data = [f for p in sorted(line.mentions) for f in line.mentions[p] if f.kind == "data"]
    if len(data) <= 1 or data[0].concept not in _ANNOUNCING or data[0].start > _LABEL_REACH:
        return None
    reach = range(data[0].end, min(data[0].end + _LABEL_WORDS, len(words)))
    colon = next((p for p in reach if words[p].text == ":"), None)
    if colon is None or data[1].start < colon:
        return None
    label = (words[data[0].start].start, words[colon - 1].end)
    done = _operation(line, data[0].end, colon)
    return Frame(
        operations=[Filler(Slot.OPERATION, done, *label, "label", Origin.INFERRED)],
        fillers=[
            Filler(Slot(f.kind), f.concept, words[f.start].start, words[f.end - 1].end, f.label)
            for p in sorted(line.mentions)
            for f in line.mentions[p]
            if f in data[1:] or (f.kind == "recipient" and f.end <= colon)
        ],
        start=words[0].start,
        end=words[-1].end,
        open=Slot.DATA,
    )


def exemplified(line: Line, heading: Frame | None) -> Frame | None:
    """“General data, such as name and address.” under a heading for data: a list without verb."""
    if heading is None or heading.open is not Slot.DATA or not heading.operations or line.verbs:
        return None
    data = [f for p in sorted(line.mentions) for f in line.mentions[p] if f.kind == "data"]
    opens = any(
        (c.family, c.value) == ("markers", "include")
        for p in range(_EXAMPLES_REACH)
        for c in line.cues.get(p, ())
    )
    if len(data) <= 1 or data[0].start > _LABEL_REACH or not opens:
        return None
    words = line.tokens
    return Frame(
        operations=[f.inherited() for f in heading.operations],
        fillers=[
            Filler(Slot.DATA, f.concept, words[f.start].start, words[f.end - 1].end, f.label)
            for f in data
        ],
        start=words[0].start,
        end=words[-1].end,
        open=Slot.DATA,
    )


def _operation(line: Line, start: int, end: int) -> str:
    """Return what a label says is done with data: “Data shared with partners:”, else collected."""
    verbs = (v for p in range(start, end) if p in line.verbs for v in line.verbs[p].verbs)
    return next((v.operation for v in verbs if v.operation and not v.group), "dpv:Collect")
