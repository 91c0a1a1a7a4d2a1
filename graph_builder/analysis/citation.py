"""Where a statement stands: file, line and words, for whoever wants to check a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph_builder.graph.quoted import UNKNOWN
from graph_builder.model import PolicyVersion, Span

LEAD_IN = " … "
"""What stands between the lead-ins of a clause and the clause."""

_LONGEST = 300
SHARED = 0.4
"""Share of the words of two sentences that stand in both: measured, see docs/evaluation.md."""

_NO_QUOTES: Mapping[Span, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """The words of a policy that prove something.

    ``line`` counts from 1 and is 0 where the text is not at hand; ``start`` and ``end`` are code
    points of the normalised text.
    """

    source: str
    line: int
    quote: str
    start: int = 0
    end: int = 0

    @property
    def place(self) -> str:
        """``file:line``, as editors understand it, else a position as RFC 5147 writes it."""
        return f"{self.source}:{self.line}" if self.line else self.position

    @property
    def position(self) -> str:
        """``file#char=start,end``."""
        return f"{self.source}#char={self.start},{self.end}"


def cite(
    version: PolicyVersion, spans: Iterable[Span], quotes: Mapping[Span, str] = _NO_QUOTES
) -> Citation:
    """Return the words of spans in text order, each on its own, and the line of the last.

    The last span is the clause itself; those before it are the lead-ins that govern it, which are
    left out one by one where the quote would be too long.

    Args:
        version: may lack its text, as one read from a store does.
        spans: at least one.
        quotes: words by span, for a version without text.
    """
    found = sorted(set(spans))
    text = version.text
    parts = (s.text(text) if text else quotes.get(s, "") for s in found)
    words = LEAD_IN.join(filter(None, (" ".join(p.split()) for p in parts)))
    while len(words) > _LONGEST and LEAD_IN in words:
        words = "… " + words.partition(LEAD_IN)[2]
    quote = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    last = found[-1]
    whole = text and UNKNOWN not in text
    line = text.count("\n", 0, last.start) + 1 if whole else 0
    return Citation(version.source, line, quote, last.start, last.end)


def wording(version: PolicyVersion, spans: Iterable[Span]) -> str:
    """Return the bare words of spans: no case, punctuation, numbering, bullets or line breaks.

    Two statements with the same wording say the same, however they are laid out.
    """
    return " / ".join(bare(s.text(version.text)) for s in sorted(set(spans)))


def is_reworded(one: str, other: str) -> bool:
    """Tell whether one sentence may be the other, reworded: they share most of their words.

    >>> is_reworded("We may share your name.", "We share your name and age.")
    True
    >>> is_reworded("We may share your name.", "Our partners send you advertising.")
    False
    """
    first, second = set(bare(one).split()), set(bare(other).split())
    return len(first & second) >= SHARED * len(first | second)


def bare(text: str) -> str:
    """Return the words of a text in lower case, one space between them.

    >>> bare("1. We  share:")
    '1 we share'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))


__all__ = ["LEAD_IN", "SHARED", "Citation", "bare", "cite", "is_reworded", "wording"]
