"""The shipped shapes, compiled to functions: a policy takes milliseconds where pySHACL takes 100.

The shapes are core SHACL of a few components, and every policy is judged by the same ones. So they
are read once and become functions over a :class:`Lookup`. pySHACL stays the judge: the tests hold
both to the same results, and shapes of a user run in pySHACL, which knows all of SHACL.

1. Parse the shapes files; every node with a target is a shape that finds its focus nodes itself.
2. Of a shape, ``sh:path`` becomes a function from focus node to value nodes, and each constraint
   parameter a function from these to results (:data:`_CONSTRAINTS`). A parameter that is not in the
   table is an error, so that no constraint is passed over in silence.
3. Nested shapes (``sh:node``, ``sh:or``, …) only conform or not; ``sh:property`` hands on results.
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as File

import pyoxigraph as ox

from graph_builder.durations import days
from graph_builder.errors import ShapeError
from graph_builder.namespaces import contract, expand
from graph_builder.validation import lookup
from graph_builder.validation.lookup import Lookup, Path, Term
from graph_builder.validation.results import Result

Properties = Mapping[str, list[Term]]
#: Value nodes of a focus node to the offending ones; None stands for the lack of a value.
Offences = Callable[[Lookup, Term, Collection[Term]], Iterable[Term | None]]

_NUMBERS = frozenset({"xsd:integer", "xsd:decimal", "xsd:double"})
_NUMERAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DURATIONS = frozenset({"xsd:duration", "xsd:dayTimeDuration", "xsd:yearMonthDuration"})
_NIL = ox.NamedNode(expand("rdf:nil"))


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint component with its parameters: which value nodes offend against it."""

    component: str
    offences: Offences


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled shape.

    Attributes:
        path: to the value nodes of a property shape; None for a node shape.
        properties: shapes that hand on results of their own (``sh:property``).
    """

    source: str
    severity: str
    path: Path | None
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]

    def results(self, data: Lookup, focus: Term) -> Iterator[Result]:
        """Yield what offends at a focus node."""
        values = self.path(data, focus) if self.path else (focus,)
        for constraint in self.constraints:
            for value in constraint.offences(data, focus, values):
                said = "" if value is None else value.value
                component, severity = constraint.component, self.severity
                yield Result(self.source, focus.value, said, component, severity)
        for shape in self.properties:
            for value in values:
                yield from shape.results(data, value)

    def accepts(self, data: Lookup, node: Term) -> bool:
        """Tell whether a node conforms."""
        return next(self.results(data, node), None) is None


class CompiledShapes:
    """Shapes files, compiled once.

    Raises:
        ShapeError: a constraint is not among those known here.
    """

    def __init__(self, paths: Iterable[File]) -> None:
        compiler = _Compiler(paths)
        self._targeted = tuple(compiler.targeted())

    def validate(self, store: ox.Store) -> tuple[Result, ...]:
        """Return the results for a policy, in a stable order."""
        data = Lookup(store)
        found = (
            result
            for targets, shape in self._targeted
            for focus in {node: None for target in targets for node in target(data)}
            for result in shape.results(data, focus)
        )
        return tuple(sorted(found))


class _Compiler:
    """Shapes files as properties by node, and the shapes made of them so far."""

    def __init__(self, paths: Iterable[File]) -> None:
        self._nodes: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for path in paths:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                subject, value = quad.subject, quad.object
                if not isinstance(subject, ox.Triple) and not isinstance(value, ox.Triple):
                    self._nodes[subject][contract(quad.predicate.value)].append(value)
        self._shapes: dict[Term, Shape] = {}

    def targeted(self) -> Iterator[tuple[tuple[Callable[[Lookup], Collection[Term]], ...], Shape]]:
        """Yield the shapes that have targets, with these."""
        for node, properties in tuple(self._nodes.items()):
            targets = tuple(
                make(_named(value))
                for name, make in _TARGETS.items()
                for value in properties.get(name, ())
            )
            if targets:
                yield targets, self.shape(node)

    def shape(self, node: Term) -> Shape:
        """Return the compiled shape of a node."""
        if node not in self._shapes:
            properties = dict(self._nodes[node])
            severity = properties.get("sh:severity", [ox.NamedNode(expand("sh:Violation"))])
            paths = properties.get("sh:path", [])
            self._shapes[node] = Shape(
                source=node.value,
                severity=severity[0].value,
                path=self.path(paths[0]) if paths else None,
                constraints=tuple(self._constraints(node, properties)),
                properties=tuple(self.shape(value) for value in properties.get("sh:property", ())),
            )
        return self._shapes[node]

    def _constraints(self, node: Term, properties: Properties) -> Iterator[Constraint]:
        for name in sorted(properties):
            if name in _CONSTRAINTS:
                component, make = _CONSTRAINTS[name]
                for value in properties[name]:
                    yield Constraint(expand(component), make(self, properties, value))
            elif name.startswith("sh:") and name not in _ELSEWHERE:
                message = f"{node}: {name} is not among the constraints of shipped shapes"
                raise ShapeError("E-SHAPES", message, "Add it to _CONSTRAINTS in compiled.py.")

    def path(self, node: Term) -> Path:
        """Return a property path as a function."""
        if isinstance(node, ox.NamedNode):
            return lookup.along(node)
        properties = self._nodes[node]
        if "rdf:first" in properties:
            return lookup.sequence([self.path(step) for step in self.items(node)])
        if "sh:alternativePath" in properties:
            (ways,) = properties["sh:alternativePath"]
            return lookup.either([self.path(way) for way in self.items(ways)])
        (turned,) = properties["sh:inversePath"]
        return lookup.against(_named(turned))

    def items(self, node: Term) -> Iterator[Term]:
        """Yield the members of an RDF list."""
        while node != _NIL:
            (first,), (node,) = self._nodes[node]["rdf:first"], self._nodes[node]["rdf:rest"]
            yield first


def _named(term: Term) -> ox.NamedNode:
    assert isinstance(term, ox.NamedNode), f"an IRI is wanted here, not {term}"
    return term


def _each(offends: Callable[[Lookup, Term], bool]) -> Offences:
    """Return the offences of a constraint that looks at one value node at a time."""
    return lambda data, _focus, values: [v for v in values if offends(data, v)]


def _counted(offends: Callable[[int], bool]) -> Offences:
    return lambda _data, _focus, values: [None] if offends(len(values)) else []


def _min_count(_compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    least = int(value.value)
    return _counted(lambda count: count < least)


def _max_count(_compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    most = int(value.value)
    return _counted(lambda count: count > most)


def _has_value(_compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    return lambda _data, _focus, values: [] if value in values else [None]


def _in(compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    allowed = frozenset(compiler.items(value))
    return _each(lambda _data, v: v not in allowed)


def _class(_compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    kind = _named(value)
    return _each(lambda data, v: not data.has_type(v, kind))


def _pattern(_compiler: _Compiler, properties: Properties, value: Term) -> Offences:
    flags = re.IGNORECASE if any("i" in x.value for x in properties.get("sh:flags", ())) else 0
    pattern = re.compile(value.value, flags)
    return _each(lambda _data, v: isinstance(v, ox.BlankNode) or not pattern.search(v.value))


def _at_least(_compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    return _each(lambda _data, v: not _holds(operator.ge, v, value))


def _at_most(_compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    return _each(lambda _data, v: not _holds(operator.le, v, value))


def _less_than(_compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    other = _named(value)

    def offences(data: Lookup, focus: Term, values: Collection[Term]) -> Iterator[Term]:
        bounds = data.objects(other, focus)
        return (v for v in values for b in bounds if not _holds(operator.lt, v, b))

    return offences


def _not(compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    shape = compiler.shape(value)
    return _each(shape.accepts)


def _node(compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    shape = compiler.shape(value)
    return _each(lambda data, v: not shape.accepts(data, v))


def _or(compiler: _Compiler, _properties: Properties, value: Term) -> Offences:
    shapes = [compiler.shape(member) for member in compiler.items(value)]
    return _each(lambda data, v: not any(shape.accepts(data, v) for shape in shapes))


def _qualified(compiler: _Compiler, properties: Properties, value: Term) -> Offences:
    shape = compiler.shape(properties["sh:qualifiedValueShape"][0])
    least = int(value.value)

    def offences(data: Lookup, _focus: Term, values: Collection[Term]) -> list[None]:
        return [None] if sum(shape.accepts(data, v) for v in values) < least else []

    return offences


def _holds(relation: Callable[[float, float], bool], one: Term, other: Term) -> bool:
    """Tell whether two numbers, or two durations, compare; nothing else does."""
    first, second = _measure(one), _measure(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    return relation(first[1], second[1])


def _measure(term: Term) -> tuple[str, float] | None:
    """Return a number, or the days of a duration, with the kind of measure."""
    kind = contract(term.datatype.value) if isinstance(term, ox.Literal) else ""
    if kind in _NUMBERS and _NUMERAL.fullmatch(term.value):
        return "number", float(term.value)
    length = days(term.value) if kind in _DURATIONS else None
    return None if length is None else ("days", length)


_TARGETS: Mapping[str, Callable[[ox.NamedNode], Callable[[Lookup], Collection[Term]]]] = {
    "sh:targetClass": lambda kind: lambda data: data.instances(kind),
    "sh:targetSubjectsOf": lambda predicate: lambda data: data.subjects_of(predicate),
    "sh:targetObjectsOf": lambda predicate: lambda data: data.objects_of(predicate),
}
_CONSTRAINTS: Mapping[str, tuple[str, Callable[[_Compiler, Properties, Term], Offences]]] = {
    "sh:minCount": ("sh:MinCountConstraintComponent", _min_count),
    "sh:maxCount": ("sh:MaxCountConstraintComponent", _max_count),
    "sh:hasValue": ("sh:HasValueConstraintComponent", _has_value),
    "sh:in": ("sh:InConstraintComponent", _in),
    "sh:class": ("sh:ClassConstraintComponent", _class),
    "sh:pattern": ("sh:PatternConstraintComponent", _pattern),
    "sh:minInclusive": ("sh:MinInclusiveConstraintComponent", _at_least),
    "sh:maxInclusive": ("sh:MaxInclusiveConstraintComponent", _at_most),
    "sh:lessThan": ("sh:LessThanConstraintComponent", _less_than),
    "sh:not": ("sh:NotConstraintComponent", _not),
    "sh:node": ("sh:NodeConstraintComponent", _node),
    "sh:or": ("sh:OrConstraintComponent", _or),
    "sh:qualifiedMinCount": ("sh:QualifiedMinCountConstraintComponent", _qualified),
}
_ELSEWHERE = frozenset(
    {"sh:path", "sh:property", "sh:severity", "sh:message", "sh:flags", "sh:qualifiedValueShape"}
    | {"sh:rule", *_TARGETS}
)
"""Properties of shapes that are no constraints by themselves, or are read with another."""

__all__ = ["CompiledShapes"]
