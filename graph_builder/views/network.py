"""The drawings of the network view: nodes, edges and positions, kept in pyvis networks.

In the drawing of one policy every practice is a node of its own and concepts hang on it by the
role they play, so that no path joins what no sentence joins. In the drawing of the portfolio an
edge goes from a company to a recipient and carries the practices that state it.

1. Fill a pyvis ``Network`` directly (its ``add_edge`` is quadratic).
2. Keep at most :data:`MOST_NODES` nodes, those in most statements, and say how many there were.
3. Lay it out with networkx from a fixed start, so that the same graph is drawn the same way.
4. Move nodes apart whose labels would cover each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph_builder.views.data import Json

if TYPE_CHECKING:
    from pyvis.network import Network

MOST_NODES = 300
_MOST_DRAWINGS = 60
_ITERATIONS = 60
_PUSHES = 200
_SEED = 7
_SPREAD = 80.0
_PUSH = 0.3
_LETTER = 9.0
_LONGEST_LINE = 24
_DOT = 26.0
_LINE = 44.0
_NEXT_LINE = 22.0
_BELOW = 26.0
_ROUND = 1.3
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
    names = {curie: max(said["n"], key=len) for curie, said in data["concepts"].items()}
    names |= {f"p{n}": f"{p['name']} (xx)" for n, p in enumerate(data["policies"])}
    found = {"all": _plain(_portfolio(data), names)}
    by_policy: dict[int, list[tuple[int, Json]]] = defaultdict(list)
    for number, statement in enumerate(data["statements"]):
        by_policy[statement["p"]].append((number, statement))
    for policy in sorted(by_policy)[:_MOST_DRAWINGS]:
        found[str(policy)] = _plain(_policy(by_policy[policy]), names)
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
                net.edges.append(_edge(*ends, _manner(statement), [number]))
    return net


def _portfolio(data: Json) -> Network:
    net = _network()
    carried: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for number, statement in enumerate(data["statements"]):
        for recipient in statement["recipient"]:
            carried[statement["p"], recipient, _manner(statement)].append(number)
    for policy in sorted({key[0] for key in carried}):
        net.nodes.append(_node(f"p{policy}", "policy", policy=policy))
    for concept in sorted({key[1] for key in carried}):
        net.nodes.append(_node(f"recipient|{concept}", "recipient", concept=concept))
    for (policy, recipient, manner), numbers in sorted(carried.items()):
        net.edges.append(_edge(f"p{policy}", f"recipient|{recipient}", manner, numbers))
    return net


def _node(name: str, group: str, **more: object) -> dict[str, Any]:
    return {"id": name, "group": group, "shape": _SHAPES[group], **more}


def _edge(source: str, target: str, manner: str, statements: list[int]) -> dict[str, Any]:
    return {"from": source, "to": target, "polarity": manner, "statements": statements}


def _manner(statement: Json) -> str:
    """Return how a statement is meant: a denial within a qualifier is no clear denial."""
    half = statement["polarity"] == "denied" and statement["modality"] == "qualified"
    return "denied-qualified" if half else str(statement["polarity"])


def _plain(net: Network, names: Mapping[str, str]) -> Json:
    """Return a network as data: nodes kept, with positions, edges between them, the count."""
    weight: Counter[str] = Counter()
    for edge in net.edges:
        for end in (edge["from"], edge["to"]):
            weight[end] += len(edge["statements"])
    total = len(net.nodes)
    ranked = sorted(net.nodes, key=lambda n: (-weight[n["id"]], n["id"]))[:MOST_NODES]
    kept = {n["id"] for n in ranked}
    edges = [e for e in net.edges if e["from"] in kept and e["to"] in kept]
    sizes = {n["id"]: _size(n, names) for n in net.nodes if n["id"] in kept}
    places = _apart(_layout(list(sizes), edges), sizes)
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
        # Nodes in a fixed order: a subgraph view would give them as a set does.
        part: nx.Graph[str] = nx.Graph()
        part.add_nodes_from(sorted(component))
        part.add_edges_from(graph.edges(sorted(component)))
        radius = _SPREAD * len(component) ** 0.5 if len(component) > 1 else _SPREAD / 2
        found = nx.spring_layout(
            part, k=2.2 / len(component) ** 0.5, iterations=_ITERATIONS, seed=_SEED
        )
        for name, (x, y) in found.items():
            places[name] = {"x": round(offset + x * radius * 1.5), "y": round(y * radius)}
        offset += radius * 1.5 + _SPREAD * 2
    return places


def _size(node: Json, names: Mapping[str, str]) -> tuple[float, float]:
    """Return about how wide and high a node is drawn with its label, broken into lines."""
    label = names.get(node.get("concept", node["id"]), "")
    lines = max(1, -(-len(label) // _LONGEST_LINE))
    wide = _LETTER * min(len(label), _LONGEST_LINE) + _DOT
    high = _LINE + (lines - 1) * _NEXT_LINE
    if node["shape"] == "ellipse":
        # A text fits into an ellipse that is larger than itself by the square root of two.
        return wide * _ROUND, high * _ROUND
    return wide, high if node["shape"] in {"box", "dot"} else high + _BELOW


def _apart(
    places: dict[str, dict[str, int]], sizes: Mapping[str, tuple[float, float]]
) -> dict[str, dict[str, int]]:
    """Push overlapping labels apart along the axis on which they overlap less."""
    import numpy as np

    at = np.array([[p["x"], p["y"]] for p in places.values()], dtype=float).reshape(-1, 2)
    half = np.array([sizes[name] for name in places], dtype=float).reshape(-1, 2) / 2
    room = half[:, None, :] + half[None, :, :]
    for _ in range(_PUSHES):
        gap = at[:, None, :] - at[None, :, :]
        lack = np.maximum(room - np.abs(gap), 0)
        lack[(lack == 0).any(axis=-1)] = 0
        lack[np.arange(len(at)), np.arange(len(at))] = 0
        shorter = lack[..., 0] < lack[..., 1]
        push = np.where(np.stack([shorter, ~shorter], axis=-1), lack, 0)
        # Of two nodes at one place the earlier goes one way, the later the other.
        order = np.sign(np.arange(len(at))[:, None] - np.arange(len(at))[None, :])[..., None]
        at += (push * np.where(gap == 0, order, np.sign(gap))).sum(axis=1) * _PUSH
    return {name: {"x": round(x), "y": round(y)} for name, (x, y) in zip(places, at, strict=True)}


__all__ = ["MOST_NODES", "drawings"]
