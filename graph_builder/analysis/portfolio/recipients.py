"""Which recipient would see most about a person across all these companies.

The network has recipients on one side and data categories on the other; an edge says that at least
one policy affirms that the category goes to the recipient, and holds who says so.

1. Seen: the degree of a recipient, that is, how many distinct categories reach it. A category is
   not counted beside a narrower one that it covers, and “personal data” alone counts as nothing
   distinct (it is told apart as generic).
2. Flows: the degree weighted by the number of policies.
3. Linkable: across how many companies it could recognise one person: the largest connected
   component of its companies, two of them being connected where both give it the same identifying
   category (``vague.toml``, linking).

What a company's own policy says of itself as a recipient does not count. Named parties and kinds
are ranked apart: Google Analytics is one recipient for all companies, “our
affiliates” are others for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.analysis.citation import bare
from graph_builder.analysis.portfolio.generic import Kind, generic, table
from graph_builder.analysis.portfolio.profiles import Profile
from graph_builder.analysis.relation import Taxonomy

if TYPE_CHECKING:
    import networkx as nx

_POLICY = "policy"
_NOBODY = frozenset({""})  # never among the words of a name


@dataclass(frozen=True, slots=True)
class Reach:
    """What one recipient would see.

    Attributes:
        recipient: concept or named party.
        named: it is a party with a name.
        data: distinct categories by the policies (slugs) that give them.
        policies: slugs of all policies that affirm giving it anything.
        linkable: policies across which it could recognise one person; 0 where below two.
        nodes: of the statements, by category.
    """

    recipient: str
    named: bool
    data: Mapping[str, tuple[str, ...]]
    policies: tuple[str, ...]
    linkable: int
    nodes: Mapping[str, tuple[str, ...]]

    @property
    def flows(self) -> int:
        """Return the number of pairs of a category and a policy."""
        return sum(map(len, self.data.values()))


def reaches(profiles: Iterable[Profile], taxonomy: Taxonomy) -> tuple[Reach, ...]:
    """Return what every recipient would see, who sees most first."""
    network, givers = _network(profiles, taxonomy)
    named = _named(taxonomy)
    found = (_reach(network, r, givers[r], taxonomy, named=r in named) for r in givers)
    order = sorted(found, key=lambda r: (-len(r.data), -len(r.policies), -r.flows, r.recipient))
    return tuple(order)


def _network(
    profiles: Iterable[Profile], taxonomy: Taxonomy
) -> tuple[nx.Graph[tuple[str, str]], dict[str, set[str]]]:
    import networkx as nx

    network: nx.Graph[tuple[str, str]] = nx.Graph()
    givers: dict[str, set[str]] = defaultdict(set)
    names = {r: frozenset(bare(taxonomy.name(r, "en")).split()) for r in _named(taxonomy)}
    for profile in profiles:
        mine = frozenset(bare(profile.name).split())
        for statement in profile.statements:
            if statement.denied:
                continue
            for recipient in statement.recipients:
                if names.get(recipient, _NOBODY) <= mine:
                    continue
                givers[recipient].add(profile.policy)
                for data in statement.data:
                    ends = ("recipient", recipient), ("data", data)
                    if not network.has_edge(*ends):
                        network.add_edge(*ends, said=defaultdict(list))
                    network.edges[ends]["said"][profile.policy].append(statement.node)
    return network, givers


def _named(taxonomy: Taxonomy) -> frozenset[str]:
    return frozenset(taxonomy.parties) | frozenset(taxonomy.vocabulary.entities)


def _reach(
    network: nx.Graph[tuple[str, str]],
    recipient: str,
    givers: set[str],
    taxonomy: Taxonomy,
    *,
    named: bool,
) -> Reach:
    me = ("recipient", recipient)
    edges = {d: network.edges[me, (k, d)]["said"] for k, d in network[me]} if me in network else {}
    covering = frozenset[str]().union(*map(taxonomy.above, edges)) | generic(Kind.DATA)
    distinct = {d: edges[d] for d in sorted(edges) if d not in covering}
    return Reach(
        recipient=recipient,
        named=named,
        data={d: tuple(sorted(said)) for d, said in distinct.items()},
        policies=tuple(sorted(givers)),
        linkable=_linkable(distinct, taxonomy),
        nodes={d: tuple(n for p in sorted(s) for n in s[p]) for d, s in distinct.items()},
    )


def _linkable(given: Mapping[str, Mapping[str, Sequence[str]]], taxonomy: Taxonomy) -> int:
    import networkx as nx

    identifying = frozenset(table()["linking"]["data"])
    shared: nx.Graph[tuple[str, str]] = nx.Graph()
    for data, said in given.items():
        if data in identifying or not identifying.isdisjoint(taxonomy.above(data)):
            shared.add_edges_from((("data", data), (_POLICY, policy)) for policy in said)
    sizes = (
        sum(kind == _POLICY for kind, _ in component)
        for component in nx.connected_components(shared)
    )
    largest = max(sizes, default=0)
    return largest if largest > 1 else 0


__all__ = ["Reach", "reaches"]
