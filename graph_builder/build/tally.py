"""What the policies of a partitioned build say and lack, counted part by part and added up.

1. A part is a task for a process of the pool or the cluster: it reads the part's quads, counts, and
   validates each policy, whose language versions always lie in one part.
2. Counts add up in any order, so that neither the parts nor their findings are ever in memory
   together, and the result is the same however they are distributed.

A version counts once for each thing, however often it says it. Only affirmed practices count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.build import partitions
from graph_builder.build.folders import Folder
from graph_builder.graph import packing
from graph_builder.graph.nodes import node
from graph_builder.namespaces import contract

if TYPE_CHECKING:
    from graph_builder.validation.run import Validator

Counts = Counter[tuple[str, str]]
"""How many versions, by what is counted (``recipient``) and which (``alir:AdNetwork``)."""

_TYPE = node("rdf:type")
_AFFIRMED = node("alir:AffirmedPractice")
_LANGUAGE = node("schema:inLanguage")
_SLOTS = {
    node("dpv:hasPersonalData"): "data",
    node("dpv:hasRecipient"): "recipient",
    node("dpv:hasPurpose"): "purpose",
    node("dpv:hasLegalBasis"): "legal basis",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part to count: where it lies, and by which law to validate it (none: not at all)."""

    folder: Folder
    data: str
    law: str = ""


def count(part: Part) -> Counts:
    """Return the counts of a part."""
    lines = packing.unpack(part.folder.read(part.data), part.data)
    graphs: dict[object, list[ox.Quad]] = defaultdict(list)
    for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
        graphs[quad.graph_name].append(quad)
    found: Counts = Counter()
    for quads in graphs.values():
        found.update(_said(quads))
    if part.law:
        found.update(_lacking(lines, part.law))
    return found


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    found: Counts = Counter()
    for counted in counts:
        found.update(counted)
    return found


def parts(folder: Folder, manifest: partitions.Commit, law: str) -> Iterator[Part]:
    """Yield the parts of a finished build."""
    yield from (Part(folder, entry["data"], law) for entry in manifest["partitions"])


def _said(quads: list[ox.Quad]) -> set[tuple[str, str]]:
    """Return what one version says, each once."""
    affirmed = {q.subject for q in quads if q.predicate == _TYPE and q.object == _AFFIRMED}
    found = {("version", "all")}
    for quad in quads:
        kind = _SLOTS.get(quad.predicate)
        if kind and quad.subject in affirmed and isinstance(quad.object, ox.NamedNode):
            found.add((kind, contract(quad.object.value)))
        elif quad.predicate == _LANGUAGE and isinstance(quad.object, ox.Literal):
            found.add(("language", quad.object.value))
    return found


def _lacking(lines: bytes, law: str) -> Counts:
    """Return the findings of a part's versions, each rule once a version."""
    from graph_builder.validation.dataset import policies

    store = ox.Store()
    store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    found: Counts = Counter()
    for policy in policies(store):
        for report in _validator(law).validate(policy):
            rules = {(f.severity.value, f.rule.name) for f in report.findings}
            found.update(rules)
            if not any(severity == "violation" for severity, _ in rules):
                found["conforming", "all"] += 1
    return found


@cache
def _validator(law: str) -> Validator:
    """Return the validator of a law; a process reads the rules once."""
    from graph_builder.validation.catalogue import select
    from graph_builder.validation.run import Validator

    return Validator(select(law, ()))


__all__ = ["Counts", "Part", "count", "parts", "total"]
