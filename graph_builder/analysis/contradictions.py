"""Statements of one version that take back what another says.

A denial contradicts an affirmed practice where what is done lies wholly within what is denied:

1. Only the same operation counts: “we do not sell” does not deny sharing.
2. Data and recipients of the practice must be equal to, or narrower than, those of the denial. A
   denial narrower than the practice takes something out of it, which is no conflict.
3. A denial for a purpose (from a source) denies that purpose (source) only.
4. What extraction knows of exceptions, conditions and consent, and the words of the clause
   (:mod:`cautions`), make a denial less than a plain promise, or the practice no breach of it: the
   first reason that applies is the reason of the conflict (:mod:`judgement`).
5. Each denial is told once, with its weightiest counterpart; the others are further places.

What is left is a :class:`Conflict` of the kind that its reason has in ``reasons.toml``.

>>> from graph_builder.model import PolicyVersion
>>> from graph_builder.vocabulary import Vocabulary
>>> contradictions(PolicyVersion("shop", "shop.en.md", "", "en", ""), Vocabulary({}, {}))
()
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph_builder.analysis import cautions, numbers, pairs
from graph_builder.analysis.citation import cite
from graph_builder.analysis.conflicts import Claim, Conflict, Topic, ordered, weight
from graph_builder.analysis.judgement import reason
from graph_builder.analysis.pairs import Pair
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.said import Said, said
from graph_builder.model import Polarity, PolicyVersion
from graph_builder.vocabulary import Vocabulary


def contradictions(version: PolicyVersion, vocabulary: Vocabulary) -> tuple[Conflict, ...]:
    """Return what conflicts in a version, and what only seems to, in the order of reports."""
    taxonomy = Taxonomy(vocabulary, version.parties)
    stated = list(_practices(version, taxonomy))
    told = {(c.first.span, c.second.span) for c in stated if c.kind.conflicting}
    counted = numbers.conflicts(version, taxonomy)
    return ordered([*stated, *(c for c in counted if (c.first.span, c.second.span) not in told)])


def _practices(version: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Conflict]:
    stated = list(said(version))
    affirmed = [s for s in stated if s.practice.polarity is Polarity.AFFIRMED]
    told: set[tuple[object, ...]] = set()
    for denial in stated:
        if denial.practice.polarity is Polarity.AFFIRMED or cautions.VOID in denial.reasons:
            continue
        matched = [p for a in affirmed if (p := pairs.match(denial, a, taxonomy)) is not None]
        against = [c for p in matched if (c := _conflict(version, p)) is not None]
        if not against:
            continue
        first, *others = sorted(against, key=_weightiest)
        key = (first.first.span, first.first.operations, first.reason)
        if key not in told:
            told.add(key)
            same = (o.second.citation for o in others if o.reason == first.reason)
            also = tuple(c for c in dict.fromkeys(same) if c != first.second.citation)
            yield replace(first, also=also)


def _weightiest(conflict: Conflict) -> tuple[object, ...]:
    """Sort by weight; of the same weight, the statement nearest to the denial is the clearest."""
    return weight(conflict), abs(conflict.second.span.start - conflict.first.span.start)


def _conflict(version: PolicyVersion, pair: Pair) -> Conflict | None:
    why = reason(pair)
    if why == cautions.VOID:
        return None
    first, second = (_claim(version, s, pair) for s in (pair.denial, pair.practice))
    shown = tuple(sorted(pair.relations.items()))
    return Conflict(Topic.PRACTICE, why, first, second, shown)


def _claim(version: PolicyVersion, one: Said, pair: Pair) -> Claim:
    practice = one.practice
    denied = one is pair.denial
    return Claim(
        citation=cite(version, practice.evidence),
        span=one.sentence,
        node=one.node,
        denied=denied,
        modality=practice.modality.value,
        operations=pair.operations,
        data=practice.data if denied else pair.data,
        recipients=practice.recipients,
        purposes=practice.purposes,
    )


__all__ = ["contradictions"]
