"""Is this a privacy notice? A cheap decision with a reason.

1. A short text full of sign-in or error words is a login wall or an error page.
2. A heading among the first lines that names a privacy notice settles it; one that names terms of
   service or a cookie notice, with no privacy heading near, settles the contrary.
3. Else it takes several different words of privacy notices, and enough of them.
4. A short text counts by what it says instead: that somebody does something with data. One such
   sentence is enough under a title that names a privacy notice, or beside two words of one; two are
   enough alone. Without one it is none: any recipe with a comment form names privacy and cookies.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_SHORT = 1500
_READ = 60_000
_HEAD = 400
_FEWEST_KINDS = 3
_FEWEST_KINDS_SHORT = 2  # "we collect no personal data" is all that some notices say
_FEWEST_SENTENCES = 2
_TITLE_LINES = 3
_TITLE_WORDS = 12
_NEAR = r"[^.!?\n]{0,60}?"
# Who has the data speaks, or whose they are is spoken to: not so in news about others.
_ADDRESSED = re.compile(r"\b(?:we|us|our|you|your|this|app|kami|anda|kamu|ini)\b")
_FEWEST_PER_THOUSAND = 6
_PLENTY_KINDS = 9
_PLENTY_PER_THOUSAND = 25
"""A page whose menu names its terms or cookies is a privacy notice all the same with this much."""
_NAMED = "it names itself a privacy notice"
_WORDING = "of privacy wording"
_HARDLY = "a text with hardly any wording about personal data"
_NAMES = {
    "cookie": "a cookie notice",
    "terms": "terms of service",
    "login": "a login page",
    "error": "an error page",
}


@dataclass(frozen=True, slots=True)
class Genre:
    """Whether a text is a privacy notice, and why, in words for a user.

    ``is_thin``: it is one, but so short that little speaks for it.
    """

    is_policy: bool
    reason: str
    is_thin: bool = False


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "genre.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], dict[str, re.Pattern[str]]]:
    table = _table()
    groups = {**table["titles"], **table["short"]}
    joined = {name: re.compile("|".join(words)) for name, words in groups.items()}
    return tuple(map(re.compile, table["privacy"])), joined


@cache
def _handling() -> re.Pattern[str]:
    parts = (
        f"{words['who']}{_NEAR}{words['does']}{_NEAR}{words['data']}|{words['data']}{_NEAR}{words['done']}"
        for words in _table()["handling"].values()
    )
    return re.compile("|".join(parts))


def genre(text: str) -> Genre:
    """Return what a text seems to be.

    >>> genre("404 Not Found. The page you asked for does not exist.").reason
    'an error page (“404”, “not found”)'
    """
    lower = " ".join(text.lower().split())  # a phrase may be broken over lines or spaces
    cues, named = _patterns()
    found = [cue for cue in cues if cue.search(lower)]
    kinds, hits = len(found), sum(len(cue.findall(lower[:_READ])) for cue in found)
    words = max(1, min(len(lower), _READ) // 6)
    short = len(text) < _SHORT
    if short and kinds < 2 * _FEWEST_KINDS and (other := _short(lower, named)):
        return Genre(is_policy=False, reason=other)
    head = lower[:_HEAD]
    named_so = named["privacy"].search(head) is not None
    plenty = kinds >= _PLENTY_KINDS and hits * 1000 >= _PLENTY_PER_THOUSAND * words
    for name in ("cookie", "terms") if not named_so and not plenty else ():
        if match := named[name].search(head):
            return Genre(is_policy=False, reason=f"{_NAMES[name]} (“{match[0]}”)")
    dense = hits * 1000 >= _FEWEST_PER_THOUSAND * words
    if short:
        return _of_short(text, kinds if dense else 0)
    if kinds >= _FEWEST_KINDS and (named_so or dense):
        return Genre(is_policy=True, reason=_NAMED if named_so else f"{kinds} kinds {_WORDING}")
    if _titled(text.lower()) and _said(text.lower()) >= _FEWEST_SENTENCES:
        return Genre(is_policy=True, reason=_NAMED)
    return Genre(is_policy=False, reason=_HARDLY)


def _of_short(text: str, kinds: int) -> Genre:
    """Judge a short text by the sentences that say what is done with data (step 4)."""
    lower = text.lower()
    said = _said(lower)
    thin = kinds < _FEWEST_KINDS
    if said and _titled(lower):
        return Genre(is_policy=True, reason=_NAMED, is_thin=thin)
    if said and kinds >= _FEWEST_KINDS_SHORT:
        return Genre(is_policy=True, reason=f"{kinds} kinds {_WORDING}", is_thin=thin)
    if said >= _FEWEST_SENTENCES:
        return Genre(
            is_policy=True, reason=f"{said} sentences on what is done with data", is_thin=thin
        )
    return Genre(is_policy=False, reason=_HARDLY)


def _said(lower: str) -> int:
    """Return how many sentences say that something is done with data, by or to who is addressed."""
    return sum(1 for _ in _handling().finditer(lower)) if _ADDRESSED.search(lower) else 0


def _titled(lower: str) -> bool:
    """Tell whether one of the first lines is a title that names a privacy notice."""
    named = _patterns()[1]["privacy"]
    lines = [line for line in lower.splitlines() if line.strip()][:_TITLE_LINES]
    return any(len(line.split()) <= _TITLE_WORDS and named.search(line) for line in lines)


def _short(lower: str, named: dict[str, re.Pattern[str]]) -> str:
    """Return what a short page seems to be, or empty."""
    for name in ("error", "login"):
        found = list(dict.fromkeys(match[0] for match in named[name].finditer(lower)))
        if len(found) > 1:
            quoted = ", ".join(f"“{word}”" for word in found[:2])
            return f"{_NAMES[name]} ({quoted})"
    return ""


__all__ = ["Genre", "genre"]
