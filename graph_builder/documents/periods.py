"""Periods in running text: "at least 5 (five) years", "paling lambat 3x24 jam", "as long as …".

1. Find the unit words ("years", "hari kerja").
2. Read the number before each: figures, words, both ("5 (lima)"), products ("3x24"), ranges.
3. Read what bounds it ("at least", "paling lama") and the event that starts the clock ("from …").
4. Leave out what is no period: ages, frequencies, the time just past.
5. Find criteria ("as long as necessary", "sampai tujuan tercapai") and endless storage.

The wording is in ``periods.toml``. Durations are ISO 8601 as ``xsd:duration`` has them (weeks are
written as days).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

from graph_builder.documents.numerals import Number, Numerals

_BEFORE = 90
_COMPARED = 60
_EVENT = 120
_CLAUSE_END = re.compile(r"[.,;:()\n]")
_SHORTER = {
    "Y": (12, "M"),
    "M": (30, "D"),
    "W": (7, "D"),
    "D": (24, "H"),
    "H": (60, "m"),
    "m": (60, "s"),
}
_CAP = 100_000
_WORKING = ("business", "working", "kerja")
_GOVERNORS = ("for ", "after ", "than ", "of ", "by ", "within ")  # "for a year", not "a year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period and where it stands.

    Attributes:
        start: first code point, of its comparator if it has one.
        end: one past its last.
        duration: ISO 8601 (``P5Y``, ``PT72H``); empty for criteria and endless storage.
        kind: ``exact``, ``minimum``, ``maximum``, ``approximate``, ``criterion`` or ``endless``.
        event: span of the words that say when it starts to run, or ``None``.
        agrees: the figures and the words of "5 (five)" say the same; the words count.
        working: working days, which no duration can say.
    """

    start: int
    end: int
    duration: str
    kind: str
    event: tuple[int, int] | None = None
    agrees: bool = True
    working: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled wording of one language."""

    unit: re.Pattern[str]
    codes: dict[str, str]
    numerals: Numerals
    before: re.Pattern[str]
    after: re.Pattern[str]
    skip_before: re.Pattern[str]
    skip_after: re.Pattern[str]
    event: re.Pattern[str]
    open: re.Pattern[str]


def find(text: str, language: str) -> tuple[Period, ...]:
    """Return the periods of a text in order, none inside another.

    Args:
        text: any text, best one sentence.
        language: ``en`` or ``id``.

    >>> find("We keep it for at least 5 (five) years.", "en")[0].duration
    'P5Y'
    >>> [(p.duration, p.kind) for p in find("paling lambat 3x24 jam sejak diterima", "id")]
    [('PT72H', 'maximum')]
    """
    grammar = _grammar(language)
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case is longer would shift every offset
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    found = sorted(chain(_measured(lower, grammar), _open_ended(lower, grammar)))
    kept: list[Period] = []
    for period in found:
        if not kept or period.start >= kept[-1].end:
            kept.append(period)
        elif period.duration and not kept[-1].duration:
            kept[-1] = period
    return tuple(kept)


def _measured(text: str, grammar: _Grammar) -> Iterator[Period]:
    for match in grammar.unit.finditer(text):
        number = _number(text, match, grammar)
        if number is None or grammar.skip_after.match(text, match.end()):
            continue
        start, kind = _bound(text, number, grammar)
        if kind is None:
            continue
        end = match.end()
        if tail := grammar.after.match(text, end):
            kind, end = tail.lastgroup or kind, tail.end()
        if duration := iso(number.value, _code(grammar, match["unit"])):
            working = any(word in match["unit"] for word in _WORKING)
            event = _event(text, end, grammar)
            yield Period(start, end, duration, kind, event, number.agrees, working)


def _number(text: str, unit: re.Match[str], grammar: _Grammar) -> Number | None:
    """Return the number before a unit, its start an offset of the text."""
    if unit["one"]:
        return Number(unit.start(), 1)
    floor = max(0, unit.start() - _BEFORE)
    number = grammar.numerals.read(text[floor : unit.start()])
    return number and replace(number, start=floor + number.start)


def _bound(text: str, number: Number, grammar: _Grammar) -> tuple[int, str | None]:
    """Return where the period starts and its kind; no kind where it is no period."""
    start = number.start
    lead = text[max(0, start - _COMPARED) : start]
    kind: str | None = "maximum" if number.is_range else "exact"
    if match := grammar.before.search(lead):
        kind = match.lastgroup
        start -= len(lead) - match.start()
        lead = text[max(0, start - _COMPARED) : start]
    elif number.needs_bound and not lead.endswith(_GOVERNORS):
        return start, None
    return start, None if grammar.skip_before.search(lead) else kind


def _code(grammar: _Grammar, unit: str) -> str:
    return next(code for pattern, code in grammar.codes.items() if re.fullmatch(pattern, unit))


def iso(value: float, code: str) -> str:
    """Return an ISO 8601 duration without fractions, or empty where it cannot be one.

    Args:
        value: how many; not negative.
        code: ``Y``, ``M``, ``W``, ``D``, ``H``, ``m`` (minutes) or ``s``.

    >>> iso(1.5, "Y"), iso(2, "W"), iso(72, "H"), iso(0.1, "s")
    ('P18M', 'P14D', 'PT72H', '')
    """
    while value != int(value) or code == "W":
        if code not in _SHORTER:
            return ""
        factor, code = _SHORTER[code]
        value = round(value * factor, 6)
        if code == "s":
            value = round(value)
    if not 0 < value < _CAP:
        return ""
    return f"P{'T' if code in 'Hms' else ''}{int(value)}{code.upper()}"


def _event(text: str, end: int, grammar: _Grammar) -> tuple[int, int] | None:
    match = grammar.event.match(text, end)
    if match is None:
        return None
    limit = min(len(text), match.end() + _EVENT)
    stop = _CLAUSE_END.search(text, match.end(), limit)
    last = stop.start() if stop else limit
    if not text[match.end() : last].strip():
        return None
    return match.start(1), last if last == len(text) or stop else text.rfind(" ", 0, last)


def _open_ended(text: str, grammar: _Grammar) -> Iterator[Period]:
    for match in grammar.open.finditer(text):
        kind = match.lastgroup or "criterion"
        end = match.end()
        if kind == "criterion":
            limit = min(len(text), end + _EVENT)
            stop = _CLAUSE_END.search(text, end, limit)
            end = stop.start() if stop else limit
        yield Period(match.start(), end, "", kind)


@cache
def _grammar(language: str) -> _Grammar:
    path = Path(__file__).parent / "periods.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))[language]
    units = table["units"]
    kinds = table["comparators"]
    return _Grammar(
        unit=re.compile(
            rf"\b(?P<one>{table['fused_one'] or '(?!)'})?(?P<unit>{'|'.join(units)})\b"
        ),
        codes=dict(units.items()),
        numerals=Numerals(
            table["numbers"], table["multipliers"], tuple(table["and"] + table["article"])
        ),
        before=re.compile(rf"\b(?:{_named(kinds)})(?:\s+\w+)?\s*[:,]?\s*\(?\Z"),
        after=re.compile(rf"\s+(?:{_named(table['after'])})\b"),
        skip_before=re.compile(rf"\b(?:{'|'.join(table['skip']['before'])})(?: the)?\s*\(?\Z"),
        skip_after=re.compile(rf"['’]?\)?[\s-]+(?:{'|'.join(table['skip']['after'])})\b"),
        event=re.compile(rf"\)?\s*((?:{'|'.join(table['events']['cues'])})\b)"),
        open=re.compile(
            rf"\b(?:(?P<endless>{'|'.join(table['endless']['patterns'])})"
            rf"|(?P<criterion>{'|'.join(table['criterion']['patterns'])}))"
        ),
    )


def _named(kinds: dict[str, list[str]]) -> str:
    return "|".join(
        f"(?P<{kind}>{'|'.join(sorted(words, key=len, reverse=True))})"
        for kind, words in kinds.items()
    )


__all__ = ["Period", "find", "iso"]
