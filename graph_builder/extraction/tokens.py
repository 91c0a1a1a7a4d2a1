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

# One alternative per sort of token, words first in a group; no nesting, so the scan is linear
# whatever the input.
_TOKEN = re.compile(
    r"\]\([^()\s]*\)|https?://[^\s)\]]+"
    r"|((?<![^\W_])(?:e\.g|i\.e)(?![^\W_])|[^\W_]+(?:['’](?!s\b)[^\W_]+)*)"
    r"|…|['’]s\b|\S"
)
_JOINED_LETTERS = 1
_NO_TOKENS = frozenset({"'s", "’s", "*"})


# Not frozen: that makes a token three times as dear, and there is one for every word of a text.
@dataclass(slots=True)
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
        raw = match[0]
        begin, stop = match.span()
        if match.lastindex is None:
            if raw in _NO_TOKENS:
                continue
            if (
                raw == "-"
                and tokens
                and tokens[-1].end == begin
                and text[stop : stop + 1].isalnum()
            ):
                hyphen = True
            else:
                tokens.append(Token(raw, begin, stop))
            continue
        word = Token(raw, begin, stop, keys(raw, language))
        if hyphen and tokens[-1].keys and (joined := _joined(tokens[-1], word, language)):
            tokens[-1] = joined
        else:
            tokens.append(word)
        hyphen = False
    return tokens


def _joined(last: Token, word: Token, language: str) -> Token | None:
    """Return two words with a hyphen between them as one, where they are one."""
    before, after = last.text.lower(), word.text.lower()
    if after in {before, before + "nya"}:
        return Token(last.text, last.start, word.end, last.keys)
    if len(last.text) == _JOINED_LETTERS:
        joined = last.text + word.text
        return Token(joined, last.start, word.end, keys(joined, language))
    return None
