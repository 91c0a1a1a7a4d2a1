"""From the signals of a question to its intent, by the sketches of ``grammar/sketches.toml``.

Templates (``forms.py``) read the word order of whole sentences; sketches read what a question is
made of, so that "ip address recipients" or a question put in another order are understood as well.
A sketch fits when all that it needs is there and nothing is left that it cannot bear.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from graph_builder.questions.cues import FOLDER, Name, Parse, language, parses
from graph_builder.questions.forms import LANGUAGES, Reading, grammar
from graph_builder.questions.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_builder.questions.session import Session

# Cues that every sketch bears unless it forbids them: they say who or what is asked about.
BORNE = frozenset({"who", "what", "which-policy", "policies", "yesno", "anyone"})
# Prepositions that a name may stand after where a sketch does not say which.
_MARKS = {
    "policy": frozenset({"", "by", "at", "from", "for"}),
    "other": frozenset({"", "by", "at", "from", "for", "to"}),
    "data": frozenset({"", "at", "for", "to"}),
    "recipient": frozenset({""}),
    "purpose": frozenset({"", "for", "at"}),
}
_ANY = frozenset({"", "by", "at", "from", "for", "to"})


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a question of an intent is made of."""

    intent: str
    needs: tuple[frozenset[str], ...]
    allows: frozenset[str]
    slots: tuple[str, ...]
    optional: tuple[str, ...]
    fixed: Mapping[str, str]

    def fill(self, parse: Parse) -> dict[str, str] | None:
        """Return the wording for each slot, or ``None`` where the sketch does not fit."""
        if not all(need & parse.cues for need in self.needs) or parse.cues - self.allows:
            return None
        filled: dict[str, str] = dict(self.fixed)
        wanted, spare = list(self.slots), list(self.optional)
        for name in parse.names:
            place = next((s for s in (*wanted, *spare) if _takes(s, name)), "")
            slot = _slot(place)
            if not place or slot in filled:
                return None
            filled[slot] = name.wording
            (wanted if place in wanted else spare).remove(place)
        return None if wanted else filled


def sketched(question: str, session: Session) -> Iterator[Reading]:
    """Yield the readings of a question by its signals, those of fewest pieces first."""
    spoken = language(question)
    for _, group in groupby(parses(question, session), key=lambda p: p.pieces):
        same = list(group)
        for sketch in _sketches():
            for parse in same:
                filled = sketch.fill(parse)
                if filled is not None:
                    yield Reading(sketch.intent, spoken, filled, f"sketch {sketch.intent}")


def _slot(place: str) -> str:
    name = place.rpartition(":")[2]
    return "data" if name.endswith("-data") else name


def _takes(place: str, name: Name) -> bool:
    mark, _, wanted = place.rpartition(":")
    general = fold(name.wording) in _general()
    if wanted == "any-data" and not general:
        return False
    if wanted == "specific-data" and general:
        return False
    slot = _slot(place)
    if name.slot != ("policy" if slot == "other" else slot):
        return False
    known = _ANY if mark == "*" else frozenset({mark}) if mark else _MARKS.get(slot, _ANY)
    return name.mark in known


@cache
def _general() -> frozenset[str]:
    """Return the wordings for personal data in general."""
    return frozenset(fold(word) for name in LANGUAGES for word in grammar(name)["anything"])


@cache
def _sketches() -> tuple[Sketch, ...]:
    table = tomllib.loads((FOLDER / "sketches.toml").read_text(encoding="utf-8"))
    return tuple(_sketch(row) for row in table["sketch"])


def _sketch(row: Mapping[str, Any]) -> Sketch:
    needs = tuple(frozenset(need.split("|")) for need in row.get("needs", ()))
    borne = BORNE - frozenset(row.get("forbids", ()))
    return Sketch(
        intent=row["intent"],
        needs=needs,
        allows=frozenset(row.get("allows", ())).union(borne, *needs),
        slots=tuple(row.get("slots", ())),
        optional=tuple(row.get("optional", ())),
        fixed=dict(row.get("set", {})),
    )
