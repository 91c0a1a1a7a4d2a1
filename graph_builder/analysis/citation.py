"""Where a statement stands: file, line and words, for whoever wants to check a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph_builder.model import PolicyVersion, Span

_LONGEST = 300


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """The words of a policy that prove something; ``line`` counts from 1."""

    source: str
    line: int
    quote: str

    @property
    def place(self) -> str:
        """``file:line``, as editors understand it."""
        return f"{self.source}:{self.line}"


def cite(version: PolicyVersion, spans: Iterable[Span]) -> Citation:
    """Return the words of spans in text order, each on its own, and the line of the last.

    The last span is the clause itself; those before it are the lead-ins that govern it.
    """
    found = sorted(set(spans))
    words = " … ".join(" ".join(s.text(version.text).split()) for s in found)
    quote = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return Citation(version.source, version.text.count("\n", 0, found[-1].start) + 1, quote)


def wording(version: PolicyVersion, spans: Iterable[Span]) -> str:
    """Return the bare words of spans: no case, punctuation, numbering, bullets or line breaks.

    Two statements with the same wording say the same, however they are laid out.
    """
    return " / ".join(bare(s.text(version.text)) for s in sorted(set(spans)))


def bare(text: str) -> str:
    """Return the words of a text in lower case, one space between them.

    >>> bare("1. We  share:")
    '1 we share'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))


__all__ = ["Citation", "bare", "cite", "wording"]
