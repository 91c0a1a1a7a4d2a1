"""What the slots of a reading mean: concepts, policies, elements; or why they mean nothing.

A question is understood when one of its readings (by template or by sketch) has a meaning for every
slot. Otherwise the best
reading explains itself: a word with several meanings shows them, an unknown word shows the nearest
labels, and a question that fits no template gets examples of those that would.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.errors import QueryError, UsageError
from graph_builder.questions import labels
from graph_builder.questions.cues import KINDS, is_filler
from graph_builder.questions.cues import language as language_of
from graph_builder.questions.forms import LANGUAGES, Reading, grammar, normalise, readings
from graph_builder.questions.names import fold
from graph_builder.questions.sketches import sketched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph_builder.questions.session import Session

_EXAMPLES = 6
# Kinds of concept for which the grammar has words of its own.
_TABLES = {"data": "choices", "right": "rights"}


@dataclass(frozen=True, slots=True)
class Intent:
    """What a kind of question runs; see ``intents.toml``."""

    name: str
    query: str
    slots: tuple[str, ...]
    optional: tuple[str, ...]
    subject: str
    shape: str
    rename: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question understood.

    ``values`` are the query's parameters: CURIEs, IRIs or plain text, several for a policy in
    several versions. ``scope`` are the policies asked about, empty for all.
    """

    intent: Intent
    language: str
    values: Mapping[str, tuple[str, ...]]
    scope: tuple[str, ...]


class _Unclear(Exception):  # noqa: N818 - a signal between functions of this module
    """A slot without one meaning; the lower ``distance`` the closer to being understood."""

    def __init__(self, error: UsageError, distance: int) -> None:
        super().__init__(error.message)
        self.error = error
        self.distance = distance


@cache
def intents() -> Mapping[str, Intent]:
    """Return the intents by name."""
    table: dict[str, Any] = tomllib.loads(
        (Path(__file__).parent / "intents.toml").read_text(encoding="utf-8")
    )
    return {
        name: Intent(
            name,
            row["query"],
            tuple(row["slots"]),
            tuple(row["optional"]),
            row["subject"],
            row["shape"],
            row.get("rename", {}),
        )
        for name, row in table.items()
    }


class _Misread(_Unclear):
    """A slot that holds but a word like "I", or no term: the question is of another form."""


def understand(question: str, session: Session) -> Meaning:
    """Return what a question asks for.

    Templates come first, since they know the order of the words; then the sketches.

    Raises:
        UsageError: ``E-AMBIGUOUS`` or ``E-CONCEPT``, a word has several meanings or none.
        QueryError: ``E-QUESTION``, no reading fits; ``E-NO-POLICIES``, there is nothing to ask.
    """
    if not session.policies:
        raise QueryError("E-NO-POLICIES", "the graph holds no policy")
    problems: list[_Unclear] = []
    for reading in chain(readings(question), sketched(question, session)):
        try:
            return _mean(reading, session)
        except _Misread:
            continue
        except _Unclear as unclear:
            problems.append(unclear)
    if problems:
        raise min(problems, key=lambda p: p.distance).error
    hint = _examples(question, session)
    raise QueryError("E-QUESTION", f"cannot answer {question.strip()!r}", hint)


def _mean(reading: Reading, session: Session) -> Meaning:
    intent = intents()[reading.intent]
    values: dict[str, tuple[str, ...]] = {}
    scope: tuple[str, ...] = ()
    for slot, wording in reading.slots.items():
        found = _SLOTS[slot](wording, session)
        if slot in {"policy", "other"}:
            scope += found
        if found and slot in (*intent.slots, *intent.optional):
            name = intent.rename.get(slot, slot)
            values[name] = values.get(name, ()) + found
        elif found and found != ("dpv:PersonalData",):
            # Answering while leaving out a word of the question would be answering another one.
            raise _Unclear(_unknown(wording, ()), len(wording))
    for slot in intent.slots:
        name = intent.rename.get(slot, slot)
        if name not in values and slot == "data":
            values[name] = ("dpv:PersonalData",)
        elif name not in values:
            raise _Unclear(_unknown(reading.slots.get(slot, slot), ()), 9)
    return Meaning(intent, reading.language, values, scope)


