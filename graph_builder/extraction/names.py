"""Names, and verbs that look like them: “record”, “log” and “use” may be either.

1. What the lexicon found is no name where it is the verb of its clause, holds one, is the speaker
   itself, or only begins a longer phrase that means something else.
2. Inside the name of a thing verbs and cues mean nothing (“information you provide”), except where
   the name begins with the verb of the clause (“we may record telephone calls”).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_builder.extraction.found import Found
from graph_builder.extraction.frames import GENERIC, TAKEOVER
from graph_builder.extraction.grammar import Cue, VerbCue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.tokens import Token

BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
# Plural nouns that English spells like verbs.
PLURALS = frozenset(
    ["records", "requests", "logs", "reports", "uses", "stores", "transfers", "releases"]
)
# Data in general.
INFORMATION = frozenset({"information", "data", "informasi"})
# A word right behind one of these is a verb, whatever else it can be ("we will store").
_BEFORE_VERBS = frozenset(
    [
        "we",
        "you",
        "they",
        "it",
        "will",
        "shall",
        "would",
        "may",
        "can",
        "could",
        "might",
        "must",
        "should",
        "to",
        "not",
        "never",
        "also",
        "only",
        "kami",
        "kita",
        "anda",
        "akan",
        "dapat",
        "tidak",
    ]
)
_KEEPING = frozenset({"dpv:Collect", "dpv:Store"})
# What may stand before the object of a verb.
_OWNING = frozenset({"your", "the", "our", "any", "this", "certain", "which"})
_CONTRACT = "dpv:Contract"
_STANDARD = frozenset({"klausul", "standar", "clause", "clauses", "standard", "specific", "model"})
# Cues that mean nothing inside the name of a thing ("information you provide").
_INSIDE = frozenset({"pronouns", "markers", "data"})


def is_name(
    tokens: Sequence[Token],
    found: Found,
    verbs: Mapping[int, VerbCue],
    cues: Mapping[int, Sequence[Cue]],
) -> bool:
    """Tell whether what the lexicon found is named here, whatever else its words can be."""
    return not (
        _is_speaker(tokens, found, cues)
        or _is_verb(tokens, found, verbs)
        or _is_passive(tokens, found)
        or _is_keeping(tokens, found, verbs)
        or _is_clause(tokens, found, verbs)
        or _is_safeguard(tokens, found)
        or _is_cut(tokens, found)
    )


def silence(
    tokens: Sequence[Token], one: Found, verbs: dict[int, VerbCue], cues: dict[int, list[Cue]]
) -> None:
    """Drop the verbs and cues that mean nothing inside the name of a thing."""
    if one.kind == "data" and _is_plural(tokens, one.end):
        verbs.pop(one.end, None)  # "your communication records"
    if one.kind == "purpose" and one.end > one.start + 1 and _is_participle(tokens[one.start]):
        verbs.pop(one.start, None)  # "personalised advertising"
    if one.concept == TAKEOVER:
        for position in range(one.start, one.end):
            verbs.pop(position, None)
    if one.kind in {"data", "recipient", ENTITY}:
        for position in range(one.start, one.end):
            if position > one.start or not _is_recording(tokens, one):
                verbs.pop(position, None)
            if position in cues:
                cues[position] = [c for c in cues[position] if _counts(tokens, one, c)]


def _counts(tokens: Sequence[Token], one: Found, cue: Cue) -> bool:
    """Tell whether a cue inside a name still counts: the “dari” of “dari media sosial” does.

    Behind “informasi” it tells what information it is.
    """
    if cue.family not in _INSIDE:
        return True
    marks = cue.family == "markers" and one.kind != "data" and cue.start == one.start
    before = tokens[one.start - 1].text.lower() if one.start else ""
    return marks and before not in INFORMATION


def _is_speaker(tokens: Sequence[Token], found: Found, cues: Mapping[int, Sequence[Cue]]) -> bool:
    """“Bank dapat mengungkapkan … kepada afiliasi Bank”: the bank that speaks is no recipient."""
    name = tokens[found.start].text
    if found.kind != "recipient" or not found.contextual or found.end - found.start > 1:
        return False
    return name[0].isupper() and any(
        c.family == "pronouns" and c.value == "we" and tokens[p].text == name and p != found.start
        for p, here in cues.items()
        for c in here
    )


def _is_verb(tokens: Sequence[Token], found: Found, verbs: Mapping[int, VerbCue]) -> bool:
    if found.end - found.start > 1:
        return False
    if found.kind == "recipient" and _is_participle(tokens[found.start]):
        return True  # "sold, exchanged or transferred", "the clinic you are assigned to"
    if found.start not in verbs:
        return False
    before = tokens[found.start - 1].text.lower() if found.start else ""
    if before in BE and _is_participle(tokens[found.start]):
        return True  # "your visits are logged"
    following = tokens[found.end].text.lower() if found.end < len(tokens) else ""
    imperative = found.start == 0 and following in {"your", "our", "the", "any"}
    return imperative or _acts(tokens, found.start)  # "handle your claims" heads an item


def _is_passive(tokens: Sequence[Token], found: Found) -> bool:
    """“is processed by our payment provider” does not name the purpose “process payments”."""
    before = tokens[found.start - 1].text.lower() if found.start else ""
    return found.kind == "purpose" and before in BE and _is_participle(tokens[found.start])


def _is_keeping(tokens: Sequence[Token], found: Found, verbs: Mapping[int, VerbCue]) -> bool:
    """“We keep order records” stores them; keeping records is no purpose of it."""
    if found.kind != "purpose" or found.start not in verbs or not _acts(tokens, found.start):
        return False
    infinitive = tokens[found.start - 1].text.lower() == "to"
    return not infinitive and any(v.operation == "dpv:Store" for v in verbs[found.start].verbs)


def _is_clause(tokens: Sequence[Token], found: Found, verbs: Mapping[int, VerbCue]) -> bool:
    """“Our servers record your address”: subject and verb, no name of a record."""
    last = found.end - 1
    if found.kind != "data" or last == found.start or last not in verbs:
        return False
    if all(v.operation not in _KEEPING for v in verbs[last].verbs):
        return False  # "how visitors use our service" is what is known of them
    subject, word = tokens[last - 1].text.lower(), tokens[last].text.lower()
    following = tokens[found.end].text.lower() if found.end < len(tokens) else ""
    return subject.endswith("s") and word == tokens[last].keys[-1] and following in _OWNING


def _is_safeguard(tokens: Sequence[Token], found: Found) -> bool:
    """“Klausul kontrak standar”: what protects a transfer is no ground for it."""
    if found.concept != _CONTRACT:
        return False
    around = [t.text.lower() for t in tokens[max(0, found.start - 1) : found.end + 1]]
    return not _STANDARD.isdisjoint(around)


def _is_cut(tokens: Sequence[Token], found: Found) -> bool:
    """“Personal information when you visit our site” is personal information, whatever follows."""
    last = tokens[found.start - 1].text.lower() if found.start else ""
    special = found.kind == "data" and found.concept != GENERIC and found.end - found.start > 1
    return special and last == "personal" and tokens[found.start].text.lower() in INFORMATION


def _is_recording(tokens: Sequence[Token], found: Found) -> bool:
    """“we may record telephone calls”: the first word of the name is the verb as well."""
    if found.kind != "data":
        return False
    last = tokens[found.start - 1].text.lower() if found.start else ""
    if last in {"to", "untuk"}:
        return False
    # "bank merekam percakapan": an active verb whoever acts
    first = tokens[found.start]
    active = first.keys[-1].startswith("~") and first.text.lower().startswith("me")
    return active or _acts(tokens, found.start)


def _acts(tokens: Sequence[Token], at: int) -> bool:
    if at > 1 and tokens[at - 1].text.lower().endswith("ly"):
        at -= 1  # "we automatically log"
    return at > 0 and tokens[at - 1].text.lower() in _BEFORE_VERBS


def _is_plural(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text.lower() in PLURALS


def _is_participle(token: Token) -> bool:
    return token.text.lower().endswith("ed") and token.text.lower() != token.keys[-1]
