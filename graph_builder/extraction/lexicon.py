"""Concepts and named parties found by their labels: the ontology as a lexicon.

1. File every label of every concept and entity in one phrase table per language.
2. Search a run of tokens; keep, for each kind, the longest matches that do not overlap.
3. A contextual label (``alir:contextualLabel``: “name”, “age”) counts only beside another mention
   of its kind, or right after a possessive (“your name”, “nama Anda”).
4. Words that every company name needs (a capital letter) keep “Apple” apart from “apple”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph_builder import vocabulary as vocabularies
from graph_builder.extraction.phrases import Match, PhraseTable, longest
from graph_builder.extraction.tokens import Token
from graph_builder.extraction.trail import CLAUSE_WORDS, PREPOSITIONS, Trail
from graph_builder.vocabulary import Concept, Entity, Label, Vocabulary

LANGUAGES = ("en", "id")
ENTITY = "entity"
# Kinds whose labels share heads in coordinations ("billing and delivery address").
_COORDINATED = frozenset({"data", "recipient", "purpose"})
_KINDS = ("data", "recipient", "purpose", "basis", "condition")
_TOWARDS = frozenset({"to", "with", "kepada", "ke"})
_AIMS = frozenset(
    {"for", "untuk", "rangka", "keperluan", "tujuan", "kepentingan", "purposes", "membantu"}
)
_FROM = frozenset({"from", "dari"})
_AGENTS = frozenset({"by", "oleh"})
# What a contextual datum right before it only qualifies.
_MODIFIED = frozenset(["device", "app", "application", "browser", "network", "platform", "site"])
_MODIFIED |= {"carrier", "operator", "website", "game", "software", "version", "store", "server"}
# What those who get data do with it, and those who give it.
_RECEIVING = frozenset({"see", "view", "receive", "access", "~erima", "~lihat", "~akses"})
_ACTING = _RECEIVING | {"share", "provide", "send", "give", "supply", "~berikan", "~kirim"}
# Behind one of these more is said of a party before its verb comes.
_ATTRIBUTES = frozenset({"who", "involved", "whose", "working", "responsible", "yang"})
_ATTRIBUTE_REACH = 9
# “Borrowers may receive offers”: who uses the service gets no data of others by that.
_PEOPLE = frozenset({"alir:OtherUser", "alir:GeneralPublic"})
_SENTENCE_SIGNS = frozenset(".;:?!,")
_MODALS = frozenset({"can", "may", "will", "might", "also", "dapat", "akan", "bisa", "juga"})
# “Interact with the shop” gives it nothing.
_DEALINGS = frozenset({"interact", "interaction", "communicate", "deal", "connect", "register"})
_DETERMINERS = frozenset({"the", "a", "an", "your", "our", "any", "other", "para", "seorang"})
_POSSESSIVES = {"en": frozenset({"your", "user", "customer"}), "id": frozenset({"anda"})}
# What is known of somebody is kept as records of it.
_RECORDS = {
    "en": (re.compile(r"(?<=\w )information$"), "records"),
    "id": (re.compile(r"^(?:data|informasi) (?=\w+$)"), "catatan "),
}
_RECORD = "record"
_RECORD_NOUNS = frozenset({"records", "catatan"})
# Verbs whose object acts in the verb that follows ("ask the doctor to provide").
_ASKED = frozenset({"ask", "request", "authorise", "authorize", "permit", "allow"}) | frozenset(
    {"meminta", "mengizinkan", "memperbolehkan"}
)
_REACH = 7  # signs and enumerators included: “name; (ii) age”
_NEIGHBOUR = 3
_ROOM = 6  # signs, enumerator and conjunction around the one thing of an item
_ENUMERATOR = 2
_PARTICIPLE_REACH = 2  # “accessed (only) by nurses”
_NEAR = 6  # mentions on either side that can stand so near, shared heads included
# What stands between a subject and its verb.
_POINTERS = frozenset({"tersebut", "ini", "itu"})
_PREDICATES = frozenset({"is", "are", "may", "will", "can"})
_PREDICATES |= {"akan", "dapat", "tidak", "kami", "yang"}
# Behind “from the public”; “from public databases” names no party.
_CLOSING = CLAUSE_WORDS | PREPOSITIONS
_CLOSING |= frozenset({"and", "or", "dan", "atau", "serta", "about", "where", "tempat"})
SEPARATORS = frozenset({",", "/", ";", "&", "(", ")", ":"})
SEPARATORS |= {"and", "or", "nor", "dan", "atau", "serta", "ataupun", "maupun"}


# Not frozen, for speed: there is one for every few words of a text.
@dataclass(slots=True, unsafe_hash=True)
class Found:
    """A concept or entity in a run of tokens: token span, kind, CURIE, label."""

    start: int
    end: int
    kind: str
    concept: str
    label: str
    contextual: bool = False


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
            f for i, f in enumerate(found) if f.contextual and not self._supported(tokens, i, found)
        ]
        if not lonely:
            return found
        # What does not count must not keep a plain label from its words ("our group companies").
        spans = {(f.start, f.end, f.concept) for f in lonely}
        rest = [m for m in matches if (m.start, m.end, m.payload.concept) not in spans]
        again = [_found(m, kind) for m in longest(rest)]
        return [
            f for i, f in enumerate(again) if not f.contextual or self._supported(tokens, i, again)
        ]

    def _supported(self, tokens: Sequence[Token], index: int, found: list[Found]) -> bool:
        one = found[index]
        if one.kind == "data" and _is_modifier(tokens, one):
            return False
        before = tokens[one.start - 1].keys[:1] if one.start else ()
        after = tokens[one.end].keys[:1] if one.end < len(tokens) else ()
        possessives = _POSSESSIVES[self.language]
        if one.kind != "recipient" and possessives.intersection((*before, *after)):
            return True  # "your name"; but "your customers" get no data
        if one.kind == "purpose" and _is_aimed_at(tokens, one):
            return True
        if one.kind in {"data", "purpose"} and _is_label(tokens, one):
            return True
        if one.kind == "data" and _is_subject(tokens, one):
            return True
        if _is_whole(tokens, one):
            return True
        if one.kind == "recipient" and (_is_placed(tokens, one) or _acts(tokens, one)):
            return True
        # Neighbours in the text are neighbours in the list; a long list stays linear.
        near = found[max(0, index - _NEAR) : index + _NEAR + 1]
        return any(other is not one and _beside(tokens, one, other) for other in near)


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
        if tokens[m.start].text.lower() not in _AIMS or ends.get(m.start + 1, 0) <= m.end
    ]


def _is_modifier(tokens: Sequence[Token], one: Found) -> bool:
    """“Mobile devices”, “phone apps”: the first word of another thing is no number."""
    return one.end < len(tokens) and not _MODIFIED.isdisjoint(tokens[one.end].keys)


def _is_whole(tokens: Sequence[Token], one: Found) -> bool:
    """Tell whether a mention is all that a line says, as the items of a list do: “(a) age; and”."""
    if len(tokens) > one.end - one.start + _ROOM:
        return False
    others = [t for t in (*tokens[: one.start], *tokens[one.end :]) if t.word]
    return all(len(t.text) <= _ENUMERATOR or t.text.lower() in SEPARATORS for t in others)


def _is_label(tokens: Sequence[Token], one: Found) -> bool:
    """Tell whether a mention is the label of a line: “Contacts: to find your friends”."""
    behind = tokens[one.end : one.end + 2]
    labels = [t.text for t in behind][:1] == [":"] and behind[-1].text[0].islower()
    return labels and all(not t.word for t in tokens[: one.start])


def _is_subject(tokens: Sequence[Token], one: Found) -> bool:
    """Tell whether a datum opens a sentence whose verb tells what is done with it.

    “Photos are stored on your device”, “Foto tersebut kami simpan”.
    """
    if any(t.text.lower() not in _DETERMINERS for t in tokens[: one.start]):
        return False
    following = [t.text.lower() for t in tokens[one.end : one.end + 2]]
    if following and following[0] in _POINTERS:
        following = following[1:]
    return bool(following) and (
        following[0] in _PREDICATES or any(k[0] == "~" for k in tokens[one.end].keys)
    )


def _is_aimed_at(tokens: Sequence[Token], one: Found) -> bool:
    """Tell whether a purpose stands alone behind “for” or “untuk”: “used for promotion.”."""
    last = tokens[one.start - 1].text.lower() if one.start else ""
    following = tokens[one.end] if one.end < len(tokens) else None
    return last in _AIMS and (following is None or not following.word)


def _is_placed(tokens: Sequence[Token], one: Found) -> bool:
    """Tell whether a party stands right behind “to”, “with”, “from” or a verb of asking.

    “With the driver”, “we may ask the hospital”.
    """
    following = tokens[one.end] if one.end < len(tokens) else None
    if following is not None and following.text[0].isupper():
        return False  # part of a longer name
    at = one.start - 1
    while at > 0 and tokens[at].text.lower() in _DETERMINERS:
        at -= 1
    place = tokens[at].text.lower() if at > 0 else ""
    if place in _FROM:
        return following is None or not following.word or following.text.lower() in _CLOSING
    if place in _AGENTS:
        done = tokens[max(0, at - _PARTICIPLE_REACH) : at]
        return any(not _RECEIVING.isdisjoint(t.keys) for t in done)
    return place in _ASKED or (place in _TOWARDS and _DEALINGS.isdisjoint(tokens[at - 1].keys))


def _acts(tokens: Sequence[Token], one: Found) -> bool:
    """“Drivers can see your name”: a party that opens a sentence as who gets or gives data."""
    if any(t.word and t.text.lower() not in _DETERMINERS for t in tokens[: one.start]):
        return False
    if one.concept in _PEOPLE:
        return False
    if _gets(tokens, one.end):
        return True
    reach = 1
    if one.end < len(tokens) and tokens[one.end].text.lower() in _ATTRIBUTES:
        reach = _ATTRIBUTE_REACH  # "Staff involved in your care can see …"
    for start in range(one.end, min(one.end + reach, len(tokens))):
        if tokens[start].text in _SENTENCE_SIGNS:
            return False
        at = start
        while at < len(tokens) and tokens[at].text.lower() in _MODALS:
            at += 1
        bare = at == one.end or at > start
        if bare and at < len(tokens) and not _ACTING.isdisjoint(tokens[at].keys):
            return True
    return False


def _gets(tokens: Sequence[Token], at: int) -> bool:
    """“Penjual dapat nama Anda”: without a verb behind it, “dapat” is one."""
    word = [t.text.lower() for t in tokens[at : at + 1]]
    verb = [k for t in tokens[at + 1 : at + 2] for k in t.keys if k.startswith("~")]
    return word in (["dapat"], ["dapet"]) and not verb


def _beside(tokens: Sequence[Token], one: Found, other: Found) -> bool:
    """Tell whether two mentions are neighbours in a list."""
    left, right = (one, other) if one.start < other.start else (other, one)
    between = tokens[left.end : right.start]
    if len(between) > _REACH or sum(len(t.text) > _ENUMERATOR for t in between) > _NEIGHBOUR:
        return False
    words = {t.text.lower() for t in between}
    # Parties are listed over prepositions ("to banks and to couriers"), things are not.
    parted = CLAUSE_WORDS if one.kind == "recipient" else CLAUSE_WORDS | PREPOSITIONS
    return not words.isdisjoint(SEPARATORS) and words.isdisjoint(parted)


def _is_name(tokens: Sequence[Token], match: Match[_Entry]) -> bool:
    first = tokens[match.start].text
    label = match.payload.label.text
    return first[0].isupper() or first.isdigit() or label[0].islower()
