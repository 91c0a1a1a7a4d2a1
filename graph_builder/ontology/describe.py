"""What a term of the vocabulary or the law means, where it sits, which law and words are its.

``alir explain TERM`` shows this. Links to law are the matches that the legal modules declare
(``skos:exactMatch``, ``closeMatch``, ``narrowMatch``) and the sources that a concept names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from graph_builder import reasoning, resources
from graph_builder.namespaces import contract, expand
from graph_builder.vocabulary import SCHEMES, Concept, Entity, Vocabulary

_MATCHES = frozenset(
    expand(x) for x in ("skos:exactMatch", "skos:closeMatch", "skos:narrowMatch", "dct:source")
)
_PROVISION = expand("alir:LegalProvision")
_DUTY, _DEFINITION, _TYPE = expand("alir:duty"), expand("skos:definition"), expand("rdf:type")
_STATUS, _SYNONYM, _PART = expand("alir:status"), expand("skos:altLabel"), expand("alir:partOf")


@dataclass(frozen=True, slots=True)
class Law:
    """A provision of law: CURIE, name, and what it asks for, in one language."""

    curie: str
    name: str
    duty: str


@dataclass(frozen=True, slots=True)
class Description:
    """Everything that the ontology says of a term, in one language.

    Attributes:
        curie: the term.
        kind: a kind of concept, ``scheme`` for such a kind itself, ``entity`` for a
            named party, ``class`` for a defined class, ``law`` for a law or an article of one.
        name: the name for people.
        definition: what it means; of an article what it asks for, of a law whether it is in force.
        above: chains of names from the term's parent upwards.
        below: names of the direct children.
        words: what triggers it in a text, by sort (``preferred``, ``alternative``, ``hidden``,
            ``contextual``).
        laws: provisions that are about it.
        about: of an article, the names of the concepts that it is about.
        axiom: for a class, its definition in terms of what practices state.
    """

    curie: str
    kind: str
    name: str
    definition: str = ""
    above: tuple[tuple[str, ...], ...] = ()
    below: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    laws: tuple[Law, ...] = ()
    about: tuple[str, ...] = ()
    axiom: str = ""


def describe(vocabulary: Vocabulary, curie: str, language: str = "en") -> Description | None:
    """Return the description of a term of any kind, else ``None``."""
    if curie in SCHEMES:
        return _scheme(vocabulary, curie, language)
    if concept := vocabulary.concepts.get(curie):
        return _concept(vocabulary, concept, language)
    if entity := vocabulary.entities.get(curie):
        return _entity(vocabulary, entity, language)
    if expand(curie) in _provisions():
        return _law(vocabulary, curie, language)
    return _class(curie, language) if curie in reasoning.defined_classes() else None


def find_law(text: str) -> str:
    """Return the CURIE of the law or article with this name, in any language, or nothing."""
    wanted = text.casefold()
    for curie in sorted(contract(x) for x in _provisions()):
        named = {reasoning.labels().get((curie, x), "").casefold() for x in ("en", "id")}
        if wanted in named | {curie.casefold(), *(x.casefold() for x in _synonyms(curie))}:
            return curie
    return ""


def find_scheme(text: str) -> str:
    """Return the CURIE of the kind of concept with this name ("purposes"), in any language."""
    wanted = text.casefold()
    for curie in SCHEMES:
        named = {reasoning.labels().get((curie, x), "").casefold() for x in ("en", "id")}
        if wanted in named | {curie.casefold(), *(x.casefold() for x in _synonyms(curie))}:
            return curie
    return ""


def find_class(text: str) -> str:
    """Return the CURIE of the defined class with this name, in any language, or nothing."""
    names = reasoning.labels()
    wanted = text.casefold()
    for curie in reasoning.defined_classes():
        known = {names.get((curie, x), "").casefold() for x in ("en", "id")}
        if wanted in known | {curie.casefold(), curie.partition(":")[2].casefold()}:
            return curie
    return ""


def _concept(vocabulary: Vocabulary, concept: Concept, language: str) -> Description:
    sorts = ("preferred", "alternative", "contextual", "hidden")
    return Description(
        curie=concept.curie,
        kind=concept.kind,
        name=concept.name(language),
        definition=concept.definition.get(language, ""),
        above=tuple(_chains(vocabulary, concept.curie, language)),
        below=tuple(
            sorted(
                c.name(language) for c in vocabulary.concepts.values() if concept.curie in c.broader
            )
        ),
        words=tuple(
            (sort, found)
            for sort in sorts
            if (
                found := tuple(
                    x.text for x in concept.labels if (x.sort, x.language) == (sort, language)
                )
            )
        ),
        laws=_laws(concept.curie, language),
    )


def _scheme(vocabulary: Vocabulary, curie: str, language: str) -> Description:
    """Return what a kind of concept is, with the concepts of it that no other stands above."""
    tops = (c for c in vocabulary.concepts.values() if c.kind == SCHEMES[curie] and not c.broader)
    return Description(
        curie=curie,
        kind="scheme",
        name=reasoning.labels().get((curie, language), curie),
        definition=_literal(curie, _DEFINITION, language),
        below=tuple(sorted(c.name(language) for c in tops)),
        words=(("alternative", found),) if (found := _synonyms(curie, language)) else (),
    )


def _entity(vocabulary: Vocabulary, entity: Entity, language: str) -> Description:
    aliases = tuple(sorted({x.text for x in entity.labels} - {entity.name(language)}))
    return Description(
        curie=entity.curie,
        kind="entity",
        name=entity.name(language),
        definition=_literal(entity.curie, _DEFINITION, language),
        above=tuple((vocabulary.name(r, language),) for r in entity.roles),
        words=(("alternative", aliases),) if aliases else (),
        laws=_laws(entity.curie, language),
    )


def _law(vocabulary: Vocabulary, curie: str, language: str) -> Description:
    names, matched = reasoning.labels(), _matches().get(expand(curie), set())
    parts = {contract(x) for x in _parts().get(expand(curie), ())}
    whole = (x for x in _provisions() if expand(curie) in _parts().get(x, ()))
    return Description(
        curie=curie,
        kind="law",
        name=names.get((curie, language), curie),
        definition=_literal(curie, _DUTY, language) or _literal(curie, _STATUS, language),
        above=tuple((names.get((contract(x), language), contract(x)),) for x in sorted(whole)),
        below=tuple(names.get((x, language), x) for x in _by_number(parts)),
        words=(("alternative", found),) if (found := _synonyms(curie)) else (),
        about=tuple(
            sorted(
                vocabulary.name(x, language)
                for x in map(contract, matched)
                if x in vocabulary.concepts
            )
        ),
    )


def _by_number(curies: Iterable[str]) -> list[str]:
    """Return articles as a law counts them: A2 stands before A10."""
    return sorted(curies, key=lambda x: [int(n) for n in re.findall(r"\d+", x)])


def _class(curie: str, language: str) -> Description:
    world = reasoning.load(reasoning.project())
    return Description(
        curie=curie,
        kind="class",
        name=reasoning.labels().get((curie, language), curie),
        definition=_literal(curie, _DEFINITION, language),
        laws=_laws(curie, language),
        axiom=reasoning.definition(world[expand(curie)], language),
    )


def _chains(vocabulary: Vocabulary, curie: str, language: str) -> Iterator[tuple[str, ...]]:
    for parent in vocabulary.concepts[curie].broader:
        name = vocabulary.name(parent, language)
        higher = (
            list(_chains(vocabulary, parent, language)) if parent in vocabulary.concepts else []
        )
        yield from ((name, *chain) for chain in higher or [()])


def _laws(curie: str, language: str) -> tuple[Law, ...]:
    found: set[str] = _matches().get(expand(curie), set())
    provisions = _provisions()
    return tuple(
        Law(c, reasoning.labels().get((c, language), c), _literal(c, _DUTY, language))
        for c in sorted(contract(x) for x in found if x in provisions)
    )


@cache
def _matches() -> dict[str, set[str]]:
    """Return for each IRI those that it is matched with, in either direction."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quad in _legal():
        if quad.predicate.value in _MATCHES and isinstance(quad.subject, ox.NamedNode):
            one, other = quad.subject.value, str(getattr(quad.object, "value", ""))
            found[one].add(other)
            found[other].add(one)
    return dict(found)


