"""Is a line a heading? By its level, number or shape, and by the lines round it.

1. A level given by markup settles it, unless the text is a sentence or a date.
2. A number makes a heading where the line is short, not ended, and not one of a list.
3. A bold line, and one that could be a heading by its shape, is one where it stands apart, has
   text below it, and is no item of a run of items without marks.
"""

from __future__ import annotations

from graph_builder.documents import shapes
from graph_builder.documents.document import BlockKind
from graph_builder.documents.drawing import Drawing
from graph_builder.documents.lines import Line

_TITLE_WITHIN = 10
_LONG_HEADING = 20
_SHORT_HEADING = 6


class HeadingFinder(Drawing):
    """Tells headings from the other lines of a text that is being made into blocks."""

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
        if not shapes.could_head(line) or self._leads_in(at):
            return False
        if self._is_early() and shapes.is_title(line.text):
            return True
        stays = bool(self.groups) and not self._leaves_group(at)
        return self._stands_apart(at) and not stays and self._precedes_text(at)

    def _leads_in(self, at: int) -> bool:
        """“We may disclose it to” right above a list introduces it, though no colon says so."""
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return after is not None and bool(after.marker) and shapes.is_lead_in(self.lines[at].text)

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

    def _had_introductions(self) -> bool:
        """Tell whether the list round this one has items with capitals that introduce others."""
        around = self.groups[-2].texts if len(self.groups) > 1 else []
        return bool(around) and not shapes.starts_lower(around[0])

    def _is_early(self) -> bool:
        return len(self.blocks) < _TITLE_WITHIN and not self.headings[1:]


def _restarts(before: int, line: Line) -> bool:
    """Tell whether a number begins anew after a gap: a heading after a table of contents."""
    return line.gap and line.number < before
