"""What the vocabulary lacks: frequent phrases of a folder of policies that no label matches.

1. Collect the unmatched phrases of every document (:mod:`graph_builder.extraction.unmatched`).
2. Group them by slot, language and the base forms of their words; the commonest spelling names the
   group. A sentence counts once, however many policies or versions copy it.
3. Rank by the number of documents that bring sentences of their own, then of sentences.
4. Leave out what is a label already: it did not count where it stood, which no label can mend.
5. For each group look for the labels that come closest (rapidfuzz, token order ignored) and share a
   word, the head best of all: the last of an English noun phrase, else the first.
6. Write the statement a curator would paste: a further label of the nearest concept where one comes
   close (a single word counts in context only, ``alir:contextualLabel``), else a new concept.

>>> new_curie("blood oxygen level")
'alir:BloodOxygenLevel'
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph_builder.documents.document import Document
from graph_builder.extraction.unmatched import Unmatched, unmatched
from graph_builder.model import Slot
from graph_builder.vocabulary import SCHEMES, Vocabulary

_EXAMPLES = 3
_NEAREST = 3
# Likeness (0-100) from which a label is worth showing, taken for the concept, taken for a spelling.
_FAR, _CLOSE, _SPELLING = 55.0, 78.0, 88.0
_SHARED_HEAD = 15.0
_BEST = 100.0
_BLANKS = re.compile(r"\s+")
_SCHEMES = {kind: scheme for scheme, kind in SCHEMES.items()}
_ROOTS = {"data": "dpv:PersonalData", "recipient": "dpv:Recipient", "purpose": "dpv:Purpose"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the phrase: file, line (from 1, of the normalised text), its words."""

    source: str
    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Near:
    """A concept of the same kind with the label that comes close, and how close (0-100)."""

    concept: str
    label: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase that the vocabulary may lack.

    Attributes:
        slot: where it stands: data, recipient or purpose.
        phrase: its commonest spelling.
        language: ``en`` or ``id``.
        policies, count: documents with a sentence of their own that uses it; different sentences.
        nearest: known concepts, closest first; empty where nothing comes close.
        examples: the first sentences, one a document.
        turtle: the statement to paste into ``ontology/``.
    """

    slot: Slot
    phrase: str
    language: str
    policies: int
    count: int
    nearest: tuple[Near, ...]
    examples: tuple[Example, ...]
    turtle: str


@dataclass(frozen=True, slots=True)
class _Use:
    """One occurrence: its spelling, its example."""

    words: str
    example: Example


def suggest(
    documents: Iterable[Document], vocabulary: Vocabulary, fewest: int = 2
) -> list[Suggestion]:
    """Return the phrases that at least ``fewest`` sentences use, most used first.

    Args:
        documents: of any number of policies; they may be a generator.
        vocabulary: what is known already.
        fewest: sentences below which a phrase is left out.
    """
    groups: dict[tuple[Slot, str, tuple[str, ...]], list[_Use]] = defaultdict(list)
    told: set[tuple[Slot, tuple[str, ...], str]] = set()
    for document in documents:
        for one in unmatched(document, vocabulary):
            use = _use(document, one)
            same = (one.slot, one.words, use.example.sentence)
            if same not in told:
                told.add(same)
                groups[one.slot, document.language, one.words].append(use)
    labels = {
        (slot, language): _labels(vocabulary, slot, language)
        for slot, language in {(slot, language) for slot, language, _ in groups}
    }
    found = [
        _suggestion(slot, language, uses, labels[slot, language])
        for (slot, language, _), uses in groups.items()
        if len(uses) >= fewest and not _known(uses, labels[slot, language])
    ]
    return sorted(found, key=lambda s: (-s.policies, -s.count, s.slot, s.language, s.phrase))


def _use(document: Document, one: Unmatched) -> _Use:
    line = document.text.count("\n", 0, one.span.start) + 1
    example = Example(document.source, line, _flat(one.sentence.text(document.text)))
    return _Use(_flat(one.span.text(document.text)), example)


def _known(uses: list[_Use], labels: Mapping[str, str]) -> bool:
    return any(use.words.lower() in labels for use in uses)


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _suggestion(
    slot: Slot, language: str, uses: list[_Use], labels: Mapping[str, str]
) -> Suggestion:
    spellings = Counter(use.words for use in uses)
    phrase = min(spellings, key=lambda words: (-spellings[words], words.lower(), words))
    examples: dict[str, Example] = {}
    for use in uses:
        examples.setdefault(use.example.source, use.example)
    nearest = tuple(
        _nearest(phrase, labels, -1 if language == "en" and slot is not Slot.PURPOSE else 0)
    )
    return Suggestion(
        slot=slot,
        phrase=phrase,
        language=language,
        policies=len(examples),
        count=len(uses),
        nearest=nearest,
        examples=tuple(examples.values())[:_EXAMPLES],
        turtle=_turtle(slot, phrase, language, nearest),
    )


def _labels(vocabulary: Vocabulary, slot: Slot, language: str) -> dict[str, str]:
    """Return the labels of a kind by their lower-cased text, with the concept of each."""
    return {
        label.text.lower(): concept.curie
        for concept in vocabulary.of_kind(slot.value)
        for label in concept.labels
        if label.language in ("", language)
    }


def _nearest(phrase: str, labels: Mapping[str, str], head: int) -> Iterator[Near]:
    from rapidfuzz import fuzz, process

    wanted = phrase.lower()
    words = wanted.split()
    best: dict[str, Near] = {}
    for label, score, _ in process.extract(
        wanted, labels.keys(), scorer=fuzz.token_sort_ratio, limit=None, score_cutoff=_FAR
    ):
        others = label.split()
        shares = not set(words).isdisjoint(others)
        likeness = min(_BEST, score + (_SHARED_HEAD if others[head] == words[head] else 0.0))
        known = best.get(labels[label])
        if (shares or score >= _SPELLING) and (known is None or known.likeness < likeness):
            best[labels[label]] = Near(labels[label], label, round(likeness, 1))
    yield from sorted(best.values(), key=lambda n: (-n.likeness, n.concept))[:_NEAREST]


def _turtle(slot: Slot, phrase: str, language: str, nearest: tuple[Near, ...]) -> str:
    literal = f"{quoted(phrase)}@{language}"
    if nearest and nearest[0].likeness >= _CLOSE:
        label = "skos:altLabel" if " " in phrase else "alir:contextualLabel"
        return f"{nearest[0].concept} {label} {literal} ."
    return (
        f"{new_curie(phrase)} a rdfs:Class, skos:Concept ; skos:inScheme {_SCHEMES[slot.value]} ; "
        f"skos:broader {_ROOTS[slot.value]} ; skos:prefLabel {literal} ."
    )


def quoted(text: str) -> str:
    r"""Return a Turtle string literal; a phrase of a policy must not end its own quotes.

    >>> quoted('so-called "score"')
    '"so-called \\"score\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _BLANKS.sub(" ", escaped) + '"'


def new_curie(phrase: str) -> str:
    """Return the name a new concept would get: its words in camel case, letters and digits only."""
    words = re.findall(r"[A-Za-z0-9]+", phrase)
    return "alir:" + "".join(word[0].upper() + word[1:] for word in words)


__all__ = ["Example", "Near", "Suggestion", "new_curie", "quoted", "suggest"]
