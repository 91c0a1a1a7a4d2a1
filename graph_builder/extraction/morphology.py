"""The forms of a word under which a label may find it.

A label is written once, in its base form, and must find every inflection. So each word of a text
has a set of *keys*; a label word matches when its own (first) key is among them.

English: the lower-cased word and its lemma (simplemma).
Indonesian: the lower-cased word; the word without the enclitics -nya, -ku, -mu, -lah, -pun; and for
verbs one key shared by the active and passive of a stem. The nasal prefixes swallow k, p, t, s, m,
n before a vowel (*mengumpulkan*, *dikumpulkan*), so the shared key drops them too. Nouns in
pe-…-an stay apart from their verbs, since *pengguna* (user), *penggunaan* (use) and *menggunakan*
(to use) mean different things; the vocabulary lists such nouns as labels of their own.

>>> "improve" in keys("Improving", "en")
True
>>> keys("mengumpulkan", "id")[-1] == keys("dikumpulkan", "id")[-1]
True
>>> "kuki" in keys("kukinya", "id")
True
"""

from __future__ import annotations

from functools import lru_cache
from sys import intern

import simplemma

_CLITICS = ("nya", "ku", "mu", "lah", "pun")
_CAUSATIVE = "kan"
_SHORTEST_STEM = 3
_NASALS = ("meny", "meng", "mem", "men")
# me- stands bare before these.
_PLAIN = frozenset("lrwy")
_VOWELS = "aiueo"
_LOST = "kptsmn"
# Words that look like verbs in me-/di- and are none.
_NOT_VERBS = frozenset(
    [
        "media",
        "medis",
        "meja",
        "member",
        "membership",
        "meta",
        "metode",
        "menu",
        "menit",
        "merek",
        "merchant",
        "message",
        "messenger",
        "meter",
        "metrik",
        "melalui",
        "menurut",
        "mengenai",
        "maupun",
        "digital",
        "dimana",
        "dimaksud",
        "diri",
        "dia",
        "dini",
        "dinas",
        "direktur",
        "direktorat",
        "disclosure",
        "display",
        "distributor",
        "diskon",
        "divisi",
        "dividen",
        "dimensi",
        "dinamis",
        "disiplin",
        "diagnostik",
        "diagnosa",
        "diagnosis",
        "dialog",
        "diplomatik",
        "direct",
        "device",
        "merger",
        "mereka",
        "meski",
        "meskipun",
        "mesin",
        "menteri",
        "memori",
        "menara",
        "mental",
        "mekanisme",
        "merupakan",
    ]
)


@lru_cache(maxsize=65536)
def keys(word: str, language: str) -> tuple[str, ...]:
    """Return the keys of a word, its lower-cased self first, most reduced last."""
    lower = word.lower().replace("’", "'")
    forms = _english(lower) if language == "en" else _indonesian(lower)
    # Interned, since keys are looked up in tables far more often than they are made.
    return tuple(dict.fromkeys(intern(form) for form in (lower, *forms)))


@lru_cache(maxsize=65536)
def label_keys(word: str, language: str) -> tuple[str, ...]:
    """Return the keys under which a label word is filed: itself, its singular or its verb stem."""
    forms = keys(word, language)
    if language == "id":
        return (forms[-1],) if forms[-1].startswith("~") else (forms[0],)
    return (forms[0], forms[-1]) if word.lower().endswith("s") else (forms[0],)


def _english(word: str) -> tuple[str, ...]:
    return (simplemma.lemmatize(word, lang="en").lower(),) if word.isalpha() else ()


def _indonesian(word: str) -> tuple[str, ...]:
    bare = _without_clitic(word)
    stem = _verb_stem(bare)
    if not stem:
        return (bare,)
    # "mengirimkan" does what "mengirim" does.
    plain = stem.removesuffix(_CAUSATIVE)
    return (bare, plain, stem) if len(plain) > _SHORTEST_STEM else (bare, stem)


def _without_clitic(word: str) -> str:
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) > _SHORTEST_STEM:
            return word[: -len(clitic)]
    return word


def _verb_stem(word: str) -> str:
    """Return ``~`` and the stem common to me- and di- forms, or an empty string for other words."""
    if word in _NOT_VERBS:
        return ""
    if word.startswith("di") and len(word) > len("di") + _SHORTEST_STEM:
        return "~" + _without_onset(word[2:])
    for prefix in _NASALS:
        if word.startswith(prefix) and len(word) > len(prefix) + _SHORTEST_STEM - 1:
            # memproses keeps its p, the passive diproses too; memakai has lost it.
            return "~" + _without_onset(word[len(prefix) :])
    if word.startswith("me") and word[2:3] in _PLAIN and len(word) > len("me") + _SHORTEST_STEM:
        return "~" + word[2:]
    if word.endswith("kan") and len(word) > len("kan") + _SHORTEST_STEM:
        # The passive with a pronoun has the bare stem: "data yang kami kumpulkan".
        return "~" + _without_onset(word)
    return ""


def _without_onset(stem: str) -> str:
    """Drop what a nasal prefix may have swallowed: k, p, t, s, m, n, ny before a vowel."""
    if stem.startswith("ny"):
        return stem[2:]
    return stem[1:] if stem[0] in _LOST and stem[1:2] and stem[1] in _VOWELS else stem
