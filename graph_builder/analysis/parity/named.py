"""Who is responsible, how to reach them, since when: what names and numbers of two versions say.

1. Companies are found by their legal form anywhere in the text; a name that stands in the other
   text, whatever its spacing, punctuation and form, is no difference.
2. Addresses and telephone numbers likewise. Web addresses differ by language on purpose.
3. Something that only one version has is set against the most similar of its kind in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache

from graph_builder.analysis.parity.differences import Certainty, Difference, Nearest, Topic
from graph_builder.analysis.parity.pairing import Pairing
from graph_builder.analysis.parity.reading import Reading, key, table
from graph_builder.model import Span

_NAME = r"[A-Z][\w&'’-]*(?:\.(?=[A-Z]))?[\w]*"
# Names less alike than this are two companies, not two versions of one name.
_LEAST = {Topic.CONTROLLER: 0.5}
_CONTACTS = frozenset({"email", "phone"})


def companies(pairing: Pairing) -> Iterator[Difference]:
    """Yield the companies that only ``here`` names."""
    mine, theirs = (_companies(r) for r in (pairing.here, pairing.there))
    for name, span in mine.items():
        if not pairing.there.writes(name) and not any(_same(name, n) for n in theirs):
            yield _against(pairing, Topic.CONTROLLER, name, span, theirs)


def contacts(pairing: Pairing) -> Iterator[Difference]:
    """Yield the e-mail addresses and telephone numbers that only ``here`` gives."""
    mine, theirs = (_contacts(r) for r in (pairing.here, pairing.there))
    known = {key(value) for _, value in theirs}  # a graph does not quote all that it names
    for (kind, value), span in mine.items():
        if key(value) in known or pairing.there.writes(value):
            continue
        same_kind = {v: s for (k, v), s in theirs.items() if k == kind}
        ours = {key(v) for _, v in mine}
        unshared = {
            v: s for v, s in same_kind.items() if key(v) not in ours and not pairing.here.writes(v)
        }
        yield _against(pairing, Topic.CONTACT, value, span, unshared)


def dates(pairing: Pairing) -> Iterator[Difference]:
    """Yield the dates of the versions where both have one and they differ."""
    mine, theirs = pairing.here.version.valid, pairing.there.version.valid
    if pairing.reverse or not mine or not theirs or mine == theirs:
        return
    spans = [_year(r, v) for r, v in ((pairing.here, mine), (pairing.there, theirs))]
    if spans[0] and spans[1]:
        sides = pairing.here.side([mine], [spans[0]]), pairing.there.side([theirs], [spans[1]])
        yield pairing.both(Topic.DATE, Certainty.DIFFERENT, *sides)


def _against(
    pairing: Pairing, topic: Topic, value: str, span: Span, others: Mapping[str, Span]
) -> Difference:
    side = pairing.here.side([value], [span])
    likeness = {n: SequenceMatcher(None, key(value), key(n)).ratio() for n in others}
    alike = max(likeness, key=lambda n: (likeness[n], n), default="")
    if not alike or likeness[alike] < _LEAST.get(topic, 0):
        return pairing.only(topic, Certainty.MISSING, side, _nearest(pairing, span))
    other = pairing.there.side([alike], [others[alike]])
    return pairing.both(topic, Certainty.DIFFERENT, side, other)


def _nearest(pairing: Pairing, span: Span) -> Nearest | None:
    """Return what corresponds to the sentence of a name, or comes nearest to it."""
    found = (i for i, p in enumerate(pairing.here.passages) if p.span.end > span.start)
    index = next(found, None)
    return None if index is None else pairing.nearest(index)


def _companies(reading: Reading) -> dict[str, Span]:
    """Return the companies that a text names, each with the line of its first mention."""
    found: dict[str, Span] = {}
    for match in _company().finditer(reading.text):
        name = " ".join(match.group().split())
        found.setdefault(name, _line(reading, match.start()))
    return found


def _contacts(reading: Reading) -> dict[tuple[str, str], Span]:
    controller = reading.version.controller
    return {
        (c.kind, c.value): _line(reading, c.span.start) if _known(reading, c.span) else c.span
        for c in (controller.contacts if controller else ())
        if c.kind in _CONTACTS
    }


def _known(reading: Reading, span: Span) -> bool:
    """Tell whether the words of a span are at hand; a version from a store has what it quotes."""
    return bool(span.text(reading.text).strip())


def _line(reading: Reading, at: int) -> Span:
    text = reading.text
    end = text.find("\n", at)
    start = text.rfind("\n", 0, at) + 1
    inside = (s for s in reading.spans if s.start <= at < s.end)
    return next(inside, Span(start, len(text) if end < 0 else end))


def _year(reading: Reading, date: str) -> Span | None:
    at = reading.text.find(date[:4])
    return _line(reading, at) if at >= 0 else None


def _same(one: str, other: str) -> bool:
    first, second = key(one), key(other)
    return first in second or second in first


@cache
def _company() -> re.Pattern[str]:
    forms = table()["company"]
    before, after = "|".join(forms["before"]), "|".join(forms["after"])
    name = rf"{_NAME}(?:[ \t]{_NAME}){{0,5}}"
    return re.compile(rf"\b(?:{before})[ \t]?{name}|\b{name},?[ \t](?:{after})(?!\w)")


__all__ = ["companies", "contacts", "dates"]
