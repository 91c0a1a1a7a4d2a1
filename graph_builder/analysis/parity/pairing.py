"""Two versions held against each other: which passage corresponds, and what comes nearest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph_builder.analysis.citation import bare
from graph_builder.analysis.parity.alignment import Alignment, align
from graph_builder.analysis.parity.differences import Certainty, Difference, Nearest, Side, Topic
from graph_builder.analysis.parity.passages import Passage
from graph_builder.analysis.parity.reading import Reading
from graph_builder.analysis.relation import Taxonomy
from graph_builder.model import Span

_SHORTER = 0.4  # of the words of a sentence may its translation have, at least
_HEADING = 3  # words; what is not longer is a heading or a label, and says nothing


@dataclass(frozen=True)
class Pairing:
    """``here`` is looked through for what ``there`` does not say; see :meth:`turned`."""

    here: Reading
    there: Reading
    taxonomy: Taxonomy
    reverse: bool = False

    @cached_property
    def alignment(self) -> Alignment:
        """Which passages correspond."""
        return align(self.here.passages, self.there.passages, self.taxonomy)

    def turned(self) -> Pairing:
        """Return the same pair, looked at from the other side."""
        turned = Pairing(self.there, self.here, self.taxonomy, not self.reverse)
        # What cached_property would compute, known already.
        turned.__dict__["alignment"] = self.alignment.turned()
        return turned

    def passages(self) -> Iterator[tuple[int, Passage]]:
        """Yield the passages of ``here`` that do not stand word for word in ``there``."""
        for index, passage in enumerate(self.here.passages):
            if not self.there.stands(passage.words):
                yield index, passage

    def pairs(self) -> Iterator[tuple[Passage, Passage]]:
        """Yield the passages that correspond, are alike in meaning, and differ in wording."""
        for index, passage in self.passages():
            other = self.counterpart(index)
            if other is not None and index in self.alignment.alike:
                yield passage, other

    def counterpart(self, index: int) -> Passage | None:
        """Return the passage of ``there`` that corresponds to one of ``here``."""
        found = self.alignment.forth.get(index)
        return None if found is None else self.there.passages[found]

    def unmatched(self, index: int) -> Span | None:
        """Return a sentence of ``there`` that may be the counterpart though nothing says so.

        That is one without counterpart, of some length, between the neighbours of the passage.
        """
        forth = self.alignment.forth
        low = max((forth[i] for i in forth if i < index), default=-1)
        high = min((j for i, j in forth.items() if i > index and j > low), default=None)
        least = max(len(bare(self.here.passages[index].words).split()) * _SHORTER, _HEADING)
        return next(
            (
                p.span
                for j, p in enumerate(self.there.passages[:high])
                if j > low and j not in self.alignment.back and len(bare(p.words).split()) > least
            ),
            None,
        )

    def nearest(self, index: int) -> Nearest | None:
        """Return the sentence of ``there`` at the place of a passage of ``here``.

        That is its counterpart, or else what follows the counterpart of the passage before it, or
        that counterpart itself. A heading says nothing that could come near.
        """
        other = self.counterpart(index)
        if other is not None and not other.heading:
            return self.there.nearest(other.span)
        before = [i for i in self.alignment.forth if i < index]
        if not before:
            return None
        last = self.alignment.forth[max(before)]
        near = [*self.there.passages[last + 1 : last + 2], *self.there.passages[last:]]
        return self.there.nearest(next((p.span for p in near if not p.heading), None))

    def only(
        self, topic: Topic, certainty: Certainty, side: Side, nearest: Nearest | None
    ) -> Difference:
        """Return something that only ``here`` says."""
        first, second = (None, side) if self.reverse else (side, None)
        return Difference(topic, certainty, first, second, nearest)

    def both(self, topic: Topic, certainty: Certainty, side: Side, other: Side) -> Difference:
        """Return something that both say, differently."""
        first, second = (other, side) if self.reverse else (side, other)
        return Difference(topic, certainty, first, second)

    def missing(
        self, name: str, index: int, there: Span | None
    ) -> tuple[Certainty, Nearest | None]:
        """Tell whether something unread in ``there`` has words there, and what comes nearest.

        Args:
            name: of the words (``words.toml``) that the corresponding sentence might have.
            index: of the passage of ``here``.
            there: the first sentence of the other version that has such words.
        """
        other = self.counterpart(index)
        if other is not None and self.there.has(name, other.words):
            return Certainty.UNREAD, self.there.nearest(other.span)
        if there is not None:
            return Certainty.UNREAD, self.there.nearest(there)
        return Certainty.MISSING, self.nearest(index)


__all__ = ["Pairing"]
