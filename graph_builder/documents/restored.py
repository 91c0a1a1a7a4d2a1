r"""Text as it was before a mail program quoted it or an editor cut its words.

1. Where most lines begin with ``>`` the text was quoted: the marks go.
2. A word that a hyphen at a line's end cuts moves to that line whole, if the text has it elsewhere
   or a dictionary knows it, and the text nowhere has it with the hyphen ("third-party").

Lines keep their numbers, so that a finding's line is that of the file (but for a line that held no
more than the rest of a word).

>>> whole_words("your e-mail ad-\ndress and third-\nparty cookies")
'your e-mail address\nand third-\nparty cookies'
"""

from __future__ import annotations

import re

import simplemma

from graph_builder.documents.language import SUPPORTED

_QUOTED = re.compile(r"^[ \t]*>(?: ?>)*[ \t]?", re.MULTILINE)
_MOST = 0.8
_FEWEST = 3
_CUT = re.compile(r"([^\W\d_]+)-\n([ \t]*)([a-z]+)([^\s\w-]*)(?=\s|\Z)[ \t]*(?=(\n|\Z)?)")


def restore(text: str) -> str:
    """Return a text without quoting marks and with cut words whole; most texts as they are."""
    return whole_words(unquoted(text))


def unquoted(text: str) -> str:
    """Return a text without the marks of quoted mail, if that is what it is."""
    if ">" not in text:
        return text
    lines = [line for line in text.split("\n") if line.strip()]
    marked = sum(line.lstrip().startswith(">") for line in lines)
    if marked < _FEWEST or marked < _MOST * len(lines):
        return text
    return _QUOTED.sub("", text)


def whole_words(text: str) -> str:
    """Return a text in which words that were cut at the ends of lines are whole again."""
    if "-\n" not in text:
        return text
    words: set[str] = set()

    def join(cut: re.Match[str]) -> str:
        head, indent, tail, sign, ends = cut.groups()
        if not words:
            words.update(re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower()))
        whole = (head + tail).lower()
        if f"{head}-{tail}".lower() in words or not (whole in words or _is_word(whole)):
            return cut[0]
        return f"{head}{tail}{sign}" + (f"\n{indent}" if ends is None else "")

    return _CUT.sub(join, text)


def _is_word(word: str) -> bool:
    return any(simplemma.is_known(word, lang=code) for code in SUPPORTED)


__all__ = ["restore", "unquoted", "whole_words"]
