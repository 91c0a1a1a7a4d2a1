"""One graph, ready to be questioned: engine, flow index, vocabulary and the policies it holds.

A :class:`Session` is what the command line, the Python API and the server ask. It runs named
queries
with parameters given in words, and answers from the flow index where the query has a twin there and
the index is in step with the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import pyoxigraph as ox

from graph_builder.questions.engines import Engine, Limits
from graph_builder.questions.labels import Labels, wording
from graph_builder.questions.library import NamedQuery, named
from graph_builder.questions.names import NameIndex, fold
from graph_builder.questions.parameters import Terms, bind, check_names, resolve
from graph_builder.questions.tables import Row, Table, Term

_POLICIES = """
SELECT ?policy ?language ?source (MIN(?named) AS ?name) WHERE {
  ?policy a alir:PolicyVersion .
  OPTIONAL { ?policy schema:inLanguage ?language }
  OPTIONAL { ?policy dct:source ?source }
  OPTIONAL { ?policy dpv:hasDataController/dpv:hasName ?named }
} GROUP BY ?policy ?language ?source ORDER BY ?policy
"""
_REPLACED = """
SELECT DISTINCT ?old WHERE {
  ?new dct:replaces ?old ; a alir:PolicyVersion ; schema:inLanguage ?language .
  ?old schema:inLanguage ?language .
  ?notice dct:hasVersion ?new, ?old
}
"""
# Words of company names that tell no company from another.
_LEGAL_FORMS = frozenset(
    [
        "pt",
        "tbk",
        "cv",
        "ltd",
        "inc",
        "llc",
        "persero",
        "co",
        "limited",
        "corporation",
        "corp",
        "gmbh",
        "plc",
    ]
)


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """A policy version of the graph: IRI, language, source file, controller's name."""

    iri: str
    language: str
    source: str
    name: str

    @property
    def title(self) -> str:
        """Return the company (or the source) and the language."""
        return f"{self.name or self.source or self.iri} ({self.language})"

    @property
    def slug(self) -> str:
        """Return the short name of the policy in its IRI."""
        parts = self.iri.rstrip("/").split("/")
        return parts[-3] if "/policy/" in self.iri else parts[-1].split(".")[0]

    @property
    def label(self) -> str:
        """Return the company and, where it is known, the language."""
        return f"{self.name} ({self.language})" if self.language else self.name


class FlowTables(Protocol):
    """What a session needs of the flow index; see ``indexed.py``."""

    def policies(self) -> list[tuple[str, str, str, str]]:
        """Return IRI, language, source and name of every policy version."""
        ...

    def run(self, query: NamedQuery, terms: Mapping[str, Terms], limits: Limits = ...) -> Table:
        """Return the rows of a twin query."""
        ...

    def said(
        self, query: NamedQuery, terms: Mapping[str, Terms], limits: Limits
    ) -> dict[str, dict[str, bool]]:
        """Return how each policy answers."""
        ...

    def values(
        self,
        query: NamedQuery,
        terms: Mapping[str, Terms],
        columns: Sequence[str],
        certainties: Iterable[str],
        limits: Limits,
    ) -> dict[tuple[Term | None, ...], int]:
        """Return in how many policies the values of columns stand."""
        ...


