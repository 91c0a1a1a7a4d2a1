"""Where a decision stands in a text, and where it stands after the text has changed.

An anchor keeps the words with what stands before and after them and their offsets: the
TextQuoteSelector and TextPositionSelector of the W3C Web Annotation Data Model (2017), 4.2.4-4.2.5.

Finding it again, in a text whose formatting was taken away (``graph_builder.curation.words``):

1. The same words: of several places the one whose surroundings resemble prefix and suffix most,
   then the one nearest to the old offset. A quote that begins or ends inside of a sentence counts
   as reworded where the word next to it is another one: "share it" stands in "never share it", too.
2. Otherwise the stretch that resembles the words most, where it reaches :data:`SIMILAR` of 100
   (rapidfuzz's partial ratio: normalised insertions and deletions); the sentence was reworded.
3. Otherwise the anchor is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph_builder.curation.words import Bare, bare
from graph_builder.model import Span

CONTEXT = 32
"""Code points of prefix and suffix."""
SIMILAR = 85.0
"""Resemblance, in percent, from which on other words count as the sentence reworded."""
_BOUNDARIES = frozenset("\n.!?:;•*|")
_NEXT = 5
"""Letters beside a quote that tell its neighbouring word from another."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a text, their surroundings, and their offsets in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @classmethod
    def at(cls, span: Span, text: str) -> Anchor:
        """Return the anchor of a stretch of a text."""
        return cls(
            exact=span.text(text),
            prefix=text[max(0, span.start - CONTEXT) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
            start=span.start,
            end=span.end,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor was found; ``same`` tells whether the words are still the same."""

    span: Span
    same: bool


def locate(anchor: Anchor, text: Bare) -> Place | None:
    """Return where an anchor stands in a text, or ``None`` where it is lost."""
    wanted = bare(anchor.exact)
    if not wanted:
        return None
    places = list(_occurrences(wanted, text.words))
    if places:
        best = max(places, key=lambda at: _fit(anchor, text, at, len(wanted)))
        span = _closed(anchor, text.span(best, best + len(wanted)), text.text)
        return Place(span, same=_same_sentence(anchor, text, best, best + len(wanted)))
    return _resembling(wanted, text)


def locate_all(anchors: Sequence[Anchor], text: Bare) -> tuple[Place, ...]:
    """Return where the anchors of one decision stand; empty where its clause, the last, is lost.

    Where only a lead-in is lost the rest counts as reworded.
    """
    found = [locate(anchor, text) for anchor in anchors]
    if not found or found[-1] is None:
        return ()
    there = tuple(p for p in found if p)
    return there if len(there) == len(found) else tuple(replace(p, same=False) for p in there)


def _same_sentence(anchor: Anchor, text: Bare, start: int, end: int) -> bool:
    """Tell whether what joins a quote within its sentence is still the same."""
    before, after = anchor.prefix.rstrip(" "), anchor.suffix.lstrip(" ")
    if before and before[-1] not in _BOUNDARIES:
        joined = bare(before)[-_NEXT:]
        if not text.words.endswith(joined, 0, start):
            return False
    ends = anchor.exact.rstrip()[-1:] in _BOUNDARIES or after[:1] in ("", *_BOUNDARIES)
    return ends or text.words.startswith(bare(after)[:_NEXT], end)


def _closed(anchor: Anchor, span: Span, text: str) -> Span:
    """Return a span with the signs around it that belong to the quote: a full stop, a bracket."""
    first = next(i for i, c in enumerate(anchor.exact) if bare(c))
    last = next(i for i, c in enumerate(reversed(anchor.exact)) if bare(c))
    before, after = anchor.exact[:first], anchor.exact[len(anchor.exact) - last :]
    start = span.start - len(before) * text.endswith(before, 0, span.start)
    end = span.end + len(after) * text.startswith(after, span.end)
    return Span(start, end)


def _occurrences(wanted: str, words: str) -> Iterator[int]:
    at = words.find(wanted)
    while at >= 0:
        yield at
        at = words.find(wanted, at + 1)


def _fit(anchor: Anchor, text: Bare, at: int, length: int) -> tuple[float, int]:
    """Return how well a place suits: resemblance of the surroundings, then nearness."""
    from rapidfuzz.fuzz import ratio

    before, after = bare(anchor.prefix), bare(anchor.suffix)
    end = at + length
    surroundings = ratio(before, text.words[max(0, at - len(before)) : at]) + ratio(
        after, text.words[end : end + len(after)]
    )
    return surroundings, -abs(text.origin[at] - anchor.start)


def _resembling(wanted: str, text: Bare) -> Place | None:
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(wanted, text.words, score_cutoff=SIMILAR)
    # A text shorter than the words would be looked for in them, not they in it.
    if found is None or found.dest_end - found.dest_start < len(wanted) * SIMILAR / 100:
        return None
    return Place(_whole_words(text.span(found.dest_start, found.dest_end), text.text), same=False)


def _whole_words(span: Span, text: str) -> Span:
    """Return a span that cuts no word at its ends."""
    start, end = span.start, span.end
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return Span(start, end)


__all__ = ["CONTEXT", "SIMILAR", "Anchor", "Place", "locate", "locate_all"]
