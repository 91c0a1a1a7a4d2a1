"""The flow index as something a session can ask: twin queries in, tables of RDF terms out."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.errors import QueryError
from graph_builder.questions.engines import Limits
from graph_builder.questions.tables import Row, Table, Term, sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_builder.graph.flow_index import FlowIndex
    from graph_builder.questions.parameters import Terms


class IndexTables:
    """Runs the ``.sql`` twins of named queries on a flow index."""

    def __init__(self, index: FlowIndex) -> None:
        self.index = index

    def run(self, sql: str, terms: Mapping[str, Terms], limits: Limits = Limits()) -> Table:  # noqa: B008 - frozen, shared safely
        """Return the rows of a twin query, in the order that SPARQL's would have.

        Raises:
            QueryError: ``E-TIMEOUT``, the query took longer than its limit.
        """
        plain = {name: [t.value for t in values] for name, values in terms.items()}
        try:
            columns, found = self.index.select(sql, plain, limits.seconds)
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise
            raise QueryError(
                "E-TIMEOUT", f"the query took longer than {limits.seconds:g} s"
            ) from error
        rows: list[Row] = [tuple(_term(value) for value in row) for row in found]
        if "ORDER BY" not in sql:
            rows.sort(key=sort_key)
        kept = rows if limits.rows is None else rows[: limits.rows]
        return Table(columns, tuple(kept), truncated=len(kept) < len(rows))


def _term(value: object) -> Term | None:
    if value is None:
        return None
    if isinstance(value, int):
        return ox.Literal(value)
    text = str(value)
    return ox.NamedNode(text) if text.startswith(("http:", "https:", "urn:")) else ox.Literal(text)
