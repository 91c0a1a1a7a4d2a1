"""The forms of a word under which a label may find it.

A label is written once, in its base form, and must find every inflection. So each word of a text
has a set of *keys*; a label word matches when its own (first) key is among them.

English: the lower-cased word and its lemma (simplemma).
Indonesian: the lower-cased word; the word without the enclitics -nya, -ku, -mu, -lah, -pun; and for
verbs one key shared by the active and passive of a stem. The nasal prefixes drop k, t, p, s before
a vowel (*mengumpulkan*, *dikumpulkan*), so the shared key drops them too. Nouns in pe-…-an stay
apart from their verbs, since *pengguna* (user), *penggunaan* (use) and *menggunakan* (to use) mean
different things; the vocabulary lists such nouns as labels of their own.

>>> "improve" in keys("Improving", "en")
True
>>> keys("mengumpulkan", "id")[-1] == keys("dikumpulkan", "id")[-1]
True
>>> "kuki" in keys("kukinya", "id")
True
"""

from __future__ import annotations

from functools import lru_cache

import simplemma

_CLITICS = ("nya", "ku", "mu", "lah", "pun")
_SHORTEST_STEM = 3
_NASAL = (
    # prefix, whether the stem may have lost its first consonant
    ("meny", True),
    ("meng", True),
    ("mem", True),
    ("men", True),
    ("me", False),
)
_VOWELS = "aiueo"
_LOST = "kpts"
# Words that look like verbs in me-/di- and are none.
_NOT_VERBS = frozenset(
    "media medis meja member membership meta metode menu menit merek merchant message messenger "
    "meter metrik melalui menurut mengenai maupun digital dimana dimaksud diri dia dini dinas "
    "direktur direktorat disclosure display distributor diskon divisi dividen dimensi dinamis "
    "disiplin diagnostik diagnosa diagnosis dialog diplomatik direct device merger mereka meski "
    "meskipun mesin menteri memori menara mental mekanisme merupakan".split()
)


@lru_cache(maxsize=65536)
def keys(word: str, language: str) -> tuple[str, ...]:
    """Return the keys of a word, its lower-cased self first, most reduced last."""
    lower = word.lower()
    forms = _english(lower) if language == "en" else _indonesian(lower)
    return tuple(dict.fromkeys((lower, *forms)))


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
    return (bare, stem) if stem else (bare,)


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
        stem = word[2:]
        dropped = stem[0] in _LOST and stem[1] in _VOWELS
        return "~" + (stem[1:] if dropped else stem)
    for prefix, nasal in _NASAL:
        if word.startswith(prefix) and len(word) > len(prefix) + _SHORTEST_STEM - 1:
            stem = word[len(prefix) :]
            if prefix == "me" and not _takes_plain_me(stem):
                return ""
            if nasal and stem[0] in _LOST and stem[1:2] and stem[1] in _VOWELS:
                # memproses keeps its p, mempelajari too: the passive drops it all the same.
                stem = stem[1:]
            return "~" + stem
    if word.endswith("kan") and len(word) > len("kan") + _SHORTEST_STEM:
        # The passive with a pronoun has the bare stem: "data yang kami kumpulkan".
        dropped = word[0] in _LOST and word[1] in _VOWELS
        return "~" + (word[1:] if dropped else word)
    return ""


def _takes_plain_me(stem: str) -> bool:
    """Tell whether me- stands bare: before l, r, w, y and before nasals (melakukan, memaksa)."""
    return stem[0] in "lrwy" or stem[:2] in {"ng", "ny"} or stem[0] in "mn"
