"""Terms in people's words: concepts by their labels, policies by their companies.

Queries return concepts and policies as they are, so that every engine answers alike and nothing is
lost in JSON; tables and sentences for people are put into words here, in the language asked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from graph_builder.durations import in_words
from graph_builder.namespaces import contract
from graph_builder.questions.engines import Engine
from graph_builder.questions.tables import Table, Term
from graph_builder.vocabulary import Vocabulary

_BATCH = 400
_NAMES = """
SELECT ?iri ?name ?language WHERE {{
  VALUES ?iri {{ {iris} }}
  {{ ?iri rdfs:label ?name }} UNION {{ ?iri dpv:hasDataController/dpv:hasName ?name }}
  OPTIONAL {{ ?iri schema:inLanguage ?language }}
}} ORDER BY ?iri ?name
"""


@cache
def wording() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the table of words: language, then ``columns`` or ``values``, then key."""
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))


class Labels:
    """Names for the terms of results.

    Args:
        vocabulary: names of concepts and known parties.
        engine: asked for policies and parties that only the graph knows.
        language: ``en`` or ``id``.
        known: names by IRI that need not be asked for.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        engine: Engine | None,
        language: str = "en",
        known: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.vocabulary = vocabulary
        self.engine = engine
        self.language = language
        self._known: dict[str, str] = dict(known)
        self._sought: set[str] = set()

    def column(self, name: str) -> str:
        """Return the heading of a column."""
        return wording()[self.language]["columns"].get(name, name)

    def term(self, term: Term | None) -> str:
        """Return a term in words; an unbound value is empty."""
        if term is None:
            return ""
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.Literal):
            return self.value(term.value)
        return "_:" + term.value

    def value(self, text: str) -> str:
        """Return a value that is no IRI in words: a code of the queries, or a period."""
        words = wording()[self.language]["values"]
        return words.get(text) or in_words(text, self.language) or text

    def iri(self, iri: str) -> str:
        """Return the name of a concept, party, policy or part of a policy."""
        curie = contract(iri)
        words = wording()[self.language]["values"]
        if curie in words:
            return words[curie]
        if curie in self.vocabulary.concepts or curie in self.vocabulary.entities:
            return self.vocabulary.name(curie, self.language)
        if iri in self._known:
            return self._known[iri]
        base, hash_mark, fragment = iri.partition("#")
        return fragment if hash_mark and curie == iri else _short(curie, base)

    def rows(self, table: Table) -> list[list[str]]:
        """Return a table's rows in words."""
        self.learn(term for row in table.rows for term in row)
        return [[self.term(term) for term in row] for row in table.rows]

    def learn(self, terms: Iterable[Term | None]) -> None:
        """Look up the names of the policies and parties that the vocabulary does not know."""
        if self.engine is None:
            return
        unknown = {
            t.value
            for t in terms
            if isinstance(t, ox.NamedNode)
            and "#" not in t.value
            and t.value not in self._known
            and contract(t.value) not in self.vocabulary.entities
        }
        wanted = sorted(unknown - self._sought)
        self._sought.update(wanted)
        for start in range(0, len(wanted), _BATCH):
            self._fetch(self.engine, wanted[start : start + _BATCH])

    def _fetch(self, engine: Engine, iris: Sequence[str]) -> None:
        text = _NAMES.format(iris=" ".join(str(ox.NamedNode(iri)) for iri in iris))
        for iri, name, language in engine.query(text).rows:
            key = str(getattr(iri, "value", ""))
            shown = str(getattr(name, "value", ""))
            if language is not None:
                shown = f"{shown} ({getattr(language, 'value', '')})"
            self._known.setdefault(key, shown)


def _short(curie: str, base: str) -> str:
    """Return a policy as slug and language; any other IRI by its last part, or as CURIE."""
    parts = base.rstrip("/").split("/")
    if "/policy/" in base:
        return "/".join(parts[-3:-1])
    return parts[-1] if curie == base else curie
