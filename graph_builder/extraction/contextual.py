"""When a contextual label counts: “name”, “age”, “drivers” mean too much to count alone.

1. A datum that only qualifies the word behind it does not (“phone apps”).
2. One with a possessive does (“your name”), and one that is all of an item or labels it.
3. A purpose counts where it stands alone behind “for”, a datum as the subject of what is done with
   it, a party behind “to”, “with” or “from”, or as who gets or gives data.
4. Else it counts beside another mention of its kind in a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.extraction.found import Found
from graph_builder.extraction.tokens import Token
from graph_builder.extraction.trail import CLAUSE_WORDS, PREPOSITIONS

_TOWARDS = frozenset({"to", "with", "kepada", "ke"})
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
# Behind these stands what for.
AIMS = frozenset(
    {"for", "untuk", "rangka", "keperluan", "tujuan", "kepentingan", "purposes", "membantu"}
)


def counts(tokens: Sequence[Token], index: int, found: Sequence[Found], language: str) -> bool:
    """Tell whether one of the mentions of a kind, found by a contextual label, counts."""
    one = found[index]
    if one.kind == "data" and _is_modifier(tokens, one):
        return False
    before = tokens[one.start - 1].keys[:1] if one.start else ()
    after = tokens[one.end].keys[:1] if one.end < len(tokens) else ()
    possessives = _POSSESSIVES[language]
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
    return last in AIMS and (following is None or not following.word)


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
