"""What is open while lines become blocks: headings, lists, runs of items, the last introduction."""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.documents.document import Block, BlockKind
from graph_builder.documents.groups import Group
from graph_builder.documents.lines import Line
from graph_builder.documents.numbering import number


@dataclass(slots=True)
class Heading:
    """An open heading: what makes another one its sibling, its block, level and words."""

    key: str
    block: int
    level: int
    words: str


@dataclass(slots=True)
class OpenList:
    """An open list: style and indentation of its items, the last number, the last item."""

    style: str
    indent: int
    number: int
    block: int
    parent: int | None
    level: int


class Drawing:
    """The blocks made so far, and what is open for the next line."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = number(lines)
        self.blocks: list[Block] = []
        self.said: list[str] = []
        self.headings: list[Heading] = []
        self.lists: list[OpenList] = []
        self.closed: list[OpenList] = []
        self.groups: list[Group] = []
        self.titled = False
        self.lead: int | None = None  # the paragraph right before, if it introduces a list

    def _add(self, line: Line, kind: BlockKind, level: int = 0, parent: int | None = None) -> int:
        section = tuple(h.words for h in self.headings)
        self.blocks.append(
            Block(kind, line.start, line.end, level, section, line.marker, parent, line.cells)
        )
        self.said.append(line.text)
        return len(self.blocks) - 1
