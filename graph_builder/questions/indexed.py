"""The flow index as something a session can ask: twin queries in, tables of RDF terms out."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph_builder.errors import QueryError
from graph_builder.questions.engines import Limits, is_ordered
from graph_builder.questions.tables import Row, Table, Term, in_order
from graph_builder.questions.twins import CERTAINTY, Twin, cell, twin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph_builder.graph.flow_index import FlowIndex
    from graph_builder.questions.library import NamedQuery
    from graph_builder.questions.parameters import Terms

Said = dict[str, dict[str, bool]]
_IRIS = ("http:", "https:", "urn:")


class IndexTables:
    """Runs the ``.sql`` twins of named queries on a flow index.

    Args:
        index: in step with the graph.
        remake: called where the file turns out to be damaged in the middle of a question.
    """

    def __init__(
        self, index: FlowIndex, remake: Callable[[], FlowIndex | None] = lambda: None
    ) -> None:
        self.index = index
        self._remake = remake

    def policies(self) -> list[tuple[str, str, str, str]]:
        """Return IRI, language, source and controller's name of every version, by IRI."""
        return self.index.policies()

    def run(
        self,
        query: NamedQuery,
        terms: Mapping[str, Terms],
        limits: Limits = Limits(),  # noqa: B008 - frozen, shared safely
    ) -> Table:
        """Return the rows of a twin query, in the order that SPARQL's would have.

        Raises:
            QueryError: ``E-TIMEOUT``, the query took longer than its limit.
        """
        plain = _plain(terms)
        asked = twin(query, scoped="policy" in plain)
        if asked.columns:
            columns = asked.columns
            rows = in_order(self._terms(asked, self._select(asked.rows(), plain, limits)))
        else:
            columns, found = self._columns_and_rows(asked.body, plain, limits)
            rows = [tuple(_term(value) for value in row) for row in found]
            if not is_ordered(query.text):
                rows = in_order(rows)
        kept = rows if limits.rows is None else rows[: limits.rows]
        return Table(columns, tuple(kept), truncated=len(kept) < len(rows))

    def said(self, query: NamedQuery, terms: Mapping[str, Terms], limits: Limits) -> Said:
        """Return how each policy answers: certainties, and whether one is more than a "may"."""
        plain = _plain(terms)
        asked = twin(query, scoped="policy" in plain)
        cells = [cell(n) for (n,) in self._select(asked.cells(), plain, limits)]
        iris = self.index.iris({version for version, _, _ in cells})
        found: Said = {iri: {} for iri in sorted(iris.values())}
        for version, certainty, possible in cells:
            said = found[iris[version]]
            said[certainty] = said.get(certainty, False) or not possible
        return found

    def values(
        self,
        query: NamedQuery,
        terms: Mapping[str, Terms],
        columns: Sequence[str],
        certainties: Iterable[str],
        limits: Limits,
    ) -> dict[tuple[Term | None, ...], int]:
        """Return the values of columns and in how many policies each stands with a certainty."""
        plain: dict[str, Sequence[str | int]] = dict(_plain(terms))
        plain["certainties"] = [CERTAINTY.index(c) for c in certainties]
        asked = twin(query, scoped="policy" in plain)
        if not set(columns) & set(asked.own):
            return {}
        rows = self._select(asked.values(columns), plain, limits)
        known = self._iris(value for _, *values in rows for value in values)
        return {tuple(map(known.get, values)): count for count, *values in rows}

    def _terms(self, asked: Twin, rows: Sequence[tuple[Any, ...]]) -> list[Row]:
        """Turn rows of numbers into terms, each term made once."""
        if not rows:
            return []
        version, practice, certainty, modality, *own = zip(*rows, strict=True)
        known = self._iris(value for column in (version, modality, *own) for value in column)
        words = [ox.Literal(word) for word in CERTAINTY]
        iris = {iri: ox.NamedNode(str(iri)) for iri in set(practice)}
        by_name: dict[str, Iterable[Term | None]] = {
            "policy": map(known.get, version),
            "practice": map(iris.get, practice),
            "certainty": (words[n] for n in certainty),
            "modality": map(known.get, modality),
        }
        by_name |= {
            name: map(known.get, column) for name, column in zip(asked.own, own, strict=True)
        }
        return list(zip(*(by_name[name] for name in asked.columns), strict=True))

    def _iris(self, values: Iterable[object]) -> dict[object, Term]:
        """Return terms by number; a text stands for itself."""
        wanted = set(values) - {None}
        numbers = {v for v in wanted if isinstance(v, int)}
        known: dict[object, Term] = {v: ox.Literal(str(v)) for v in wanted - numbers}
        known |= {n: ox.NamedNode(iri) for n, iri in self.index.iris(numbers).items()}
        return known

    def _select(
        self, sql: str, terms: Mapping[str, Sequence[str | int]], limits: Limits
    ) -> list[tuple[Any, ...]]:
        return self._columns_and_rows(sql, terms, limits)[1]

    def _columns_and_rows(
        self, sql: str, terms: Mapping[str, Sequence[str | int]], limits: Limits
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        try:
            return self.index.select(sql, terms, limits.seconds)
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise
            raise QueryError(
                "E-TIMEOUT", f"the query took longer than {limits.seconds:g} s"
            ) from error
        except sqlite3.DatabaseError:
            if (index := self._remake()) is None:
                raise
            self.index = index
            return self.index.select(sql, terms, limits.seconds)


def _plain(terms: Mapping[str, Terms]) -> dict[str, list[str]]:
    return {name: [t.value for t in values] for name, values in terms.items()}


def _term(value: object) -> Term | None:
    if value is None:
        return None
    if isinstance(value, int):
        return ox.Literal(value)
    text = str(value)
    return ox.NamedNode(text) if text.startswith(_IRIS) else ox.Literal(text)
