"""The drawings of the network view: nodes, edges and positions, kept in pyvis networks.

In the drawing of one policy every practice is a node of its own and concepts hang on it by the role
they play, so that no path joins what no sentence joins. In the drawing of the portfolio an edge goes
from a company to a recipient and carries the practices that state it.

1. Fill a pyvis ``Network`` directly (its ``add_edge`` is quadratic).
2. Keep at most :data:`MOST_NODES` nodes, those in most statements, and say how many there were.
3. Lay it out with networkx from a fixed start, so that the same graph is drawn the same way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from graph_builder.views.data import Json

if TYPE_CHECKING:
    from pyvis.network import Network

MOST_NODES = 300
_MOST_DRAWINGS = 60
_ITERATIONS = 60
_SEED = 7
_SPREAD = 90.0
_ROLES = ("data", "source", "origin", "purpose", "recipient", "basis")
_SHAPES = {
    "statement": "dot",
    "policy": "star",
    "data": "box",
    "source": "triangle",
    "origin": "triangle",
    "purpose": "ellipse",
    "recipient": "diamond",
    "basis": "hexagon",
}


def drawings(data: Json) -> dict[str, Json]:
    """Return the drawing of the portfolio (``all``) and of each policy (its number, as text).

    Policies beyond the sixtieth are drawn as part of the portfolio only.
    """
    found = {"all": _plain(_portfolio(data))}
    by_policy: dict[int, list[tuple[int, Json]]] = defaultdict(list)
    for number, statement in enumerate(data["statements"]):
        by_policy[statement["p"]].append((number, statement))
    for policy in sorted(by_policy)[:_MOST_DRAWINGS]:
        found[str(policy)] = _plain(_policy(by_policy[policy]))
    return found


def _network() -> Network:
    from pyvis.network import Network

    return Network(directed=True)


def _policy(statements: Sequence[tuple[int, Json]]) -> Network:
    net = _network()
    seen: set[str] = set()
    for number, statement in statements:
        me = f"s{number}"
        net.nodes.append(_node(me, "statement", statements=[number]))
        for role in _ROLES:
            for concept in statement[role]:
                other = f"{role}|{concept}"
                if other not in seen:
                    seen.add(other)
                    net.nodes.append(_node(other, role, concept=concept))
                ends = (other, me) if role in {"data", "source", "origin"} else (me, other)
                net.edges.append(_edge(*ends, statement["polarity"], [number]))
    return net


def _portfolio(data: Json) -> Network:
    net = _network()
    carried: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for number, statement in enumerate(data["statements"]):
        for recipient in statement["recipient"]:
            carried[statement["p"], recipient, statement["polarity"]].append(number)
    for policy in sorted({key[0] for key in carried}):
        net.nodes.append(_node(f"p{policy}", "policy", policy=policy))
    for concept in sorted({key[1] for key in carried}):
        net.nodes.append(_node(f"recipient|{concept}", "recipient", concept=concept))
    for (policy, recipient, polarity), numbers in sorted(carried.items()):
        net.edges.append(_edge(f"p{policy}", f"recipient|{recipient}", polarity, numbers))
    return net


def _node(name: str, group: str, **more: object) -> dict[str, Any]:
    return {"id": name, "group": group, "shape": _SHAPES[group], **more}


def _edge(source: str, target: str, polarity: str, statements: list[int]) -> dict[str, Any]:
    return {"from": source, "to": target, "polarity": polarity, "statements": statements}


def _plain(net: Network) -> Json:
    """Return a network as data: the nodes kept, with positions, the edges between them, the count."""
    weight: Counter[str] = Counter()
    for edge in net.edges:
        for end in (edge["from"], edge["to"]):
            weight[end] += len(edge["statements"])
    total = len(net.nodes)
    ranked = sorted(net.nodes, key=lambda n: (-weight[n["id"]], n["id"]))[:MOST_NODES]
    kept = {n["id"] for n in ranked}
    edges = [e for e in net.edges if e["from"] in kept and e["to"] in kept]
    places = _layout([n["id"] for n in net.nodes if n["id"] in kept], edges)
    nodes = [n | places[n["id"]] for n in net.nodes if n["id"] in kept]
    return {"nodes": nodes, "edges": edges, "total": total}


def _layout(names: Sequence[str], edges: Iterable[Json]) -> dict[str, dict[str, int]]:
    """Return whole-number positions: spring layout per component, components side by side."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from((e["from"], e["to"]) for e in edges)
    places: dict[str, dict[str, int]] = {}
    offset = 0.0
    components = sorted(nx.connected_components(graph), key=lambda c: (-len(c), min(c)))
    for component in components:
        part = graph.subgraph(sorted(component))
        radius = _SPREAD * len(component) ** 0.5 if len(component) > 1 else _SPREAD / 2
        found = nx.spring_layout(
            part, k=2.2 / len(component) ** 0.5, iterations=_ITERATIONS, seed=_SEED
        )
        for name, (x, y) in found.items():
            places[name] = {"x": round(offset + x * radius * 1.5), "y": round(y * radius)}
        offset += radius * 1.5 + _SPREAD * 2
    return places


__all__ = ["MOST_NODES", "drawings"]
