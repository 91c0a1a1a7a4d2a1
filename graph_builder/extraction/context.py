"""The whole document to frames: what each sentence inherits from what governs it.

1. A heading is read for the practice it announces ("Information we collect").
2. A paragraph is read sentence by sentence; its last frame, and the slot that is open at its end,
   is the lead-in of the items that hang under it.
3. An item is read with a copy of its lead-in's frame (or, without one, of its heading's): actor,
   verb, polarity, conditions and the slots already filled pass down; what the item adds fills the
   open slot (:mod:`inheritance`). Nested items inherit from their enclosing item.
4. The first cell of a row is read against its header, the others add to the same practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph_builder.documents.document import Block, BlockKind, Cell, Document
from graph_builder.extraction.denials import excepted
from graph_builder.extraction.fragments import (
    announced,
    begins_with_party,
    entitle,
    exemplified,
    grounded,
    labelled,
    listing,
    parties,
)
from graph_builder.extraction.frames import Filler, Frame
from graph_builder.extraction.grammar import Grammar
from graph_builder.extraction.inheritance import (
    announces,
    as_lead_in,
    grants,
    lists_in_line,
    read_under,
    take_label,
)
from graph_builder.extraction.lexicon import ENTITY, Lexicon
from graph_builder.extraction.line import Line, prepare
from graph_builder.extraction.rows import read_entry, read_row
from graph_builder.extraction.speaker import Speaker
from graph_builder.extraction.tokens import tokenize
from graph_builder.model import Slot

_ENUMERATOR = re.compile(r"[•▪●◦‣]\s|\(?(?:[a-z]|[ivx]{2,4}|\d{1,2})[.)]\s?\S")
# Marks of a frame that lists things, and what its open slot takes.
_LISTS = frozenset({"include", "inherited"})
# A use takes no recipient: names under it are of a list of their own.
_USE = "dpv:Use"
_INSIDE_LIST = re.compile(r";\s*(?:(?:and|or|and/or|dan|atau|serta|dan/atau)\s*)?\Z")
_LISTED = {
    Slot.RECIPIENT: frozenset({"recipient", ENTITY}),
    Slot.DATA: frozenset({"data"}),
    Slot.PURPOSE: frozenset({"purpose"}),
}
# Columns beside which a column without header tells of which data they are.
_NAMED = frozenset({"purpose", "basis", "recipient", "source"})
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


@dataclass(slots=True)
class Reading:
    """One sentence as read: its span, block, frames, and what governed it."""

    start: int
    end: int
    block: int
    line: Line
    frames: list[Frame] = field(default_factory=list)
    inherited: Frame | None = None
    heading: Frame | None = None


def readings(
    document: Document, lexicon: Lexicon, grammar: Grammar, controller: Sequence[str] = ()
) -> Iterator[Reading]:
    """Yield every sentence of the document with its frames, in text order.

    ``controller`` are the names of who speaks: they mean "we", whatever else they contain.
    """
    reader = _DocumentReader(document, lexicon, grammar, controller)
    yield from reader.read()


class _DocumentReader:
    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        grammar: Grammar,
        controller: Sequence[str],
    ) -> None:
        self.document = document
        self.lexicon = lexicon
        self.grammar = grammar
        self.speaker = Speaker(controller, lexicon, grammar)
        self.lead_ins: dict[int, Frame] = {}
        self.headings: dict[int, Frame] = {}
        # The list that a lead-in opened last, and the blocks that announce rights of the person.
        self.list_frame: Frame | None = None
        # What names parties in general, and may stand over a list of them.
        self.listings: dict[int, Frame] = {}
        self.rights: set[int] = set()
        self.by_block: dict[int, list[tuple[int, int]]] = {}
        for sentence in document.sentences:
            self.by_block.setdefault(sentence.block, []).append((sentence.start, sentence.end))

    def read(self) -> Iterator[Reading]:
        for index, block in enumerate(self.document.blocks):
            if block.kind in _HEADINGS:
                self._heading(index, block)
            else:
                yield from self._text(index, block)

    def _line(self, start: int, end: int) -> Line:
        tokens = tokenize(self.document.text, self.document.language, start, end)
        line = prepare(tokens, self.lexicon, self.grammar)
        self.speaker.mark(line)
        return line

    def _continued(self, index: int, block: Block, line: Line) -> Frame | None:
        """Return the list that a verbless block goes on with: its neighbour's, kind for kind."""
        sibling = self.list_frame if self._goes_on(block) else None
        if sibling is None:
            sibling = self.lead_ins.get(index - 1)
            beside = self.document.blocks[index - 1].parent == block.parent
            if sibling is None or not beside or not sibling.flags & _LISTS:
                return None
        if sibling.open not in _LISTED:
            return None
        first = line.mention_ahead(0, _LISTED[sibling.open], 3)
        return sibling if first is not None else None

    def _goes_on(self, block: Block) -> bool:
        """Tell whether a block ends as an item inside a list does: “…;”, “…; and”."""
        return _INSIDE_LIST.search(self.document.text, block.start, block.end) is not None

    def _keep_list(self, index: int, block: Block) -> None:
        """Remember the list that “… for the following purposes:” opens, as long as it goes on.

        Where formatting is lost, its items are paragraphs that end with a semicolon, and headings
        may stand between them.
        """
        announces = self.document.text[block.start : block.end].rstrip().endswith(":")
        if announces and index in self.lead_ins:
            self.list_frame = self.lead_ins[index]
        elif block.kind is BlockKind.PARAGRAPH and not self._goes_on(block):
            self.list_frame = None

    def _enumerates(self, start: int) -> bool:
        """Tell whether a sentence begins with a letter or number of an inline list: "b. …"."""
        return _ENUMERATOR.match(self.document.text, start) is not None

    def _heading(self, index: int, block: Block) -> None:
        line = self._line(block.start, block.end)
        if not line.tokens:
            return
        # Inside a heading every verb announces, also one in "information we collect".
        line.verbs.update(self.grammar.verbs(line.tokens, line.trail, bare=True))
        if (told := listing(line)) is not None:
            told.start, told.end = block.start, block.end
            self.listings[index] = told
        frame = announced(line)
        if not frame.operations:
            entitle(frame, line, self.grammar)
        if not frame.operations and block.parent is not None and block.parent in self.headings:
            above = self.headings[block.parent]
            frame.operations = list(above.operations)
            frame.open = above.open
            frame.flags |= above.flags
            frame.denied = frame.denied or above.denied
        frame.start, frame.end = block.start, block.end
        self.headings[index] = frame

    def _text(self, index: int, block: Block) -> Iterator[Reading]:
        governing, heading = self._governing(block)
        row = read_row(self._cells(block), governing)
        if row is not None:
            line = self._line(block.start, block.end)
            yield Reading(block.start, block.end, index, line, [row], None, heading)
            return
        lead_in: Frame | None = None
        label: list[Filler] = []
        for number, (start, end) in enumerate(self.by_block.get(index, ())):
            line = self._line(start, end)
            if not line.tokens:
                continue
            if number == 0:
                governing = self._listing(block, line, governing)
            above = governing if number == 0 else lead_in if self._enumerates(start) else None
            inherited, frames = self._frames(index, block, line, number, (above, heading))
            take_label(frames, label)
            label = [] if frames else [*label, *parties(line)]
            reading = Reading(start, end, index, line, frames, inherited, heading)
            # Only the last sentence leads in; an earlier one is over.
            lead_in = frames[-1] if frames else inherited
            if (told := listing(line)) is not None:
                self.listings[index] = told
            yield reading
            if not frames and grants(line):
                self.rights.add(index)
        if lead_in is None and block.kind is BlockKind.ITEM:
            lead_in = governing
        if lead_in is not None:
            self.lead_ins[index] = as_lead_in(excepted(lead_in, self.document.text), block)
        self._keep_list(index, block)

    def _frames(
        self,
        index: int,
        block: Block,
        line: Line,
        number: int,
        governors: tuple[Frame | None, Frame | None],
    ) -> tuple[Frame | None, list[Frame]]:
        """Read one sentence; ``governors`` are what hangs over it: lead-in and heading."""
        above, heading = governors
        inherited, frames = read_under(line, above)
        if not frames and number == 0 and (sibling := self._continued(index, block, line)):
            inherited, frames = read_under(line, sibling)
        if not frames and (told := self._told(line, heading)) is not None:
            frames = [told]
        if not frames and heading is not None and lists_in_line(line, heading):
            inherited, frames = read_under(line, heading)
        if block.parent in self.rights:
            frames = [f for f in frames if f.subject == "we"]
        if line.tokens[-1].text == "?" or (self._is_leaf(index, block) and announces(line)):
            return None, []  # a question states nothing
        return inherited, frames

    def _is_leaf(self, index: int, block: Block) -> bool:
        """Tell an item from one that heads a list of its own."""
        below = self.document.blocks[index + 1 : index + 2]
        return block.kind is BlockKind.ITEM and all(b.parent != index for b in below)

    def _told(self, line: Line, heading: Frame | None) -> Frame | None:
        """Read a sentence without a clause: a ground, a label with what it holds, an entry."""
        told = grounded(line, heading) or labelled(line) or exemplified(line, heading)
        return told or read_entry(line, self.grammar)

    def _listing(self, block: Block, line: Line, governing: Frame | None) -> Frame | None:
        """Return what governs an item; one that begins with a party may be in a list of them."""
        listed = None if block.parent is None else self.listings.get(block.parent)
        takes = governing is None or all(f.concept == _USE for f in governing.operations)
        named = block.kind is BlockKind.ITEM and begins_with_party(line)
        return listed if listed is not None and takes and named else governing

    def _cells(self, block: Block) -> list[tuple[str, Line]]:
        """Return what the columns of a row hold; a first one without header holds the data."""
        columns = [self._column(c) for c in block.cells]
        if columns[:1] == [""] and not _NAMED.isdisjoint(columns) and not block.cells[0].header:
            columns[0] = "data"
        lines = (self._line(c.start, c.end) for c in block.cells)
        return list(zip(columns, lines, strict=True))

    def _column(self, cell: Cell) -> str:
        """Return what the header of a cell's column says it holds, or an empty string."""
        return self.grammar.column(tokenize(cell.header, self.document.language))

    def _governing(self, block: Block) -> tuple[Frame | None, Frame | None]:
        """Return the frame a block inherits from, and the frame of the heading above it."""
        heading = None
        parent = block.parent
        while parent is not None:
            if parent in self.headings:
                heading = self.headings[parent]
                break
            parent = self.document.blocks[parent].parent
        if block.parent is not None and block.parent in self.lead_ins:
            return self.lead_ins[block.parent], heading
        if (
            block.kind in {BlockKind.ITEM, BlockKind.ROW}
            and heading is not None
            and heading.operations
        ):
            return heading, heading
        return None, heading
