"""Statements as CSV: a row each, for a spreadsheet.

A reviewer fills in ``verdict`` (accept, edit, reject, unsure) and changes values; names and CURIEs
are both understood when the table comes back. The columns ``quote``, ``terms``, ``read`` and
``previous`` hold JSON that a spreadsheet leaves alone.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from graph_builder.curation.concepts import find
from graph_builder.curation.plain import Plain
from graph_builder.curation.statement import FIELDS
from graph_builder.errors import DocumentError, UsageError

_PLAIN = ("id", "language", "verdict", "reviewer", "time", "reason")
_QUALITIES = ("polarity", "modality")
_TERMS = ("conditions", "exceptions", "retention")
_JSON = ("quote", "terms", "read", "previous")
COLUMNS = (*_PLAIN, "sentence", *_QUALITIES, *FIELDS, "section", "proposer", *_JSON)
_JOINT = "; "
_SECTIONS = " > "
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(entries: Iterable[Plain]) -> str:
    """Return entries as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in entries:
        writer.writerow({name: _guarded(cell) for name, cell in _row(entry).items()})
    return text.getvalue()


def read(text: str, name: str) -> Iterator[tuple[str, Plain]]:
    """Yield place and entry of each row of a CSV table called ``name``.

    Raises:
        DocumentError: ``E-REVIEW``, a column is missing or a cell is damaged.
    """
    rows = csv.DictReader(io.StringIO(text))
    missing = {"id", "verdict", "quote"} - set(rows.fieldnames or ())
    if missing:
        raise DocumentError("E-REVIEW", f"{name} has no column {', '.join(sorted(missing))}")
    for number, row in enumerate(rows, 2):
        where = f"{name}, row {number}"
        cells = {k: _unguarded(v or "") for k, v in row.items() if k}
        yield where, _entry(cells, where)


def _row(entry: Plain) -> dict[str, str]:
    shown: Plain = entry.get("says") or entry["was"]
    row = {name: str(entry.get(name, "")) for name in _PLAIN}
    row["sentence"] = " ".join(entry["quote"][-1]["exact"].split())
    row |= {name: shown.get(name, "") for name in _QUALITIES}
    row |= {name: _JOINT.join(shown.get(name, ())) for name in FIELDS}
    row["section"] = _SECTIONS.join(entry.get("section", ()))
    row["proposer"] = entry.get("proposer", "")
    row["quote"] = _json(entry["quote"])
    row["terms"] = _json({k: shown[k] for k in _TERMS if k in shown})
    row["read"] = _json(entry.get("was", {}))
    row["previous"] = _json(entry.get("previous", {}))
    return row


def _entry(row: dict[str, str], where: str) -> Plain:
    loaded = {name: _loaded(row, name, where) for name in _JSON}
    shown = {name: row.get(name, "") for name in _QUALITIES}
    values = {name: _values(row.get(name, ""), name, where) for name in FIELDS}
    content = {k: v for k, v in (shown | values | (loaded["terms"] or {})).items() if v}
    entry: Plain = {name: row.get(name, "") for name in (*_PLAIN, "proposer")}
    entry["section"] = [s for s in row.get("section", "").split(_SECTIONS) if s]
    entry |= {"quote": loaded["quote"], "previous": loaded["previous"]}
    stands = entry["verdict"] in {"accept", "edit", "add"}
    if stands:
        entry["says"] = content
    if entry["verdict"] != "add":
        entry["was"] = loaded["read"] or content
    return {k: v for k, v in entry.items() if v}


def _values(cell: str, field: str, where: str) -> list[str]:
    try:
        return [find(name, field) for name in cell.split(_JOINT.strip()) if name.strip()]
    except UsageError as error:
        raise DocumentError("E-REVIEW", f"{where}: {error.message}", error.hint) from error


def _loaded(row: dict[str, str], name: str, where: str) -> Any:  # noqa: ANN401 - what JSON holds
    try:
        return json.loads(row.get(name) or "null")
    except ValueError as error:
        raise DocumentError("E-REVIEW", f"{where}, {name}: {error}") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _guarded(cell: str) -> str:
    """Keep a spreadsheet from running a cell that begins like a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


__all__ = ["COLUMNS", "read", "write"]
