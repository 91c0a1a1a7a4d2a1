"""Table rows: every cell read against the header of its column.

1. A header tells the slot of its column ("Recipient", "Tujuan"): family ``headers`` of the grammar.
2. The mentions of a cell that fit its column's slot become values of one practice.
3. The table's lead-in or heading gives the operation; without one, the columns do: recipients are
   shared with, purposes are used for, anything else is collected.

A row whose headers say nothing is read like any other text. “Recipients: couriers and banks.” is a
row of one cell that carries its header along.
"""

from __future__ import annotations

from dataclasses import replace

from graph_builder.extraction.frames import SHARING, Filler, Frame
from graph_builder.extraction.grammar import Grammar
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import Line
from graph_builder.extraction.scene import DETERMINERS
from graph_builder.model import Origin, Slot

_SLOTS = {
    "data": (Slot.DATA, frozenset({"data"})),
    "recipient": (Slot.RECIPIENT, frozenset({"recipient", ENTITY})),
    "purpose": (Slot.PURPOSE, frozenset({"purpose"})),
    "basis": (Slot.BASIS, frozenset({"basis"})),
    "source": (Slot.OBTAINED_FROM, frozenset({"recipient", ENTITY})),
}
# How many words a label may have.
_LABEL_WORDS = 8
# What stands between a label and what it holds.
_SIGNS = frozenset({":", "are", "is"})
# “Service Provider: any company that …” defines a term.
_DEFINING = frozenset({"a", "an", "any", "each", "every", "setiap", "suatu", "sebuah"})
# What a row does by its columns, first match wins.
_BY_COLUMN = (
    (Slot.RECIPIENT, "dpv:Share"),
    (Slot.OBTAINED_FROM, "dpv:Collect"),
    (Slot.PURPOSE, "dpv:Use"),
    (Slot.DATA, "dpv:Collect"),
)


def read_row(cells: list[tuple[str, Line]], governing: Frame | None) -> Frame | None:
    """Return what a row states; ``cells`` are (column name of the grammar, line of the cell)."""
    fillers = [
        Filler(slot, f.concept, line.tokens[f.start].start, line.tokens[f.end - 1].end, f.label)
        for column, line in cells
        if column in _SLOTS
        for slot, kinds in (_SLOTS[column],)
        for found in line.mentions.values()
        for f in found
        if f.kind in kinds
    ]
    if not fillers:
        return None
    frame = Frame(
        flags={"inherited", *_origins(cells)},
        denied=governing.denied if governing else False,
        start=min(f.start for f in fillers),
        end=max(f.end for f in fillers),
        evidence=list(governing.evidence) if governing else [],
    )
    for filler in fillers:
        frame.add(filler)
    frame.operations = _operations(frame, governing, fillers[0])
    if governing is not None:
        frame.modality = governing.modality
        for filler in governing.fillers:
            if not frame.values(filler.slot):
                frame.add(filler.inherited())
    return frame


def _origins(cells: list[tuple[str, Line]]) -> set[str]:
    """Return what the cells of a source column say apart from parties: “you”, “automatically”."""
    words = [
        cue
        for column, line in cells
        if column == "source"
        for cues in line.cues.values()
        for cue in cues
    ]
    given = {"given"} if any((c.family, c.value) == ("pronouns", "you") for c in words) else set()
    return given | {c.value for c in words if c.family == "sources"}


def read_entry(line: Line, grammar: Grammar) -> Frame | None:
    """Return what “Recipients: …” or “The purposes include …” states.

    The label of such a line is the header of a column; what it holds stands behind.
    """
    start, end = _label(line)
    column = grammar.label(line.tokens[start:end]) if end > start else ""
    if not column or line.tokens[end + 1].text.lower() in _DEFINING:
        return None
    behind = {p: found for p, found in line.mentions.items() if p > end}
    frame = read_row([(column, replace(line, mentions=behind))], None)
    if frame is not None:
        frame.flags = {"anaphor"}  # the data of the entry before, or data in general
        frame.start, frame.end = line.tokens[0].start, line.tokens[-1].end
    return frame


def _label(line: Line) -> tuple[int, int]:
    """Return where the label of a line begins and ends, nowhere if it has none."""
    reach = range(min(_LABEL_WORDS, len(line.tokens) - 1))
    start = next((p for p in reach if line.tokens[p].text.lower() not in DETERMINERS), 0)
    end = next((p for p in reach if line.tokens[p].text in _SIGNS or _includes(line, p)), 0)
    return start, end


def _includes(line: Line, at: int) -> bool:
    """Tell whether a verb of including stands at a token: “the purposes | include”."""
    verb = line.verbs.get(at)
    return verb is not None and all(v.group == "include" for v in verb.verbs)


def _operations(frame: Frame, governing: Frame | None, anchor: Filler) -> list[Filler]:
    by_column = next(o for slot, o in _BY_COLUMN if frame.values(slot)) if _plain(frame) else ""
    own = Filler(Slot.OPERATION, by_column, anchor.start, anchor.end, "column", Origin.INFERRED)
    if governing is None or not governing.operations:
        return [own] if by_column else []
    shares = by_column == "dpv:Share" and not governing.does(SHARING)
    return [*(f.inherited() for f in governing.operations), *([own] if shares else [])]


def _plain(frame: Frame) -> bool:
    return any(frame.values(slot) for slot, _ in _BY_COLUMN)
