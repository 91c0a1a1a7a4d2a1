"""What the policy itself says its terms include (“Personal Information” means …).

1. A defining verb after a quoted or emphasised term ("X" means, refers to, berarti, adalah), or a
   term in quotes in a parenthesis after what it stands for (… (“Personal Information”)).
2. The members are what the vocabulary finds in the defining sentence; "including" in a parenthesis
   after a term ("affiliates (e.g. channel partners, …)") defines too.
3. Names for the author, the person, the notice and the service are no categories and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from graph_builder.documents.document import Document
from graph_builder.extraction.facts.cues import Rule
from graph_builder.extraction.facts.passages import Passage
from graph_builder.model import Definition, Span

Members = Callable[[Span], tuple[str, ...]]


def find(
    document: Document, triggered: Sequence[tuple[Passage, Sequence[Rule]]], members: Members
) -> tuple[Definition, ...]:
    """Return the definitions in text order, one per term.

    Args:
        document: for the words of terms as written.
        triggered: passages with the rules to try.
        members: gives the concepts that a span names.
    """
    found: dict[str, Definition] = {}
    for passage, rules in triggered:
        for rule in rules:
            if rule.table == "definitions":
                for definition in _define(document, passage, rule, members):
                    found.setdefault(definition.term.lower(), definition)
    return tuple(found.values())


def _define(
    document: Document, passage: Passage, rule: Rule, members: Members
) -> Iterator[Definition]:
    for match in rule.match.finditer(passage.text):
        if rule.unless is not None and rule.unless.search(match["term"]):
            continue
        term = passage.at(*match.span("term"))
        said = _SAID[rule.says](passage, match)
        yield Definition(
            term=re.sub(r"[\s*_#]+", " ", term.text(document.text)).strip(),
            includes=members(said),
            evidence=passage.span,
        )


def _after(passage: Passage, match: re.Match[str]) -> Span:
    return passage.at(match.end(), len(passage.text))


def _before(passage: Passage, match: re.Match[str]) -> Span:
    return passage.at(0, match.start())


def _within(passage: Passage, match: re.Match[str]) -> Span:
    return passage.at(*match.span("members"))


# Where what a term includes stands, by the way of defining.
_SAID: dict[str, Callable[[Passage, re.Match[str]], Span]] = {
    "after": _after,
    "before": _before,
    "within": _within,
}

__all__ = ["find"]
