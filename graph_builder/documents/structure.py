"""Lines to blocks: headings, paragraphs, items and rows, each under what governs it.

1. A line with a heading level, a number or a shape of its own may be a heading; the lines round it
   decide. Headings nest by their level, or by the order in which their styles first appear.
2. A marked line is an item. It is a sibling of the last open item of its style, or nested under
   the last item where it is indented deeper or that item introduces it; the outermost hang under
   the paragraph that introduces them.
3. Lines without marks after an introduction ("We collect:") are its items until their pattern
   breaks.
4. Everything else is a paragraph: of the open item where it is indented under it, else of the
   heading.
"""

from __future__ import annotations

from graph_builder.documents import groups, shapes
from graph_builder.documents.document import Block, BlockKind
from graph_builder.documents.drawing import Heading, OpenList
from graph_builder.documents.groups import Group
from graph_builder.documents.headings import HeadingFinder
from graph_builder.documents.lines import Line

_DEEPEST_HEADING = 6
_OUTRANK_PLAIN = frozenset({"caps", "A.", "I."})


class Outline(HeadingFinder):
    """Builds the blocks of one text from its lines."""

    def build(self) -> tuple[Block, ...]:
        """Return the blocks in reading order."""
        for at, line in enumerate(self.lines):
            if line.cells:
                self._row(line)
            elif self._is_heading(at):
                self._heading(line)
            elif line.marker:
                self._item(line, at)
            else:
                self._text(line, at)
        return tuple(self.blocks)

    # Headings

    def _heading(self, line: Line) -> None:
        self._close()
        words = shapes.plain(line.text).rstrip(":").rstrip()
        if self._names_document(line):
            self.titled = True
            self._add(line, BlockKind.TITLE, level=line.level or 1)
            return
        key = self._key(line)
        self._climb(key, line.level)
        above = self.headings[-1] if self.headings else None
        level = line.level or min(_DEEPEST_HEADING, above.level + 1 if above else 1)
        block = self._add(line, BlockKind.HEADING, level, above.block if above else None)
        self.headings.append(Heading(key, block, level, words))

    def _names_document(self, line: Line) -> bool:
        if self._is_early() and not line.marker and shapes.is_title(line.text):
            self.headings.clear()
            return True
        return not self.titled and not self.blocks and line.level == 1

    @staticmethod
    def _key(line: Line) -> str:
        if line.level:
            return "#"
        if line.marker:
            return line.style
        return "caps" if shapes.is_caps(line.text) else "bold" if line.bold else "plain"

    def _climb(self, key: str, level: int) -> None:
        """Close the headings that the new one does not stand under."""
        if level:
            while self.headings and not (
                self.headings[-1].key == "#" and self.headings[-1].level < level
            ):
                self.headings.pop()
            return
        for depth, heading in enumerate(self.headings):
            if heading.key == key or (heading.key == "plain" and key in _OUTRANK_PLAIN):
                del self.headings[depth:]
                return

    # Items

    def _item(self, line: Line, at: int) -> None:
        parent, level = self._place(line)
        block = self._add(line, BlockKind.ITEM, level, parent)
        self.lists.append(OpenList(line.style, line.indent, line.number, block, parent, level))
        self.groups.clear()
        self.lead = None
        if shapes.ends_in_colon(line.text):
            self._introduce(block, level, at)

    def _place(self, line: Line) -> tuple[int | None, int]:
        """Return the parent and level of an item, and close the lists it does not belong to."""
        for depth in range(len(self.lists) - 1, -1, -1):
            one = self.lists[depth]
            if one.style == line.style and abs(one.indent - line.indent) <= 1:
                del self.lists[depth:]
                return one.parent, one.level
        if self.lists and self._nests(self.lists[-1], line):
            return self.lists[-1].block, self.lists[-1].level + 1
        while self.lists and self.lists[-1].indent >= line.indent:
            self.lists.pop()
        if self.lists:
            return self.lists[-1].block, self.lists[-1].level + 1
        for one in reversed(self.closed):
            if one.style == line.style and one.number and line.number == one.number + 1:
                return one.parent, one.level
        return self._list_parent()

    def _nests(self, one: OpenList, line: Line) -> bool:
        if line.indent > one.indent + 1:
            return True
        if line.number > 1:
            return False
        said = self.said[one.block]
        if line.indent >= one.indent - 1 and shapes.is_lead_in(said):
            return True
        ended = shapes.last_sign(said) in set(".;,")
        return one.style != "-" and shapes.is_short(said) and not ended

    def _list_parent(self) -> tuple[int | None, int]:
        last = len(self.blocks) - 1
        if self.lead is not None:
            block = self.blocks[self.lead]
            return self.lead, block.level + 1 if block.kind is BlockKind.ITEM else 1
        if last >= 0 and self.blocks[last].kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            said = self.said[last]
            if shapes.is_lead_in(said):
                block = self.blocks[last]
                return last, block.level + 1 if block.kind is BlockKind.ITEM else 1
        return (self.headings[-1].block if self.headings else None), 1

    # Text

    def _text(self, line: Line, at: int) -> None:
        if self._in_group(line):
            group = self.groups[-1]
            group.texts.append(line.text)
            block = self._add(line, BlockKind.ITEM, group.level, group.lead)
            if self._introduces(line, at):
                self._introduce(block, group.level, at)
            return
        parent = self._continued_item(line)
        if parent is None:
            self._close_lists()
            parent = self.headings[-1].block if self.headings else None
        block = self._add(line, BlockKind.PARAGRAPH, 0, parent)
        self.lead = None
        if shapes.ends_in_colon(line.text):
            self._introduce(block, 0, at)

    def _introduce(self, block: int, level: int, at: int) -> None:
        self.lead = block
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if after is not None and not (after.marker or after.level or after.cells):
            self.groups.append(Group(block, level + 1))

    def _in_group(self, line: Line) -> bool:
        while self.groups:
            group = self.groups[-1]
            if groups.starts(line) if not group.texts else groups.goes_on(group, line):
                return True
            self.groups.pop()
        return False

    def _continued_item(self, line: Line) -> int | None:
        """Return the open item that a paragraph is indented under."""
        while self.lists and self.lists[-1].indent >= line.indent:
            if not any(one.indent < line.indent for one in self.lists):
                return None
            self.closed.append(self.lists.pop())
        return self.lists[-1].block if self.lists else None

    # Rows and bookkeeping

    def _row(self, line: Line) -> None:
        last = len(self.blocks) - 1
        parent = self.headings[-1].block if self.headings else None
        if last >= 0:
            block = self.blocks[last]
            if block.kind is BlockKind.ROW:
                parent = block.parent
            elif shapes.is_lead_in(self.said[last]):
                parent = last
        self._close_lists()
        self.groups.clear()
        self._add(line, BlockKind.ROW, 0, parent)

    def _close(self) -> None:
        self.lists.clear()
        self.closed.clear()
        self.groups.clear()
        self.lead = None

    def _close_lists(self) -> None:
        if self.lists:
            self.closed = [*self.closed, *self.lists]
            self.lists.clear()
