"""A table of phrases over token keys, searched in one pass.

A phrase is a sequence of words in base form; ``…`` in it stands for up to four words. Between two
words of a phrase the search may pass over

- determiners and possessives (``our``, ``the``, ``Anda``, ``tersebut``),
- a parenthesis of at most four tokens (``Internet Protocol (IP) address``),
- once, one arm of a coordination (``billing and delivery address`` holds ``billing address``;
  ``alamat rumah dan kantor`` holds ``alamat kantor``), where the phrase allows it.

The table is a trie; every step is bounded (:mod:`trail`), so a search is linear in the number of
tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from graph_builder.extraction.morphology import label_keys
from graph_builder.extraction.tokens import Token, tokenize
from graph_builder.extraction.trail import Trail

Payload = TypeVar("Payload")

GAP = "…"
_PASSES = 3


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


__all__ = ["GAP", "Match", "PhraseTable", "longest"]
