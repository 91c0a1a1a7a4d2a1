"""Turtle whose bytes are the same in every run: the library declares prefixes in no certain order.

>>> print(declared({"b": "urn:b#", "a": "urn:a#"}), end="")
@prefix a: <urn:a#> .
@prefix b: <urn:b#> .
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox


def text(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Return triples as Turtle, in the order given, under the prefixes by name."""
    return declared(prefixes) + body(triples, prefixes)


def declared(prefixes: Mapping[str, str]) -> str:
    """Return the declarations of prefixes, by name."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))


def body(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Return triples without the declarations, to go on with after them."""
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
    return bytes(data or b"").decode().split("\n", len(prefixes))[-1]


__all__ = ["body", "declared", "text"]
