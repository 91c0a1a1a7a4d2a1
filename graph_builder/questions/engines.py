"""Where a query runs: an Oxigraph store (on disk or in memory) or a SPARQL 1.1 endpoint.

An :class:`Engine` turns a query text into a :class:`~graph_builder.questions.tables.Table`, reading
all named graphs as one default graph. A question never writes, and reaches out only where it may:
see :mod:`~graph_builder.questions.safety`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from graph_builder.deadline import within
from graph_builder.errors import QueryError
from graph_builder.namespaces import PREFIXES
from graph_builder.questions.safety import check_safe, syntax
from graph_builder.questions.tables import Row, Table, from_json, in_order

if TYPE_CHECKING:
    from graph_builder.graph.endpoint import Endpoint

_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_PLACE = re.compile(r"at (\d+):(\d+)(?:-\d+:\d+)?:\s*(.*)", re.DOTALL)
_CONSTRUCTS = re.compile(
    r"^\s*(?:(?:PREFIX|BASE)\b[^\n]*\n\s*)*(?:CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)
_LONG = 160


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query: seconds (``None``: no bound) and rows (``None``: all).

    ``service`` allows ``SERVICE``, with which a query asks other endpoints over the network.
    """

    seconds: float | None = None
    rows: int | None = None
    service: bool = False


class Engine(Protocol):
    """Anything that answers SPARQL with a table."""

    def query(self, text: str, limits: Limits = ...) -> Table:
        """Return the result of a SELECT, ASK, CONSTRUCT or DESCRIBE query."""
        ...


def is_ordered(text: str) -> bool:
    """Tell whether the outermost query has an order of its own."""
    return bool(_ORDERED.search(syntax(text).rpartition("}")[2]))


class StoreEngine:
    """An Oxigraph store of this process.

    Args:
        store: opened by the caller; only read here.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def query(self, text: str, limits: Limits = Limits()) -> Table:
        """Run a query; malformed text is reported with line and column.

        Raises:
            QueryError: refused, malformed (``E-QUERY``) or out of time (``E-TIMEOUT``).
        """
        check_safe(text, service=limits.service)
        if limits.seconds is None:
            return self._run(text, limits.rows)
        try:  # Oxigraph frees the interpreter lock while it works
            return within(limits.seconds, lambda: self._run(text, limits.rows))
        except TimeoutError as error:
            message = f"the query took longer than {limits.seconds:g} s"
            raise QueryError("E-TIMEOUT", message) from error

    def _run(self, text: str, rows: int | None) -> Table:
        try:
            return self._table(text, rows)
        except SyntaxError as error:
            raise malformed(text, str(error)) from error
        except OSError as error:  # of a SERVICE, where one may be asked; also while rows are read
            raise QueryError("E-ENDPOINT", str(error)) from error

    def _table(self, text: str, rows: int | None) -> Table:
        result = self.store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        if isinstance(result, ox.QueryBoolean):
            return Table(("answer",), ((ox.Literal(bool(result)),),), form="ask")
        if isinstance(result, ox.QueryTriples):
            triples: Iterator[Row] = ((t.subject, t.predicate, t.object) for t in result)
            return _cut(("subject", "predicate", "object"), triples, rows, "construct", order=True)
        columns = tuple(v.value for v in result.variables)
        solutions: Iterator[Row] = (tuple(s[i] for i in range(len(columns))) for s in result)
        return _cut(columns, solutions, rows, "select", order=not is_ordered(text))


class EndpointEngine:
    """A SPARQL 1.1 endpoint whose default graph is the union of its named graphs.

    Args:
        endpoint: client of the service.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def query(self, text: str, limits: Limits = Limits()) -> Table:
        """Run a query on the endpoint; prefixes of the project need not be declared.

        Raises:
            QueryError: refused, malformed, out of time, or the endpoint failed.
        """
        check_safe(text, service=limits.service)
        full = _declared(text)
        if _CONSTRUCTS.search(syntax(text)):
            triples = self.endpoint.construct(full, limits.seconds)
            rows: Iterator[Row] = (
                (t.subject, t.predicate, t.object)  # type: ignore[misc]  # no quoted triples
                for t in triples
            )
            columns = ("subject", "predicate", "object")
            return _cut(columns, rows, limits.rows, "construct", order=True)
        try:
            table = from_json(self.endpoint.select(full, limits.seconds))
        except ValueError as error:
            raise QueryError("E-ENDPOINT", f"{self.endpoint.url}: {error}") from error
        if table.form == "ask":
            return table
        order = not is_ordered(text)
        return _cut(table.columns, iter(table.rows), limits.rows, "select", order=order)


def _declared(text: str) -> str:
    """Return a query with a PREFIX line for each prefix of the project that it only uses."""
    said = syntax(text)
    used = {p for p in PREFIXES if re.search(rf"(?<![\w-]){p}:", said)}
    own = set(re.findall(r"PREFIX\s+([\w-]*):", said, re.IGNORECASE))
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in sorted(used - own)) + text


def _cut(
    columns: tuple[str, ...], rows: Iterator[Row], limit: int | None, form: str, *, order: bool
) -> Table:
    listed = list(rows)
    if order:
        listed = in_order(listed)
    cut = listed if limit is None else list(islice(listed, limit))
    return Table(columns, tuple(cut), form, truncated=len(cut) < len(listed))


def malformed(text: str, message: str) -> QueryError:
    """Return the error for a query that does not parse: place, expectation, and the line itself."""
    found = _PLACE.search(message)
    if not found:
        return QueryError("E-QUERY", f"malformed SPARQL: {_short(message)}")
    line, column = int(found[1]), int(found[2])
    lines = text.splitlines()
    shown = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    where = f"line {line}, column {column}"
    return QueryError(
        "E-QUERY", f"malformed SPARQL at {where}: {_short(found[3])}", f"See {shown!r}."
    )


def _short(message: str) -> str:
    flat = " ".join(message.split())
    return flat if len(flat) <= _LONG else flat[:_LONG].rsplit(" ", 1)[0] + " …"
