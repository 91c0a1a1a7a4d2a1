"""Sound new proposals among the practices of a version, so that a graph can hold both, told apart.

Only what left no doubt and stands where the extractor reads nothing goes in. Each keeps the model's
name (``Practice.proposer``), which the graph writes as its provenance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph_builder.curation.statement import statement_id
from graph_builder.extraction.extract import parties
from graph_builder.model import PolicyVersion
from graph_builder.proposals.compare import Proposal
from graph_builder.proposals.outcome import Outcome
from graph_builder.vocabulary import Vocabulary


def merge(
    version: PolicyVersion,
    proposals: Iterable[Proposal],
    vocabulary: Vocabulary,
    decided: frozenset[str] = frozenset(),
) -> PolicyVersion:
    """Return a version with the sound new proposals behind its own practices, in text order.

    Args:
        version: what stands, decisions of reviewers applied.
        proposals: of a model about the same text.
        vocabulary: for the named parties.
        decided: ids of statements that a person has decided about, which are left as they are.
    """
    new = [
        p.practice
        for p in proposals
        if p.outcome is Outcome.NEW
        and p.practice
        and statement_id(p.practice, version.text) not in decided
    ]
    new.sort(key=lambda p: (p.evidence, p.operations, p.data))
    practices = (*version.practices, *new)
    return replace(
        version,
        practices=practices,
        parties=parties(practices, vocabulary, version.language),
    )


__all__ = ["merge"]
