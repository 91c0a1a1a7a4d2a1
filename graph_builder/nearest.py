"""Names that somebody may have meant by one that is unknown, or none: no guess beats a silly one.

1. Names whose spelling is close as a whole come first, the closest leading.
2. Names follow that have a word of the wording, spelt the same or nearly so. Short words and those
   of very many names (``data``) say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

CLOSE = 75.0
"""Likeness (insertions and deletions, 0 to 100) from which a spelling is close."""

_CLOSE_WORD = 80.0
_SHORT = 4  # letters
_GENERAL = frozenset({"data", "information", "informasi", "personal", "pribadi", "with", "yang"})


def nearest(wording: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return the known names closest to a wording, the closest first; none where none is close.

    >>> nearest("who-recieves", ["compare", "who-receives", "what-receives"])
    ('who-receives', 'what-receives')
    >>> nearest("frobnicators", ["occupation", "professional adviser"])
    ()
    """
    from rapidfuzz import fuzz, process  # only on the way to an error

    names = {name: name.casefold() for name in sorted(known)}
    wanted = wording.casefold()
    close = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=count)
    words = {name: _words(folded) for name, folded in names.items()}
    every = sorted(set().union(*words.values()))
    meant = {
        near
        for word in _words(wanted)
        for near, _, _ in process.extract(
            word, every, scorer=fuzz.ratio, score_cutoff=_CLOSE_WORD, limit=None
        )
    }
    sharing = sorted(
        (name for name, own in words.items() if own & meant),
        key=lambda name: (-len(words[name] & meant), len(name), name),
    )
    return tuple(dict.fromkeys([*(name for _, _, name in close), *sharing]))[:count]


def _words(name: str) -> frozenset[str]:
    found = re.findall(r"[^\W_]+", name)
    return frozenset(word for word in found if len(word) >= _SHORT and word not in _GENERAL)


__all__ = ["CLOSE", "nearest"]
