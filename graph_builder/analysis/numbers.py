"""Periods, ages and deadlines of one version that cannot all be true.

1. Two exact (or two longest) periods of different length for the same data, from the same moment.
   Both sentences must name the data by the same words: “server logs” and “error logs” are two.
2. Data deleted within a time, and kept longer from the same sort of moment.
3. Data said not to be stored, and given a period.
4. Deletion on request beside a minimum period for all data that nothing limits.
5. Two ages, or two deadlines, in sentences about the same things (``age-…`` and ``deadline-…`` in
   ``cautions.toml``), neither of which speaks of a place, a law or a special case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from graph_builder.analysis import cautions
from graph_builder.analysis.citation import cite
from graph_builder.analysis.conflicts import Claim, Conflict, Topic
from graph_builder.analysis.relation import Relation, Taxonomy
from graph_builder.durations import days
from graph_builder.extraction import lexicon
from graph_builder.extraction.tokens import tokenize
from graph_builder.model import (
    DurationKind,
    Polarity,
    PolicyVersion,
    Practice,
    Retention,
    Span,
)

_GENERIC = "dpv:PersonalData"
_BOUNDING = frozenset({DurationKind.EXACT, DurationKind.MAXIMUM})
_KEPT = frozenset({DurationKind.EXACT, DurationKind.MINIMUM})
_AFTERWARDS = frozenset({"alir:AccountClosure", "alir:EndOfUse", "alir:DeletionRequest"})
_COVERED = frozenset({Relation.EQUAL, Relation.NARROWER})
_NUMBERS = {Topic.AGE: "alir:ageThreshold", Topic.DEADLINE: "alir:responseDeadline"}
_FUNCTIONS = {
    Topic.AGE: ("age-collecting", "age-using", "age-consenting", "age-deleting"),
    Topic.DEADLINE: ("deadline-answering", "deadline-doing", "deadline-telling"),
}
_REASON = {Topic.AGE: "two-ages", Topic.DEADLINE: "two-deadlines"}


def conflicts(version: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Conflict]:
    """Yield the conflicts of numbers; of each pair of values only the first pair of sentences."""
    told: set[tuple[object, ...]] = set()
    for find in _FINDERS:
        for conflict in find(version, taxonomy):
            key = conflict.reason, _of(conflict.first), _of(conflict.second)
            if key not in told:
                told.add(key)
                yield conflict


def _of(claim: Claim) -> object:
    """Return what a claim is told by: its value, or its sentence where it has none."""
    return (claim.value, claim.data) if claim.value and not claim.data else claim.span


@dataclass(frozen=True, slots=True)
class _Period:
    """A retention rule with its number, its length in days and its sentence in one line."""

    rule: Retention
    number: int
    days: float
    words: str


def _periods(version: PolicyVersion) -> list[_Period]:
    return [
        _Period(rule, number, length, _flat(version, rule.evidence))
        for number, rule in enumerate(version.retention, 1)
        if (length := days(rule.duration)) is not None and rule.evidence.text(version.text)
    ]


def _two_periods(version: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Conflict]:
    for a, b in combinations(_periods(version), 2):
        one, two = a.rule, b.rule
        same = (sorted(one.data), one.kind, one.starts_at) == (
            sorted(two.data),
            two.kind,
            two.starts_at,
        )
        if (
            not same
            or one.kind not in _BOUNDING
            or a.days == b.days
            or one.evidence == two.evidence
        ):
            continue
        if _apart(version, a) or _apart(version, b):
            continue
        if _GENERIC in one.data:
            continue  # “your data”: of two services, two groups of persons
        if _named(version, one, taxonomy) & _named(version, two, taxonomy):
            yield _of_periods(version, "two-periods", a, b)


def _named(version: PolicyVersion, rule: Retention, taxonomy: Taxonomy) -> frozenset[str]:
    """Return the words by which the sentence names the data of a rule."""
    language = version.language
    tokens = tokenize(version.text, language, rule.evidence.start, rule.evidence.end)
    found = lexicon.of(taxonomy.vocabulary, language).find(tokens, ("data",))
    return frozenset(
        " ".join(t.keys[0] for t in tokens[f.start : f.end] if t.word)
        for f in found
        if f.concept in rule.data
    )


def _erased_yet_kept(version: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Conflict]:
    language, periods = version.language, _periods(version)
    for gone in periods:
        if gone.rule.kind is not DurationKind.MAXIMUM:
            continue
        if not cautions.has("erasing", language, gone.words) or _apart(version, gone):
            continue
        if tuple(gone.rule.data) != (_GENERIC,) or _about_others(version, gone):
            continue
        for kept in periods:
            longer = kept.days > gone.days and kept.rule.kind in _KEPT
            afterwards = kept.rule.starts_at in _AFTERWARDS and gone.rule.starts_at in (
                "",
                *_AFTERWARDS,
            )
            keeps = not cautions.has("erasing", language, kept.words) or gone.rule.starts_at == ""
            covered = any(
                taxonomy.relate(g, k) in _COVERED for g in gone.rule.data for k in kept.rule.data
            )
            if longer and afterwards and keeps and covered and not _apart(version, kept):
                yield _of_periods(version, "erased-yet-kept", gone, kept)


def _about_others(version: PolicyVersion, period: _Period) -> bool:
    """Tell whether a rule for all data has words that may limit it to some of them."""
    words = re.findall(r"[^\W\d_]+", period.words.casefold())
    known = {
        *cautions.concepts("harmless")[version.language],
        *cautions.concepts("timing")[version.language],
    }
    return not known.issuperset(words)


def _apart(version: PolicyVersion, period: _Period) -> bool:
    return cautions.has("apart", version.language, period.words)


def _stored_after_all(version: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Conflict]:
    for number, practice in enumerate(version.practices, 1):
        if practice.polarity is Polarity.AFFIRMED or "dpv:Store" not in practice.operations:
            continue
        reason = _denied_storing(version, practice)
        for period in _periods(version) if reason else ():
            kept = period.rule
            named = tuple(
                k
                for k in kept.data
                if k != _GENERIC and any(taxonomy.relate(k, d) in _COVERED for d in practice.data)
            )
            if named and kept.evidence not in practice.evidence and kept.kind in _KEPT:
                denial = Claim(
                    citation=cite(version, practice.evidence),
                    span=max(practice.evidence),
                    node=f"practice-{number}",
                    denied=True,
                    modality=practice.modality.value,
                    operations=("dpv:Store",),
                    data=practice.data,
                    purposes=practice.purposes,
                )
                second = _period_claim(version, period)
                yield Conflict(Topic.RETENTION, reason, denial, second)


def _denied_storing(version: PolicyVersion, practice: Practice) -> str:
    """Return why a denial of storing conflicts with a period; empty where it does not."""
    words = cautions.clause(version, practice)
    # A period runs after something by its nature, so “not after payment” is contradicted all the
    # same; and an exception for consent is none that a flat period mentions.
    consent = any(b.endswith("Consent") for b in practice.bases)
    found = [r for r in cautions.reasons_in("denial", version.language, words) if r != "time"]
    if not practice.evidence or not cautions.has("plain", version.language, words):
        return ""
    if set(found) <= {"exception", "without-consent"} and consent:
        return "without-consent"
    limited = found or practice.exceptions or cautions.unread(version, practice)
    return "" if limited else "stored-after-all"


def _erasure(version: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Conflict]:
    del taxonomy
    language = version.language
    rights = [
        (number, right)
        for number, right in enumerate(version.rights, 1)
        if right.concept == "alir:RightToErasure" and right.evidence.text(version.text)
    ]
    for period in _periods(version) if rights else ():
        rule = period.rule
        fixed = rule.kind is DurationKind.MINIMUM and _GENERIC in rule.data
        number, right = rights[0]
        asked = _flat(version, right.evidence)
        limited = (
            rule.evidence == right.evidence
            or not cautions.has("erasing", language, asked)
            or cautions.has("erasing", language, period.words)
            or cautions.has("yielding", language, period.words)
            or cautions.has("afterwards", language, asked)
        )
        if fixed and not limited:
            first = Claim(
                cite(version, [right.evidence]),
                right.evidence,
                f"right-{number}",
                value=right.concept,
            )
            yield Conflict(Topic.ERASURE, "erasure", first, _period_claim(version, period))


def _two_numbers(version: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Conflict]:
    del taxonomy
    for topic, name in _NUMBERS.items():
        for (a, first), (b, second) in combinations(_stated(version, name), 2):
            one, two = version.provisions[a - 1], version.provisions[b - 1]
            if one.concept != two.concept or one.evidence == two.evidence:
                continue
            words = [_flat(version, p.evidence) for p in (one, two)]
            about = [_functions(topic, version.language, w) for w in words]
            apart = any(cautions.has("apart", version.language, w) for w in words)
            if _differ(first, second) and about[0] == about[1] != frozenset() and not apart:
                claims = [
                    Claim(cite(version, [p.evidence]), p.evidence, f"provision-{n}", value=v)
                    for p, n, v in ((one, a, first), (two, b, second))
                ]
                yield Conflict(topic, _REASON[topic], claims[0], claims[1])


def _stated(version: PolicyVersion, name: str) -> list[tuple[int, str]]:
    """Return the number of each provision that states one value, and the value."""
    found = []
    for number, provision in enumerate(version.provisions, 1):
        values = [v for n, v in provision.attributes if n == name]
        if len(values) == 1 and provision.evidence.text(version.text):
            found.append((number, values[0]))
    return found


def _differ(first: str, second: str) -> bool:
    return (days(first) or first) != (days(second) or second)


def _functions(topic: Topic, language: str, words: str) -> frozenset[str]:
    return frozenset(f for f in _FUNCTIONS[topic] if cautions.has(f, language, words))


def _of_periods(version: PolicyVersion, reason: str, a: _Period, b: _Period) -> Conflict:
    first, second = (_period_claim(version, p) for p in (a, b))
    return Conflict(Topic.RETENTION, reason, first, second)


def _period_claim(version: PolicyVersion, period: _Period) -> Claim:
    rule = period.rule
    return Claim(
        citation=cite(version, [rule.evidence]),
        span=rule.evidence,
        node=f"retention-{period.number}",
        modality=rule.kind.value,
        operations=("dpv:Store",),
        data=rule.data,
        value=rule.duration,
    )


def _flat(version: PolicyVersion, span: Span) -> str:
    return " ".join(span.text(version.text).split())


_FINDERS: tuple[Callable[[PolicyVersion, Taxonomy], Iterator[Conflict]], ...] = (
    _two_periods,
    _erased_yet_kept,
    _stored_after_all,
    _erasure,
    _two_numbers,
)

__all__ = ["conflicts"]
