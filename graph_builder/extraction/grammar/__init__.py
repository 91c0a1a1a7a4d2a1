"""The grammar of data practices, one table a language: verbs, markers, negation, modality.

The tables (``en.toml``, ``id.toml``) are the only place that knows words of grammar; this module
turns them into phrase tables and finds their cues in a run of tokens. A new language is a new
table.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from graph_builder.extraction.phrases import Match, PhraseTable, longest
from graph_builder.extraction.tokens import Token
from graph_builder.extraction.trail import Trail


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb or its noun: operation, group (``give``, ``engage``, …), slot of its object.

    A ``stem`` is a verb only right behind its agent: “kami verifikasi” verifies, “verifikasi”
    alone is a noun.
    """

    operation: str
    group: str
    object: str
    noun: bool
    stem: bool = False


# Cues are not frozen, for speed: there is one for every few words of a text.
@dataclass(slots=True, unsafe_hash=True)
class Cue:
    """A word of grammar in a run of tokens: span, family (``marker``), value (``purpose``)."""

    start: int
    end: int
    family: str
    value: str


@dataclass(slots=True, unsafe_hash=True)
class VerbCue:
    """Verbs at one place; several where only the subject can tell (you provide, we provide)."""

    start: int
    end: int
    verbs: tuple[Verb, ...]


# Families whose cues exclude each other where they overlap; the longest wins.
_EXCLUSIVE = ("markers", "polarity", "modality")
_TOGETHER = "exclusive"
_FREE = ("pronouns", "data", "sources", "consent", "statement")


def table(name: str) -> dict[str, Any]:
    """Return a table of this folder by its name without suffix."""
    path = Path(__file__).parent / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


# Cues at one place act in this order.
_ORDER = (_TOGETHER, *_FREE)


class Grammar:
    """The cues of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        rows = table(language)
        self._verbs = PhraseTable[Verb](language)
        for row in rows["verb"]:
            verb = Verb(row["operation"], row.get("class", ""), row["object"], noun=False)
            for sort, one in (
                ("forms", verb),
                ("nouns", replace(verb, noun=True)),
                ("stems", replace(verb, stem=True)),
            ):
                for form in row.get(sort, ()):
                    self._verbs.add(form, one)
        self._headers = _phrases(language, {"headers": rows["headers"]})
        self.houses: Mapping[str, Sequence[str]] = rows["houses"]
        families = (*_EXCLUSIVE, *_FREE)
        self._cues = _phrases(language, {name: rows[name] for name in families})

    def column(self, tokens: Sequence[Token]) -> str:
        """Return what a table column holds by the words of its header, or an empty string."""
        found = [m.payload[1] for m in longest(self._headers.search(tokens))]
        plain = [column for column in found if column != _VAGUE]
        return plain[0] if plain else "data" if found else ""

    def label(self, tokens: Sequence[Token]) -> str:
        """Return what a label announces that is a column header as a whole, or an empty string."""
        found = longest(self._headers.search(tokens))
        whole = len(found) == 1 and found[0].used[-1] - found[0].used[0] + 1 == len(tokens)
        return found[0].payload[1] if whole and found[0].payload[1] != _VAGUE else ""

    def verbs(
        self, tokens: Sequence[Token], trail: Trail | None = None, *, bare: bool = False
    ) -> dict[int, VerbCue]:
        """Return the verbs by their first token; ``bare`` takes stems without an agent, too."""
        spans: dict[tuple[int, int], list[Verb]] = defaultdict(list)
        for match in self._verbs.search(tokens, trail=trail):
            verb = match.payload
            if verb.stem:
                last = tokens[match.start - 1].text.lower() if match.start else ""
                if last not in _AGENTS and not (bare and match.start):
                    continue
                verb = replace(verb, stem=False)
            spans[match.start, match.end].append(verb)
        best: dict[int, VerbCue] = {}
        covered = -1
        for (start, end), verbs in sorted(
            spans.items(), key=lambda item: (item[0][0], -item[0][1])
        ):
            if start >= covered:
                best[start] = VerbCue(start, end, tuple(dict.fromkeys(verbs)))
                # A verb with a gap ("transfer … abroad") leaves its object readable.
                covered = end if end - start <= _TIGHT else start + 1
        return best

    def cues(self, tokens: Sequence[Token], trail: Trail | None = None) -> dict[int, list[Cue]]:
        """Return all other cues by their first token."""
        rivals: dict[str, list[Match[tuple[str, str]]]] = defaultdict(list)
        for match in self._cues.search(tokens, trail=trail):
            family = match.payload[0]
            rivals[_TOGETHER if family in _EXCLUSIVE else family].append(match)
        found: dict[int, list[Cue]] = defaultdict(list)
        for matches in (rivals[name] for name in _ORDER if name in rivals):
            for match in longest(matches):
                start = match.used[0]
                found[start].append(Cue(start, match.used[-1] + 1, *match.payload))
        return found


# Agents that stand right before a bare stem: “akan kami verifikasi”.
_AGENTS = frozenset({"kami", "kita", "anda"})
_TIGHT = 4
_VAGUE = "vague"


def _phrases(
    language: str, families: Mapping[str, Mapping[str, Sequence[str]]]
) -> PhraseTable[tuple[str, str]]:
    phrases = PhraseTable[tuple[str, str]](language)
    for family, values in families.items():
        for value, wordings in values.items():
            for wording in wordings:
                phrases.add(wording, (family, value))
    return phrases


@cache
def default(language: str) -> Grammar:
    """Return the grammar of a language, read once per process."""
    return Grammar(language)


__all__ = ["Cue", "Grammar", "Match", "Verb", "VerbCue", "default", "table"]
