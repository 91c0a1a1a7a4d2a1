"""The date of a notice: only where words such as "effective" or "terakhir diperbarui" are near.

1. Look at the blocks and sentences that hold a cue word of ``dates.toml``; never at one with a
   copyright sign or the name of a law.
2. Take the date nearest after the cue (in the same block, or alone in the next), or before it.
3. Prefer an effective date to a date of change, and the edges of a document to its middle.
4. Return as much of it as is written: a day, a month or a year. Figures such as 01/02/2025 are read
   day first, as Indonesia does, unless that is impossible.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph_builder.documents.document import Document

_REACH = 60
_LONGEST = 400
_EDGE = 12
_ALONE = 160
"""Inside of a document only a block this short is about its date; a longer one tells of others."""
_EARLIEST, _LATEST = 1990, 2100
_MONTHS = {
    1: "jan(?:uary|uari)?",
    2: "feb(?:ruary|ruari)?|peb(?:ruari)?",
    3: "mar(?:ch|et)?",
    4: "apr(?:il)?",
    5: "may|mei",
    6: "june?|juni?",
    7: "july?|juli?",
    8: "aug(?:ust)?|agu(?:stus)?|agt|ags",
    9: "sept?(?:ember)?",
    10: "oct(?:ober)?|okt(?:ober)?",
    11: "nov(?:ember)?|nop(?:ember)?",
    12: "dec(?:ember)?|des(?:ember)?",
}
_NAMES = "|".join(f"(?P<m{number}>{names})" for number, names in _MONTHS.items())
_MONTH = rf"(?:{_NAMES})\.?"
_YEAR = r"(?P<y>\d{4})(?![^\W_])"
"""A sign of emphasis may follow it."""
_SEP = r"[\s\u00a0,./-]{1,3}"
_DATE = (
    re.compile(rf"(?<![-/\w])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?{_SEP}{_MONTH}{_SEP}{_YEAR}"),
    re.compile(rf"(?<![-/\w]){_MONTH}{_SEP}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_SEP}{_YEAR}"),
    re.compile(r"\b(?P<y>\d{4})(?P<s>[-/.])(?P<n>\d{1,2})(?P=s)(?P<d>\d{1,2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})(?P<s>[-/.])(?P<n>\d{1,2})(?P=s)(?P<y>\d{4})\b"),
    re.compile(rf"(?<![-/\w])(?<!\d ){_MONTH}{_SEP}{_YEAR}"),
    re.compile(r"(?<![-/\w.])(?P<y>(?:19|20)\d{2})\b"),
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is written (``2023-07-24``, ``2021-10``, ``2020``) and its span."""

    value: str
    start: int
    end: int


def effective_date(document: Document) -> tuple[str, int, int] | None:
    """Return the date that a document says it takes effect, else that it was last changed.

    Returns:
        ISO 8601 (day, month or year) and its span in ``document.text``; ``None`` where none is.
    """
    best: tuple[tuple[bool, bool, int], Date] | None = None
    last = len(document.blocks) - 1
    for at, cue, date in _candidates(document):
        middle = _EDGE <= at <= last - _EDGE
        if middle and document.blocks[at].end - document.blocks[at].start > _ALONE:
            continue
        rank = (cue != "effective", middle, -len(date.value))
        if best is None or rank < best[0]:
            best = rank, date
    return (best[1].value, best[1].start, best[1].end) if best else None


def find(text: str) -> tuple[Date, ...]:
    """Return the dates of a text in order, none inside another, whatever they are dates of.

    >>> [d.value for d in find("17 Agustus 2024, October 2021, 2020-01-31, 31/12/2019")]
    ['2024-08-17', '2021-10', '2020-01-31', '2019-12-31']
    """
    lower = text.lower()
    taken: list[Date] = []
    for pattern in _DATE:
        for match in pattern.finditer(lower):
            free = all(match.end() <= one.start or match.start() >= one.end for one in taken)
            if free:  # also where it is no date, lest a part of it be taken for one
                taken.append(Date(_value(match), match.start(), match.end()))
    return tuple(sorted((one for one in taken if one.value), key=lambda one: one.start))


def _candidates(document: Document) -> Iterator[tuple[int, str, Date]]:
    text = document.text
    effective, updated, never = _cues()
    for sentence in document.sentences:
        start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST)
        if end - start >= _REACH and not _may_hold_date(text[max(0, start - _REACH) : end]):
            continue
        said = text[start:end].lower()
        for name, cue in (("effective", effective), ("updated", updated)):
            match = cue.search(said)
            if match is None:
                continue
            date = _near(text, start + match.start(), start + match.end(), end)
            if date is None and end - start < _REACH:
                date = _in_next(document, sentence.block)
            if date and not never.search(text[start : date.start].lower()):
                yield sentence.block, name, date


def _may_hold_date(text: str) -> bool:
    """Tell most sentences apart without looking for cues: every date has a digit."""
    return not text.isascii() or _DIGIT.search(text) is not None


_DIGIT = re.compile(r"[0-9]")


def _near(text: str, cue_start: int, cue_end: int, end: int) -> Date | None:
    """Return the first date within reach after the cue, or the one right before it."""
    after = find(text[cue_end : min(end, cue_end + _REACH + 20)])
    if after and after[0].start <= _REACH:
        return Date(after[0].value, cue_end + after[0].start, cue_end + after[0].end)
    floor = max(0, cue_start - _REACH // 2)
    before = find(text[floor:cue_start])
    if before and "\n" not in text[floor + before[-1].end : cue_start]:
        return Date(before[-1].value, floor + before[-1].start, floor + before[-1].end)
    return None


def _in_next(document: Document, block: int) -> Date | None:
    """Return the date that the next block consists of."""
    if block + 1 >= len(document.blocks):
        return None
    following = document.blocks[block + 1]
    said = document.text[following.start : following.end]
    dates = find(said) if len(said) < _REACH else ()
    if len(dates) != 1 or len(said) - (dates[0].end - dates[0].start) > _REACH // 3:
        return None
    return Date(dates[0].value, following.start + dates[0].start, following.start + dates[0].end)


def _value(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = int(parts["y"])
    month = next((n for n in _MONTHS if parts.get(f"m{n}")), 0) or int(parts.get("n") or 0)
    day = int(parts.get("d") or 0)
    if month not in _MONTHS and day in _MONTHS:
        month, day = day, month
    if not _EARLIEST <= year <= _LATEST or (month and month not in _MONTHS):
        return ""
    if day and month:
        whole = f"{year}-{month:02}-{day:02}"
        return whole if 0 < day <= monthrange(year, month)[1] else ""
    return f"{year}-{month:02}" if month else str(year)


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))
    effective, updated, never = (
        re.compile(rf"(?<!\w)(?:{'|'.join(table[name]['cues'])})(?!\w)")
        for name in ("effective", "updated", "never")
    )
    return effective, updated, never


__all__ = ["Date", "effective_date", "find"]
