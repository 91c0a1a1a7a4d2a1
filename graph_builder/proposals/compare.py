"""Proposals beside what the extractor reads in the same sentences.

1. Only practices whose clause overlaps the proposal's sentence are compared.
2. A proposal agrees where, for each of its data categories, one practice of the same polarity has a
   related operation, that category or one above or below it, and each recipient, purpose and basis.
3. It differs where the extractor reads the sentence, but not so; a person decides.
4. Where the extractor reads nothing, the proposal is new: sound if its check left no doubt, else
   doubtful, which a person decides as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.model import Practice, Span
from graph_builder.proposals.check import Checked
from graph_builder.proposals.outcome import Outcome
from graph_builder.vocabulary import Vocabulary

_OTHERS = ("recipients", "purposes", "bases")
_SHOWN = ("operations", "data", *_OTHERS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A checked proposal, its outcome, and why in one line (empty where there is nothing to say).

    ``rivals`` are the practices that the extractor reads in the same sentence.
    """

    checked: Checked
    outcome: Outcome
    why: str = ""
    rivals: tuple[Practice, ...] = ()

    @property
    def practice(self) -> Practice | None:
        """The practice of the model; ``None`` where it was refused."""
        return self.checked.practice


def compare(checked: Checked, read: Sequence[Practice], vocabulary: Vocabulary) -> Proposal:
    """Return a checked proposal with its outcome beside the extractor's practices."""
    practice = checked.practice
    if practice is None:
        detail = f" ({checked.detail})" if checked.detail else ""
        return Proposal(checked, Outcome.REFUSED, f"{checked.refusal}{detail}")
    rivals = tuple(r for r in read if _same_place(practice, r))
    if rivals and _agrees(practice, rivals, vocabulary):
        return Proposal(checked, Outcome.AGREES, rivals=rivals)
    if rivals:
        why = "; ".join((*_differences(practice, rivals, vocabulary), *checked.doubts))
        return Proposal(checked, Outcome.DIFFERS, why, rivals)
    if checked.doubts:
        return Proposal(checked, Outcome.DOUBTFUL, "; ".join(checked.doubts))
    return Proposal(checked, Outcome.NEW)


def _same_place(one: Practice, other: Practice) -> bool:
    mine, theirs = _clause(one), _clause(other)
    return mine.start < theirs.end and theirs.start < mine.end


def _clause(practice: Practice) -> Span:
    return max(practice.evidence, default=Span(0, 0))


def _agrees(practice: Practice, rivals: Sequence[Practice], vocabulary: Vocabulary) -> bool:
    def related(one: str, others: Sequence[str]) -> bool:
        return any(vocabulary.covers(one, o) or vocabulary.covers(o, one) for o in others)

    def says(rival: Practice, datum: str) -> bool:
        return (
            rival.polarity is practice.polarity
            and related(datum, rival.data)
            and all(related(o, rival.operations) for o in practice.operations)
            and all(set(getattr(practice, name)) <= set(getattr(rival, name)) for name in _OTHERS)
        )

    return all(any(says(rival, datum) for rival in rivals) for datum in practice.data)


def _differences(
    practice: Practice, rivals: Sequence[Practice], vocabulary: Vocabulary
) -> Iterator[str]:
    """Say slot by slot what the model reads otherwise than the extractor."""
    model = practice.proposer
    polarities = {rival.polarity for rival in rivals}
    if practice.polarity not in polarities:
        yield f"{model} reads it as {practice.polarity}, Alir as {' and '.join(sorted(polarities))}"
    told = False
    for name in _SHOWN:
        theirs = {c for rival in rivals for c in getattr(rival, name)}
        more = [vocabulary.name(c) for c in getattr(practice, name) if c not in theirs]
        if more:
            told = True
            known = ", ".join(vocabulary.name(c) for c in sorted(theirs)) or "nothing"
            yield f"{model} reads {name}: {', '.join(more)}; Alir: {known}"
    if not told and practice.polarity in polarities:
        yield f"{model} puts the values of this sentence together otherwise"


__all__ = ["Proposal", "compare"]
