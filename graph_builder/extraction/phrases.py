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


@dataclass(frozen=True, slots=True)
class _Walk(Generic[Payload]):
    """What stays the same during a search: tokens, where links stand, what was found."""

    tokens: Sequence[Token]
    links: Sequence[bool]
    found: list[Match[Payload]]


@dataclass(frozen=True, slots=True)
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


class PhraseTable(Generic[Payload]):
    """Phrases of one language with a payload each."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._root: _Node[Payload] = _Node()
        self._links = _LINKS[language]
        self._passed = _PASSED[language]

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

    def search(self, tokens: Sequence[Token], *, arms: bool = False) -> list[Match[Payload]]:
        """Return every phrase that starts at any token; ``arms`` lets coordinations be passed."""
        first = self._root.next
        found: list[Match[Payload]] = []
        # Arms need a link; most places have none nearby.
        links = [t.text.lower() in self._links for t in tokens] if arms else [False] * len(tokens)
        walk = _Walk(tokens, links, found)
        for start, token in enumerate(tokens):
            for key in token.keys:
                node = first.get(key)
                if node is not None:
                    self._walk(walk, (start,), node, arm=False)
        return found

    def _walk(
        self, walk: _Walk[Payload], used: tuple[int, ...], node: _Node[Payload], *, arm: bool
    ) -> None:
        """File what ends at a node and follow every way on from it."""
        tokens = walk.tokens
        for payload in node.ends:
            walk.found.append(Match(used, payload, arm))
        at = used[-1] + 1
        if not node.next or at >= len(tokens):
            return
        gap = node.next.get(GAP)
        if gap is not None:
            for position in self._gap(tokens, at):
                for following in _step(gap, tokens[position]):
                    self._walk(walk, (*used, position), following, arm=arm)
        if self._forward(walk, used, node, arm=arm) or arm:
            return
        if any(walk.links[at : at + _ARM + 1]):
            for position in self._arm(tokens, at):
                for following in _step(node, tokens[position]):
                    self._walk(walk, (*used, position), following, arm=True)

    def _forward(
        self, walk: _Walk[Payload], used: tuple[int, ...], node: _Node[Payload], *, arm: bool
    ) -> bool:
        """Go on to the next word, over what may be passed; tell whether one fitted."""
        tokens = walk.tokens
        position = used[-1] + 1
        for _ in range(_PASSES):
            stepped = False
            for following in _step(node, tokens[position]):
                stepped = True
                self._walk(walk, (*used, position), following, arm=arm)
            onward = self._pass(tokens, position)
            if stepped or onward in (position, len(tokens)):
                return stepped
            position = onward
        return False

    def _gap(self, tokens: Sequence[Token], at: int) -> Iterator[int]:
        words = 0
        for position in range(at, min(at + 2 * _GAP_WORDS + 2, len(tokens))):
            if tokens[position].text.lower() in _NEGATIONS:
                return  # "data that does not identify you" is no data that does
            yield position
            if tokens[position].text in _STOPS:
                return
            words += tokens[position].word and tokens[position].keys[0] not in self._passed
            if words > _GAP_WORDS:
                return

    def _pass(self, tokens: Sequence[Token], at: int) -> int:
        if tokens[at].word:
            return at + 1 if tokens[at].keys[0] in self._passed else at
        if tokens[at].text == "(":
            for position in range(at + 1, min(at + _PARENTHESIS, len(tokens))):
                if tokens[position].text == ")":
                    return position + 1
        return at

    def _arm(self, tokens: Sequence[Token], at: int) -> Iterator[int]:
        """Yield the places after one arm: "and debit |card", "rumah dan |kantor"."""
        stop = min(at + _ARM + 1, len(tokens) - 1)
        link = None
        for position in range(at, stop + 1):
            sign = tokens[position].text.lower()
            if sign in _STOPS or sign in "()" or sign in _BARRIERS:
                return
            if sign in self._links:
                link = position
            elif link is not None and (
                (position > at + 1 and link == at) or (link > at and position == link + 1)
            ):
                yield position


def _step(node: _Node[Payload], token: Token) -> list[_Node[Payload]]:
    following = node.next
    return [following[key] for key in token.keys if key in following]


def longest(matches: Iterable[Match[Payload]]) -> list[Match[Payload]]:
    """Keep the matches with most words, leftmost first, that do not overlap.

    A match over an arm may share the head of its neighbour (``billing and delivery address``) as
    long as one of its words is its own.
    """
    kept: list[Match[Payload]] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.arm, -len(m.used), m.end - m.start, m.start)):
        own = taken.isdisjoint(match.used)
        if own or (match.arm and not taken.issuperset(match.used)):
            kept.append(match)
            taken.update(match.used if match.arm else range(match.start, match.end))
    return sorted(kept, key=lambda m: (m.start, m.end))


__all__ = ["CLAUSE_WORDS", "GAP", "PREPOSITIONS", "Match", "PhraseTable", "longest"]
