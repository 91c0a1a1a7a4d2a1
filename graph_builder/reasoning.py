"""What follows from the definitions of the ontology, found by an OWL reasoner.

SPARQL follows the taxonomy; what it cannot do is put a practice into a class that is *defined* in
Turtle (``ontology/classes.ttl``), or tell that two statements exclude each other. HermiT, through
owlready2, does both.

1. Project the ontology to OWL on its own IRIs: every ``skos:broader`` becomes ``rdfs:subClassOf``,
   and the axioms (unions, restrictions, disjointness) go along. owlready2 reads N-Triples only.
2. Concepts are classes there, so the value of a practice becomes an individual of its own: ``IP
   address`` in a slot is *something that is an IP address*. A named party is an individual of its
   roles.
3. Reasoning is open-world: what a text does not say has to be stated. The one closure needed is
   ``alir:NoSafeguardStated``.
4. Practices that state the same are classified once.

Source: OWL 2 (W3C Recommendation, 2012); HermiT 1.3.8; owlready2 (Lamy 2017).
"""

from __future__ import annotations

import io
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph_builder import resources, vocabulary
from graph_builder.errors import UnsupportedError, VocabularyError
from graph_builder.namespaces import contract, expand

if TYPE_CHECKING:
    from graph_builder.vocabulary import Vocabulary

SLOTS = (
    "dpv:hasProcessing",
    "dpv:hasPersonalData",
    "dpv:hasData",
    "dpv:hasDataSource",
    "alir:obtainedFrom",
    "dpv:hasPurpose",
    "dpv:hasRecipient",
    "dpv:hasLegalBasis",
)
_AXIOMS = frozenset(
    expand(x)
    for x in (
        "rdfs:subClassOf",
        "owl:equivalentClass",
        "owl:disjointWith",
        "owl:intersectionOf",
        "owl:unionOf",
        "owl:onProperty",
        "owl:someValuesFrom",
        "rdf:first",
        "rdf:rest",
    )
)
_KINDS = frozenset(expand(x) for x in ("owl:Class", "owl:Restriction", "owl:ObjectProperty"))
_TYPE, _BROADER, _SCHEME = expand("rdf:type"), expand("skos:broader"), expand("skos:inScheme")
_SUBCLASS, _CLASS = expand("rdfs:subClassOf"), expand("owl:Class")
_POLARITIES = ("alir:AffirmedPractice", "alir:DeniedPractice")
_TRANSFER = "dpv:CrossBorderTransfer"
_MEMBER = "urn:alir:practice:"
_JOINTS = {"en": (" and ", " or "), "id": (" dan ", " atau ")}


