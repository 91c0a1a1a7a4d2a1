"""Concrete wording for a vague clause, taken from the other policies of the portfolio.

Nothing is invented: what is advised is the sentence of another company's policy in the same
language, with its place.

1. A peer's statement serves where it affirms the same operation and names, in the slot in question,
   something concrete, in words of its own; for a period, where it has a bound.
2. It is the nearer the more of what the two name (data, purposes, recipients; generic ones left
   out) they share. What shares nothing with the vague one is no advice.
3. Of the nearest, those that say it in one sentence, neither vague elsewhere nor an open list, come
   first; one sentence for each peer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from graph_builder.analysis.citation import LEAD_IN, Citation
from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.generic import SLOTS, Kind, generic, is_vague, open_lists
from graph_builder.analysis.portfolio.profiles import Period, Profile, Statement

_MOST = 2
_TRIED = 60  # nearest candidates whose words are looked at
_SHORTEST, _LONGEST = 25, 260
_LISTED = 3  # values from which a closed list is an example for an open one
_ROOT = "dpv:PersonalData"


@dataclass(frozen=True, slots=True)
class Advice:
    """A peer's wording."""

    profile: Profile
    node: str
    proof: Citation


@dataclass(frozen=True, slots=True)
class _Candidate:
    profile: Profile
    statement: Statement


class Peers:
    """The statements of a portfolio, found by what they have in common with a vague one."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._all: dict[str, list[_Candidate]] = defaultdict(list)
        self._by_concept: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._periods: dict[str, list[tuple[Profile, Period]]] = defaultdict(list)
        self._worded_periods: dict[str, list[tuple[Profile, Period, str]]] = {}
        for profile in portfolio.profiles:
            self._add(profile)

    def _add(self, profile: Profile) -> None:
        listed = self._all[profile.language]
        for statement in profile.statements:
            if statement.denied or any(is_vague(k, statement, profile) for k in SLOTS):
                continue
            for concept in _shared(statement):
                self._by_concept[profile.language, concept].append(len(listed))
            listed.append(_Candidate(profile, statement))
        self._periods[profile.language] += (
            (profile, p) for p in profile.periods if p.duration and not p.open_ended
        )

    def advise(
        self,
        profile: Profile,
        kind: Kind,
        slot: str,
        concepts: tuple[str, ...],
        statement: Statement | None,
    ) -> tuple[Advice, ...]:
        """Return wording for a vague statement (``None``: a period) of a version."""
        if statement is None:
            return tuple(islice(self._for_period(profile, concepts), _MOST))
        near = self._near(profile, kind, slot, statement)
        told = ((c.profile, c.statement.node, getattr(c.statement, slot)) for c in near)
        return tuple(islice(self._worded(profile, told), _MOST))

    def _near(self, profile: Profile, kind: Kind, slot: str, vague: Statement) -> list[_Candidate]:
        mine = _shared(vague)
        shared = Counter(i for c in mine for i in self._by_concept[profile.language, c])
        listed = self._all[profile.language]
        fitting = (
            (-n / len(mine | _shared(listed[i].statement)), i)
            for i, n in shared.items()
            if self._fits(listed[i], profile, kind, slot, vague)
        )
        return [listed[i] for _, i in sorted(fitting)[:_TRIED]]

    def _fits(
        self, candidate: _Candidate, profile: Profile, kind: Kind, slot: str, vague: Statement
    ) -> bool:
        said = candidate.statement
        if candidate.profile.policy == profile.policy:
            return False
        if not set(said.operations) & set(vague.operations):
            return False
        values = getattr(said, slot)
        return len(values) >= _LISTED if kind is Kind.OPEN_LIST else bool(values)

    def _for_period(self, profile: Profile, data: tuple[str, ...]) -> Iterator[Advice]:
        fitting = [
            (not set(period.data) & set(data), len(quote), i, peer, period.node)
            for i, (peer, period, quote) in enumerate(self._bounded(profile.language))
            if peer.policy != profile.policy and {_ROOT, *period.data} & set(data)
        ]
        nearest = sorted(fitting, key=lambda x: x[:3])
        return self._worded(profile, ((peer, node, ()) for *_, peer, node in nearest))

    def _bounded(self, language: str) -> list[tuple[Profile, Period, str]]:
        """Return the periods of a language that have a bound and words that can be shown."""
        if language not in self._worded_periods:
            proofs = ((x, p, self._portfolio.cite(p.node)) for x, p in self._periods[language])
            self._worded_periods[language] = [
                (x, p, c.quote) for x, p, c in proofs if c and self._is_model(c.quote, language, ())
            ]
        return self._worded_periods[language]

    def _worded(
        self, profile: Profile, found: Iterable[tuple[Profile, str, tuple[str, ...]]]
    ) -> Iterator[Advice]:
        """Yield those whose words can stand on their own and name the values, one for each peer."""
        seen: set[str] = set()
        for peer, node, values in found:
            proof = self._portfolio.cite(node) if peer.policy not in seen else None
            if proof and self._is_model(proof.quote, profile.language, values):
                seen.add(peer.policy)
                yield Advice(peer, node, proof)

    def _is_model(self, quote: str, language: str, values: tuple[str, ...]) -> bool:
        if not _SHORTEST <= len(quote) <= _LONGEST or LEAD_IN in quote or " | " in quote:
            return False
        sentence = quote[0].isupper() and quote[-1] == "." and not open_lists(quote, language)
        return sentence and all(self._named(v, quote.casefold()) for v in values)

    def _named(self, concept: str, quote: str) -> bool:
        """Tell whether a quote has words of its own for a concept or party."""
        taxonomy = self._portfolio.taxonomy
        known = taxonomy.vocabulary.concepts.get(concept)
        names = [label.text for label in known.labels] if known else []
        names.append(taxonomy.name(concept, "en"))
        return any(name.casefold() in quote for name in names)


def _shared(statement: Statement) -> frozenset[str]:
    """Return the concepts by which statements are near: all that are not generic."""
    named = frozenset((*statement.data, *statement.purposes, *statement.recipients))
    return named.difference(*map(generic, SLOTS))


__all__ = ["Advice", "Peers"]
