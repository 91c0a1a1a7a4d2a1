"""Vague and shared clauses as RDF, in the findings graph of the version that each stands in.

A finding is derived from its clause: the place in the text is the evidence node of the version's
own graph, the words are repeated, so that the finding can be read alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from graph_builder.analysis.citation import Citation
from graph_builder.analysis.findings_graph import activity, in_findings_of
from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.templates import Template
from graph_builder.analysis.portfolio.vagueness import Finding
from graph_builder.graph.writer import GraphWriter
from graph_builder.model import Span

Found = Iterator[tuple[str, list[ox.Quad]]]
"""IRIs of versions, each with the quads of its findings."""


def of_vague(findings: Iterable[Finding]) -> Found:
    """Yield the vague clauses of each version; peers' wording as ``rdfs:seeAlso``."""
    ordered = sorted(findings, key=lambda f: f.profile.iri)
    for iri, found in groupby(ordered, key=lambda f: f.profile.iri):
        writer = GraphWriter(iri, "", quotes=False)
        run = activity(writer, "vagueness", iri)
        for number, finding in enumerate(found, 1):
            subject = writer.part(f"vague-{number}")
            writer.types(subject, "alir:VagueClause", "prov:Entity")
            writer.say(subject, "dct:type", finding.kind.value)
            writer.say(subject, "dct:subject", finding.element)
            writer.concepts(subject, "alir:concept", finding.concepts)
            _prove(writer, subject, finding.nodes, finding.proof)
            for advice in finding.advice:
                writer.add(subject, "rdfs:seeAlso", ox.NamedNode(advice.node))
            writer.add(subject, "prov:wasGeneratedBy", run)
        yield iri, list(in_findings_of(writer, iri))


def of_templates(templates: Iterable[Template], portfolio: Portfolio) -> Found:
    """Yield the clauses of each version that others share; the model clause tells them apart."""
    members = [
        (member.profile.iri, number, member.node, template.model.node)
        for number, template in enumerate(templates, 1)
        for member in (template.model, *template.members)
    ]
    for iri, found in groupby(sorted(members), key=lambda m: m[0]):
        writer = GraphWriter(iri, "", quotes=False)
        run = activity(writer, "templates", iri)
        for _, number, node, model in found:
            proof = portfolio.cite(node)
            if proof is None:
                continue  # nothing is told that no sentence shows
            subject = writer.part(f"template-{number}")
            writer.types(subject, "alir:SharedClause", "prov:Entity")
            writer.add(subject, "dct:isVersionOf", ox.NamedNode(model))
            _prove(writer, subject, (node,), proof)
            writer.add(subject, "prov:wasGeneratedBy", run)
        yield iri, list(in_findings_of(writer, iri))


def _prove(
    writer: GraphWriter, subject: ox.NamedNode, nodes: Iterable[str], proof: Citation
) -> None:
    """Derive a finding from its clause, and point to the statements that the clause makes."""
    evidence = writer.evidence(Span(proof.start, proof.end))
    writer.add(subject, "alir:firstEvidence", evidence)
    writer.add(subject, "prov:wasDerivedFrom", evidence)
    for node in nodes:
        writer.add(subject, "alir:firstStatement", ox.NamedNode(node))
    if proof.quote:
        words = ox.NamedNode(f"{subject.value}-words")
        writer.add(evidence, "oa:hasSelector", words)
        writer.types(words, "oa:TextQuoteSelector")
        writer.say(words, "oa:exact", proof.quote)


__all__ = ["Found", "of_templates", "of_vague"]
