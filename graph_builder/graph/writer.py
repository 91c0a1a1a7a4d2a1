"""Writing one named graph: terms, literals, offsets, and evidence that is described once.

:class:`GraphWriter` knows how a value becomes a quad; which quads a policy version consists of is
told by ``to_rdf``. Every node gets an IRI made from the graph's IRI and its place, never a blank
node, so that the same model gives the same graph byte for byte.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph_builder.graph import terms
from graph_builder.graph.nodes import node
from graph_builder.model import Span

CONTEXT = 32
"""Code points of prefix and suffix in an ``oa:TextQuoteSelector``."""


def decimal(value: float) -> ox.Literal:
    """Return a number as ``xsd:decimal`` with three digits at most."""
    return ox.Literal(f"{value:.3f}".rstrip("0").rstrip("."), datatype=node("xsd:decimal"))


@dataclass(slots=True)
class GraphWriter:
    """Collects the quads of one graph.

    Args:
        iri: of the graph, and base of the IRIs of its parts.
        text: the normalised text that spans count in.
        quotes: keep the text's own words; without them only offsets remain.
    """

    iri: str
    text: str
    quotes: bool
    found: list[ox.Quad] = field(default_factory=list)
    graph: ox.NamedNode = field(init=False)
    _spans: set[Span] = field(default_factory=set)
    # Where lines end: counting them anew for each span would be quadratic in the text.
    _breaks: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.graph = ox.NamedNode(self.iri)
        self._breaks = [match.start() for match in re.finditer("\n", self.text)]

    def part(self, name: str) -> ox.NamedNode:
        """Return the node of a named part of the graph."""
        return ox.NamedNode(f"{self.iri}#{name}")

    def add(self, subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Add one quad."""
        self.found.append(ox.Quad(subject, node(predicate), value, self.graph))

    def types(self, subject: ox.NamedNode, *curies: str) -> None:
        """Add the classes of a node."""
        for curie in curies:
            self.add(subject, "rdf:type", node(curie))

    def say(
        self, subject: ox.NamedNode, predicate: str, text: str, datatype: str = "xsd:string"
    ) -> None:
        """Add a literal where there is something to say."""
        if text:
            self.add(subject, predicate, ox.Literal(text, datatype=node(datatype)))

    def concepts(self, subject: ox.NamedNode, predicate: str, curies: Iterable[str]) -> None:
        """Add one quad for each concept."""
        for curie in curies:
            self.add(subject, predicate, node(curie))

    def section(self, subject: ox.NamedNode, path: tuple[str, ...]) -> None:
        """Add the heading path."""
        self.say(subject, "alir:section", terms.SECTION_JOINT.join(path))

    def confidence(self, subject: ox.NamedNode, value: float) -> None:
        """Add the chance that a statement is right."""
        self.add(subject, "alir:confidence", decimal(value))

    def offsets(self, subject: ox.NamedNode, span: Span) -> None:
        """Add start and end in code points."""
        integer = node("xsd:integer")
        self.add(subject, "oa:start", ox.Literal(str(span.start), datatype=integer))
        self.add(subject, "oa:end", ox.Literal(str(span.end), datatype=integer))

    def derived(self, subject: ox.NamedNode, spans: Iterable[Span]) -> None:
        """Point to the evidence of a statement."""
        for span in spans:
            self.add(subject, "prov:wasDerivedFrom", self.evidence(span))

    def evidence(self, span: Span) -> ox.NamedNode:
        """Return the node of a span, described at its first use."""
        place = f"{span.start}-{span.end}"
        resource = self.part(f"evidence-{place}")
        if span in self._spans:
            return resource
        self._spans.add(span)
        position = self.part(f"position-{place}")
        self.types(resource, "oa:SpecificResource")
        self.add(resource, "oa:hasSource", self.graph)
        self.add(resource, "oa:hasSelector", position)
        self.types(position, "oa:TextPositionSelector")
        self.offsets(position, span)
        if self.text:
            line = str(bisect_left(self._breaks, span.start) + 1)
            self.add(position, "alir:line", ox.Literal(line, datatype=node("xsd:integer")))
        if self.quotes:
            self.quote(resource, place, span)
        return resource

    def quote(self, resource: ox.NamedNode, place: str, span: Span) -> None:
        """Add the words of a span and what stands around them."""
        text = self.text
        selector = self.part(f"quote-{place}")
        self.add(resource, "oa:hasSelector", selector)
        self.types(selector, "oa:TextQuoteSelector")
        self.say(selector, "oa:exact", text[span.start : span.end])
        self.say(selector, "oa:prefix", text[max(0, span.start - CONTEXT) : span.start])
        self.say(selector, "oa:suffix", text[span.end : span.end + CONTEXT])


__all__ = ["CONTEXT", "GraphWriter", "decimal"]
