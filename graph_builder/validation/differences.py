"""What only one language version says, as facts that the shapes of ``parity.ttl`` look at.

The rules of ``parity.ttl`` compare graphs, and what extraction missed in one language looks to them
like a difference. The judgement of ``alir parity`` reads the texts as well:

1. A category, purpose, recipient, right, period, date or contact that one graph lacks is a
   difference only where that judgement has it: not where the other text has words for it.
2. A company that only one text names is a difference wherever it stands, also under the address.

Without both texts (a graph without quotes) the rules alone decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import permutations

import pyoxigraph as ox

from graph_builder.analysis.parity.differences import Difference, Side
from graph_builder.analysis.parity.flows import concepts
from graph_builder.analysis.parity.named import companies, contacts, dates
from graph_builder.analysis.parity.pairing import Pairing
from graph_builder.analysis.parity.reading import Reading
from graph_builder.analysis.parity.stated import retention, rights
from graph_builder.analysis.relation import Taxonomy
from graph_builder.graph.nodes import node
from graph_builder.model import PolicyVersion
from graph_builder.namespaces import contract, expand
from graph_builder.vocabulary import default

_JUDGES: Mapping[str, Callable[[Pairing], Iterator[Difference]]] = {
    "alir:dataOnlyHere": concepts,
    "alir:purposeOnlyHere": concepts,
    "alir:recipientOnlyHere": concepts,
    "alir:rightOnlyHere": rights,
    "alir:retentionOnlyHere": retention,
    "alir:dateOnlyHere": dates,
    "alir:contactOnlyHere": contacts,
}
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
        candidates = {name: list(_candidates(store, one, name)) for name in _JUDGES}
        firm = {
            look: {v for d in look(pairing) if d.certainty.firm for v in _values(d.first)}
            for look in {_JUDGES[name] for name, quads in candidates.items() if quads}
        }
        for name, quads in candidates.items():
            for quad in quads:
                if _value(quad.object, one) not in firm[_JUDGES[name]]:
                    store.remove(quad)
        for difference in companies(pairing):
            if difference.first:
                names = (ox.Literal(name) for name in difference.first.values)
                store.extend(ox.Quad(ox.NamedNode(one), _ENTITY, name) for name in names)


def _candidates(store: ox.Store, version: str, name: str) -> Iterator[ox.Quad]:
    for quad in store.quads_for_pattern(None, node(name), None, None):
        subject = quad.subject
        if isinstance(subject, ox.NamedNode) and subject.value.partition("#")[0] == version:
            yield quad


def _values(side: Side | None) -> tuple[str, ...]:
    """Return what a side says, as :func:`_value` gives it: values, and a part of the graph."""
    return (*side.values, side.node) if side else ()


def _value(term: object, version: str) -> str:
    text = term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
    return contract(text.removeprefix(f"{version}#"))


__all__ = ["judge"]
