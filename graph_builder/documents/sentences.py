"""Blocks to sentences with exact offsets: sentencex, then a merge of what it cut too short.

0. Bullets inside a block (“… as follows: • your name • your age”) begin sentences of their own.
1. sentencex proposes boundaries (it knows English abbreviations, none of Indonesian). It takes a
   quotation for one unit, so that one quotation mark without a partner would swallow the rest of
   the text; it does not see them.
2. A proposed sentence is put together with the next where it ends in an abbreviation of
   ``abbreviations.toml``, in a bare number or letter of an enumeration, or where the next one goes
   on in lower case after an abbreviation-like end.
3. Edges are trimmed of white space; a sentence never leaves its block.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from sentencex import get_sentence_boundaries

_LAST_WORD = re.compile(r"(?:^|[\s(\[\"“'‘/])([^\s(\[\"“'‘/]{1,12})\.\s*\Z")
_ENUMERATOR = re.compile(r"(?:^|[\s;:,.])\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})\.\s*\Z")
_BULLET = re.compile(r"(?<=\s)[•▪●◦‣](?=\s)")
_UNSEEN = str.maketrans(dict.fromkeys("\n\"'“”‘’„‟«»•▪●◦‣", " "))
_TAIL = 24
_LONGEST = 100_000
"""A longer block is cut at line ends or spaces before sentencex sees it: bounded memory."""


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Return those that always go on, and those that go on before lower case or a digit."""
    path = Path(__file__).parent / "abbreviations.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(table["always"]), frozenset(table["sometimes"])


def split(text: str, language: str, *, bullets: bool = True) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of one block.

    Args:
        text: one block.
        language: ``en`` or ``id``.
        bullets: whether a bullet begins a sentence; in the cells of a row it does not.

    >>> split("PT. Contoh menyimpan data. Lihat Jl. Mawar No. 5.", "id")
    ((0, 26), (27, 49))
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end, open_end in _boundaries(text, language, bullets=bullets):
        if open_end and _goes_on(text[max(start, end - _TAIL) : end], text[end : end + 8]):
            continue
        if span := _trimmed(text, start, end):
            spans.append(span)
        start = end
    return tuple(spans)


def _boundaries(text: str, language: str, *, bullets: bool) -> Iterator[tuple[int, bool]]:
    """Yield the proposed ends, and whether the sentence may go on behind them."""
    firm = {len(text), *(m.start() for m in _BULLET.finditer(text) if bullets)}
    for start, stop in _pieces(text, sorted(firm)):
        piece = text[start:stop].translate(_UNSEEN)
        if not any(sign in piece for sign in ".!?。"):
            yield stop, stop not in firm
            continue
        for found in get_sentence_boundaries(language, piece):
            end = start + int(found["end_index"])
            yield end, end not in firm


def _pieces(text: str, stops: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans between stops, cut where they are longer than sentencex should see."""
    start = 0
    for stop in stops:
        while stop - start > _LONGEST:
            cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
            yield start, cut
            start = cut
        if stop > start:
            yield start, stop
        start = stop


def _goes_on(before: str, after: str) -> bool:
    """Tell whether a proposed boundary is none."""
    if _ENUMERATOR.search(before):
        return True
    match = _LAST_WORD.search(before)
    if match is None:
        return before.rstrip()[-1:] not in ".!?。”\"')" or after.lstrip()[:1] in set(",;)")
    always, sometimes = _abbreviations()
    word = match[1].lower()
    first = after.lstrip()[:1]
    return word in always or ((word in sometimes or "." in word) and not first.isupper())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


__all__ = ["split"]