@dataclass(frozen=True, slots=True, order=True)
class Inference:
    """A practice in a defined class: IRIs of version and practice, CURIE of the class, axiom."""

    version: str
    practice: str
    concept: str
    axiom: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a practice states, as far as definitions look at it."""

    types: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


def project(paths: Iterable[Path] | None = None) -> str:
    """Return the ontology as OWL in N-Triples.

    Raises:
        VocabularyError: a file is not Turtle.
    """
    lines: dict[str, None] = {}
    for path in paths if paths is not None else resources.files("ontology", "*.ttl"):
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                lines.update(dict.fromkeys(_owl(quad)))
        except SyntaxError as error:
            raise VocabularyError("E-VOCABULARY", f"{path}: {error}") from error
    return "\n".join(lines) + "\n"


def _owl(quad: ox.Quad) -> Iterator[str]:
    predicate, value = quad.predicate.value, quad.object
    if predicate == _BROADER:
        yield f"{quad.subject} <{_SUBCLASS}> {value} ."
    elif predicate == _SCHEME:
        yield f"{quad.subject} <{_TYPE}> <{_CLASS}> ."
    elif predicate in _AXIOMS or (
        predicate == _TYPE and isinstance(value, ox.NamedNode) and value.value in _KINDS
    ):
        yield f"{quad.subject} {quad.predicate} {value} ."


def load(triples: str) -> Any:  # noqa: ANN401 - owlready2 has no types
    """Return an owlready2 world with OWL given as N-Triples."""
    import owlready2

    world = owlready2.World()
    world.get_ontology("https://w3id.org/alir").load(fileobj=io.BytesIO(triples.encode()))
    return world


def run(world: Any) -> None:  # noqa: ANN401 - owlready2 has no types
    """Classify a world with HermiT.

    Raises:
        UnsupportedError: no Java is installed.
        VocabularyError: the statements contradict the definitions.
    """
    import owlready2

    if shutil.which("java") is None:
        raise UnsupportedError(
            "E-EXTRA",
            "reasoning needs Java, which is not installed",
            "Install a Java runtime, e.g. `apt install default-jre-headless`.",
        )
    try:
        with world.get_ontology("https://w3id.org/alir/inferred"):
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise VocabularyError("E-INCONSISTENT", "the statements contradict the ontology") from error
    wrong = sorted(contract(c.iri) for c in world.inconsistent_classes() if hasattr(c, "iri"))
    if wrong:
        raise VocabularyError("E-INCONSISTENT", f"nothing can be in the class {', '.join(wrong)}")


def defined_classes(paths: Iterable[Path] | None = None) -> tuple[str, ...]:
    """Return the CURIEs of the classes that the ontology defines, sorted."""
    chosen = paths if paths is not None else resources.files("ontology", "*.ttl")
    wanted = ox.NamedNode(expand("alir:DefinedClass"))
    return tuple(
        sorted(
            contract(q.subject.value)
            for path in chosen
            for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
            if q.object == wanted and isinstance(q.subject, ox.NamedNode)
        )
    )


def classify(graph: ox.Store, language: str = "en") -> tuple[Inference, ...]:
    """Return the defined classes that the practices of a graph fall into, sorted.

    Raises:
        UnsupportedError: no Java is installed.
        VocabularyError: the statements contradict the definitions.
    """
    groups: dict[Statement, list[tuple[str, str]]] = defaultdict(list)
    for version, practice, statement in statements(graph):
        groups[statement].append((version, practice))
    if not groups:
        return ()
    ordered = sorted(groups, key=lambda s: (s.types, s.values))
    roles = _roles(graph, vocabulary.default())
    world = load(project() + "".join(_individuals(ordered, roles)))
    axioms = {c: definition(world[expand(c)], language) for c in defined_classes()}
    run(world)
    found: list[Inference] = []
    for curie, axiom in axioms.items():
        members = {i.iri for i in world[expand(curie)].instances(world=world)}
        found += [
            Inference(version, practice, curie, axiom)
            for number, statement in enumerate(ordered)
            if f"{_MEMBER}{number}" in members
            for version, practice in groups[statement]
        ]
    return tuple(sorted(found))


def statements(graph: ox.Store) -> Iterator[tuple[str, str, Statement]]:
    """Yield version, practice and statement of every practice, in the order of their IRIs."""
    guarded = {
        q.graph_name.value
        for q in graph.quads_for_pattern(None, _node("alir:safeguard"), None)
        if isinstance(q.graph_name, ox.NamedNode)
    }
    polarities: dict[tuple[str, str], list[str]] = defaultdict(list)
    for polarity in _POLARITIES:
        for quad in graph.quads_for_pattern(None, _node("rdf:type"), _node(polarity)):
            place = getattr(quad.graph_name, "value", "")
            if isinstance(quad.subject, ox.NamedNode) and not place.endswith("#inferred"):
                polarities[place, quad.subject.value].append(polarity)
    for (version, practice), types in sorted(polarities.items()):
        values = tuple(sorted(_values(graph, practice, version)))
        transfers = any(value == _TRANSFER for _, value in values)
        if transfers and version not in guarded and not _consented(values):
            types.append("alir:NoSafeguardStated")
        yield version, practice, Statement(tuple(types), values)


def _values(graph: ox.Store, practice: str, version: str) -> Iterator[tuple[str, str]]:
    place = ox.NamedNode(version) if version else ox.DefaultGraph()
    for slot in SLOTS:
        for quad in graph.quads_for_pattern(ox.NamedNode(practice), _node(slot), None, place):
            if isinstance(quad.object, ox.NamedNode):
                yield slot, contract(quad.object.value)


def _consented(values: Iterable[tuple[str, str]]) -> bool:
    known = vocabulary.default()
    return any(
        slot == "dpv:hasLegalBasis" and known.covers("dpv:Consent", value) for slot, value in values
    )


def _roles(graph: ox.Store, known: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the role concepts of the named parties, from vocabulary and graph."""
    roles = {curie: set(entity.roles) for curie, entity in known.entities.items()}
    for quad in graph.quads_for_pattern(None, _node("rdf:type"), _node("alir:NamedParty")):
        if isinstance(quad.subject, ox.NamedNode):
            types = graph.quads_for_pattern(quad.subject, _node("rdf:type"), None)
            found = {contract(q.object.value) for q in types if isinstance(q.object, ox.NamedNode)}
            roles.setdefault(contract(quad.subject.value), set()).update(found)
    return {
        curie: tuple(sorted(r for r in given if r in known.concepts))
        for curie, given in roles.items()
    }


