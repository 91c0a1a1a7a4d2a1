"""Annotated policies of ``../shared`` as models, for the tests that compare with them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from graph_builder.model import (
    Contact,
    Controller,
    DurationKind,
    Modality,
    Polarity,
    PolicyVersion,
    Practice,
    Retention,
    Right,
    Span,
)

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold"

_SLOTS = {
    "operations": "operations",
    "data": "data",
    "sources": "sources",
    "from": "obtained_from",
    "purposes": "purposes",
    "recipients": "recipients",
    "bases": "bases",
}


def versions() -> Iterator[PolicyVersion]:
    """Yield every annotated document as a model; spans only where the quote is found."""
    with (GOLD / "sources.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            said = json.loads((GOLD / f"{row['doc']}.json").read_text(encoding="utf-8"))
            yield _version(row, said)


def _version(row: dict[str, str], said: dict) -> PolicyVersion:
    text = (SHARED / "policies" / row["file"]).read_text(encoding="utf-8")
    slug, language = row["doc"].rsplit(".", 1)
    return PolicyVersion(
        policy=slug,
        source=row["file"],
        source_hash=row["sha256"],
        language=language,
        text=text,
        valid=said["effective_date"] or "",
        controller=Controller(
            tuple(said["controller"]["names"][:1]),
            tuple(Contact(c["kind"], c["value"], Span(0, 0)) for c in said["contacts"]),
        ),
        practices=tuple(_practice(p, text) for p in said["practices"]),
        retention=tuple(_retention(r, text) for r in said["retention"]),
        rights=tuple(Right(r["right"], _span(text, r["quotes"])[0]) for r in said["rights"]),
    )


def _practice(said: dict, text: str) -> Practice:
    return Practice(
        Polarity(said["polarity"]),
        Modality(said["modality"]),
        evidence=_span(text, said["quotes"]),
        **{field: tuple(said[name]) for name, field in _SLOTS.items()},
    )


def _retention(said: dict, text: str) -> Retention:
    span = _span(text, said["quotes"])[0]
    kind = DurationKind(said["kind"])
    return Retention(tuple(said["data"]), kind, said["duration"] or "", "", span, span)


def _span(text: str, quotes: list[str]) -> tuple[Span, ...]:
    places = ((text.find(q), len(q)) for q in quotes)
    return tuple(sorted({Span(s, s + n) for s, n in places if s >= 0})) or (Span(0, 0),)
