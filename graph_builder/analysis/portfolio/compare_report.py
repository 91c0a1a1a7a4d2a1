"""The comparison of policies as a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.comparison import Cell, Row, Status
from graph_builder.analysis.portfolio.pages import Entry, Page, Plain, Quote, Section, quote
from graph_builder.analysis.portfolio.profiles import Profile
from graph_builder.analysis.portfolio.telling import Teller
from graph_builder.analysis.portfolio.words import words
from graph_builder.vocabulary import default

_COLUMNS = (
    "topic", "concept", "name", "policy", "language", "source", "status", "as_stated", "firmness",
    "purposes", "recipients", "duration", "statements", "place", "quote", "denial_place", "denial",
)  # fmt: skip
_JOINT = "; "
_LISTED = 5


def page(
    rows: Sequence[Row],
    profiles: Sequence[Profile],
    portfolio: Portfolio,
    language: str,
    limit: int,
) -> Page:
    """Return the report; ``limit`` bounds the rows of each topic that people see (0: none)."""
    writer = _Writer(Teller(portfolio, language, limit or None), profiles)
    return Page(
        title=words(language)["compare-title"].format(n=len(profiles)),
        caveat=words(language)["caveat"],
        sections=tuple(writer.sections(rows)),
        language=language,
        data={
            "policies": [writer.policy(p) for p in profiles],
            "rows": [writer.record(row) for row in rows],
        },
        columns=_COLUMNS,
        rows=tuple(writer.flat(rows)),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    teller: Teller
    profiles: Sequence[Profile]

    def name(self, concept: str) -> str:
        return self.teller.name(concept)

    def sections(self, rows: Sequence[Row]) -> Iterator[Section]:
        say = self.teller.say
        for topic, listed in groupby(rows, key=lambda r: r.topic):
            found = list(listed)
            shown = found[: self.teller.limit]
            yield Section(
                heading=say(topic.value),
                more=self.teller.more(len(found)),
                columns=(say("concept"), *(p.label for p in self.profiles)),
                rows=tuple(
                    (self.name(r.concept), *(self.brief(r, c) for c in r.cells)) for r in shown
                ),
                entries=tuple(Entry(self.name(r.concept), tuple(self.quotes(r))) for r in shown),
            )

    def brief(self, row: Row, cell: Cell) -> str:
        """Say a cell in a few words."""
        say = self.teller.say
        notes = []
        if cell.value and cell.value != row.concept:
            notes.append(self.name(cell.value))
        notes += map(self.name, cell.data)
        if cell.firmness == "alir:Possible":
            notes.append(say("may"))
        if cell.duration:
            period = default().in_words(cell.duration, self.teller.language)
            notes.append(f"{self.name(cell.firmness)} {period}")
        return say(cell.status.value) + (f": {', '.join(notes)}" if notes else "")

    def quotes(self, row: Row) -> Iterator[Quote]:
        say = self.teller.say
        for profile, cell in zip(self.profiles, row.cells, strict=True):
            if cell.status is Status.NOT_FOUND:
                continue
            told = f"{profile.label} · {self.brief(row, cell)}{self._uses(cell)}"
            yield quote(told, cell.proof, say("unquoted"))
            if cell.counter:
                yield quote(f"{profile.label} · {say('denied')}", cell.counter, say("unquoted"))

    def _uses(self, cell: Cell) -> str:
        say = self.teller.say
        parts = (("for", cell.purposes), ("with", cell.recipients))
        told = (
            f"{say(word)} {self.teller.few([*map(self.name, v)], _LISTED)}"
            for word, v in parts
            if v
        )
        joined = "; ".join(told)
        return f" ({joined})" if joined else ""

    def policy(self, profile: Profile) -> Mapping[str, str]:
        return {
            "iri": profile.iri,
            "policy": profile.policy,
            "name": profile.name,
            "language": profile.language,
            "source": profile.source,
        }

    def record(self, row: Row) -> Mapping[str, object]:
        cells = [
            asdict(c) | {"policy": p.iri} for p, c in zip(self.profiles, row.cells, strict=True)
        ]
        return {
            "topic": row.topic,
            "concept": row.concept,
            "name": self.name(row.concept),
            "cells": cells,
        }

    def flat(self, rows: Sequence[Row]) -> Iterator[tuple[Plain, ...]]:
        for row in rows:
            for profile, cell in zip(self.profiles, row.cells, strict=True):
                yield (
                    row.topic,
                    row.concept,
                    self.name(row.concept),
                    profile.name,
                    profile.language,
                    profile.source,
                    cell.status,
                    cell.value,
                    cell.firmness,
                    _JOINT.join(cell.purposes),
                    _JOINT.join(cell.recipients),
                    cell.duration,
                    cell.statements,
                    cell.proof.place if cell.proof else "",
                    cell.proof.quote if cell.proof else "",
                    cell.counter.place if cell.counter else "",
                    cell.counter.quote if cell.counter else "",
                )


__all__ = ["page"]
