"""pySHACL, used so that one policy takes tens of milliseconds.

1. All shapes files of a run become one rdflib graph and one pySHACL shapes graph, built once per
   process and used for every policy.
2. Of the policy only what shapes can look at is copied into rdflib (:func:`_visible`). Shapes with
   ``sh:sparql`` or ``sh:closed`` may look at anything, so with them everything is copied.
3. The vocabulary is in the data graph, never in ``ont_graph`` (which drops the typing of concepts).
4. The report graph is reduced to :class:`Result` values: which constraint, which node, which value.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph_builder.errors import ShapeError
from graph_builder.namespaces import expand
from graph_builder.validation.results import Result

if TYPE_CHECKING:
    import rdflib

_SHACL = expand("sh:")
_STRING = expand("xsd:string")
_OFFSETS = frozenset((expand("oa:start"), expand("oa:end")))  # mentions have these, too
_SHAPE_IN_TEXT = re.compile(r"<(?:Node|Property)Shape ([^\s>]+)>")
_ANYTHING = frozenset(_SHACL + name for name in ("sparql", "closed", "select", "js", "target"))


class Shapes:
    """The shapes of a run, compiled once.

    Args:
        paths: shapes files; parse errors have been reported when their rules were read.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        import rdflib
        from pyshacl.shapes_graph import ShapesGraph

        self.graph = rdflib.Graph()
        for path in paths:
            self.graph.parse(path, format="turtle")
        self.compiled = ShapesGraph(self.graph)
        self.named = _named(self.graph)

    def validate(self, store: ox.Store) -> tuple[Result, ...]:
        """Return the results for a policy, in a stable order.

        Raises:
            ShapeError: a shape cannot run (unknown construct, endless recursion).
        """
        from pyshacl.errors import (
            ReportableRuntimeError,
            ShapeLoadError,
            ShapeRecursionWarning,
            ValidationFailure,
        )
        from pyshacl.graph_abstraction import DataGraph
        from pyshacl.validator import Validator

        data = DataGraph.from_rdflib_graph(self._project(store))
        validator: Any = Validator(data, shacl_graph=self.graph, options={"inplace": True})
        validator.shacl_graph = self.compiled  # else every policy would compile all shapes again
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", ShapeRecursionWarning)
                _, report, _ = validator.run()
        except (
            ReportableRuntimeError,
            ShapeLoadError,
            ShapeRecursionWarning,
            ValidationFailure,
            RecursionError,
        ) as error:
            raise ShapeError("E-SHAPES", _explain(error)) from error
        return tuple(sorted(_results(report)))

    def _project(self, store: ox.Store) -> rdflib.Graph:
        import rdflib

        quads = tuple(store)
        if self.named is not None:
            quads = _visible(quads, self.named)
        terms = _Terms()
        graph = rdflib.Graph()
        for triple in {quad.triple for quad in quads}:
            graph.add((terms[triple.subject], terms[triple.predicate], terms[triple.object]))
        return graph


def _visible(quads: tuple[ox.Quad, ...], named: frozenset[str]) -> tuple[ox.Quad, ...]:
    """Return the quads that core shapes naming these IRIs can look at.

    A shape looks along the properties that it names, from a target or from what it came to. So a
    node counts that has a type or property named by a shape to begin with, or that such a property
    leads to; of the rest (mentions, above all) nothing is needed.
    """
    typed = expand("rdf:type")
    kept = [
        q
        for q in quads
        if (_name(q.object) in named if q.predicate.value == typed else q.predicate.value in named)
    ]
    rooted: set[object] = {q.subject for q in kept if q.predicate.value not in _OFFSETS}
    rooted.update(q.object for q in kept)
    return tuple(q for q in kept if q.subject in rooted)


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _named(shapes: rdflib.Graph) -> frozenset[str] | None:
    """Return the IRIs that shapes name; None where a shape may look at anything."""
    used = {str(p) for p in shapes.predicates()}
    return None if used & _ANYTHING else frozenset(str(o) for o in shapes.objects())


class _Terms(dict[object, "rdflib.term.Node"]):
    """Terms of rdflib by those of pyoxigraph, each made once."""

    def __missing__(self, term: object) -> rdflib.term.Node:
        self[term] = made = _term(term)
        return made


def _term(term: object) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        if term.datatype.value == _STRING:  # rdflib tells "en" and "en"^^xsd:string apart
            return rdflib.Literal(term.value)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    message = f"not a term of RDF 1.1: {term}"
    raise TypeError(message)


def _results(report: rdflib.Graph) -> Iterable[Result]:
    from rdflib.namespace import SH

    for node in report.objects(None, SH.result):  # not sh:detail, which are parts of results
        constraint = report.value(node, SH.sourceConstraint)
        shape = report.value(node, SH.sourceShape)
        value = report.value(node, SH.value)
        yield Result(
            source=str(shape if constraint is None or _blank(constraint) else constraint),
            focus=str(report.value(node, SH.focusNode)),
            value="" if value is None else str(value),  # "0" is a value
            component=str(report.value(node, SH.sourceConstraintComponent) or ""),
            severity=str(report.value(node, SH.resultSeverity) or ""),
            message=str(report.value(node, SH.resultMessage) or ""),
        )


def _blank(node: object) -> bool:
    import rdflib

    return isinstance(node, rdflib.BNode)


def _explain(error: BaseException) -> str:
    text = " ".join(str(error).split())
    if isinstance(error, RecursionError) or "ecursi" in text or "too deep" in text:
        shapes = list(dict.fromkeys(_SHAPE_IN_TEXT.findall(str(error))))
        return f"a shape refers to itself without end: {' → '.join(shapes) or text[:300]}"
    return f"a shape cannot run: {text[:300]}"


__all__ = ["Shapes"]