@cache
def _provisions() -> frozenset[str]:
    law = {_PROVISION, expand("dpv:Law")}
    return frozenset(
        quad.subject.value
        for quad in _legal()
        if quad.predicate.value == _TYPE
        and isinstance(quad.subject, ox.NamedNode)
        and getattr(quad.object, "value", "") in law
    )


@cache
def _parts() -> dict[str, frozenset[str]]:
    """Return for each law the IRIs of its articles."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quad in _legal():
        if quad.predicate.value == _PART and isinstance(quad.object, ox.NamedNode):
            found[quad.object.value].add(str(getattr(quad.subject, "value", "")))
    return {law: frozenset(parts) for law, parts in found.items()}


def _synonyms(curie: str, language: str = "") -> tuple[str, ...]:
    """Return the other names of a law or scheme, in both languages unless one is given."""
    iri = expand(curie)
    return tuple(
        sorted(
            quad.object.value
            for quad in _legal()
            if quad.predicate.value == _SYNONYM
            and getattr(quad.subject, "value", "") == iri
            and isinstance(quad.object, ox.Literal)
            and (not language or quad.object.language == language)
        )
    )


def _literal(curie: str, predicate: str, language: str) -> str:
    texts = _literals().get((expand(curie), predicate), {})
    return texts.get(language) or texts.get("en") or ""


@cache
def _literals() -> dict[tuple[str, str], dict[str | None, str]]:
    """Return the texts by language of each IRI and predicate."""
    found: defaultdict[tuple[str, str], dict[str | None, str]] = defaultdict(dict)
    for quad in _legal():
        if isinstance(quad.object, ox.Literal):
            iri = str(getattr(quad.subject, "value", ""))
            found[iri, quad.predicate.value][quad.object.language] = quad.object.value
    return dict(found)


@cache
def _legal() -> tuple[ox.Quad, ...]:
    """Return the statements that link terms to law, or define them outside the schemes."""
    wanted = _MATCHES | {_TYPE, _DUTY, _DEFINITION, _STATUS, _SYNONYM, _PART}
    return tuple(
        quad
        for path in resources.files("ontology", "*.ttl")
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value in wanted
    )


__all__ = ["Description", "Law", "describe", "find_class", "find_law", "find_scheme"]
