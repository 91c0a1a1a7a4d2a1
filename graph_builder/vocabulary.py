"""The bilingual vocabulary as plain data, read from the Turtle files of ``ontology/``.

This is the only reader of the ontology for everything that is not RDF itself: extraction takes its
lexicon from here, questions their names, views their labels. A concept added to the Turtle is known
everywhere at the next start; nothing is generated or cached on disk.

1. Parse every Turtle file under ``ontology/`` with pyoxigraph (about 0.1 s for the lot).
2. A subject with ``skos:inScheme`` one of :data:`SCHEMES` is a concept of that kind.
3. Labels: ``skos:prefLabel`` names it, ``skos:altLabel`` and ``skos:hiddenLabel`` are further words
   for it, ``alir:contextualLabel`` are words that mean it only beside others of its kind. A word
   that is both (the name of ``pd:Name`` is “name”) stays its name, and triggers it in context only.
4. Individuals of ``ontology/entities.ttl`` (``alir:NamedParty``) become :class:`Entity`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph_builder import durations, resources
from graph_builder.errors import VocabularyError
from graph_builder.namespaces import contract, expand

SCHEMES: Mapping[str, str] = {
    "alir:DataScheme": "data",
    "alir:RecipientScheme": "recipient",
    "alir:SourceScheme": "source",
    "alir:CollectionMethodScheme": "method",
    "alir:OperationScheme": "operation",
    "alir:PurposeScheme": "purpose",
    "alir:LegalBasisScheme": "basis",
    "alir:RightScheme": "right",
    "alir:ModalityScheme": "modality",
    "alir:ConditionScheme": "condition",
    "alir:DurationKindScheme": "duration-kind",
    "alir:EventScheme": "event",
    "alir:ProvisionScheme": "provision",
    "alir:MeasureScheme": "measure",
    "alir:TimingScheme": "timing",
}

_LABELS = {
    "skos:prefLabel": "preferred",
    "skos:altLabel": "alternative",
    "skos:hiddenLabel": "hidden",
    "alir:contextualLabel": "contextual",
}

# Only these properties are of use here; looking no further keeps a start under 0.1 s.
_READ = {
    expand(name): name
    for name in (
        *_LABELS,
        "rdf:type",
        "skos:inScheme",
        "skos:broader",
        "skos:definition",
        "dct:source",
        "alir:country",
    )
}


@dataclass(frozen=True, slots=True)
class Label:
    """One wording of a concept: its text, its language tag, how it was given."""

    text: str
    language: str
    sort: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one kind with its place in the taxonomy and its words.

    ``broader`` are the direct parents; ``names`` and ``definition`` are by language. ``labels`` are
    the wordings that trigger the concept, each once: a contextual word stands there as such even
    where it is the name too.
    """

    curie: str
    kind: str
    broader: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    definition: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str = "en") -> str:
        """Return the preferred label in a language, else the English one, else the local name."""
        return self.names.get(language) or self.names.get("en") or self.curie.split(":")[-1]


