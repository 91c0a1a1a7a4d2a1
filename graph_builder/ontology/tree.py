"""The vocabulary as a tree of plain values, for whoever draws it.

1. A scheme is a root; its concepts without a parent of the same kind stand below it.
2. A concept stands below each of its parents, so one with two parents stands twice.
3. Names, synonyms and definitions are those of one language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_builder.vocabulary import SCHEMES, Concept, Vocabulary


@dataclass(frozen=True, slots=True)
class Branch:
    """A concept with everything below it.

    ``synonyms`` are the wordings that people would accept, ``hidden`` those that only a matcher
    needs, ``contextual`` those that count only in company. ``sources`` are CURIEs, IRIs or words.
    """

    curie: str
    name: str
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    contextual: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """All concepts of a kind: ``data``, ``recipient``, ``purpose`` and so on."""

    kind: str
    branches: tuple[Branch, ...]


def tree(vocabulary: Vocabulary, language: str = "en") -> tuple[Scheme, ...]:
    """Return the schemes that have concepts, in the order of the contract.

    Args:
        vocabulary: as :func:`graph_builder.vocabulary.default` returns it.
        language: ``en`` or ``id``.
    """
    kinds = {kind: list(vocabulary.of_kind(kind)) for kind in SCHEMES.values()}
    return tuple(
        Scheme(kind, _roots(concepts, language)) for kind, concepts in kinds.items() if concepts
    )


def _roots(concepts: Sequence[Concept], language: str) -> tuple[Branch, ...]:
    same = {c.curie for c in concepts}
    below: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        for parent in same.intersection(concept.broader) or {""}:
            below[parent].append(concept)
    return _branches(below[""], below, language, frozenset())


def _branches(
    concepts: Sequence[Concept],
    below: Mapping[str, Sequence[Concept]],
    language: str,
    above: frozenset[str],
) -> tuple[Branch, ...]:
    branches = (
        _branch(concept, below, language, above)
        for concept in concepts
        if concept.curie
        not in above  # a cycle would be a damaged file; a tree must end all the same
    )
    return tuple(sorted(branches, key=lambda b: (b.name.casefold(), b.curie)))


def _branch(
    concept: Concept,
    below: Mapping[str, Sequence[Concept]],
    language: str,
    above: frozenset[str],
) -> Branch:
    def words(sort: str) -> tuple[str, ...]:
        return tuple(x.text for x in concept.labels if x.language == language and x.sort == sort)

    return Branch(
        curie=concept.curie,
        name=concept.name(language),
        definition=concept.definition.get(language, ""),
        synonyms=words("alternative"),
        hidden=words("hidden"),
        contextual=words("contextual"),
        sources=concept.sources,
        below=_branches(below.get(concept.curie, ()), below, language, above | {concept.curie}),
    )


__all__ = ["Branch", "Scheme", "tree"]
