"""From words to concepts: every label of the vocabulary, folded so that spelling does not matter.

1. :func:`fold` makes a label and a user's wording comparable: case, hyphens, quotes, plural endings
   and possessives go ("your e-mail addresses" and "email address" are one).
2. A :class:`NameIndex` finds concepts and named parties by label, both languages together.
3. A wording that no label matches gets its nearest labels, never a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from graph_builder.nearest import nearest
from graph_builder.vocabulary import Vocabulary, default

_JOINED = re.compile(r"(?<=\w)[-\u2010\u2011'’](?=\w)")
_NOT_WORD = re.compile(r"[^\w]+")
_E_PREFIX = re.compile(r"\be\s+(?=mail)")
_KEPT_S = ("ss", "us", "is", "as")
_IN_IE = frozenset(["cookies", "movies", "selfies"])
_ARTICLES = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "your",
        "his",
        "her",
        "their",
        "our",
        "its",
        "this",
        "that",
        "these",
        "those",
        "any",
        "some",
        "anda",
        "saya",
        "kami",
        "mereka",
        "para",
        "itu",
        "ini",
    ]
)
_PREFIX = 3
_LABELS = 4
# Shorter words keep their endings.
_SHORT, _LONG = 4, 6
_SORTS = {"preferred": 0, "alternative": 1, "hidden": 2, "contextual": 3}


@cache
def fold(text: str) -> str:
    """Return the comparable form of a label or wording.

    >>> fold("Your E-mail Addresses")
    'email address'
    >>> fold("alamat-alamat IP Anda")
    'alamat ip'
    """
    spaced = _NOT_WORD.sub(" ", _JOINED.sub(" ", text.casefold())).strip()
    words = [w for w in _E_PREFIX.sub("e", spaced).split() if w not in _ARTICLES]
    kept = [w for before, w in zip(["", *words], words, strict=False) if w != before]
    return " ".join(_singular(w) for w in kept)


def _singular(word: str) -> str:
    if word in _IN_IE:
        return word[:-1]
    if len(word) > _SHORT and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > _SHORT and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("eaus"):
        return word[:-1]
    if len(word) >= _SHORT and word.endswith("s") and not word.endswith(_KEPT_S):
        return word[:-1]
    if len(word) > _LONG and word.endswith("nya"):
        return word[:-3]
    return word


class NameIndex:
    """Concepts and named parties by folded label.

    Folding every label takes longer than answering a question, so a look-up folds only the labels
    that hold the beginning of the wording's first word.

    Args:
        vocabulary: whose labels, in all languages together, are the names.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._labels = [
            (_joined(label.text), curie, _SORTS.get(label.sort, 3))
            for source in (vocabulary.concepts, vocabulary.entities)
            for curie, known in source.items()
            for label in known.labels
        ]

    def find(self, text: str, kinds: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the CURIEs that a wording names, best label first; a CURIE names itself.

        Only concepts of ``kinds`` count where kinds are given; named parties are of kind
        ``recipient``.
        """
        if text in self.vocabulary.concepts or text in self.vocabulary.entities:
            return (text,)
        wanted, folded = frozenset(kinds), fold(text)
        start = folded[:_PREFIX]
        found: dict[str, int] = {}
        for label, curie, rank in self._labels if folded else ():
            if start in label and fold(label) == folded:
                found[curie] = min(rank, found.get(curie, rank))
        kept = {c: r for c, r in found.items() if not wanted or self.kind(c) in wanted}
        best = min(kept.values(), default=0)
        equal = sorted(c for c, rank in kept.items() if rank == best)
        # A company's own name says more than the role that it stands for.
        return tuple([c for c in equal if c in self.vocabulary.entities] or equal)

    def within(self, words: Sequence[str], kinds: Iterable[str]) -> list[tuple[int, int, str]]:
        """Return where folded ``words`` hold the name of a concept: start, end, kind; in order."""
        wanted, starts = frozenset(kinds), {word[:_PREFIX] for word in words}
        places: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(words):
            places[word].append(i)
        found = set()
        for label, curie, _ in self._labels:
            if label[:_PREFIX].rstrip() not in starts or self.kind(curie) not in wanted:
                continue
            name = fold(label).split()
            for start in places.get(name[0], ()) if name else ():
                if list(words[start : start + len(name)]) == name:
                    found.add((start, start + len(name), self.kind(curie)))
        return sorted(found)

    def kind(self, curie: str) -> str:
        """Return the kind of a concept, ``recipient`` for a named party."""
        concept = self.vocabulary.concepts.get(curie)
        return concept.kind if concept else "recipient"

    def nearest(self, text: str, kinds: Iterable[str] = (), count: int = 4) -> tuple[str, ...]:
        """Return the names of the concepts whose labels come closest to a wording."""
        wanted = frozenset(kinds)
        pool = {
            fold(label): curie
            for label, curie, _ in self._labels
            if not wanted or self.kind(curie) in wanted
        }
        close = nearest(fold(text), pool, _LABELS * count)  # a concept has several labels
        names = dict.fromkeys(self.vocabulary.name(pool[label]) for label in close)
        return tuple(names)[:count]


def _joined(text: str) -> str:
    """Return a label as it is searched: small letters, and one spelling of e-mail."""
    return text.casefold().replace("e-mail", "email")


@cache
def default_index() -> NameIndex:
    """Return the index of the shipped vocabulary, built once per process."""
    return NameIndex(default())