class Session:
    """A graph with everything that questions need.

    Args:
        engine: runs SPARQL.
        names: the vocabulary by label.
        index: the flow index in step with the graph, or ``None``.
        limits: bounds of every query run.
    """

    def __init__(
        self,
        engine: Engine,
        names: NameIndex,
        index: FlowTables | None = None,
        limits: Limits = Limits(),  # noqa: B008 - frozen, shared safely
    ) -> None:
        self.engine = engine
        self.names = names
        self.index = index
        self.limits = limits
        self._labels: dict[str, Labels] = {}

    @cached_property
    def policies(self) -> tuple[PolicyRef, ...]:
        """The policy versions of the graph, in the order of their IRIs."""
        if self.index is not None:
            return tuple(PolicyRef(*row) for row in self.index.policies())
        return tuple(
            PolicyRef(*(str(getattr(term, "value", "")) for term in row))
            for row in self.engine.query(_POLICIES).rows
        )

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The versions that a later version of the same notice has replaced (``alir watch``)."""
        found = self.engine.query(_REPLACED).rows
        return frozenset(str(getattr(old, "value", "")) for (old,) in found)

    def current(self, terms: Mapping[str, Terms]) -> Terms:
        """Return the policies that a question is about: not what has been replaced since.

        Nothing is returned, which stands for every policy, where the graph holds no history. Who
        names replaced versions alone means them.
        """
        named_ones = terms.get("policy", ())
        if not self.replaced:
            return named_ones
        asked = named_ones or [ox.NamedNode(p.iri) for p in self.policies]
        return tuple(t for t in asked if t.value not in self.replaced) or named_ones

    def find_policies(self, text: str) -> tuple[str, ...]:
        """Return the IRIs of the policy versions that a company, policy or file name means."""
        wanted = _name_words(text)
        if not wanted:
            return ()
        exact = [p for p in self.policies if wanted in (_name_words(p.name), _slug_words(p))]
        within = [p for p in self.policies if wanted <= _name_words(p.name) | _slug_words(p)]
        return tuple(p.iri for p in exact or within)

    def policy_spans(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield where folded ``words`` name a policy: start and end."""
        for start in range(len(words)):
            held: frozenset[int] | None = None
            for end, word in enumerate(words[start:], start + 1):
                if word in _LEGAL_FORMS:
                    continue
                known = self._named_by.get(word, frozenset())
                held = known if held is None else held & known
                if not held:
                    break
                yield start, end

    @cached_property
    def _named_by(self) -> Mapping[str, frozenset[int]]:
        """The policies, by position, that each word of a name can mean."""
        found: dict[str, set[int]] = defaultdict(set)
        for i, policy in enumerate(self.policies):
            for word in _name_words(policy.name) | _slug_words(policy):
                found[word].add(i)
        return {word: frozenset(which) for word, which in found.items()}

    def terms(self, query: NamedQuery, values: Mapping[str, str]) -> dict[str, Terms]:
        """Return parameter values as terms, each looked up by the kind of its parameter.

        Raises:
            UsageError: a parameter is unknown, or a value is unknown or ambiguous.
        """
        check_names(query, values)
        kinds = {p.name: p for p in query.parameters}
        return {
            name: resolve(kinds[name], value, self.names, self.find_policies)
            if name in kinds
            else _untyped(name, value, query, self.names)
            for name, value in values.items()
        }

    def run(self, query: NamedQuery | str, values: Mapping[str, str] | None = None) -> Table:
        """Run a query with parameter values in words.

        Raises:
            QueryError: unknown, malformed, refused or out of time.
            UsageError: a parameter or its value is unknown.
        """
        found = named(query) if isinstance(query, str) else query
        return self.run_terms(found, self.terms(found, values or {}))

    def run_terms(self, query: NamedQuery, terms: Mapping[str, Terms]) -> Table:
        """Run a query with parameter values as terms."""
        if not query.not_found:
            return self.rows(query, terms, self.limits)
        table = self.rows(query, terms, replace(self.limits, rows=None))
        return self._completed(table, terms)

    def rows(self, query: NamedQuery, terms: Mapping[str, Terms], limits: Limits) -> Table:
        """Return the rows that a query itself gives, without those for silent policies."""
        text = bind(query, terms)
        if self.index is not None and query.sql:
            return self.index.run(query, terms, limits)
        return self.engine.query(text, limits)

    def silent(self, terms: Mapping[str, Terms], heard: Collection[str]) -> list[str]:
        """Return the policies in question that are not among those heard."""
        asked = [t.value for t in terms.get("policy", ())] or [p.iri for p in self.policies]
        return [policy for policy in asked if policy not in heard]

    def _completed(self, table: Table, terms: Mapping[str, Terms]) -> Table:
        """Add a row for every policy in question that has none, and cut to the row limit."""
        place = table.columns.index("policy")
        heard = {getattr(row[place], "value", "") for row in table.rows}
        rows = (*table.rows, *not_found(table.columns, self.silent(terms, heard)))
        kept = rows[: self.limits.rows]
        return Table(table.columns, kept, table.form, truncated=len(kept) < len(rows))

    def labels(self, language: str = "en") -> Labels:
        """Return names for terms in a language."""
        if language not in self._labels:
            known = {p.iri: p.label for p in self.policies if p.name} if self.index else {}
            old = wording()[language]["values"]["replaced"]
            known |= {p.iri: f"{p.label}, {old}" for p in self.policies if p.iri in self.replaced}
            self._labels[language] = Labels(self.names.vocabulary, self.engine, language, known)
        return self._labels[language]


def not_found(columns: Sequence[str], policies: Iterable[str]) -> Iterator[Row]:
    """Yield a row that says so for each policy without a statement."""
    word = ox.Literal("not-found")
    for policy in policies:
        said: dict[str, Term] = {"policy": ox.NamedNode(policy), "certainty": word}
        yield tuple(said.get(column) for column in columns)


def _untyped(name: str, value: str, query: NamedQuery, names: NameIndex) -> Terms:
    from graph_builder.questions.library import Parameter

    if f"?{name}" not in query.text:
        # There is no such parameter, whatever its value; binding says so.
        return (ox.Literal(value),)
    return resolve(Parameter("value", "any"), value, names)


def _name_words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - _LEGAL_FORMS


def _slug_words(policy: PolicyRef) -> frozenset[str]:
    return _name_words(policy.slug)
