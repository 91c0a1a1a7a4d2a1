"""Where in the text something stands: from a node of the graph to line, column and quote.

1. A practice, retention, provision or right statement has evidence of its own
   (``prov:wasDerivedFrom``); of several spans the first in the text is the place.
2. A value (``pd:IPAddress``, a named party) stands where the first statement that uses it stands.
3. Lines and columns need the text; without it a place keeps its offsets and line 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph_builder.namespaces import expand
from graph_builder.validation.dataset import PolicyGraph

_DERIVED = expand("prov:wasDerivedFrom")
_SELECTOR = expand("oa:hasSelector")
_START, _END, _EXACT = expand("oa:start"), expand("oa:end"), expand("oa:exact")
_QUOTE_LENGTH = 240


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a version's text: code point offsets, 1-based line and column, words.

    ``line`` is 0 and ``quote`` may be empty where the text is not at hand.
    """

    start: int
    end: int
    line: int = 0
    column: int = 0
    quote: str = ""


class Lines:
    """Turns offsets of one text into lines and columns."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")] if text else []

    def place(self, start: int, end: int, quote: str = "") -> Place:
        """Return the place of a span; its words come from the text where there is one."""
        if not self.starts:
            return Place(start, end, quote=shorten(quote))
        line = bisect_right(self.starts, start)
        words = self.text[start:end] or quote
        return Place(start, end, line, start - self.starts[line - 1] + 1, shorten(words))


class EvidenceIndex:
    """The evidence of every node of one policy version."""

    def __init__(self, policy: PolicyGraph, version: str) -> None:
        self.lines = Lines(policy.texts.get(version, ""))
        self._values: Mapping[str, Mapping[str, list[str]]] = _by_subject(policy.graphs[version])
        self._users: dict[str, list[str]] = defaultdict(list)
        for subject, properties in self._values.items():
            if _DERIVED in properties:
                for values in properties.values():
                    for value in values:
                        self._users[value].append(subject)

    def describes(self, node: str) -> bool:
        """Tell whether the version's graph says anything of a node."""
        return node in self._values

    def uses(self, node: str) -> bool:
        """Tell whether the version's graph has a node, or its words, as a value."""
        return any(
            node in values for properties in self._values.values() for values in properties.values()
        )

    def of(self, node: str) -> Place | None:
        """Return the first place of a node, or of the first statement that uses it as a value."""
        own = self._own(node)
        if own:
            return min(own)
        used = [place for user in self._users.get(node, ()) for place in self._own(user)]
        return min(used, default=None)

    def words(self, value: str) -> Place | None:
        """Return where words (a name, an address) first stand in the text."""
        start = self.lines.text.find(value)
        return self.lines.place(start, start + len(value)) if start >= 0 else None

    def _own(self, node: str) -> list[Place]:
        return [
            place
            for evidence in self._get(node, _DERIVED)
            if (place := self._selected(self._get(evidence, _SELECTOR))) is not None
        ]

    def _selected(self, selectors: list[str]) -> Place | None:
        start = next((x for s in selectors for x in self._get(s, _START)), None)
        end = next((x for s in selectors for x in self._get(s, _END)), None)
        quote = next((x for s in selectors for x in self._get(s, _EXACT)), "")
        if start is None or end is None:
            return None
        return self.lines.place(int(start), int(end), quote)

    def _get(self, subject: str, predicate: str) -> list[str]:
        return self._values.get(subject, {}).get(predicate, [])


def shorten(words: str, length: int = _QUOTE_LENGTH) -> str:
    """Return words on one line, cut at a word where they are longer than ``length``."""
    flat = " ".join(words.split())
    return flat if len(flat) <= length else flat[:length].rsplit(" ", 1)[0] + " …"


def _by_subject(quads: tuple[ox.Quad, ...]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, ox.Triple) and not isinstance(value, ox.Triple):
            found[subject.value][quad.predicate.value].append(value.value)
    return found


__all__ = ["EvidenceIndex", "Lines", "Place", "shorten"]
