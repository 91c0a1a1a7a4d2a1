"""What every report on a portfolio needs to tell something: words, names, shares, proofs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.pages import Quote, quote
from graph_builder.analysis.portfolio.words import words


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of a portfolio in a language; ``limit`` bounds what is shown (``None``: all of it)."""

    portfolio: Portfolio
    language: str
    limit: int | None

    def say(self, key: str, **values: object) -> str:
        """Return words of ``words.toml`` with their places filled."""
        return words(self.language)[key].format(**values)

    def name(self, concept: str) -> str:
        """Return the name of a concept or party."""
        return self.portfolio.taxonomy.name(concept, self.language)

    def share(self, part: float, whole: float) -> str:
        """Return a share in per cent."""
        return f"{100 * part / whole:.0f} %" if whole else ""

    def more(self, total: int) -> str:
        """Say how many of a list the limit leaves out."""
        left = total - self.limit if self.limit else 0
        return self.say("more", n=left) if left > 0 else ""

    def few(self, names: Sequence[str], most: int) -> str:
        """Return the first of some names, and how many are left."""
        left = len(names) - most
        return ", ".join(names[:most]) + (f" +{left}" if left > 0 else "")

    def quotes(self, nodes: Iterable[str], most: int = 2) -> tuple[Quote, ...]:
        """Return proofs from different policies, as far as there are any."""
        firsts: dict[str, str] = {}
        for node in nodes:
            firsts.setdefault(node.partition("#")[0], node)
        return tuple(self.quote(n) for n in islice(firsts.values(), most))

    def quote(self, node: str) -> Quote:
        """Return the words behind a node, with the name of the policy."""
        label = self.portfolio.profile(node).label
        return quote(label, self.portfolio.cite(node), self.say("unquoted"))


__all__ = ["Teller"]
