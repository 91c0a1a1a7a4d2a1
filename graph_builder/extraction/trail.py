"""Where a walk over tokens may go on: past determiners, a parenthesis, a gap or one arm.

What the phrase tables share is worked out once for a run of tokens. The word lists say what may be
passed in either language, what links the arms of a coordination, and what ends one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from graph_builder.extraction.tokens import Token

_GAP_WORDS = 4
_PARENTHESIS = 6
_ARM = 4
_STOPS = frozenset(".;:!?")
# Words that begin a clause: no contextual label leans on a neighbour behind them.
CLAUSE_WORDS = frozenset(
    [
        "we",
        "you",
        "they",
        "who",
        "which",
        "that",
        "if",
        "when",
        "please",
        "may",
        "can",
        "will",
        "shall",
        "is",
        "are",
        "mereka",
        "yang",
        "jika",
        "apabila",
        "mohon",
        "silakan",
        "dapat",
        "akan",
    ]
)
PREPOSITIONS = frozenset(
    [
        "to",
        "with",
        "from",
        "for",
        "by",
        "via",
        "through",
        "kepada",
        "dengan",
        "dari",
        "untuk",
        "oleh",
        "melalui",
    ]
)
_POSSESSIVES = frozenset({"your", "our", "their", "my", "anda", "kami"})
# No arm of a coordination reaches over what begins a clause or a new thing.
_EXAMPLES = frozenset({"such", "as", "like", "including", "seperti", "termasuk", "misalnya"})
_BARRIERS = CLAUSE_WORDS | PREPOSITIONS | _POSSESSIVES | _EXAMPLES
_NEGATIONS = frozenset({"not", "never", "no", "without", "tidak", "bukan", "tanpa"})
_LINKS = {
    "en": frozenset({"and", "or", "&", "/", ","}),
    "id": frozenset({"dan", "atau", "serta", "&", "/", ","}),
}
_PASSED = {
    "en": frozenset(
        [
            "our",
            "your",
            "the",
            "a",
            "an",
            "any",
            "such",
            "this",
            "these",
            "those",
            "their",
            "its",
            "his",
            "her",
            "my",
            "all",
            "certain",
            "other",
            "of",
        ]
    ),
    "id": frozenset(
        [
            "anda",
            "kami",
            "kita",
            "tersebut",
            "ini",
            "itu",
            "para",
            "suatu",
            "setiap",
            "segala",
            "seluruh",
        ]
    ),
}


class Trail:
    """Where a walk over a run of tokens may go on, whatever table it follows.

    Walks start at every word and most end at once, so what they share is worked out beforehand:

    - ``keys`` of each token, and ``words``: all of them;
    - ``onward``: for a place where what stands may be passed, the next one;
    - ``ahead``: the keys that a walk may at most meet next from a place on;
    - ``coordinated``: the places with a link so near that a walk may pass an arm.
    """

    __slots__ = (
        "_arms",
        "_gaps",
        "_links",
        "_passed",
        "_plain",
        "ahead",
        "coordinated",
        "keys",
        "onward",
        "words",
    )

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self._links = _LINKS[language]
        self._passed = _PASSED[language]
        self._gaps: dict[int, list[int]] = {}
        self._arms: dict[int, list[int]] = {}
        self.keys = [t.keys for t in tokens]
        self.words = set(chain.from_iterable(self.keys))
        # Words in lower case, signs as they are.
        self._plain = [t.keys[0] if t.keys else t.text for t in tokens]
        self.onward = self._onward()
        self.ahead = [*self.keys, ()]
        for at in sorted(self.onward, reverse=True):
            self.ahead[at] += self.ahead[self.onward[at]]
        self.coordinated = self._coordinated()

    def gap(self, at: int) -> list[int]:
        """Return the places that a gap from a token on may lead to."""
        places = self._gaps.get(at)
        if places is None:
            places = self._gaps[at] = list(self._after_gap(at))
        return places

    def arm(self, at: int) -> list[int]:
        """Return the places after one arm: "and debit |card", "rumah dan |kantor"."""
        places = self._arms.get(at)
        if places is None:
            places = self._arms[at] = list(self._after_arm(at))
        return places

    def _onward(self) -> dict[int, int]:
        plain, passed, end = self._plain, self._passed, len(self._plain)
        onward = {at: at + 1 for at, word in enumerate(plain) if word in passed}
        if "(" in plain:
            for at in (at for at, word in enumerate(plain) if word == "("):
                inside = plain[at + 1 : at + _PARENTHESIS]
                onward[at] = at + 2 + inside.index(")") if ")" in inside else end
        return {at: following for at, following in onward.items() if following < end}

    def _coordinated(self) -> set[int]:
        if self._links.isdisjoint(self._plain):
            return set()
        links = [at for at, word in enumerate(self._plain) if word in self._links]
        return {at for link in links for at in range(link - _ARM, link + 1)}

    def _after_gap(self, at: int) -> Iterator[int]:
        words = 0
        for position in range(at, min(at + 2 * _GAP_WORDS + 2, len(self._plain))):
            sign = self._plain[position]
            if sign in _NEGATIONS:
                return  # "data that does not identify you" is no data that does
            yield position
            if sign in _STOPS:
                return
            words += bool(self.keys[position]) and sign not in self._passed
            if words > _GAP_WORDS:
                return

    def _after_arm(self, at: int) -> Iterator[int]:
        stop = min(at + _ARM + 1, len(self._plain) - 1)
        link = None
        for position in range(at, stop + 1):
            sign = self._plain[position]
            if sign in _STOPS or sign in "()" or sign in _BARRIERS:
                return
            if sign in self._links:
                link = position
            elif link is not None and (
                (position > at + 1 and link == at) or (link > at and position == link + 1)
            ):
                yield position