def _individuals(ordered: Iterable[Statement], roles: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for number, statement in enumerate(ordered):
        practice = f"<{_MEMBER}{number}>"
        for kind in statement.types:
            yield f"{practice} <{_TYPE}> <{expand(kind)}> .\n"
        for place, (slot, value) in enumerate(statement.values):
            member = f"<{_MEMBER}{number}:{place}>"
            yield f"{practice} <{expand(slot)}> {member} .\n"
            for concept in roles.get(value, (value,)):
                yield f"{member} <{_TYPE}> <{expand(concept)}> .\n"


def definition(thing: Any, language: str = "en") -> str:  # noqa: ANN401 - owlready2 has no types
    """Return the definition of a class in words, e.g. “sale of data: affirmed practice and …”."""
    return "; ".join(_words(x, language) for x in thing.equivalent_to)


def _words(expression: Any, language: str) -> str:  # noqa: ANN401 - owlready2 has no types
    import owlready2

    both, either = _JOINTS[language]
    if isinstance(expression, owlready2.And):
        return both.join(_inner(x, language) for x in expression.Classes)
    if isinstance(expression, owlready2.Or):
        return either.join(_inner(x, language) for x in expression.Classes)
    if isinstance(expression, owlready2.Restriction):
        return f"{_label(expression.property.iri, language)} {_inner(expression.value, language)}"
    return _label(expression.iri, language)


def _inner(expression: Any, language: str) -> str:  # noqa: ANN401 - owlready2 has no types
    import owlready2

    text = _words(expression, language)
    return f"({text})" if isinstance(expression, owlready2.And | owlready2.Or) else text


def _label(iri: str, language: str) -> str:
    curie = contract(iri)
    return labels().get((curie, language)) or vocabulary.default().name(curie, language)


@cache
def labels() -> dict[tuple[str, str], str]:
    """Return the names of classes, properties and imported terms by CURIE and language."""
    found: dict[tuple[str, str], str] = {}
    names = {expand("skos:prefLabel"), expand("rdfs:label")}
    for path in resources.files("ontology", "*.ttl"):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value in names and isinstance(quad.object, ox.Literal):
                key = contract(getattr(quad.subject, "value", "")), quad.object.language or ""
                found.setdefault(key, quad.object.value)
    english = {curie: text for (curie, language), text in found.items() if language == "en"}
    return {**{(curie, "id"): text for curie, text in english.items()}, **found}


def inferred(found: Iterable[Inference]) -> Iterator[ox.Quad]:
    """Yield the quads of the inferred graphs: each type, and the statement that tells its axiom."""
    for one in found:
        place = ox.NamedNode(f"{one.version}#inferred")
        practice, kind = ox.NamedNode(one.practice), _node(one.concept)
        name = f"{one.practice.rpartition('#')[2]}-{one.concept.partition(':')[2]}"
        reason = ox.NamedNode(f"{one.version}#inferred-{name}")
        yield ox.Quad(practice, _node("rdf:type"), kind, place)
        yield ox.Quad(reason, _node("rdf:type"), _node("rdf:Statement"), place)
        yield ox.Quad(reason, _node("rdf:subject"), practice, place)
        yield ox.Quad(reason, _node("rdf:predicate"), _node("rdf:type"), place)
        yield ox.Quad(reason, _node("rdf:object"), kind, place)
        yield ox.Quad(reason, _node("alir:axiom"), ox.Literal(one.axiom, language="en"), place)


@cache
def _node(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))


__all__ = ["Inference", "classify", "defined_classes", "inferred", "load", "project", "run"]
