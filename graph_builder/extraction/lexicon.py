"""Concepts and named parties found by their labels: the ontology as a lexicon.

1. File every label of every concept and entity in one phrase table per language.
2. Search a run of tokens; keep, for each kind, the longest matches that do not overlap.
3. A contextual label (``alir:contextualLabel``: “name”, “age”) counts only beside another mention
   of its kind, or right after a possessive (“your name”, “nama Anda”), and where else
   :mod:`contextual` tells.
4. Words that every company name needs (a capital letter) keep “Apple” apart from “apple”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph_builder import vocabulary as vocabularies
from graph_builder.extraction.contextual import AIMS, counts
from graph_builder.extraction.found import Found
from graph_builder.extraction.phrases import Match, PhraseTable, longest
from graph_builder.extraction.tokens import Token
from graph_builder.extraction.trail import Trail
from graph_builder.vocabulary import Concept, Entity, Label, Vocabulary

LANGUAGES = ("en", "id")
ENTITY = "entity"
# Kinds whose labels share heads in coordinations ("billing and delivery address").
_COORDINATED = frozenset({"data", "recipient", "purpose"})
_KINDS = ("data", "recipient", "purpose", "basis", "condition")
# What is known of somebody is kept as records of it.
_RECORDS = {
    "en": (re.compile(r"(?<=\w )information$"), "records"),
    "id": (re.compile(r"^(?:data|informasi) (?=\w+$)"), "catatan "),
}
_RECORD = "record"
_RECORD_NOUNS = frozenset({"records", "catatan"})


@dataclass(frozen=True, slots=True)
class _Entry:
    concept: str
    kind: str
    label: Label


class Lexicon:
    """The labels of a vocabulary in one language, ready to search."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self.vocabulary = vocabulary
        self.language = language
        # One table for all kinds: a text is walked once.
        self._table = PhraseTable[_Entry](language)
        filed = [c for c in vocabulary.concepts.values() if c.kind in _KINDS]
        for concept in filed:
            self._file(concept, concept.kind)
        self._file_records([c for c in filed if c.kind == "data"])
        for entity in vocabulary.entities.values():
            self._file(entity, ENTITY)

    def _file(self, thing: Concept | Entity, kind: str) -> None:
        for label in thing.labels:
            if label.language in ("", self.language) or kind == ENTITY:
                self._table.add(label.text, _Entry(thing.curie, kind, label))

    def _file_records(self, data: Sequence[Concept]) -> None:
        """File “order records” for what is called “order information”, unless it has a meaning."""
        information, records = _RECORDS[self.language]
        labels = [(c, label) for c in data for label in c.labels if label.language == self.language]
        meant = {label.text.lower() for _, label in labels}
        for concept, label in labels:
            text = information.sub(records, label.text)
            if text.lower() not in meant:
                meant.add(text.lower())
                told = replace(label, text=text, sort=_RECORD)
                self._table.add(text, _Entry(concept.curie, "data", told))

    def find(
        self,
        tokens: Sequence[Token],
        kinds: Iterable[str] = (*_KINDS, ENTITY),
        trail: Trail | None = None,
    ) -> list[Found]:
        """Return what the tokens mention, in text order; kinds may overlap one another."""
        matches: dict[str, list[Match[_Entry]]] = {kind: [] for kind in kinds}
        for match in self._table.search(tokens, arms=True, trail=trail):
            kind = match.payload.kind
            if match.payload.label.sort == _RECORD and not _is_record(tokens, match):
                continue
            if kind in matches and (not match.arm or kind in _COORDINATED):
                matches[kind].append(match)
        if matches.get("purpose"):
            matches["purpose"] = _beyond_aims(tokens, matches["purpose"])
        if matches.get(ENTITY):
            matches[ENTITY] = [m for m in matches[ENTITY] if _is_name(tokens, m)]
        found = [
            f for kind, of in matches.items() if of for f in self._in_context(tokens, kind, of)
        ]
        return sorted(found, key=lambda f: (f.start, f.end, f.kind))

    def _in_context(
        self, tokens: Sequence[Token], kind: str, matches: list[Match[_Entry]]
    ) -> list[Found]:
        found = [_found(m, kind) for m in longest(matches)]
        lonely = [
            f
            for i, f in enumerate(found)
            if f.contextual and not counts(tokens, i, found, self.language)
        ]
        if not lonely:
            return found
        # What does not count must not keep a plain label from its words ("our group companies").
        spans = {(f.start, f.end, f.concept) for f in lonely}
        rest = [m for m in matches if (m.start, m.end, m.payload.concept) not in spans]
        again = [_found(m, kind) for m in longest(rest)]
        return [
            f
            for i, f in enumerate(again)
            if not f.contextual or counts(tokens, i, again, self.language)
        ]


@cache
def default(language: str) -> Lexicon:
    """Return the lexicon of the shipped vocabulary, built once per process and language."""
    return Lexicon(vocabularies.default(), language)


def of(vocabulary: Vocabulary, language: str) -> Lexicon:
    """Return the lexicon of a vocabulary; that of the shipped one is built only once."""
    return (
        default(language) if vocabulary is vocabularies.default() else Lexicon(vocabulary, language)
    )


def _found(match: Match[_Entry], kind: str) -> Found:
    used, entry = match.used, match.payload
    label = entry.label
    return Found(used[0], used[-1] + 1, kind, entry.concept, label.text, label.sort == "contextual")


def _is_record(tokens: Sequence[Token], match: Match[_Entry]) -> bool:
    """Tell the noun (“cookie records”) from the verb (“cookies record …”)."""
    ends = (tokens[match.used[0]].text.lower(), tokens[match.used[-1]].text.lower())
    return not _RECORD_NOUNS.isdisjoint(ends)


def _beyond_aims(tokens: Sequence[Token], matches: Sequence[Match[_Entry]]) -> list[Match[_Entry]]:
    """Drop “untuk analisis” where “analisis kredit” goes on from its second word."""
    ends: dict[int, int] = {}
    whole = (m for m in matches if not m.arm and len(m.used) == m.end - m.start)
    for match in whole:
        ends[match.start] = max(match.end, ends.get(match.start, 0))
    return [
        m
        for m in matches
        if tokens[m.start].text.lower() not in AIMS or ends.get(m.start + 1, 0) <= m.end
    ]


def _is_name(tokens: Sequence[Token], match: Match[_Entry]) -> bool:
    first = tokens[match.start].text
    label = match.payload.label.text
    return first[0].isupper() or first.isdigit() or label[0].islower()
