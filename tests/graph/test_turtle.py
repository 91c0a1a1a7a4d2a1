from __future__ import annotations

import string

import pyoxigraph as ox

from graph_builder.graph import turtle

PREFIXES = {name: f"urn:{name}#" for name in reversed(string.ascii_lowercase)}
TRIPLE = ox.Triple(ox.NamedNode("urn:b#x"), ox.NamedNode("urn:a#p"), ox.Literal("one\ntwo"))


def test_prefixes_are_declared_by_name_before_the_triples() -> None:
    text = turtle.text([TRIPLE], PREFIXES)
    declared = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    assert declared == [f"{name}:" for name in string.ascii_lowercase]
    (found,) = ox.parse(text, format=ox.RdfFormat.TURTLE)
    assert found.triple == TRIPLE


def test_bodies_go_on_under_the_same_declarations() -> None:
    bodies = turtle.body([TRIPLE], PREFIXES) * 2
    text = turtle.declared(PREFIXES) + bodies
    assert {q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)} == {TRIPLE}
    assert text.count("@prefix") == len(PREFIXES)
