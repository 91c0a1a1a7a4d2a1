"""What only one language version says, as facts that the shapes of ``parity.ttl`` look at.

The rules of ``parity.ttl`` compare graphs, and what extraction missed in one language looks to them
like a difference. The judgement of ``alir parity`` reads the texts as well:

1. A category, purpose or recipient that one graph lacks is a difference only where the other text
   has no words for it.
2. A company that only one text names is a difference wherever it stands, also under the address.

Without both texts (a graph without quotes) the rules alone decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

import pyoxigraph as ox

from graph_builder.analysis.parity.differences import Side
from graph_builder.analysis.parity.flows import concepts
from graph_builder.analysis.parity.named import companies
from graph_builder.analysis.parity.pairing import Pairing
from graph_builder.analysis.parity.reading import Reading
from graph_builder.analysis.relation import Taxonomy
from graph_builder.graph.nodes import node
from graph_builder.model import PolicyVersion
from graph_builder.namespaces import expand
from graph_builder.vocabulary import default

_CANDIDATES = ("alir:dataOnlyHere", "alir:purposeOnlyHere", "alir:recipientOnlyHere")
_ENTITY = ox.NamedNode(expand("alir:entityOnlyHere"))


def judge(store: ox.Store, versions: Mapping[str, PolicyVersion]) -> None:
    """Correct the derived differences of a store by what the texts say.

    Args:
        store: graphs and derived facts of one policy.
        versions: by IRI, those whose text is at hand.
    """
    for one, other in permutations(sorted(versions), 2):
        taxonomy = Taxonomy(default(), (*versions[one].parties, *versions[other].parties))
        here, there = (Reading(versions[iri], taxonomy) for iri in (one, other))
        pairing = Pairing(here, there, taxonomy)
        candidates = list(_candidates(store, one))
        if candidates:
            firm = {c for d in concepts(pairing) if d.certainty.firm for c in _values(d.first)}
            for quad in candidates:
                if quad.object not in firm:
                    store.remove(quad)
        for difference in companies(pairing):
            if difference.first:
                names = (ox.Literal(name) for name in difference.first.values)
                store.extend(ox.Quad(ox.NamedNode(one), _ENTITY, name) for name in names)


def _candidates(store: ox.Store, version: str) -> Iterator[ox.Quad]:
    for name in _CANDIDATES:
        for quad in store.quads_for_pattern(None, node(name), None, None):
            subject = quad.subject
            if isinstance(subject, ox.NamedNode) and subject.value.startswith(f"{version}#"):
                yield quad


def _values(side: Side | None) -> list[ox.NamedNode]:
    return [node(value) for value in side.values] if side else []


__all__ = ["judge"]
