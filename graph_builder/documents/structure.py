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

from dataclasses import dataclass

from graph_builder.documents import groups, shapes
from graph_builder.documents.document import Block, BlockKind
from graph_builder.documents.groups import Group
from graph_builder.documents.lines import Line
from graph_builder.documents.numbering import number

_TITLE_WITHIN = 10
_DEEPEST_HEADING = 6
_LONG_HEADING = 20
_SHORT_HEADING = 6
_OUTRANK_PLAIN = frozenset({"caps", "A.", "I."})


@dataclass(slots=True)
class _Heading:
    """An open heading: what makes another one its sibling, its block, level and words."""

    key: str
    block: int
    level: int
    words: str


@dataclass(slots=True)
class _Open:
    """An open list: style and indentation of its items, the last number, the last item."""

    style: str
    indent: int
    number: int
    block: int
    parent: int | None
    level: int


class Outline:
    """Builds the blocks of one text from its lines."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = number(lines)
        self.blocks: list[Block] = []
        self.said: list[str] = []
        self.headings: list[_Heading] = []
        self.lists: list[_Open] = []
        self.closed: list[_Open] = []
        self.groups: list[Group] = []
        self.titled = False
        self.lead: int | None = None  # the paragraph right before, if it introduces a list

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

    def _is_heading(self, at: int) -> bool:
        line = self.lines[at]
        if line.level:
            return not shapes.is_spoken(line.text)
        if line.style == "-" or at + 1 == len(self.lines):
            return False
        if line.marker:
            return self._is_numbered_heading(at)
        if line.bold and shapes.is_short(line.text):
            return shapes.last_sign(line.text) not in {".", ";", ","}
        return self._is_plain_heading(at)

    def _is_numbered_heading(self, at: int) -> bool:
        line, after = self.lines[at], self.lines[at + 1]
        said, last = line.text, shapes.last_sign(line.text)
        if line.style == "Pasal":
            return shapes.is_short(said)
        if shapes.starts_lower(said) or last in set(";,:") or not self._is_heading_long(line):
            return False
        if last == "." and (after.marker or len(said.split()) > _SHORT_HEADING):
            return False
        in_list = self._is_sibling(at, at + 1) or (
            self._is_sibling(at - 1, at) and self._last_is_item()
        )
        if in_list or self._continues_list(line):
            return False
        set_apart = line.bold or (shapes.is_caps(said) and line.gap)
        return set_apart or not after.marker or not self._under_lead()

    def _is_heading_long(self, line: Line) -> bool:
        known = any(heading.key == line.style for heading in self.headings)
        return shapes.is_short(line.text) or (known and len(line.text.split()) <= _LONG_HEADING)

    def _is_sibling(self, one: int, other: int) -> bool:
        if one < 0:
            return False
        first, second = self.lines[one], self.lines[other]
        alike = first.style == second.style and abs(first.indent - second.indent) <= 1
        return (
            bool(first.style) and alike and not first.level and not _restarts(first.number, second)
        )

    def _last_is_item(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind is BlockKind.ITEM

    def _under_lead(self) -> bool:
        return self.lead is not None and shapes.ends_in_colon(self.said[self.lead])

    def _continues_list(self, line: Line) -> bool:
        known = any(h.key == line.style for h in self.headings)
        return not known and any(
            one.style == line.style
            and abs(one.indent - line.indent) <= 1
            and not _restarts(one.number, line)
            for one in self.lists
        )

    def _is_plain_heading(self, at: int) -> bool:
        line = self.lines[at]
        if not shapes.could_head(line):
            return False
        if self._is_early() and shapes.is_title(line.text):
            return True
        stays = bool(self.groups) and not self._leaves_group(at)
        return self._stands_apart(at) and not stays and self._precedes_text(at)

    def _precedes_text(self, at: int) -> bool:
        """Tell whether a heading-like line, or a few in a row, has text of its own below."""
        line = self.lines[at]
        for after in self.lines[at + 1 : at + 4]:
            if after.level:
                return False
            if after.marker or after.cells:
                return after.style != "-" or not self._under_lead()
            if not shapes.could_head(after):
                return len(after.text) > len(line.text) or shapes.ends_in_colon(after.text)
        return False

    def _stands_apart(self, at: int) -> bool:
        line = self.lines[at]
        if line.gap or not at:
            return True
        before = self.lines[at - 1]
        return (
            bool(before.level or before.marker)
            or shapes.last_sign(before.text) in set(".:;!?")
            or (bool(self.blocks) and self.blocks[-1].kind in {BlockKind.HEADING, BlockKind.TITLE})
        )

    def _leaves_group(self, at: int) -> bool:
        """Tell whether a heading-like line ends the run of unmarked items before it."""
        line, texts = self.lines[at], self.groups[-1].texts
        if not texts:
            return shapes.is_caps(line.text) and line.gap
        after = self.lines[at + 1]
        if shapes.starts_lower(texts[0]):
            return not self._introduces(line, at) or not self._had_introductions()
        ended = shapes.last_sign(texts[-1]) in set(".;")
        return line.gap and (ended or (not after.marker and len(after.text) > 3 * len(line.text)))

    def _had_introductions(self) -> bool:
        """Tell whether the list round this one has items with capitals that introduce others."""
        around = self.groups[-2].texts if len(self.groups) > 1 else []
        return bool(around) and not shapes.starts_lower(around[0])

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
        self.headings.append(_Heading(key, block, level, words))

    def _names_document(self, line: Line) -> bool:
        if self._is_early() and not line.marker and shapes.is_title(line.text):
            self.headings.clear()
            return True
        return not self.titled and not self.blocks and line.level == 1

    def _is_early(self) -> bool:
        return len(self.blocks) < _TITLE_WITHIN and not self.headings[1:]

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
        self.lists.append(_Open(line.style, line.indent, line.number, block, parent, level))
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

    def _nests(self, one: _Open, line: Line) -> bool:
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

    def _introduces(self, line: Line, at: int) -> bool:
        """Tell whether an unmarked item has items of its own ("In relation to the Services")."""
        if shapes.ends_in_colon(line.text):
            return True
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return (
            after is not None
            and not after.marker
            and not shapes.is_caps(line.text)
            and shapes.could_head(line)
            and shapes.starts_lower(after.text)
        )

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

    def _add(self, line: Line, kind: BlockKind, level: int = 0, parent: int | None = None) -> int:
        section = tuple(h.words for h in self.headings)
        self.blocks.append(
            Block(kind, line.start, line.end, level, section, line.marker, parent, line.cells)
        )
        self.said.append(line.text)
        return len(self.blocks) - 1


def _restarts(before: int, line: Line) -> bool:
    """Tell whether a number begins anew after a gap: a heading after a table of contents."""
    return line.gap and line.number < before