def _concept(kind: str) -> Callable[[str, Session], tuple[str, ...]]:
    def find(wording: str, session: Session) -> tuple[str, ...]:
        folded = fold(wording)
        if kind == "data" and folded in _folded("anything"):
            return ("dpv:PersonalData",)
        listed = _listed(_TABLES[kind]).get(folded) if kind in _TABLES else None
        found = listed or session.names.find(wording, (kind,))
        if len(found) == 1:
            return found
        if found:
            names = session.names.vocabulary
            shown = ", ".join(f"{names.name(c)} / {names.name(c, 'id')}" for c in found)
            error = UsageError(
                "E-AMBIGUOUS", f"{wording!r} has several meanings", f"Did you mean {shown}?"
            )
            raise _Unclear(error, 0)
        sort = _Misread if is_filler(folded) else _Unclear
        raise sort(_unknown(wording, session.names.nearest(wording, (kind,))), len(folded))

    return find


def _term(wording: str, session: Session) -> tuple[str, ...]:
    """Return the concepts whose definition is asked for, all that share the name.

    None of them is an operation: "what is shared" asks for no definition.
    """
    known, names = session.names.vocabulary.concepts, session.names
    named = names.find(wording, KINDS) or names.find(wording, ("provision",))
    found = tuple(c for c in named if c in known)
    general = "dpv:PersonalData" in found and fold(wording) not in _folded("anything")
    if not found or general or _owned().intersection(wording.split()):
        raise _Misread(_unknown(wording, ()), 0)
    return found


def is_clear(wording: str, kind: str, session: Session) -> bool:
    """Tell whether a wording in a question means one concept of a kind, and no other."""
    try:
        return len(_concept(kind)(normalise(wording), session)) == 1
    except _Unclear:
        return False


def _policy(wording: str, session: Session) -> tuple[str, ...]:
    if fold(wording) in _folded("everyone"):
        return ()
    if found := session.find_policies(wording) or session.find_policies(_untitled(wording)):
        return found
    near = sorted({p.name or p.source for p in session.policies} - {""})[:_EXAMPLES]
    raise _Unclear(
        UsageError(
            "E-CONCEPT",
            f"no policy in this graph is called {wording!r}",
            f"Policies here: {', '.join(near)}." if near else "The graph holds no policy.",
        ),
        len(wording) + 1,
    )


def _untitled(wording: str) -> str:
    """Return the name of a company without words like "the privacy policy of" before it."""
    folded = fold(wording)
    titles = sorted(_folded("titles"), key=len, reverse=True)
    return next((folded.removeprefix(t + " ") for t in titles if folded.startswith(t + " ")), "")


def _element(wording: str, _session: Session) -> tuple[str, ...]:
    folded = fold(wording)
    known = {
        fold(word): element
        for language in LANGUAGES
        for element, words in grammar(language)["elements"].items()
        for word in words
    }
    if folded in known:
        return (known[folded],)
    raise _Unclear(_unknown(wording, tuple(grammar("en")["elements"])), len(folded))


_SLOTS: Mapping[str, Callable[[str, Session], tuple[str, ...]]] = {
    "data": _concept("data"),
    "recipient": _concept("recipient"),
    "purpose": _concept("purpose"),
    "right": _concept("right"),
    "basis": _concept("basis"),
    "measure": _concept("measure"),
    "provision": _concept("provision"),
    "policy": _policy,
    "other": _policy,
    "element": _element,
    "term": _term,
}


def _unknown(wording: str, near: tuple[str, ...]) -> UsageError:
    hint = f"Did you mean {', '.join(near)}?" if near else ""
    return UsageError("E-CONCEPT", f"{wording!r} is not known here", hint)


@cache
def _folded(key: str) -> frozenset[str]:
    return frozenset(fold(w) for language in LANGUAGES for w in grammar(language)[key])


@cache
def _owned() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in grammar(language)["owned"])


@cache
def _listed(key: str) -> Mapping[str, tuple[str, ...]]:
    """Return the concepts by folded wording of a grammar table of words."""
    tables = [grammar(language)[key] for language in LANGUAGES]
    if key == "rights":
        return {fold(w): (right,) for table in tables for right, ws in table.items() for w in ws}
    return {fold(word): tuple(found) for table in tables for word, found in table.items()}


def _examples(question: str, session: Session) -> str:
    """Return questions that can be answered, on companies of this graph."""
    known = dict.fromkeys(p.name or p.source for p in session.policies)
    policy, other = [*known, *known][:2]
    spoken = language_of(question)
    shown, words = grammar(spoken)["examples"], labels.wording()[spoken]["sentences"]
    return words["can-answer"].format(
        examples="; ".join(x.format(policy=policy, other=other) for x in shown)
    )
