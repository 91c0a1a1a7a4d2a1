"""What the words of a question signal, in any order: cues, names, and words that change nothing.

1. The words of both languages stand together in ``grammar/cues.*.toml``: classes of cues ("who",
   "share", "how-long"), prepositions that mark the name after them, and filler.
2. Names (concepts, policies, elements of a notice) are found in the question by their labels.
3. Every way to cut the whole question into such pieces is a :class:`Parse`. A question with a word
   that is none of them has no parse: what is not understood is never passed over.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.questions.forms import LANGUAGES, grammar, normalise
from graph_builder.questions.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph_builder.questions.session import Session

FOLDER = Path(__file__).parent / "grammar"
# Names that questions can hold, the more specific sorts first.
KINDS = ("data", "recipient", "purpose", "right", "basis", "measure")
_WHO = ("cue", "who")
# Only the likeliest ways to cut a question are followed.
_PARSES = 120
_LONGEST = 40
_PHRASE = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a question: which slot it can fill, its wording, the preposition before it."""

    slot: str
    wording: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Parse:
    """One way to cut a question: its cues, its names, and of how many pieces it consists."""

    cues: frozenset[str]
    names: tuple[Name, ...]
    pieces: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of words from ``start`` to before ``end``; ``sort`` is cue, mark, filler, slot."""

    end: int
    sort: str
    value: str


def parses(question: str, session: Session) -> list[Parse]:
    """Return the ways to understand every word of a question, those of fewest pieces first."""
    words = fold(normalise(question)).split()
    if not words or len(words) > _LONGEST:
        return []
    pieces = _pieces(words, session)
    rest: list[list[tuple[_Piece, ...]]] = [[] for _ in words] + [[()]]
    for start in range(len(words) - 1, -1, -1):
        found = [(piece, *after) for piece in pieces[start] for after in rest[piece.end]]
        rest[start] = sorted(found, key=len)[:_PARSES]
    parsed = (_parse(cut, words) for cut in rest[0])
    return sorted(dict.fromkeys(parsed), key=lambda p: p.pieces)


def language(question: str) -> str:
    """Return the language most of whose words a question holds; English where both are even."""
    words = fold(normalise(question)).split()
    known = {name: set(_table(name)) for name in LANGUAGES}
    counted = {
        name: sum(any(p[0] == word for p in phrases) for word in words)
        for name, phrases in known.items()
    }
    return max(LANGUAGES, key=lambda name: counted[name])


def is_filler(folded: str) -> bool:
    """Tell whether a folded wording consists of words that name nothing ("I", "they not")."""
    idle = {("filler", ""), ("cue", "not")}
    return all(
        any(idle.intersection(_table(name).get((word,), ())) for name in LANGUAGES)
        for word in folded.split()
    )


def _parse(cut: tuple[_Piece, ...], words: list[str]) -> Parse:
    cues, names, mark, start = set(), [], "", 0
    for piece in cut:
        if piece.sort == "mark":
            mark = piece.value
        elif piece.sort == "slot":
            names.append(Name(piece.value, " ".join(words[start : piece.end]), mark))
            mark = ""
        elif piece.sort == "cue":
            cues.add(piece.value)
            mark = ""
        start = piece.end
    return Parse(frozenset(cues), tuple(names), len(cut))


def _pieces(words: list[str], session: Session) -> list[list[_Piece]]:
    """Return the pieces that begin at each word."""
    found: list[list[_Piece]] = [[] for _ in words]
    tables = [_table(name) for name in LANGUAGES]
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _PHRASE) + 1):
            for table in tables:
                senses = table.get(tuple(words[start:end]), ())
                found[start] += [_Piece(end, sort, value) for sort, value in senses]
    for start, end, slot in _names(words, session):
        found[start].append(_Piece(end, "slot", slot))
    return [_allowed(list(dict.fromkeys(x)), start) for start, x in enumerate(found)]


def _allowed(pieces: list[_Piece], start: int) -> list[_Piece]:
    """Keep a word that asks for yes or no to the beginning of a question, where it is no filler."""
    asks = [p for p in pieces if p.value == "yesno"]
    if start:
        return [p for p in pieces if p not in asks]
    ends = {p.end for p in asks}
    return [p for p in pieces if p.sort != "filler" or p.end not in ends]


def _names(words: list[str], session: Session) -> Iterator[tuple[int, int, str]]:
    choices = _phrases("choices")
    taken = set(_spans(words, choices))
    for start, end in sorted(taken):
        yield start, end, "data"
    # "Siapa saja" asks who, though policies also call the public so.
    asked = {p for name in LANGUAGES for p, senses in _table(name).items() if _WHO in senses}
    for start, end, kind in session.names.within(words, KINDS):
        if (start, end) not in taken and tuple(words[start:end]) not in asked:
            yield start, end, kind
    for slot, phrases in (
        ("data", _phrases("anything")),
        ("right", _phrases("rights")),
        ("element", _phrases("elements")),
    ):
        for start, end in _spans(words, phrases):
            yield start, end, slot
    common = {phrase[0] for name in LANGUAGES for phrase in _table(name) if len(phrase) == 1}
    for start, end in session.policy_spans(words):
        # "data" asks for data, even where a company has the word in its name.
        if not common.issuperset(words[start:end]):
            yield start, end, "policy"


def _spans(words: list[str], phrases: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    longest = max(map(len, phrases), default=0)
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + longest) + 1):
            if tuple(words[start:end]) in phrases:
                yield start, end


@cache
def _phrases(key: str) -> frozenset[tuple[str, ...]]:
    """Return the wordings of a grammar table or list of both languages."""
    return frozenset(
        tuple(fold(wording).split())
        for name in LANGUAGES
        for wording in _wordings(grammar(name)[key], keys=key == "choices")
    ) - {()}


def _wordings(table: Mapping[str, Iterable[str]] | Iterable[str], *, keys: bool) -> Iterable[str]:
    if not hasattr(table, "values") or keys:
        return table
    return [wording for wordings in table.values() for wording in wordings]


@cache
def _table(name: str) -> Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return what each phrase of a language can be: pairs of sort and value."""
    read = tomllib.loads((FOLDER / f"cues.{name}.toml").read_text(encoding="utf-8"))
    found: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for sort, classes in (("cue", read["cues"]), ("mark", read["marks"])):
        for value, phrases in classes.items():
            for phrase in phrases:
                found[tuple(fold(phrase).split())].append((sort, value))
    for phrase in read["filler"]:
        found[tuple(fold(phrase).split())].append(("filler", ""))
    found.pop((), None)
    return {phrase: tuple(dict.fromkeys(senses)) for phrase, senses in found.items()}
