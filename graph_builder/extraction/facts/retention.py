"""How long data are kept: durations, criteria, and "indefinitely".

1. A sentence is about keeping when it has a verb of keeping or deleting with data in its reach, or
   stands under a heading or lead-in about retention, or behind such a label ("Retention: 2 years").
2. Each duration in it is a retention, unless it times something else: an answer, a notice, an age,
   a payment. What bounds it ("at least") comes from the words before it.
3. Without a duration, words that make an end depend on something ("as long as necessary", "until
   you unsubscribe", "sampai tidak lagi diperlukan") give a criterion, words without end endless.
4. "Same as visit data" takes the duration of the item that it names.
5. The data are what the sentence names; the clock starts at the event that it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from graph_builder.documents import periods
from graph_builder.documents.periods import Period
from graph_builder.extraction.facts.cues import Cues, Rule
from graph_builder.extraction.facts.passages import Passage
from graph_builder.model import DurationKind, Retention, Span

Categories = Callable[[Span], tuple[str, ...]]
_GENERIC = ("dpv:PersonalData",)
_LABEL_REACH = 60  # characters
_CONFIDENCE = {"duration": 0.95, "criterion": 0.93, "endless": 0.9}


def find(
    triggered: Sequence[tuple[Passage, Sequence[Rule]]],
    passages: Sequence[Passage],
    cues: Cues,
    categories: Categories,
) -> tuple[Retention, ...]:
    """Return the statements of retention in text order.

    Args:
        triggered: passages with the rules to try.
        passages: all passages of the document.
        cues: tables of its language.
        categories: gives the data categories that a span names.
    """
    rules = {p.start: [r for r in rules if r.table == "retention"] for p, rules in triggered}
    about = cache(lambda above: cues.patterns["retention_place"].search(above) is not None)
    found: list[Retention] = []
    for passage in passages:
        if passage.text.rstrip().endswith("?"):
            continue
        placed = any(map(about, (passage.lead, passage.heading, _label(passage))))
        here = rules.get(passage.start, ())
        says = {r.says: m for r in here if (m := r.find(passage))}
        if not (placed or "keeping" in says or "expiry" in says):
            continue
        times = list(_times(passage, says, cues, placed=placed))
        data = (categories(passage.span) if times else ()) or _GENERIC
        start = _start(passage, cues) if times else ""
        for kind, duration, span in times:
            found.append(
                Retention(
                    data=data,
                    kind=kind,
                    duration=duration,
                    starts_at=start,
                    evidence=passage.span,
                    span=span,
                    section=passage.section,
                    confidence=_CONFIDENCE[
                        "duration" if duration else "endless" if kind is _ENDLESS else "criterion"
                    ],
                )
            )
        found += _same(passage, found, cues)
    return tuple(found)


_ENDLESS = DurationKind.ENDLESS


def _label(passage: Passage) -> str:
    """Return what stands before the first colon, near the start of a passage."""
    label, colon, _ = passage.text[:_LABEL_REACH].partition(":")
    return label if colon else ""


def _times(
    passage: Passage, says: dict[str, re.Match[str]], cues: Cues, *, placed: bool
) -> Iterator[tuple[DurationKind, str, Span]]:
    text = passage.text
    stated = [
        d
        for d in periods.find(text, cues.words["language"])
        if d.duration and _is_kept(text, d, cues)
    ]
    for duration in stated:
        span = passage.at(duration.start, duration.end)
        yield DurationKind(duration.kind), duration.duration, span
    if "keeping" not in says and not placed:
        return
    for name, kind in (("endless", DurationKind.ENDLESS), ("criterion", DurationKind.CRITERION)):
        match = says.get(name)
        # "As long as needed, normally 5 years" states one thing, "(i) … ; (ii) 5 years" two.
        if match and _clause(text, match.start()) not in {_clause(text, d.start) for d in stated}:
            bounded = cues.patterns["at_least"].search(text[: match.start()])
            yield DurationKind.MINIMUM if bounded else kind, "", passage.at(*match.span())
            return


def _clause(text: str, at: int) -> int:
    """Return where the enumerated clause around an offset begins."""
    return max((m.end() for m in _ENUMERATION.finditer(text, 0, at)), default=0)


_ENUMERATION = re.compile(r";|\((?:[ivx]{1,4}|[a-h1-9])\)")


def _is_kept(text: str, duration: Period, cues: Cues) -> bool:
    """Tell whether a duration times the keeping and not an answer, a notice, an age, a payment."""
    clause = max(text.rfind(sign, 0, duration.start) for sign in (";", ". "))
    around = text[max(clause, duration.start - _BEFORE, 0) : duration.end + _AFTER]
    return cues.patterns["other_time"].search(around) is None


_BEFORE = 110
_AFTER = 30


def _same(passage: Passage, found: list[Retention], cues: Cues) -> Iterator[Retention]:
    """Yield the duration of an earlier item for an item that says it keeps to it."""
    match = cues.patterns["same_as"].search(passage.text)
    if match is None:
        return
    words = set(re.findall(r"\w{4,}", passage.text[match.end() :]))
    for earlier in found:
        if earlier.duration and words & set(re.findall(r"\w{4,}", " ".join(_tail(earlier)))):
            yield earlier
            return


def _tail(retained: Retention) -> tuple[str, ...]:
    return tuple(part.split(":")[-1].lower() for part in retained.data)


def _start(passage: Passage, cues: Cues) -> str:
    """Return the event that starts the clock, or an empty string."""
    for row in cues.words["events"]:
        if re.search(row["match"], passage.text):
            return str(row["says"])
    return ""


__all__ = ["find"]
