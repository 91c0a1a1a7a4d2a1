"""A query's result as plain rows of RDF terms, the same whichever engine answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

Term = ox.NamedNode | ox.Literal | ox.BlankNode
Row = tuple[Term | None, ...]

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; ``form`` is the query's form: ``select``, ``ask`` or ``construct``.

    ``truncated`` tells that a row limit cut the result.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    form: str = "select"
    truncated: bool = False

    def records(self) -> list[dict[str, Term | None]]:
        """Return the rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Return rows ordered by their terms, column by column, numbers by value.

    Each distinct term of a column is ranked once; the rows are then compared by whole numbers.
    """
    if not rows:
        return []
    ranked = []
    for column in zip(*rows, strict=True):
        distinct = sorted(set(column), key=_term_key)
        rank = {term: i for i, term in enumerate(distinct)}
        ranked.append([rank[term] for term in column])
    keys = list(zip(*ranked, strict=True))
    return [rows[i] for i in sorted(range(len(rows)), key=keys.__getitem__)]


def _term_key(term: Term | None) -> tuple[int, float, str]:
    if term is None:
        return (0, 0.0, "")
    if isinstance(term, ox.Literal) and "#string" not in term.datatype.value:
        try:
            return (1, float(term.value), str(term))
        except ValueError:
            pass
    return (2, 0.0, str(term))


def to_json(table: Table) -> str:
    """Return the table in the SPARQL 1.1 Query Results JSON format."""
    if table.form == "ask":
        truth = bool(table.rows) and str(getattr(table.rows[0][0], "value", "")) == "true"
        return json.dumps({"head": {}, "boolean": truth})
    bindings = [
        {name: _json_term(term) for name, term in record.items() if term is not None}
        for record in table.records()
    ]
    return json.dumps(
        {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}},
        ensure_ascii=False,
    )


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        found["datatype"] = term.datatype.value
    return found


def from_json(document: Mapping[str, Any]) -> Table:
    """Read a table from the SPARQL 1.1 Query Results JSON format.

    Raises:
        ValueError: the document is not of that format.
    """
    if "boolean" in document:
        return Table(("answer",), ((ox.Literal(bool(document["boolean"])),),), form="ask")
    try:
        columns = tuple(document["head"]["vars"])
        rows = tuple(
            tuple(_from_json_term(b[name]) if name in b else None for name in columns)
            for b in document["results"]["bindings"]
        )
    except (KeyError, TypeError) as error:
        message = f"not SPARQL results in JSON: {error}"
        raise ValueError(message) from error
    return Table(columns, rows)


def _from_json_term(value: Mapping[str, str]) -> Term:
    kind = value["type"]
    if kind == "uri":
        return ox.NamedNode(value["value"])
    if kind == "bnode":
        return ox.BlankNode(value["value"])
    if language := value.get("xml:lang"):
        return ox.Literal(value["value"], language=language)
    datatype = value.get("datatype")
    return ox.Literal(value["value"], datatype=ox.NamedNode(datatype) if datatype else None)
