"""What changed between two versions of a policy: meanings, not words.

>>> from graph_builder.model import PolicyVersion
>>> from graph_builder.vocabulary import Vocabulary
>>> nothing = PolicyVersion("shop", "shop.en.md", "", "en", "")
>>> diff(nothing, nothing, Vocabulary({}, {}))
()
"""

from __future__ import annotations

from collections.abc import Iterable

from graph_builder.analysis import elements, statements
from graph_builder.analysis.changes import Change, ordered
from graph_builder.analysis.parity.reading import Reading
from graph_builder.analysis.relation import Taxonomy
from graph_builder.errors import UsageError
from graph_builder.model import PolicyVersion
from graph_builder.vocabulary import Vocabulary


def diff(old: PolicyVersion, new: PolicyVersion, vocabulary: Vocabulary) -> tuple[Change, ...]:
    """Return the differences of two versions in the order of reports."""
    taxonomy = Taxonomy(vocabulary, (*old.parties, *new.parties))
    before, after = Reading(old, taxonomy), Reading(new, taxonomy)
    compared = (m.compare(before, after, taxonomy) for m in (statements, elements))
    found = (change for changes in compared for change in changes)
    return ordered(c for c in found if _shown(c))


def _shown(change: Change) -> bool:
    """Tell whether every side of a change can be shown in its text; what cannot is not told."""
    return all(side.citation for side in (change.old, change.new) if side)


def pairs(
    old: Iterable[PolicyVersion], new: Iterable[PolicyVersion]
) -> tuple[tuple[PolicyVersion, PolicyVersion], ...]:
    """Return the versions of both sides that share a language, sorted by it.

    Raises:
        UsageError: no language is on both sides.
    """
    before, after = ({v.language: v for v in side} for side in (old, new))
    shared = sorted(before.keys() & after.keys())
    if not shared:
        message = f"the versions share no language ({', '.join((*before, *after))})"
        raise UsageError("E-USAGE", message, "Compare two versions in the same language.")
    return tuple((before[x], after[x]) for x in shared)


__all__ = ["diff", "pairs"]
