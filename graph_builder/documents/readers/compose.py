"""Builds the normalised text of formats that have none of their own, line by line.

One line of text for each paragraph, heading, item or row; a blank line before whatever starts a new
paragraph. Bullets and numbers are written out, so that the text reads as the page does; control
signs, which a page can write as entities, are not.
"""

from __future__ import annotations

from dataclasses import replace

from graph_builder.documents.decode import silenced
from graph_builder.documents.document import Cell
from graph_builder.documents.lines import Line, mark

_INDENT = 2
_BETWEEN_CELLS = " | "


class Composer:
    """Collects lines; :meth:`finish` returns the text and its lines."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lines: list[tuple[int, int, int, bool, bool, tuple[Cell, ...]]] = []
        self._length = 0

    def add(
        self,
        said: str,
        *,
        marker: str = "",
        depth: int = 0,
        level: int = 0,
        bold: bool = False,
        gap: bool = True,
    ) -> None:
        """Add a line.

        Args:
            said: its words, without newlines.
            marker: bullet or number to write before it.
            depth: list depth, which becomes its indentation.
            level: heading level, 0 for none.
            bold: it is emphasised as a whole.
            gap: a blank line stands before it.
        """
        lead = " " * (_INDENT * depth) + (marker + " " if marker else "")
        start = self._begin(gap=gap)
        self._write(lead + said + "\n")
        self._lines.append((start, start + len(lead) + len(said), level, bold, gap, ()))

    def add_row(self, values: list[str], header: list[str], *, gap: bool) -> None:
        """Add a table row; ``header`` names its columns as far as it goes."""
        start = self._begin(gap=gap)
        cells = []
        for column, value in enumerate(values):
            if column:
                self._write(_BETWEEN_CELLS)
            if value:
                name = header[column] if column < len(header) else ""
                cells.append(Cell(name, self._length, self._length + len(value)))
            self._write(value)
        self._lines.append((start, self._length, 0, False, gap, tuple(cells)))
        self._write("\n")

    def finish(self) -> tuple[str, tuple[Line, ...]]:
        """Return the text and its lines."""
        text = "".join(self._parts)
        lines = []
        for start, end, level, bold, gap, cells in self._lines:
            line = mark(text, start, end)
            if cells:
                line = Line(
                    cells[0].start,
                    cells[-1].end,
                    text[cells[0].start : cells[-1].end],
                    gap=gap,
                    cells=cells,
                )
            elif line.text:
                line = replace(line, level=level, bold=bold or line.bold, gap=gap, hard=False)
            if line.text:
                lines.append(line)
        return text, tuple(lines)

    def _begin(self, *, gap: bool) -> int:
        if gap and self._length:
            self._write("\n")
        return self._length

    def _write(self, text: str) -> None:
        self._parts.append(silenced(text))
        self._length += len(text)
