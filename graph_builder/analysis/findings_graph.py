"""What the analysis found as RDF, in the findings graph of the version that it is about.

The graph is ``<version>#findings``; it holds the findings of a validation too, and each side
replaces only its own (``#conflict-…``, ``#parity-…``). A finding points to the statements of the
version's own graph, and carries the evidence of both sentences, so that it can be read alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph_builder import __version__
from graph_builder.analysis.conflicts import Conflict
from graph_builder.analysis.parity.differences import Difference
from graph_builder.graph.to_rdf import version_iri
from graph_builder.graph.turtle import text
from graph_builder.graph.writer import GraphWriter
from graph_builder.model import PolicyVersion
from graph_builder.namespaces import PREFIXES

_PREFIX = {"contradictions": "conflict", "parity": "parity"}
_SHOWN = ("alir", "prov", "oa", "dct", "schema", "rdfs", "xsd")


def of_conflicts(version: PolicyVersion, conflicts: Iterable[Conflict]) -> Iterator[ox.Quad]:
    """Yield the quads of the conflicts of one version, in a stable order."""
    writer = GraphWriter(version_iri(version), version.text, quotes=True)
    run = _run(writer, "contradictions", version)
    for number, conflict in enumerate(conflicts, 1):
        subject = writer.part(f"conflict-{number}")
        writer.types(subject, "alir:Conflict", "prov:Entity")
        writer.say(subject, "dct:type", conflict.kind.value)
        writer.say(subject, "alir:reason", conflict.reason)
        for language in ("en", "id"):
            text = ox.Literal(conflict.why(language), language=language)
            writer.add(subject, "rdfs:comment", text)
        for name, claim in (("first", conflict.first), ("second", conflict.second)):
            writer.add(subject, f"alir:{name}Statement", writer.part(claim.node))
            writer.add(subject, f"alir:{name}Evidence", writer.evidence(claim.span))
        writer.derived(subject, (conflict.first.span, conflict.second.span))
        writer.add(subject, "prov:wasGeneratedBy", run)
    yield from in_findings(writer, version)


def of_parity(
    first: PolicyVersion, second: PolicyVersion, differences: Iterable[Difference]
) -> Iterator[ox.Quad]:
    """Yield the quads of the differences of two versions, in the findings graph of the first."""
    here, there = (GraphWriter(version_iri(v), v.text, quotes=True) for v in (first, second))
    other = version_iri(second).rpartition("/")[2]
    run = _run(here, "parity", first, second)
    for number, difference in enumerate(differences, 1):
        subject = here.part(f"parity-{other}-{number}")
        here.types(subject, "alir:ParityDifference", "prov:Entity")
        here.say(subject, "dct:type", difference.certainty.value)
        here.say(subject, "dct:subject", difference.topic.value)
        here.add(subject, "prov:wasGeneratedBy", run)
        sides = (("first", here, difference.first), ("second", there, difference.second))
        for name, writer, side in sides:
            if side is None:
                continue
            evidence = writer.evidence(side.span)
            here.add(subject, f"alir:{name}Evidence", evidence)
            here.add(subject, "prov:wasDerivedFrom", evidence)
            if side.node:
                here.add(subject, f"alir:{name}Statement", writer.part(side.node))
        if difference.nearest:
            silent = there if difference.second is None else here
            nearest = silent.evidence(difference.nearest.span)
            here.add(subject, "alir:nearestEvidence", nearest)
    here.found += there.found
    yield from in_findings(here, first)


def _run(writer: GraphWriter, name: str, *used: PolicyVersion) -> ox.NamedNode:
    run = writer.part(f"{_PREFIX[name]}-run")
    writer.types(run, "prov:Activity")
    writer.say(run, "schema:name", f"alir {name}")
    writer.say(run, "schema:softwareVersion", __version__)
    for version in used:
        writer.add(run, "prov:used", ox.NamedNode(version_iri(version)))
    return run


def in_findings(writer: GraphWriter, version: PolicyVersion) -> Iterator[ox.Quad]:
    """Yield what was written, each quad once, in the findings graph of a version."""
    graph = ox.NamedNode(f"{version_iri(version)}#findings")
    for quad in dict.fromkeys(writer.found):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def keep(store: ox.Store, version: PolicyVersion, quads: Iterable[ox.Quad], name: str) -> None:
    """Replace what ``contradictions`` or ``parity`` found about a version in a store."""
    iri = version_iri(version)
    graph = ox.NamedNode(f"{iri}#findings")
    body = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads)
    # One update is one transaction: old findings or new, never half.
    store.update(
        f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o "
        f'FILTER(STRSTARTS(STR(?s), "{iri}#{_PREFIX[name]}-")) }} }} ; '
        f"INSERT DATA {{ GRAPH {graph} {{ {body} }} }}"
    )


def turtle(quads: Iterable[ox.Quad]) -> str:
    """Return the statements of quads as Turtle."""
    triples = list(dict.fromkeys(q.triple for q in quads))
    prefixes = {p: PREFIXES[p] for p in _SHOWN}
    return text(triples, prefixes)


__all__ = ["in_findings", "keep", "of_conflicts", "turtle"]
