"""Decisions as plain data and back: the shape that the review file and the exchange formats share.

Fields that are empty are left out. Reading checks everything that a hand may have got wrong and
tells the entry and the field (``E-REVIEW``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from graph_builder.curation.anchors import Anchor
from graph_builder.curation.decisions import Clause, Content, Decision, Period
from graph_builder.curation.statement import EXTRACTOR, FIELDS
from graph_builder.errors import DocumentError
from graph_builder.model import DurationKind, Modality, Polarity, Verdict

Plain = dict[str, Any]
E = TypeVar("E", bound=StrEnum)


def from_decision(decision: Decision) -> Plain:
    """Return a decision as plain data; its time stays text."""
    plain = {
        "id": decision.id,
        "verdict": str(decision.verdict),
        "reviewer": decision.reviewer,
        "time": decision.time,
        "reason": decision.reason,
        "language": decision.language,
        "section": list(decision.section),
        "proposer": "" if decision.proposer == EXTRACTOR else decision.proposer,
        "says": from_content(decision.says) if decision.says else {},
        "was": from_content(decision.was) if decision.was else {},
        "quote": [from_anchor(a) for a in decision.anchors],
        "previous": from_decision(decision.previous) if decision.previous else {},
    }
    return _told(plain)


def from_content(content: Content) -> Plain:
    """Return a content as plain data."""
    plain: Plain = {"polarity": str(content.polarity), "modality": str(content.modality)}
    plain |= {name: list(getattr(content, name)) for name in FIELDS}
    for name in ("conditions", "exceptions"):
        plain[name] = [
            _told({"words": c.words, "concept": c.concept}) for c in getattr(content, name)
        ]
    plain["retention"] = [
        _told(
            {
                "data": list(p.data),
                "kind": str(p.kind),
                "words": p.words,
                "duration": p.duration,
                "starts_at": p.starts_at,
            }
        )
        for p in content.retention
    ]
    return _told(plain)


def from_anchor(anchor: Anchor) -> Plain:
    """Return an anchor as plain data."""
    return {
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "start": anchor.start,
        "end": anchor.end,
    }


def to_decision(plain: Mapping[str, Any], where: str) -> Decision:
    """Return the decision that plain data describes.

    Args:
        plain: as :func:`from_decision` gives it.
        where: what to name in an error, e.g. ``policy.review.toml, decision 3``.

    Raises:
        DocumentError: ``E-REVIEW``, a field is missing or holds something else.
    """
    read = _Fields(plain, where)
    verdict = read.member("verdict", Verdict)
    says, was = read.content("says"), read.content("was")
    if verdict in {Verdict.ACCEPT, Verdict.EDIT, Verdict.ADD} and says is None:
        raise read.wrong("says", f"a decision to {verdict} needs what the statement says")
    if verdict in {Verdict.EDIT, Verdict.REJECT, Verdict.UNSURE} and was is None:
        raise read.wrong("was", f"a decision to {verdict} needs what had been read")
    anchors = tuple(to_anchor(q, where) for q in read.tables("quote"))
    if not anchors:
        raise read.wrong("quote", "a decision needs the words it is about")
    reviewer = read.text("reviewer", needed=True)
    previous = read.table("previous")
    return Decision(
        id=read.text("id", needed=True),
        verdict=verdict,
        reviewer=reviewer,
        time=read.time("time"),
        language=read.text("language", needed=True),
        anchors=anchors,
        says=says,
        was=was,
        reason=read.text("reason"),
        section=read.texts("section"),
        proposer=read.text("proposer") or EXTRACTOR,
        previous=to_decision(previous, f"{where}, previous") if previous else None,
    )


def to_content(plain: Mapping[str, Any], where: str) -> Content:
    """Return the content that plain data describes.

    Raises:
        DocumentError: as :func:`to_decision`.
    """
    read = _Fields(plain, where)
    concepts = {name: read.concepts(name) for name in FIELDS}
    for name in ("operations", "data"):
        if not concepts[name]:
            raise read.wrong(name, "a statement has at least one")
    return Content(
        polarity=read.member("polarity", Polarity),
        modality=read.member("modality", Modality),
        **concepts,
        conditions=tuple(_clause(c, where) for c in read.tables("conditions")),
        exceptions=tuple(_clause(c, where) for c in read.tables("exceptions")),
        retention=tuple(_period(p, where) for p in read.tables("retention")),
    )


def to_anchor(plain: Mapping[str, Any], where: str) -> Anchor:
    """Return the anchor that plain data describes.

    Raises:
        DocumentError: as :func:`to_decision`.
    """
    read = _Fields(plain, f"{where}, quote")
    return Anchor(
        read.text("exact", needed=True),
        read.text("prefix"),
        read.text("suffix"),
        read.number("start"),
        read.number("end"),
    )


def _clause(plain: Mapping[str, Any], where: str) -> Clause:
    read = _Fields(plain, f"{where}, condition")
    return Clause(read.text("words", needed=True), read.text("concept"))


def _period(plain: Mapping[str, Any], where: str) -> Period:
    read = _Fields(plain, f"{where}, retention")
    return Period(
        data=read.texts("data"),
        kind=read.member("kind", DurationKind),
        words=read.text("words"),
        duration=read.text("duration"),
        starts_at=read.text("starts_at"),
    )


def _told(plain: Plain) -> Plain:
    return {name: value for name, value in plain.items() if value not in ("", [], {})}


class _Fields:
    """Typed access to plain data, with errors that name entry and field."""

    def __init__(self, plain: Mapping[str, Any], where: str) -> None:
        self.plain = plain
        self.where = where

    def wrong(self, name: str, why: str) -> DocumentError:
        return DocumentError("E-REVIEW", f"{self.where}, {name}: {why}")

    def text(self, name: str, *, needed: bool = False) -> str:
        value = self.plain.get(name, "")
        if not isinstance(value, str):
            raise self.wrong(name, f"{value!r} is not text")
        if needed and not value:
            raise self.wrong(name, "is missing")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        return self._list(name, str, "texts")

    def tables(self, name: str) -> tuple[Mapping[str, Any], ...]:
        return self._list(name, dict, "tables")

    def _list(self, name: str, kind: type, what: str) -> tuple[Any, ...]:
        value = self.plain.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, kind) for v in value):
            raise self.wrong(name, f"{value!r} is not a list of {what}")
        return tuple(value)

    def table(self, name: str) -> Mapping[str, Any]:
        value = self.plain.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, f"{value!r} is not a table")
        return value

    def number(self, name: str) -> int:
        value = self.plain.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(name, f"{value!r} is not an offset")
        return value

    def member(self, name: str, kind: type[E]) -> E:
        value = self.plain.get(name)
        try:
            return kind(str(value))
        except ValueError as error:
            raise self.wrong(name, f"{value!r} is none of {', '.join(kind)}") from error

    def time(self, name: str) -> str:
        value = self.plain.get(name)
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError as error:
            raise self.wrong(name, f"{value!r} is not a time") from error
        if moment.tzinfo is None:
            raise self.wrong(name, f"{value} has no time zone")
        return moment.isoformat().replace("+00:00", "Z")

    def content(self, name: str) -> Content | None:
        plain = self.table(name)
        return to_content(plain, f"{self.where}, {name}") if plain else None

    def concepts(self, name: str) -> tuple[str, ...]:
        from graph_builder.curation.concepts import is_value

        found = self.texts(name)
        for curie in found:
            if not is_value(curie, name):
                raise self.wrong(name, f"{curie!r} is no concept for it")
        return found


__all__ = [
    "Plain",
    "from_anchor",
    "from_content",
    "from_decision",
    "to_anchor",
    "to_content",
    "to_decision",
]
