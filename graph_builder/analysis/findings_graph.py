"""What the analysis found as RDF, in the findings graph of the version that it is about.

The graph is ``<version>#findings``; it holds the findings of a validation too, and each side
replaces only its own (``#conflict-…``, ``#parity-…``, ``#change-…``, ``#vague-…``,
``#template-…``). A finding points to the statements of the version's own graph, and carries the
evidence of its sentences, so that it can be read alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph_builder import __version__
from graph_builder.analysis.changes import Change
from graph_builder.analysis.conflicts import Conflict
from graph_builder.analysis.parity.differences import Difference
from graph_builder.graph.to_rdf import version_iri
from graph_builder.graph.turtle import text
from graph_builder.graph.writer import GraphWriter
from graph_builder.model import PolicyVersion, Span
from graph_builder.namespaces import PREFIXES

_PREFIX = {
    "contradictions": "conflict",
    "parity": "parity",
    "diff": "change",
    "vagueness": "vague",
    "templates": "template",
}
_SHOWN = ("alir", "prov", "oa", "dct", "schema", "rdfs", "xsd")


def of_conflicts(version: PolicyVersion, conflicts: Iterable[Conflict]) -> Iterator[ox.Quad]:
    """Yield the quads of the conflicts of one version, in a stable order."""
    writer = GraphWriter(version_iri(version), version.text, quotes=True)
    run = activity(writer, "contradictions", version_iri(version))
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
    run = activity(here, "parity", version_iri(first), version_iri(second))
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


def of_changes(
    old: PolicyVersion, new: PolicyVersion, changes: Iterable[Change]
) -> Iterator[ox.Quad]:
    """Yield the quads of what changed, in the findings graph of the new version."""
    there, here = (GraphWriter(version_iri(v), v.text, quotes=True) for v in (old, new))
    other = version_iri(old).rpartition("/")[2]
    run = activity(here, "diff", version_iri(old), version_iri(new))
    for number, change in enumerate(changes, 1):
        subject = here.part(f"change-{other}-{number}")
        here.types(subject, "alir:VersionChange", "prov:Entity")
        here.say(subject, "dct:type", change.kind.value)
        here.say(subject, "dct:subject", change.topic.value)
        here.add(subject, "prov:wasGeneratedBy", run)
        for name, writer, side in (("first", there, change.old), ("second", here, change.new)):
            if side is None or side.citation is None:
                continue
            evidence = writer.evidence(Span(side.citation.start, side.citation.end))
            here.add(subject, f"alir:{name}Evidence", evidence)
            here.add(subject, "prov:wasDerivedFrom", evidence)
    here.found += there.found
    yield from in_findings(here, new)


def activity(writer: GraphWriter, name: str, *used: str) -> ox.NamedNode:
    """Describe the examination that finds, and the versions that it used, by their IRIs."""
    run = writer.part(f"{_PREFIX[name]}-run")
    writer.types(run, "prov:Activity")
    writer.say(run, "schema:name", f"alir {name}")
    writer.say(run, "schema:softwareVersion", __version__)
    for version in used:
        writer.add(run, "prov:used", ox.NamedNode(version))
    return run


def in_findings(writer: GraphWriter, version: PolicyVersion) -> Iterator[ox.Quad]:
    """Yield what was written, each quad once, in the findings graph of a version."""
    yield from in_findings_of(writer, version_iri(version))


def in_findings_of(writer: GraphWriter, version: str) -> Iterator[ox.Quad]:
    """Yield what was written, each quad once, in the findings graph of a version's IRI."""
    graph = ox.NamedNode(f"{version}#findings")
    for quad in dict.fromkeys(writer.found):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def keep(store: ox.Store, version: str, quads: Iterable[ox.Quad], name: str) -> None:
    """Replace what an examination (``contradictions``, …) found about a version in a store."""
    graph = ox.NamedNode(f"{version}#findings")
    body = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads)
    # One update is one transaction: old findings or new, never half.
    store.update(
        f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o "
        f'FILTER(STRSTARTS(STR(?s), "{version}#{_PREFIX[name]}-")) }} }} ; '
        f"INSERT DATA {{ GRAPH {graph} {{ {body} }} }}"
    )


def turtle(quads: Iterable[ox.Quad]) -> str:
    """Return the statements of quads as Turtle."""
    triples = list(dict.fromkeys(q.triple for q in quads))
    prefixes = {p: PREFIXES[p] for p in _SHOWN}
    return text(triples, prefixes)


__all__ = [
    "activity",
    "in_findings",
    "in_findings_of",
    "keep",
    "of_changes",
    "of_conflicts",
    "of_parity",
    "turtle",
]
