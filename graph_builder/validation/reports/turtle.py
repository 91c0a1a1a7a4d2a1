"""The standard report: ``sh:ValidationReport`` in Turtle, one per version.

The report's node is ``<version>#findings``, which is also the named graph that holds it in a store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from graph_builder.graph import turtle
from graph_builder.namespaces import PREFIXES, expand
from graph_builder.validation.findings import Finding
from graph_builder.validation.reports import View
from graph_builder.validation.run import VersionReport

_SHOWN = ("sh", "alir", "idp", "eu-gdpr", "dpv", "pd", "oa", "xsd")
_PREFIXES = {"shape": "https://w3id.org/alir/shape/", **{p: PREFIXES[p] for p in _SHOWN}}


def pieces(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield the reports as one Turtle graph; messages are in both languages, whatever the view."""
    del view
    yield turtle.declared(_PREFIXES)
    for report in reports:
        yield turtle.body(triples(report), _PREFIXES)


def triples(report: VersionReport) -> Iterator[ox.Triple]:
    """Yield the report of one version as statements, in a stable order."""
    node = graph_of(report)
    yield ox.Triple(node, _iri("rdf:type"), _iri("sh:ValidationReport"))
    yield ox.Triple(node, _iri("sh:conforms"), ox.Literal(not report.findings))
    name = f"{report.header.version}#finding-"
    results = [(ox.NamedNode(f"{name}{n}"), f) for n, f in enumerate(report.findings, 1)]
    for result, _ in results:
        yield ox.Triple(node, _iri("sh:result"), result)
    for result, finding in results:
        yield from _statements(result, finding)


def keep(store: ox.Store, reports: Iterable[VersionReport]) -> None:
    """Replace what a validation found in the findings graph of every version in a store.

    The graph holds what other parts found, too; theirs stays.
    """
    for report in reports:
        graph = graph_of(report)
        lines = " ".join(f"{t.subject} {t.predicate} {t.object} ." for t in triples(report))
        mine = f'STRSTARTS(STR(?s), "{report.header.version}#finding")'
        old = f"GRAPH {graph} {{ ?s ?p ?o }}"
        update = f"DELETE {{ {old} }} WHERE {{ {old} FILTER({mine}) }} ; "
        # One update is one transaction: old findings or new, never half.
        store.update(update + f"INSERT DATA {{ GRAPH {graph} {{ {lines} }} }}")


def graph_of(report: VersionReport) -> ox.NamedNode:
    """Return the graph (and report node) of a version's findings."""
    return ox.NamedNode(f"{report.header.version}#findings")


def _statements(node: ox.NamedNode, finding: Finding) -> Iterator[ox.Triple]:
    rule = finding.rule
    severity = ox.NamedNode(expand(f"sh:{rule.severity.value.capitalize()}"))
    yield ox.Triple(node, _iri("rdf:type"), _iri("sh:ValidationResult"))
    yield ox.Triple(node, _iri("sh:resultSeverity"), severity)
    yield ox.Triple(node, _iri("sh:focusNode"), _term(finding.focus))
    yield ox.Triple(node, _iri("sh:sourceShape"), _term(rule.iri))
    if finding.component:
        yield ox.Triple(node, _iri("sh:sourceConstraintComponent"), ox.NamedNode(finding.component))
    if finding.value:
        yield ox.Triple(node, _iri("sh:value"), _term(finding.value))
    for language in sorted(rule.message) or ["en"]:
        text = ox.Literal(finding.message(language), language=language)
        yield ox.Triple(node, _iri("sh:resultMessage"), text)
    for anchor in rule.anchors:
        yield ox.Triple(node, _iri("alir:legalAnchor"), ox.NamedNode(expand(anchor)))
    yield ox.Triple(node, _iri("alir:fingerprint"), ox.Literal(finding.fingerprint))
    if finding.place:
        yield ox.Triple(node, _iri("oa:start"), ox.Literal(finding.place.start))
        yield ox.Triple(node, _iri("oa:end"), ox.Literal(finding.place.end))


def _iri(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))


def _term(value: str) -> ox.NamedNode | ox.Literal:
    return ox.NamedNode(value) if value.startswith(("http", "urn:")) else ox.Literal(value)


__all__ = ["graph_of", "keep", "pieces", "triples"]
