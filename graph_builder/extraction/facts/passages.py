r"""Sentences with what governs them: the one view of a document that all fact rules read.

A rule looks at a sentence in lower case with typography levelled, and sometimes at the heading or
lead-in above it. Levelling keeps the length of the text, so that every match is an offset.

>>> level("“Your” *Rights*\u00a0– don’t")
'"your"  rights  - don\'t'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph_builder.documents.document import BlockKind, Document
from graph_builder.model import Span

# Each sign that is levelled, with what stands for it.
_LEVEL = {
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’‚`´′", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\n\r\t*_#|\\", " "),
    # Marks of direction and joining are no letters: they must not split a cue from its word.
    **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad", " "),
}


def level(text: str) -> str:
    """Return the text in lower case with plain quotes, dashes and spaces, at the same length."""
    plain = text
    for sign, stands in _LEVEL.items():  # far faster than translating letter by letter
        plain = plain.replace(sign, stands)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    # A few capitals (İ) become two code points; they stay as they are.
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the document, levelled, with its context.

    Attributes:
        start: offset of the sentence in the document's text.
        end: one past its end.
        text: the levelled sentence; ``text[i]`` is ``document.text[start + i]``.
        lead: levelled text of the lead-in blocks an item hangs under, outermost first.
        heading: levelled heading path.
        block: index of its block.
        kind: kind of its block.
        section: heading path as the document has it.
    """

    start: int
    end: int
    text: str
    lead: str
    heading: str
    block: int
    kind: BlockKind
    section: tuple[str, ...]

    @property
    def span(self) -> Span:
        """The whole sentence."""
        return Span(self.start, self.end)

    def at(self, start: int, end: int) -> Span:
        """Return the document span of a stretch of ``text``."""
        return Span(self.start + start, self.start + end)


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the sentences of a document in reading order, headings and titles included."""
    levelled = level(document.text)
    headings: dict[tuple[str, ...], str] = {}
    leads: dict[int, str] = {}
    found = []
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        if block.section not in headings:
            headings[block.section] = level(" > ".join(block.section))
        if sentence.block not in leads:
            leads[sentence.block] = _lead(document, sentence.block, levelled)[-_LONGEST_LEAD:]
        for start, end in _pieces(levelled, sentence.start, sentence.end):
            found.append(
                Passage(
                    start=start,
                    end=end,
                    text=levelled[start:end],
                    lead=leads[sentence.block],
                    heading=headings[block.section],
                    block=sentence.block,
                    kind=block.kind,
                    section=block.section,
                )
            )
    return tuple(found)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence without end at spaces, so that no rule ever looks at more than a page."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


_LONGEST = 2_000
_LONGEST_LEAD = 600


def _lead(document: Document, index: int, levelled: str) -> str:
    """Return the lead-in paragraph and enclosing items of an item; nothing for other blocks."""
    block = document.blocks[index]
    if block.kind is not BlockKind.ITEM:
        return _unmarked_lead(document, index, levelled)
    above: list[str] = []
    parent = block.parent
    while parent is not None and len(above) < _DEEPEST:
        governing = document.blocks[parent]
        if governing.kind in (BlockKind.HEADING, BlockKind.TITLE):
            break
        above.append(levelled[governing.start : governing.end].strip())
        parent = governing.parent
    return " > ".join(reversed(above))


def _unmarked_lead(document: Document, index: int, levelled: str) -> str:
    """Return the line with a colon that a lower-case paragraph goes on from."""
    for before in range(index, max(index - _LONGEST_LIST, -1), -1):
        block = document.blocks[before]
        text = levelled[block.start : block.end].strip()
        if before < index and text.endswith(":"):
            return text
        first = next((c for c in document.text[block.start : block.end] if c.isalpha()), "")
        if block.kind is not BlockKind.PARAGRAPH or not first.islower():
            return ""
    return ""


# An unmarked list is not longer than this.
_LONGEST_LIST = 15
# No policy nests deeper; a cycle in a damaged block tree must not hang the reader.
_DEEPEST = 8

__all__ = ["Passage", "level", "passages"]
