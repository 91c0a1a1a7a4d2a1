r"""What remains of a text when its formatting is taken away, and the way back to offsets.

Line breaks, bullets, emphasis, quotation marks, hyphenation, case and compatibility forms change
when a policy is saved again, printed or moved to another page; its letters and digits do not. Two
texts with the same :func:`bare` words say the same in the same order.

>>> bare("“Data-\n  base” **may** be ﬁled.")
'databasemaybefiled'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph_builder.model import Span


@cache
def _kept(character: str) -> str:
    """Return what remains of one character; by character, so that offsets can be followed."""
    folded = unicodedata.normalize("NFKD", character).casefold()
    return "".join(c for c in folded if c.isalnum())


def bare(text: str) -> str:
    """Return the letters and digits of a text, casefolded, in compatibility form, unaccented."""
    return "".join(map(_kept, text))


@dataclass(frozen=True, slots=True)
class Bare:
    """The bare words of a text with the offset that each character came from.

    ``origin[i]`` is the code point of ``text`` that ``words[i]`` stands for.
    """

    text: str
    words: str
    origin: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Bare:
        """Take a text's formatting away."""
        words: list[str] = []
        origin: list[int] = []
        for offset, character in enumerate(text):
            kept = _kept(character)
            words.append(kept)
            origin.extend([offset] * len(kept))
        return cls(text, "".join(words), origin)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the text that ``words[start:end]`` came from (``start < end``)."""
        return Span(self.origin[start], self.origin[end - 1] + 1)


__all__ = ["Bare", "bare"]
