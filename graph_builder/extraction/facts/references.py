"""Cross-references: "see section 5", "as described in “Your choices” below", and where they lead.

1. Rules find the wording of a target: a numbered or lettered part, or the quoted name of a part.
2. A number resolves to the heading or item that carries it as its marker, or begins with it; a name
   to the heading that says the same words. Nothing found: the reference dangles.
3. References to laws and to other documents are not ours and are left out by the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph_builder.documents.document import Block, BlockKind, Document
from graph_builder.extraction.facts.cues import Rule
from graph_builder.extraction.facts.passages import Passage, level
from graph_builder.model import Reference

_HEADINGS = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_ORDINAL = re.compile(r"(?:[\d]{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,5})")


def find(
    document: Document, triggered: Sequence[tuple[Passage, Sequence[Rule]]]
) -> tuple[Reference, ...]:
    """Return the cross-references in text order."""
    found = []
    parts: _Parts | None = None
    for passage, rules in triggered:
        if passage.kind in _HEADINGS:
            continue
        for rule in rules:
            if rule.table != "references" or (rule.unless and rule.unless.search(passage.text)):
                continue
            parts = parts or _Parts(document)
            for match in rule.match.finditer(passage.text):
                target = passage.at(*match.span()).text(document.text)
                found.append(
                    Reference(
                        target=" ".join(target.split()),
                        resolves_to=parts.resolve(rule.says, match["part"]),
                        evidence=passage.span,
                    )
                )
    return tuple(dict.fromkeys(found))


class _Parts:
    """The parts of a document by number and by name."""

    def __init__(self, document: Document) -> None:
        self._numbers: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for block in document.blocks:
            if block.kind in (*_HEADINGS, BlockKind.ITEM):
                self._file(document, block)

    def _file(self, document: Document, block: Block) -> None:
        words = " ".join(document.quote(block.start, block.end).split()).strip("#*_ ")
        heading = block.kind in _HEADINGS
        if heading:
            self._names.setdefault(_key(words), words)
        for number in _numbers(block.marker, words if heading else ""):
            self._numbers.setdefault(number, words[:_LONGEST])

    def resolve(self, kind: str, part: str) -> str:
        """Return the heading that a reference leads to, or an empty string."""
        if kind == "numbered":
            return self._numbers.get(part.strip("(). "), "")
        key = _key(_LINK.sub("", part))
        return self._names.get(key, "")


_LONGEST = 120
_LINK = re.compile(r"\]\([^)]*\)?")
_PART = re.compile(r"^(?:section|article|clause|chapter|part|bagian|pasal|klausul|bab) (?=\S)")


def _numbers(marker: str, words: str) -> Iterator[str]:
    """Yield the numbers by which a part may be called."""
    for text in (marker, words):
        bare = _PART.sub("", text.lower().lstrip("(#*_ \\"))
        match = _ORDINAL.match(bare)
        if match and not bare[match.end() :][:1].isalnum():
            yield match[0]


def _key(words: str) -> str:
    """Reduce a heading to its words, without numbering."""
    plain = re.sub(r"[^\w\s]", " ", level(words))
    return " ".join(re.sub(r"^\s*(?:\d+|[a-z])\s+(?=\w)", "", plain).split())


__all__ = ["find"]
