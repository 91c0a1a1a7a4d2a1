"""Which language a text is in, by its function words.

Function words make up a fifth to a half of any running text and hardly overlap between languages,
so their share decides quickly and without a dictionary; the languages that Alir does not read are
in the table to be named, not to be read.

1. Count the function words of every language in ``languages.toml``; a word that several languages
   share counts for each.
2. The language with the most wins where it has enough of them and clearly more than the next.
3. A block too short to tell takes the language of the block before it (of the one after it where it
   is a heading or the first).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SUPPORTED = ("en", "id")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 40_000
_ENOUGH = 0.08
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Guess:
    """A language by its code, its English name, and the share (0-1) of its function words."""

    code: str
    name: str
    share: float


@cache
def _table() -> tuple[dict[str, tuple[str, ...]], dict[str, str], dict[str, str]]:
    """Return the languages of each word, the names of languages, and of scripts."""
    path = Path(__file__).parent / "languages.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    words: dict[str, list[str]] = {}
    for code, row in table["languages"].items():
        for word in row["words"].split():
            words.setdefault(word, []).append(code)
    names = {code: row["name"] for code, row in table["languages"].items()}
    return {w: tuple(codes) for w, codes in words.items()}, names, table["scripts"]


def identify(text: str) -> Guess | None:
    """Return the language of a text of any length, or ``None`` where it cannot be told.

    >>> identify("Kami mengumpulkan data yang Anda berikan kepada kami.").code
    'id'
    >>> identify("Nous collectons les données que vous nous donnez.").name
    'French'
    """
    sample = text[:_SAMPLE].lower()
    tokens = _WORD.findall(sample)
    if not tokens:
        return None
    if script := _foreign_script(sample):
        return Guess("", script, 1.0)
    words, names, _ = _table()
    counts = Counter(code for token in tokens for code in words.get(token, ()))
    if not counts:
        return None
    most = max(counts.values())
    first = sorted(code for code, count in counts.items() if count == most)
    # Neighbours share function words (Indonesian and Malay): a tie goes to the one that is read.
    best = [code for code in first if code in SUPPORTED] or first
    if most < _FEWEST or most < _ENOUGH * len(tokens) or len(best) > 1:
        return None
    return Guess(best[0], names[best[0]], most / len(tokens))


def assign(texts: list[str], backwards: frozenset[int] = frozenset()) -> list[str]:
    """Return the language code of each block, ``""`` where nothing tells.

    Args:
        texts: of the blocks in reading order.
        backwards: indices of blocks that go with what follows them (headings).
    """
    sure = [guess.code if (guess := identify(text)) else "" for text in texts]
    before, last = [], ""
    for code in sure:
        last = code or last
        before.append(last)
    after, last = [], ""
    for code in reversed(sure):
        last = code or last
        after.append(last)
    after.reverse()
    return [
        code or ((after[at] or before[at]) if at in backwards else (before[at] or after[at]))
        for at, code in enumerate(sure)
    ]


def _foreign_script(sample: str) -> str:
    """Return the script of a text that is mostly not in Latin letters, else ``""``."""
    letters = [sign for sign in sample[:2000] if sign.isalpha()]
    foreign = [sign for sign in letters if sign > "\u024f"]
    if len(foreign) * 2 <= len(letters):
        return ""
    scripts = Counter(unicodedata.name(sign, "?").split(" ", 1)[0] for sign in foreign)
    script = scripts.most_common(1)[0][0]
    return _table()[2].get(script, script.title())


__all__ = ["SUPPORTED", "Guess", "assign", "identify"]
