"""The page of the vocabulary: its trees, and what every concept means and is called.

1. The trees of both languages (:mod:`graph_builder.ontology.tree`) become one record a concept:
   names, definitions, wordings by language and sort, sources, the concepts below.
2. Named companies and bodies get a record each; their roles are the concepts above them.
3. The articles that the legal modules match with a concept come with their duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph_builder import reasoning
from graph_builder.namespaces import contract, expand
from graph_builder.ontology.describe import describe
from graph_builder.ontology.tree import Branch, tree
from graph_builder.views.data import Json
from graph_builder.views.page import ALONE, Content, Place, fill, static
from graph_builder.vocabulary import Entity, Label, Vocabulary

_LANGUAGES = ("en", "id")
_PARTY = "party"
_SORTS = ("alternative", "contextual", "hidden")


def page_data(vocabulary: Vocabulary) -> Json:
    """Return ``schemes`` (kind and the roots of its tree) and ``terms`` by CURIE.

    A term has ``k`` its kind, ``iri``, ``n`` names, ``d`` definitions and ``w`` wordings (each in
    English and Indonesian, wordings by sort), ``up``, ``down``, ``src`` sources and ``law``.
    """
    schemes, terms = [], {}
    for both in zip(*(tree(vocabulary, x) for x in _LANGUAGES), strict=True):
        kind = both[0].kind
        schemes.append({"kind": kind, "roots": [b.curie for b in both[0].branches]})
        known = [{b.curie: b for b in _walk(scheme.branches)} for scheme in both]
        for curie in known[0]:
            terms[curie] = _concept(vocabulary, kind, [k[curie] for k in known])
    for entity in vocabulary.entities.values():
        terms[entity.curie] = _entity(vocabulary, entity)
    schemes.append({"kind": _PARTY, "roots": list(vocabulary.entities)})
    return {"schemes": schemes, "terms": terms}


def render(vocabulary: Vocabulary, place: Place = ALONE) -> str:
    """Return the page; in it ``#concept=alir:AdNetwork`` is the address of a concept."""
    data = {**page_data(vocabulary), "views": place.address("views")}
    scripts = [static("base.js") + static("vocabulary.js")]
    content = Content(data, scripts, [static("vocabulary.css")], "vocabulary")
    return fill("vocabulary.html", content, place)


def _walk(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _walk(branch.below)


def _concept(vocabulary: Vocabulary, kind: str, spoken: Sequence[Branch]) -> dict[str, Any]:
    """Return the record of a concept, of which there is a branch in each language."""
    first = spoken[0]
    return {
        "k": kind,
        "iri": expand(first.curie),
        "n": [b.name for b in spoken],
        "d": [b.definition for b in spoken],
        "w": [
            _sorted(zip(_SORTS, (b.synonyms, b.contextual, b.hidden), strict=True)) for b in spoken
        ],
        "up": list(vocabulary.concepts[first.curie].broader),
        "down": [b.curie for b in first.below],
        "src": [_source(s) for s in first.sources],
        "law": _laws(vocabulary, first.curie),
    }


def _entity(vocabulary: Vocabulary, entity: Entity) -> dict[str, Any]:
    described = [describe(vocabulary, entity.curie, x) for x in _LANGUAGES]
    return {
        "k": _PARTY,
        "iri": expand(entity.curie),
        "n": [entity.name(x) for x in _LANGUAGES],
        "d": [d.definition if d else "" for d in described],
        "w": [_sorted((s, _texts(entity.labels, x, s)) for s in _SORTS) for x in _LANGUAGES],
        "up": list(entity.roles),
        "down": [],
        "src": [],
        "law": _laws(vocabulary, entity.curie),
        "country": entity.country.partition(":")[2],
    }


def _texts(labels: Iterable[Label], language: str, sort: str) -> tuple[str, ...]:
    """Return wordings of a sort; one without language tag serves both."""
    return tuple(x.text for x in labels if x.sort == sort and x.language in {language, ""})


def _sorted(words: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    return {sort: list(found) for sort, found in words if found}


def _source(source: str) -> list[str]:
    """Return what names a source (or its own words), and its address if it has one."""
    curie = contract(source)
    named = [reasoning.labels().get((curie, x), curie) for x in _LANGUAGES]
    return [*named, expand(curie) if ":" in curie and " " not in curie else ""]


def _laws(vocabulary: Vocabulary, curie: str) -> list[dict[str, Any]]:
    spoken = [d.laws for x in _LANGUAGES if (d := describe(vocabulary, curie, x))]
    return [
        {"c": both[0].curie, "n": [x.name for x in both], "d": [x.duty for x in both]}
        for both in zip(*spoken, strict=True)
    ]


__all__ = ["page_data", "render"]