@dataclass(frozen=True, slots=True)
class Entity:
    """A company or body that policies name: ``curie`` (``ent:…`` or ``idp:…``), roles, country."""

    curie: str
    labels: tuple[Label, ...]
    roles: tuple[str, ...]
    country: str = ""

    def name(self, language: str = "en") -> str:
        """Return the preferred label; a name without language tag serves every language."""
        preferred = {x.language: x.text for x in self.labels if x.sort == "preferred"}
        return preferred.get(language) or preferred.get("") or preferred.get("en") or self.curie


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts and entities by CURIE, with the closure of the taxonomy."""

    concepts: Mapping[str, Concept]
    entities: Mapping[str, Entity]

    def of_kind(self, kind: str) -> Iterator[Concept]:
        """Yield the concepts of a kind, in the order of their CURIEs."""
        return (c for c in self.concepts.values() if c.kind == kind)

    def ancestors(self, curie: str) -> frozenset[str]:
        """Return every concept broader than this one, itself not included."""
        seen: set[str] = set()
        waiting = list(self.concepts[curie].broader) if curie in self.concepts else []
        while waiting:
            parent = waiting.pop()
            if parent not in seen:
                seen.add(parent)
                waiting.extend(self.concepts[parent].broader if parent in self.concepts else ())
        return frozenset(seen)

    def covers(self, broad: str, narrow: str) -> bool:
        """Tell whether ``broad`` is ``narrow`` or stands above it."""
        return broad == narrow or broad in self.ancestors(narrow)

    def called(self, text: str, kind: str) -> tuple[str, ...]:
        """Return the concepts of a kind that have exactly this label, in whatever case."""
        wanted = text.casefold()
        return tuple(
            concept.curie
            for concept in self.of_kind(kind)
            if any(label.text.casefold() == wanted for label in concept.labels)
        )

    def name(self, curie: str, language: str = "en") -> str:
        """Return the name of a concept or entity; unknown CURIEs come back as they are."""
        known = self.concepts.get(curie) or self.entities.get(curie)
        return known.name(language) if known else curie

    def in_words(self, value: str, language: str) -> str:
        """Return an IRI, CURIE, duration or other value as people say it.

        >>> default().in_words("P5Y", "id"), default().in_words("13", "en")
        ('5 tahun', '13')
        """
        curie = contract(value)
        known = self.concepts.get(curie) or self.entities.get(curie)
        if known:
            return known.name(language)
        return durations.in_words(value, language) or (
            curie.partition(":")[2] if curie != value else value
        )


def read(paths: Iterable[Path]) -> Vocabulary:
    """Read the vocabulary from Turtle files.

    Raises:
        VocabularyError: a file is not Turtle.
    """
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for path in paths:
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                name = _READ.get(quad.predicate.value)
                if name and not isinstance(quad.subject, ox.BlankNode):
                    values = found.setdefault(quad.subject.value, {})
                    values.setdefault(name, []).append(quad.object)
        except SyntaxError as error:
            raise VocabularyError("E-VOCABULARY", f"{path}: {error}") from error
    things = sorted((contract(iri), values) for iri, values in found.items())
    concepts = {curie: c for curie, values in things if (c := _concept(curie, values))}
    entities = {curie: e for curie, values in things if (e := _entity(curie, values))}
    return Vocabulary(concepts, entities)


@cache
def default() -> Vocabulary:
    """Return the shipped vocabulary, read once per process."""
    return read(resources.files("ontology", "*.ttl"))


def _concept(curie: str, values: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> Concept | None:
    kinds = [SCHEMES[x] for x in _curies(values, "skos:inScheme") if x in SCHEMES]
    if not kinds:
        return None
    return Concept(
        curie=curie,
        kind=kinds[0],
        broader=tuple(sorted(set(_curies(values, "skos:broader")))),
        labels=_labels(values),
        definition={
            x.language or "": x.value
            for x in values.get("skos:definition", ())
            if isinstance(x, ox.Literal)
        },
        sources=tuple(sorted(x.value for x in values.get("dct:source", ()))),
        names={
            x.language or "": x.value
            for x in values.get("skos:prefLabel", ())
            if isinstance(x, ox.Literal)
        },
    )


def _entity(curie: str, values: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> Entity | None:
    types = _curies(values, "rdf:type")
    if "alir:NamedParty" not in types:
        return None
    country = _curies(values, "alir:country")
    return Entity(
        curie=curie,
        labels=_labels(values),
        roles=tuple(sorted(t for t in set(types) if t != "alir:NamedParty" and ":" in t)),
        country=country[0] if country else "",
    )


def _curies(values: Mapping[str, list[ox.NamedNode | ox.Literal]], name: str) -> list[str]:
    return [contract(x.value) for x in values.get(name, ()) if isinstance(x, ox.NamedNode)]


def _labels(values: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> tuple[Label, ...]:
    sorts: dict[tuple[str, str], str] = {}
    for name, sort in _LABELS.items():
        for x in values.get(name, ()):
            if isinstance(x, ox.Literal):
                sorts[x.value, x.language or ""] = sort
    ordered = sorted((sort, language, text) for (text, language), sort in sorts.items())
    return tuple(Label(text, language, sort) for sort, language, text in ordered)


__all__ = ["SCHEMES", "Concept", "Entity", "Label", "Vocabulary", "default", "read"]
