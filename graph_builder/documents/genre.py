"""Is this a privacy notice? A cheap decision with a reason.

1. A short text full of sign-in or error words is a login wall or an error page.
2. A heading among the first lines that names a privacy notice settles it; one that names terms of
   service or a cookie notice, with no privacy heading near, settles the contrary.
3. Else it takes several different words of privacy notices, and enough of them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SHORT = 1500
_HEAD = 400
_FEWEST_KINDS = 3
_FEWEST_KINDS_SHORT = 2  # "we collect no personal data" is all that some notices say
_FEWEST_PER_THOUSAND = 6
_PLENTY_KINDS = 9
_PLENTY_PER_THOUSAND = 25
"""A page whose menu names its terms or cookies is a privacy notice all the same with this much."""
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
def _patterns() -> tuple[tuple[re.Pattern[str], ...], dict[str, re.Pattern[str]]]:
    table = tomllib.loads((Path(__file__).parent / "genre.toml").read_text(encoding="utf-8"))
    groups = {**table["titles"], **table["short"]}
    joined = {name: re.compile("|".join(words)) for name, words in groups.items()}
    return tuple(map(re.compile, table["privacy"])), joined


def genre(text: str) -> Genre:
    """Return what a text seems to be.

    >>> genre("404 Not Found. The page you asked for does not exist.").reason
    'an error page (“404”, “not found”)'
    """
    lower = " ".join(text.lower().split())  # a phrase may be broken over lines or spaces
    cues, named = _patterns()
    kinds = [cue for cue in cues if cue.search(lower)]
    hits = sum(len(cue.findall(lower[:60_000])) for cue in kinds)
    words = max(1, min(len(lower), 60_000) // 6)
    dense = hits * 1000 >= _FEWEST_PER_THOUSAND * words
    fewest = _FEWEST_KINDS if len(text) >= _SHORT else _FEWEST_KINDS_SHORT
    enough = len(kinds) >= fewest and dense
    if len(text) < _SHORT and (other := _short(lower, named)) and len(kinds) < 2 * _FEWEST_KINDS:
        return Genre(is_policy=False, reason=other)
    head = lower[:_HEAD]
    if named["privacy"].search(head):
        if enough or len(kinds) >= _FEWEST_KINDS:
            return Genre(is_policy=True, reason="it names itself a privacy notice")
    elif len(kinds) < _PLENTY_KINDS or hits * 1000 < _PLENTY_PER_THOUSAND * words:
        for name in ("cookie", "terms"):
            if match := named[name].search(head):
                return Genre(is_policy=False, reason=f"{_NAMES[name]} (“{match[0]}”)")
    if enough:
        thin = len(kinds) < _FEWEST_KINDS
        return Genre(is_policy=True, reason=f"{len(kinds)} kinds of privacy wording", is_thin=thin)
    return Genre(is_policy=False, reason="a text with hardly any wording about personal data")


def _short(lower: str, named: dict[str, re.Pattern[str]]) -> str:
    """Return what a short page seems to be, or empty."""
    for name in ("error", "login"):
        found = list(dict.fromkeys(match[0] for match in named[name].finditer(lower)))
        if len(found) > 1:
            quoted = ", ".join(f"“{word}”" for word in found[:2])
            return f"{_NAMES[name]} ({quoted})"
    return ""


__all__ = ["Genre", "genre"]
