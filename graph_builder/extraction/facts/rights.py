"""Rights that a policy offers to the person, and how they are exercised.

1. Words of entitlement ("the right to", "berhak") or ability ("you can ask us to", "Anda dapat
   meminta") open a scope that ends with the clause, at a new subject ("and we will …"), or at a
   duty ("you must …"). An item inherits the scope that its lead-in leaves open.
2. In a scope of ability a right is a verb with its object ("correct your information"); in a scope
   of entitlement its name is enough ("the right to access, rectification and erasure").
3. Some words say it without any opening ("unsubscribe link", "withdraw your consent"), and
   under a heading about rights the bare phrases of a list do ("Edit your profile").
4. The first sentence that offers a right is its evidence; later ones only add a channel. Where a
   table marks a rule as better (a copy "in a structured format" than a copy), its sentence counts.

Denials ("you may not"), rights of others ("intellectual property rights") and duties do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from graph_builder.documents.document import BlockKind
from graph_builder.extraction.facts.contacts import channel
from graph_builder.extraction.facts.cues import Cues, Rule
from graph_builder.extraction.facts.passages import Passage
from graph_builder.model import Right

Scope = tuple[int, int]
# How sure each way of saying it is, as measured on annotated policies.
_CONFIDENCE = {"named": 0.97, "able": 0.95, "free": 0.95, "listed": 0.9}


def find(triggered: Sequence[tuple[Passage, Sequence[Rule]]], cues: Cues) -> tuple[Right, ...]:
    """Return the rights offered, one per concept, in the order of first evidence."""
    found: dict[str, Right] = {}
    better: set[str] = set()
    for passage, rules in triggered:
        wanted = [r for r in rules if r.table == "rights"]
        if not wanted or passage.text.rstrip().endswith("?"):
            # A question asks about a right; what follows it offers one.
            continue
        ways = _Ways(passage, cues)
        for rule in wanted:
            way = ways.match(rule)
            if way:
                right = Right(
                    concept=rule.says,
                    evidence=passage.span,
                    section=passage.section,
                    exercised_at=channel(passage.text),
                    confidence=_CONFIDENCE[way],
                )
                kept = found.setdefault(rule.says, right)
                if rule.also.get("better") and rule.says not in better:
                    better.add(rule.says)
                    right, kept = kept, right
                exercised = kept.exercised_at or right.exercised_at
                found[rule.says] = replace(kept, exercised_at=exercised)
    return tuple(found.values())


class _Ways:
    """The scopes of one sentence, each sort looked for once and only where a rule asks for it."""

    def __init__(self, passage: Passage, cues: Cues) -> None:
        self.passage = passage
        self._cues = cues

    @cached_property
    def others(self) -> bool:
        """Whether the sentence speaks of rights that are not the person's."""
        # The pattern is dear, and no sentence without the word matches it.
        named = any(word in self.passage.text for word in _RIGHTS)
        return named and self._cues.patterns["no_right"].search(self.passage.text) is not None

    @cached_property
    def _entitling(self) -> list[Scope]:
        """The scopes of entitlement that the sentence itself opens."""
        return [] if self.others else _scopes(self.passage.text, "entitled", self._cues)

    @cached_property
    def entitled(self) -> list[Scope]:
        """The scopes of entitlement."""
        return [*self._entitling, *self._left_open("entitled")]

    @cached_property
    def able(self) -> list[Scope]:
        """The scopes of ability."""
        text = self.passage.text
        scopes = _scopes(text, "able", self._cues)
        if not scopes and not self._entitling and self._cues.patterns["request"].search(text):
            scopes.append((0, len(text)))
        return [*scopes, *self._left_open("able")]

    def _left_open(self, opening: str) -> list[Scope]:
        """Return the whole sentence where its lead-in leaves a scope open."""
        text, lead = self.passage.text, self.passage.lead
        left = any(end == len(lead) for _, end in _scopes(lead, opening, self._cues))
        return [(0, len(text))] if left else []

    def _listed(self) -> bool:
        """Tell whether this is a bare phrase under a heading about rights."""
        patterns = self._cues.patterns
        return (
            self.passage.kind in _BARE
            and patterns["rights_heading"].search(self.passage.heading) is not None
            and patterns["bare"].match(self.passage.text) is not None
        )

    def match(self, rule: Rule) -> str:
        """Return how the sentence says the right of a rule, or an empty string."""
        frame = str(rule.also["frame"])
        found = rule.find(self.passage)
        if found is None:
            return ""
        if frame == "free":
            return "" if self.others and _RIGHT.search(found[0]) else frame
        if self._within(rule, self.entitled) or (
            frame != "named" and self._within(rule, self.able)
        ):
            return frame
        return "listed" if frame == "able" and self._listed() else ""

    def _within(self, rule: Rule, scopes: Sequence[Scope]) -> bool:
        return any(rule.find(self.passage, *scope) for scope in scopes)


def _scopes(text: str, opening: str, cues: Cues) -> list[Scope]:
    """Return what the opening words of a kind govern: from them to the next turn."""
    scopes: list[Scope] = []
    for match in cues.patterns[opening].finditer(text):
        turn = cues.patterns[f"{opening}_turn"].search(text, match.end())
        scopes.append((match.start(), turn.start() if turn else len(text)))
    return scopes


_RIGHTS = ("right", "hak")
_RIGHT = re.compile(r"\b(?:rights?|hak|berhak)\b")
_BARE = frozenset({BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADING})

__all__ = ["find"]
