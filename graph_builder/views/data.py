"""The plain data of a page: statements, policies, evidence and names, ready for JSON.

A statement is one practice: its concepts stay together, and no view may join what no sentence
joins. Concepts are CURIEs; ``concepts`` gives their names in both languages, their kind and their
parents, so that the page can filter and collapse along the taxonomy by itself.

1. Every version becomes a policy record, every practice a statement record.
2. Every span used as evidence becomes one row of ``evidence``: policy, start, end, words.
3. Every concept used, and all its ancestors, get a record in ``concepts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_builder.graph.sources import Source
from graph_builder.model import Condition, PolicyVersion, Practice, Retention, Span
from graph_builder.vocabulary import Vocabulary

Json = Mapping[str, Any]

SLOTS: Mapping[str, str] = {
    "operation": "operations",
    "data": "data",
    "source": "sources",
    "origin": "obtained_from",
    "method": "methods",
    "purpose": "purposes",
    "recipient": "recipients",
    "basis": "bases",
    "subject": "subjects",
}
"""Slot of a statement record -> field of :class:`~graph_builder.model.Practice`."""


@dataclass(slots=True)
class _Builder:
    """Collects the parts of the page data; each concept and each span once."""

    vocabulary: Vocabulary
    evidence: list[list[Any]] = field(default_factory=list)
    concepts: dict[str, Json] = field(default_factory=dict)
    _places: dict[tuple[int, Span], int] = field(default_factory=dict)
    _parties: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def place(self, number: int, source: Source, span: Span) -> int:
        """Return the row of a span in the evidence table."""
        key = (number, span)
        if key not in self._places:
            self._places[key] = len(self.evidence)
            self.evidence.append([number, span.start, span.end, source.words(span)])
        return self._places[key]

    def use(self, curies: Iterable[str]) -> list[str]:
        """Note that concepts are used, with everything above them, and return them."""
        used = list(curies)
        for curie in used:
            for one in (curie, *self.vocabulary.ancestors(curie)):
                if one not in self.concepts:
                    self.concepts[one] = self._concept(one)
        return used

    def _concept(self, curie: str) -> Json:
        known = self.vocabulary.concepts.get(curie)
        if known:
            names = [known.name("en"), known.name("id")]
            return {"n": names, "k": known.kind, "up": list(known.broader)}
        name, roles = self._party(curie)
        return {"n": [name, name], "k": "party", "up": self.use(roles)}

    def _party(self, curie: str) -> tuple[str, tuple[str, ...]]:
        entity = self.vocabulary.entities.get(curie)
        found = self._parties.get(curie)
        if found:
            return found
        return (entity.name(), entity.roles) if entity else (curie.partition(":")[2] or curie, ())

    def policy(self, number: int, source: Source) -> Json:
        version = source.version
        for party in version.parties:
            name = party.name or party.curie
            self._parties.setdefault(party.curie, (name, party.roles))
        controller = version.controller
        return {
            "iri": source.iri,
            "slug": version.policy,
            "lang": version.language,
            "name": _name(version),
            "title": version.title,
            "source": version.source,
            "hash": version.source_hash,
            "valid": version.valid,
            "coverage": round(version.coverage, 3),
            "contacts": [[c.kind, c.value] for c in controller.contacts] if controller else [],
            "text": version.text,
            "rights": [
                [*self.use([r.concept]), self.place(number, source, r.evidence)]
                for r in version.rights
            ],
            "provisions": [
                [*self.use([p.concept]), self.place(number, source, p.evidence)]
                for p in version.provisions
            ],
            "retention": [self.retention(number, source, r) for r in version.retention],
        }

    def retention(self, number: int, source: Source, said: Retention) -> Json:
        return {
            "data": self.use(said.data),
            "kind": said.kind.value,
            "duration": said.duration,
            "event": next(iter(self.use([said.starts_at] if said.starts_at else [])), ""),
            "ev": self.place(number, source, said.evidence),
        }

    def statement(self, number: int, source: Source, place: int, practice: Practice) -> Json:
        record: dict[str, Any] = {
            "id": f"{source.iri}#practice-{place}",
            "p": number,
            "polarity": practice.polarity.value,
            "modality": practice.modality.value,
            "section": list(practice.section),
            "confidence": round(practice.confidence, 3),
            "condition": [self.condition(number, source, c) for c in practice.conditions],
            "exception": [self.condition(number, source, c) for c in practice.exceptions],
            "keep": [self.retention(number, source, r) for r in practice.retention],
            "ev": [self.place(number, source, s) for s in practice.evidence],
            "mentions": [
                [m.slot.value, m.concept, m.span.start, m.span.end, m.origin.value]
                for m in practice.mentions
            ],
        }
        for slot, name in SLOTS.items():
            record[slot] = self.use(getattr(practice, name))
        return record

    def condition(self, number: int, source: Source, said: Condition) -> Json:
        known = self.use([said.concept]) if said.concept else []
        return {"concept": known[0] if known else "", "ev": self.place(number, source, said.span)}


def page_data(sources: Sequence[Source], vocabulary: Vocabulary) -> Json:
    """Return ``policies``, ``statements``, ``evidence`` and ``concepts`` of the versions."""
    builder = _Builder(vocabulary)
    policies = [builder.policy(n, source) for n, source in enumerate(sources)]
    statements = [
        builder.statement(n, source, place, practice)
        for n, source in enumerate(sources)
        for place, practice in enumerate(source.version.practices, 1)
    ]
    return {
        "policies": policies,
        "statements": statements,
        "evidence": builder.evidence,
        "concepts": dict(sorted(builder.concepts.items())),
    }


def _name(version: PolicyVersion) -> str:
    """Return the controller's best name, else the title, else the slug."""
    controller = version.controller
    names = controller.names if controller else ()
    return next(iter(names), "") or version.title or version.policy


__all__ = ["SLOTS", "Json", "page_data"]
