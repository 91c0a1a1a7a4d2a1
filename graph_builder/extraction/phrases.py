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
    """Where a walk over a run of tokens may go on from each, whatever table it follows.

    Walks start at every word and most end at once, so what they share is worked out beforehand:
    ``keys`` of each token and ``onward``, the next place where what stands there may be passed
    (or -1). Gaps and arms are rare; their places are worked out when first asked for.
    """

    __slots__ = ("_arms", "_gaps", "_links", "_passed", "keys", "linked", "onward", "plain")

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self._links = _LINKS[language]
        self._passed = _PASSED[language]
        self.keys = [t.keys for t in tokens]
        # Words in lower case, signs as they are.
        self.plain = [t.keys[0] if t.keys else t.text for t in tokens]
        self.onward = [self._pass(at, word) for at, word in enumerate(self.plain)]
        self.linked = not self._links.isdisjoint(self.plain)
        self._gaps: dict[int, list[int]] = {}
        self._arms: dict[int, list[int]] = {}

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

    def _pass(self, at: int, word: str) -> int:
        end = len(self.plain)
        if word in self._passed:
            return at + 1 if at + 1 < end else -1
        if word == "(":
            for position in range(at + 1, min(at + _PARENTHESIS, end - 1)):
                if self.plain[position] == ")":
                    return position + 1
        return -1

    def _after_gap(self, at: int) -> Iterator[int]:
        words = 0
        for position in range(at, min(at + 2 * _GAP_WORDS + 2, len(self.plain))):
            sign = self.plain[position]
            if sign in _NEGATIONS:
                return  # "data that does not identify you" is no data that does
            yield position
            if sign in _STOPS:
                return
            words += bool(self.keys[position]) and sign not in self._passed
            if words > _GAP_WORDS:
                return

    def _after_arm(self, at: int) -> Iterator[int]:
        stop = min(at + _ARM + 1, len(self.plain) - 1)
        link = None
        for position in range(at, stop + 1):
            sign = self.plain[position]
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
        if not first:
            return found
        trail = trail or Trail(tokens, self.language)
        arms = arms and trail.linked
        for start, keys in enumerate(trail.keys):
            for key in keys:
                if key in first:
                    _walk(trail, found, (start,), first[key], arms=arms, arm=False)
        return found


def _walk(  # noqa: C901, PLR0912 - a function for each way on would double the time
    trail: Trail,
    found: list[Match[Payload]],
    used: tuple[int, ...],
    node: _Node[Payload],
    *,
    arms: bool,
    arm: bool,
) -> None:
    """File what ends at a node and follow every way on from it; ``arms`` lets it pass one more.

    Words begin many more phrases than they end, so most walks stop at the first step.
    """
    found += [Match(used, payload, arm) for payload in node.ends]
    following = node.next
    at = used[-1] + 1
    keys = trail.keys
    if not following or at >= len(keys):
        return
    if GAP in following:
        behind = following[GAP].next
        for position in trail.gap(at):
            for key in keys[position]:
                if key in behind:
                    _walk(trail, found, (*used, position), behind[key], arms=arms, arm=arm)
    # The next word, over what may be passed.
    position = at
    stepped = False
    for _ in range(_PASSES):
        for key in keys[position]:
            if key in following:
                stepped = True
                _walk(trail, found, (*used, position), following[key], arms=arms, arm=arm)
        position = trail.onward[position]
        if stepped or position < 0:
            break
    if stepped or not arms:
        return
    for position in trail.arm(at):
        for key in keys[position]:
            if key in following:
                _walk(trail, found, (*used, position), following[key], arms=False, arm=True)


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
