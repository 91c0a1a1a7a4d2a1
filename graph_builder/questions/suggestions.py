"""What a box for questions can propose: patterns in a language, and names to fill them with.

Whoever shows them puts a name into each slot; a test asks every pattern, so that nothing is
proposed that would not be understood. Concepts that the graph mentions most come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.namespaces import contract
from graph_builder.questions.forms import grammar
from graph_builder.questions.meaning import is_clear

if TYPE_CHECKING:
    from graph_builder.questions.session import Session

_SLOTS = {
    "data": "dpv:hasPersonalData",
    "recipient": "dpv:hasRecipient",
    "purpose": "dpv:hasPurpose",
}
_MENTIONED = "SELECT ?concept (COUNT(?p) AS ?n) WHERE {{ ?p {} ?concept }} GROUP BY ?concept"
_POLICIES = 500


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Patterns with slots such as ``{data}``, and the names by slot, in one language."""

    patterns: tuple[str, ...]
    names: dict[str, tuple[str, ...]]


def suggestions(session: Session, language: str = "en") -> Suggestions:
    """Return what can be asked of a graph: concepts by their names, policies by their companies.

    >>> from pathlib import Path
    >>> from graph_builder.questions.sources import open_session
    >>> suggestions(open_session(graph=Path("examples/facts/seeds.nq.gz"))).patterns[0]
    'who receives {data}'
    """
    names = {slot: _names(session, slot, language) for slot in _SLOTS}
    companies = dict.fromkeys(p.name for p in session.policies if p.name)
    names["policy"] = names["other"] = tuple(companies)[:_POLICIES]
    return Suggestions(tuple(grammar(language)["suggestions"]), names)


def _names(session: Session, slot: str, language: str) -> tuple[str, ...]:
    """Return the names of a kind of concept that mean one thing when they stand in a question."""
    counts = {
        contract(row[0].value): int(row[1].value)
        for row in session.engine.query(_MENTIONED.format(_SLOTS[slot])).rows
        if row[0] is not None and row[1] is not None
    }
    concepts = sorted(
        session.names.vocabulary.of_kind(slot),
        key=lambda c: (-counts.get(c.curie, 0), c.name(language).casefold()),
    )
    names = dict.fromkeys(c.name(language) for c in concepts)
    return tuple(name for name in names if is_clear(name, slot, session))


__all__ = ["Suggestions", "suggestions"]
