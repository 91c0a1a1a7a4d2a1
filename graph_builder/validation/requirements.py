"""The completeness matrix: every element of a notice, judged in four values, with its evidence.

Stated, stated but vague, denied, not found. The elements (E01-E31), their articles, their patterns
and their cue words are data: ``shapes/requirements.ttl``.

1. Ask the derived graph for the patterns in the order stated, vague, denied; the first that matches
   decides, and its earliest place in the text is the evidence.
2. Where none matches, the element is not found. The nearest candidate is the sentence with most
   distinct cue words (the first of equals), since a missed sentence looks like a missing duty.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pyoxigraph as ox

from graph_builder import resources
from graph_builder.namespaces import PREFIXES, contract
from graph_builder.validation.evidence import EvidenceIndex, Lines, Place
from graph_builder.validation.laws import ARTICLES

_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s)[^\n.!?]+)*[.!?]?")
_SHORTEST = 12


class Status(StrEnum):
    """What the text says on an element, best first."""

    STATED = "stated"
    VAGUE = "vague"
    DENIED = "denied"
    NOT_FOUND = "not-found"


_PATTERNS = (Status.STATED, Status.VAGUE, Status.DENIED)


@dataclass(frozen=True, slots=True)
class Requirement:
    """An element of a notice.

    Attributes:
        name: by language.
        articles: that ask for it, by law and language, as people cite them.
        patterns: SPARQL by status.
        cues: words of the nearest sentence.
    """

    element: str
    order: int
    name: Mapping[str, str]
    articles: Mapping[tuple[str, str], str]
    patterns: Mapping[Status, str]
    cues: re.Pattern[str]

    def __reduce__(self) -> tuple[Callable[[str], Requirement], tuple[str]]:
        """Pickle by the element: each report refers to all of them."""
        return _of_element, (self.element,)

    @property
    def law(self) -> Mapping[str, str]:
        """Return the articles by law in English."""
        return {law: text for (law, language), text in self.articles.items() if language == "en"}

    def cite(self, laws: Iterable[str], language: str) -> str:
        """Return the articles of some laws in a language; empty where none asks for it."""
        found = (
            self.articles.get((law, language)) or self.articles.get((law, "en")) for law in laws
        )
        return "; ".join(filter(None, found))


@dataclass(frozen=True, slots=True)
class Judgement:
    """An element in one version: ``place`` is the evidence, or the nearest candidate if absent."""

    requirement: Requirement
    status: Status
    place: Place | None = None


def judge(store: ox.Store, version: str, evidence: EvidenceIndex) -> tuple[Judgement, ...]:
    """Judge all elements for a version of a store whose facts have been derived."""
    candidates = Candidates(evidence.lines)
    return tuple(_judge(store, version, evidence, r, candidates) for r in requirements())


@cache
def requirements() -> tuple[Requirement, ...]:
    """Return the elements in their order."""
    found: dict[str, dict[str, list[ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    path = resources.folder("shapes") / "requirements.ttl"
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
            element = quad.subject.value.rpartition("/")[2]
            found[element][contract(quad.predicate.value)].append(quad.object)
    return tuple(sorted((_requirement(e, p) for e, p in found.items()), key=lambda r: r.order))


def _of_element(element: str) -> Requirement:
    return next(r for r in requirements() if r.element == element)


def _requirement(element: str, properties: Mapping[str, list[ox.Literal]]) -> Requirement:
    patterns = {s: properties.get(f"alir:{s}", []) for s in _PATTERNS}
    cues = sorted(re.escape(x.value) for x in properties["alir:cue"])
    return Requirement(
        element=element,
        order=int(properties["alir:order"][0].value),
        name={x.language or "en": x.value for x in properties["skos:prefLabel"]},
        articles={
            (law, x.language or "en"): x.value
            for p, law in ARTICLES.items()
            for x in properties.get(p, ())
        },
        patterns={s: x.value for s, values in patterns.items() for x in values},
        cues=re.compile(r"\b(?:" + "|".join(cues) + ")", re.IGNORECASE),
    )


def _judge(
    store: ox.Store,
    version: str,
    evidence: EvidenceIndex,
    requirement: Requirement,
    candidates: Candidates,
) -> Judgement:
    for status in _PATTERNS:
        if status in requirement.patterns:
            nodes = _match(store, version, requirement.patterns[status])
            if nodes:
                places = [p for n in nodes if (p := _place(n, evidence)) is not None]
                return Judgement(requirement, status, min(places, default=None, key=_telling))
    return Judgement(requirement, Status.NOT_FOUND, candidates.nearest([requirement]))


def _place(node: object, evidence: EvidenceIndex) -> Place | None:
    """Return where a node is stated; a literal, such as an address, where its words stand."""
    if isinstance(node, ox.Literal) and (place := evidence.words(node.value)):
        return place
    return evidence.of(_value(node))


def _telling(place: Place) -> tuple[bool, Place]:
    """Order places: sentences that say something before headings, questions and lead-ins."""
    words = place.quote.rstrip(" *_")
    opens = words.endswith((":", "?")) or (len(words) < _HEADING and not words.endswith("."))
    return opens, place


# A quote shorter than this that ends without a stop is a heading by its looks.
_HEADING = 60


def _match(store: ox.Store, version: str, pattern: str) -> list[object]:
    about = pattern.replace("$this", str(ox.NamedNode(version)))
    solutions = store.query(
        f"SELECT DISTINCT ?at WHERE {{ {about} }}",
        prefixes=dict(PREFIXES),
        use_default_graph_as_union=True,
    )
    assert isinstance(solutions, ox.QuerySolutions)
    return [s["at"] for s in solutions if s["at"] is not None]


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal) else str(term)


class Candidates:
    """Finds the sentence of a text that comes nearest to an element."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._sentences = [
            m.span() for m in _SENTENCE.finditer(lines.text) if len(m.group().strip()) >= _SHORTEST
        ]
        self._ends = [end for _, end in self._sentences]

    def nearest(self, wanted: Iterable[Requirement]) -> Place | None:
        """Return the place of the sentence with most distinct cue words, None without any.

        Cue words hold no full stop and no line break, so none reaches over the end of a sentence.
        """
        words: dict[int, set[str]] = defaultdict(set)
        for requirement in wanted:
            for cue in requirement.cues.finditer(self._lines.text):
                sentence = bisect_right(self._ends, cue.start())
                if sentence < len(self._ends) and self._sentences[sentence][0] <= cue.start():
                    words[sentence].add(cue.group().lower())
        if not words:
            return None
        start, end = self._sentences[max(words, key=lambda n: (len(words[n]), -n))]
        sentence_text = self._lines.text[start:end]
        return self._lines.place(start + len(sentence_text) - len(sentence_text.lstrip()), end)


__all__ = ["Candidates", "Judgement", "Requirement", "Status", "judge", "requirements"]
