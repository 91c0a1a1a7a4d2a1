"""From how people type to the words of the grammar: short forms, and everyday Indonesian.

1. ``[spellings]`` of the grammar tables give the word meant by a short form ("yg", "pls").
2. Everyday Indonesian affixes are made formal where that gives a word of the grammar, and the word
   as it stands is none: "dikumpulin" is "dikumpulkan", "nyimpen" is "menyimpan".
3. ``[tags]`` undo a question put behind a verb: "bisa tidak saya" asks "bisakah saya".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "grammar"
_WORD = re.compile(r"[^\W\d_]+")
_OPEN_END = re.compile(r"e(?=[bdgklmnprst]$)")
_SHORTEST = 4


def formal(text: str) -> str:
    """Return a question, in small letters, in the words that the grammar is written in.

    >>> formal("siapa aja yg nyimpen data gue")
    'siapa saja yang menyimpan data saya'
    """
    spellings, tags = _table("spellings"), _table("tags")
    words = [spellings.get(word) or _affixed(word) for word in text.split()]
    return _tagged().sub(lambda found: tags[found[0]], " ".join(words))


def _affixed(word: str) -> str:
    known = _known()
    if word in known["en"] | known["id"] or len(word) < _SHORTEST:
        return word
    return next((w for w in _candidates(word) if w in known["id"]), word)


def _candidates(word: str) -> Iterator[str]:
    """Yield what an everyday word can be formally: its ending, its vowel, its prefix."""
    endings = [word, _OPEN_END.sub("a", word)]
    if word.endswith("in"):
        endings.append(word[:-2] + "kan")
    if word.endswith("e"):
        endings.append(word[:-1] + "ai")
    yield from endings
    if word.startswith("nge"):
        yield from (ending[3:] for ending in endings)
    if word.startswith("n"):
        yield from ("me" + ending for ending in endings)


@cache
def _table(key: str) -> Mapping[str, str]:
    return {k: v for language in ("en", "id") for k, v in _read(language).get(key, {}).items()}


@cache
def _tagged() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, _table('tags')))})(?!\S)")


@cache
def _known() -> Mapping[str, frozenset[str]]:
    """Return the words of the grammar by language."""
    return {
        language: frozenset(
            word
            for name in (f"{language}.toml", f"cues.{language}.toml")
            for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
            for word in _WORD.findall(line.casefold())
        )
        for language in ("en", "id")
    }


def _read(language: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
