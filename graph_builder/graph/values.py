"""The values of a version's graph by subject and property, indexed once.

What ``from_rdf`` makes of them is a :class:`PolicyVersion`; here are numbers, spans and the order
of numbered parts (``#practice-3``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import pyoxigraph as ox

from graph_builder.graph import terms
from graph_builder.model import Span
from graph_builder.namespaces import contract

_NUMBERS = re.compile(r"\d+")
_FRAGMENT_SPAN = re.compile(r"#evidence-(\d+)-(\d+)$")

T = TypeVar("T")


@dataclass(slots=True)
class Values:
    """One version's graph, indexed: subject -> predicate CURIE -> values, IRIs as CURIEs."""

    iri: str
    quads: Iterable[ox.Quad]
    index: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        index: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in self.quads:
            value = quad.object.value if isinstance(quad.object, ox.Literal) else ""
            if isinstance(quad.object, ox.NamedNode):
                value = contract(quad.object.value)
            index[_name(quad.subject)][contract(quad.predicate.value)].append(value)
        self.index = {s: {p: sorted(v) for p, v in ps.items()} for s, ps in index.items()}

    def many(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return all values of a property."""
        return tuple(self.index.get(subject, {}).get(predicate, ()))

    def one(self, subject: str, predicate: str) -> str:
        """Return the first value of a property, or nothing."""
        return next(iter(self.many(subject, predicate)), "")

    def parts(self, subject: str, predicate: str, make: Callable[[str], T]) -> tuple[T, ...]:
        """Read the numbered parts that a property points to, in order."""
        return tuple(make(s) for s in self.numbered(subject, predicate))

    def numbered(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the names of the numbered parts that a property points to, in order."""
        return tuple(sorted(self.many(subject, predicate), key=order))

    def number(self, subject: str, predicate: str, default: float = 1.0) -> float:
        """Return the value of a property as a number."""
        return float(self.one(subject, predicate) or default)

    def section(self, subject: str) -> tuple[str, ...]:
        """Return the headings above a part, outermost first."""
        path = self.one(subject, "alir:section")
        return tuple(path.split(terms.SECTION_JOINT)) if path else ()

    def span(self, subject: str) -> Span:
        """Return the offsets of a part."""
        return Span(int(self.one(subject, "oa:start") or 0), int(self.one(subject, "oa:end") or 0))

    def evidence(self, subject: str) -> tuple[Span, ...]:
        """Return the sentences that a part was derived from, in text order."""
        found = (_FRAGMENT_SPAN.search(e) for e in self.many(subject, "prov:wasDerivedFrom"))
        return tuple(sorted(Span(int(m[1]), int(m[2])) for m in found if m))

    def first_evidence(self, subject: str) -> Span:
        """Return the first of the sentences, or an empty span."""
        return next(iter(self.evidence(subject)), Span(0, 0))


def _name(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return contract(subject.value) if isinstance(subject, ox.NamedNode) else str(subject)


def order(iri: str) -> tuple[int, ...]:
    """Return the numbers of a part's name: ``…#mention-2-10`` comes after ``…#mention-2-9``."""
    return tuple(int(n) for n in _NUMBERS.findall(iri.rpartition("#")[2]))


__all__ = ["Values", "order"]
