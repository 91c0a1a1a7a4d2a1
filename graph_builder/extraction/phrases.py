"""A table of phrases over token keys, searched in one pass.

A phrase is a sequence of words in base form; ``…`` in it stands for up to four words. Between two
words of a phrase the search may pass over

- determiners and possessives (``our``, ``the``, ``Anda``, ``tersebut``),
- a parenthesis of at most four tokens (``Internet Protocol (IP) address``),
- once, one arm of a coordination (``billing and delivery address`` holds ``billing address``;
  ``alamat rumah dan kantor`` holds ``alamat kantor``), where the phrase allows it.

The table is a trie; every step is bounded, so a search is linear in the number of tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, TypeVar

from graph_builder.extraction.morphology import label_keys
from graph_builder.extraction.tokens import Token, tokenize

Payload = TypeVar("Payload")

GAP = "…"
_GAP_WORDS = 4
_PARENTHESIS = 6
_ARM = 4
_PASSES = 3
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


@dataclass(slots=True)
class _Node(Generic[Payload]):
    next: dict[str, _Node[Payload]] = field(default_factory=dict)
    ends: list[Payload] = field(default_factory=list)


# Not frozen: that makes it three times as dear, and there is one for every few words of a text.
@dataclass(slots=True)
class Match(Generic[Payload]):
    """A phrase found: the tokens that matched its words, its payload, whether it passed an arm."""

    used: tuple[int, ...]
    payload: Payload
    arm: bool = False

    @property
    def start(self) -> int:
        """First token."""
        return self.used[0]

    @property
    def end(self) -> int:
        """One past the last token."""
        return self.used[-1] + 1


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


class PhraseTable(Generic[Payload]):
    """Phrases of one language with a payload each."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._root: _Node[Payload] = _Node()

    def add(self, phrase: str, payload: Payload) -> None:
        """File a phrase; words in base form, ``…`` for a gap."""
        nodes = [self._root]
        for token in tokenize(phrase, self.language):
            if token.word:
                filed = label_keys(token.text, self.language)
            elif token.text == GAP:
                filed = (GAP,)
            else:
                continue
            nodes = [node.next.setdefault(key, _Node()) for node in nodes for key in filed]
        for node in nodes:
            if node is not self._root:
                node.ends.append(payload)

    def search(
        self, tokens: Sequence[Token], *, arms: bool = False, trail: Trail | None = None
    ) -> list[Match[Payload]]:
        """Return every phrase that starts at any token; ``arms`` lets coordinations be passed.

        Whoever searches a run of tokens in several tables makes their ``trail`` once.
        """
        first = self._root.next
        found: list[Match[Payload]] = []
        if trail is not None and first.keys().isdisjoint(trail.words):
            return found
        starts = [
            (start, first[key]) for start, t in enumerate(tokens) for key in t.keys if key in first
        ]
        if not starts:
            return found
        trail = trail or Trail(tokens, self.language)
        ahead, coordinated = trail.ahead, trail.coordinated if arms else ()
        for start, node in starts:
            # Most words begin phrases that do not go on here: those are not worth a walk.
            following = node.next
            if (
                GAP in following
                or not following.keys().isdisjoint(ahead[start + 1])
                or start + 1 in coordinated
            ):
                _walk(trail, found, (start,), node, arms=arms, arm=False)
            elif node.ends:
                found += [Match((start,), payload) for payload in node.ends]
        return found


def _walk(
    trail: Trail,
    found: list[Match[Payload]],
    used: tuple[int, ...],
    node: _Node[Payload],
    *,
    arms: bool,
    arm: bool,
) -> None:
    """File what ends at a node and follow every way on from it; ``arms`` lets it pass one more."""
    if node.ends:
        found += [Match(used, payload, arm) for payload in node.ends]
    following = node.next
    at = used[-1] + 1
    # Few lines hold what a gap leads to, so that is asked first.
    if GAP in following and not (behind := following[GAP].next).keys().isdisjoint(trail.words):
        _over(trail, found, used, trail.gap(at), behind, arms=arms, arm=arm)
    if not following.keys().isdisjoint(trail.ahead[at]):
        position: int | None = at
        for _ in range(_PASSES):
            if position is None:
                break
            if _over(trail, found, used, (position,), following, arms=arms, arm=arm):
                return
            position = trail.onward.get(position)
    if arms and at in trail.coordinated:
        _over(trail, found, used, trail.arm(at), following, arms=False, arm=True)


def _over(
    trail: Trail,
    found: list[Match[Payload]],
    used: tuple[int, ...],
    positions: Iterable[int],
    following: dict[str, _Node[Payload]],
    *,
    arms: bool,
    arm: bool,
) -> bool:
    """Go on with the words at some positions; tell whether any fitted."""
    fitted = False
    for position in positions:
        for key in trail.keys[position]:
            if key in following:
                fitted = True
                _walk(trail, found, (*used, position), following[key], arms=arms, arm=arm)
    return fitted


def longest(matches: Iterable[Match[Payload]]) -> list[Match[Payload]]:
    """Keep the matches with most words, leftmost first, that do not overlap.

    A match over an arm may share the head of its neighbour (``billing and delivery address``) as
    long as one of its words is its own.
    """
    rivals = list(matches)
    if _apart(rivals):
        return rivals
    kept: list[Match[Payload]] = []
    taken: set[int] = set()
    for match in sorted(rivals, key=_precedence):
        own = taken.isdisjoint(match.used)
        if own or (match.arm and not taken.issuperset(match.used)):
            kept.append(match)
            taken.update(match.used if match.arm else range(match.start, match.end))
    return sorted(kept, key=lambda m: (m.start, m.end))


def _apart(matches: Sequence[Match[Payload]]) -> bool:
    """Tell whether matches follow one another without overlap, as most do."""
    end = 0
    for match in matches:
        if match.used[0] < end:
            return False
        end = match.used[-1] + 1
    return True


def _precedence(match: Match[Payload]) -> tuple[bool, int, int, int]:
    used = match.used
    return match.arm, -len(used), used[-1] - used[0], used[0]


__all__ = ["CLAUSE_WORDS", "GAP", "PREPOSITIONS", "Match", "PhraseTable", "Trail", "longest"]
