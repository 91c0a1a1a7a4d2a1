"""Words and signs of a stretch of text, with their offsets and keys.

0. A link target or URL is one sign: its words say nothing.
1. Split at everything that is not a letter, digit or an inner apostrophe.
2. Join what writers hyphenate freely: ``e-mail`` = ``email``, ``third-party`` = ``third party``.
3. Collapse Indonesian reduplication: ``pihak-pihak`` = ``pihak``.
4. Give every word its keys (:mod:`graph_builder.extraction.morphology`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph_builder.extraction.morphology import keys

# One alternative per sort of token; no nesting, so the scan is linear whatever the input.
_TOKEN = re.compile(
    r"\]\([^()\s]*\)|https?://[^\s)\]]+|(?<![^\W_])(?:e\.g|i\.e)(?![^\W_])|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|…|['’]s\b|\S"
)
_JOINED_LETTERS = 1


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign: its text, span in the document, and keys (empty for signs)."""

    text: str
    start: int
    end: int
    keys: tuple[str, ...] = ()

    @property
    def word(self) -> bool:
        """Whether it is a word or number, not a sign."""
        return bool(self.keys)


def tokenize(text: str, language: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]`` with offsets in ``text``."""
    end = len(text) if end is None else end
    tokens: list[Token] = []
    hyphen = False
    for match in _TOKEN.finditer(text, start, end):
        raw, begin, stop = match.group(), match.start(), match.end()
        if raw in {"'s", "’s"} or raw == "*":
            continue
        if not raw[0].isalnum() or "://" in raw:
            if (
                raw == "-"
                and tokens
                and tokens[-1].end == begin
                and text[stop : stop + 1].isalnum()
            ):
                hyphen = True
                continue
            tokens.append(Token(raw, begin, stop))
            continue
        last = tokens[-1] if tokens else None
        if hyphen and last is not None and last.word:
            if last.text.lower() == raw.lower() or raw.lower() == last.text.lower() + "nya":
                tokens[-1] = Token(last.text, last.start, stop, last.keys)
                hyphen = False
                continue
            if len(last.text) == _JOINED_LETTERS:
                joined = last.text + raw
                tokens[-1] = Token(joined, last.start, stop, keys(joined, language))
                hyphen = False
                continue
        hyphen = False
        tokens.append(Token(raw, begin, stop, keys(raw, language)))
    return tokens
