"""Which sentences of another version may reword one of this version, and what they keep of it.

1. Two sentences may be one where they share most of their words, or where one has nearly all the
   words of the other (which was split or joined).
2. A rewording keeps a concept where it states it, has words for it (the lexicon's: “web pages” for
   “pages”), or has the very words that stand for it here. What it keeps is no difference, however
   the extractor read it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph_builder.analysis.citation import SHARED, bare
from graph_builder.analysis.parity.passages import Passage
from graph_builder.analysis.parity.reading import Reading
from graph_builder.model import Polarity, Practice, Slot, Span

_CONTAINED = 0.8  # of the words of the shorter sentence are in the longer one, at least
_LEAST = 6  # words has a sentence of which that says anything


@dataclass(frozen=True)
class Rewordings:
    """The sentences of ``here`` as they may stand in ``there``."""

    here: Reading
    there: Reading

    def turned(self) -> Rewordings:
        """Return the same, looked at from the other side."""
        return Rewordings(self.there, self.here)

    def stands(self, practice: Practice) -> bool:
        """Tell whether the sentences of a practice stand in the other version, word for word."""
        text = self.here.version.text
        return all(self.there.stands(s.text(text)) for s in practice.evidence)

    def counterparts(self, span: Span) -> tuple[Passage, ...]:
        """Return the sentences that may be the one of a span, reworded, the most similar first."""
        if span not in self._found:
            self._found[span] = tuple(self._like(bare(span.text(self.here.version.text))))
        return self._found[span]

    def keeps(self, practice: Practice, concepts: Iterable[str]) -> bool:
        """Tell whether the rewordings of a practice's sentence keep all of some concepts of it."""
        if not practice.evidence:
            return False
        others = self.counterparts(max(practice.evidence))
        return self._same_polarity(practice, others) and all(
            any(self._keeps(practice, concept, other) for other in others) for concept in concepts
        )

    def speaks_of(self, span: Span, concept: str) -> bool:
        """Tell whether a sentence stands in the other version, or a rewording has its matter."""
        if self.there.stands(span.text(self.here.version.text)):
            return True
        return any(
            concept in other.concepts or self.there.has(concept, other.words)
            for other in self.counterparts(span)
        )

    def has_words(self, span: Span, part: Span) -> bool:
        """Tell whether a sentence, or a rewording of it with these words of it, stands there."""
        text = self.here.version.text
        words = f" {bare(part.text(text))} "
        return self.there.stands(span.text(text)) or any(
            words in f" {bare(other.words)} " for other in self.counterparts(span)
        )

    def _keeps(self, practice: Practice, concept: str, other: Passage) -> bool:
        if concept in other.concepts | other.mentions:
            return True
        start = max(practice.evidence).start
        return any(
            f" {bare(m.span.text(self.here.version.text))} " in f" {bare(other.words)} "
            for m in practice.mentions
            if m.concept == concept and (m.span.start >= start or m.slot is Slot.DATA)
        )

    def _same_polarity(self, practice: Practice, others: Iterable[Passage]) -> bool:
        """Tell whether a rewording denies what is denied here, affirms what is affirmed."""
        denied = practice.polarity is Polarity.DENIED
        return any(
            self.there.has("negation", other.words)
            if denied
            else not other.practices
            or any(p.polarity is Polarity.AFFIRMED for _, p in other.practices)
            for other in others
        )

    def _like(self, sentence: str) -> list[Passage]:
        words = set(sentence.split())
        shared = Counter(i for w in words for i in self._by_word.get(w, ()))
        found = []
        for index, count in shared.items():
            size = len(self._words[index])
            part = min(len(words), size)
            likeness = count / (len(words) + size - count)
            if likeness >= SHARED or (part >= _LEAST and count >= _CONTAINED * part):
                found.append((-likeness, index))
        return [self.there.passages[index] for _, index in sorted(found)]

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [frozenset(bare(p.words).split()) for p in self.there.passages]

    @cached_property
    def _by_word(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index, words in enumerate(self._words):
            for word in words:
                found[word].append(index)
        return found

    @cached_property
    def _found(self) -> dict[Span, tuple[Passage, ...]]:
        return {}


__all__ = ["Rewordings"]
