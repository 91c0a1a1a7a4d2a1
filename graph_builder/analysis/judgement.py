"""What a denial and a practice are to each other: the first reason that applies.

The reasons are those of ``reasons.toml``. Some are found by their words (:mod:`cautions`), others
by the tests below; of all that apply the one that stands first in :data:`PRIORITY` is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph_builder.analysis import cautions
from graph_builder.analysis.pairs import Pair, within
from graph_builder.analysis.relation import Relation
from graph_builder.analysis.said import Said
from graph_builder.model import Modality, Slot

_GENERIC = "dpv:PersonalData"
_CONSENT = frozenset({"dpv:Consent", "alir:OnConsent"})
# A condition that holds for whoever uses the service limits nothing.
_NO_LIMIT = frozenset({"alir:OnServiceUse"})

PRIORITY = (
    cautions.VOID,
    "unlawful",
    "defined",
    "group",
    "aggregate",
    "party",
    "source",
    "purpose",
    "carve-out",
    "consent",
    "law",
    "successor",
    "own-act",
    "exception",
    "others",
    "time",
    "hedged",
    "manner",
    "section",
    "unread",
    "without-consent",
    "qualified",
    "not-identifying",
    "processor",
    "anaphor",
    "plain",
)


def reason(pair: Pair) -> str:
    """Return the weightiest reason why the two conflict, or do not."""
    found = {*pair.denial.reasons, *pair.practice.reasons}
    found |= {name for name, applies in _TESTS.items() if applies(pair)}
    return next(name for name in PRIORITY if name in found or name == "plain")


def _carve_out(pair: Pair) -> bool:
    return Relation.BROADER in pair.relations.values()


def _party(pair: Pair) -> bool:
    return pair.relations["recipients"] == "other"


def _purpose(pair: Pair) -> bool:
    return pair.relations.get("purposes") == "none"


def _source(pair: Pair) -> bool:
    stated = pair.practice.practice.sources
    elsewhere = bool(stated) and pair.relations.get("sources") == "none"
    return elsewhere or pair.relations.get("from") == "none"


def _group(pair: Pair) -> bool:
    return "alir:ChildrenData" in pair.denial.practice.data


def _aggregate(pair: Pair) -> bool:
    return "alir:AggregateData" in pair.practice.practice.data


def _consent(pair: Pair) -> bool:
    yes = pair.practice.practice
    stated = {*yes.bases, *(c.concept for c in yes.conditions)}
    taxonomy = pair.taxonomy
    return any(s in _CONSENT or taxonomy.above(s) & _CONSENT for s in stated if s)


def _law(pair: Pair) -> bool:
    return _all_of("official", pair)


def _successor(pair: Pair) -> bool:
    stated = {c.concept for c in pair.practice.practice.conditions}
    return _all_of("handover", pair) or bool(
        stated & set(cautions.concepts("handover")["conditions"])
    )


def _all_of(table: str, pair: Pair) -> bool:
    """Tell whether all values of some slot of the practice are in a table."""
    yes = pair.practice.practice
    slots = {"recipients": yes.recipients, "purposes": yes.purposes, "bases": yes.bases}
    return any(
        bool(values) and all(within(table, slot, v, pair.taxonomy) for v in values)
        for slot, values in slots.items()
    )


def _exception(pair: Pair) -> bool:
    listed = pair.denial.sentence in pair.practice.practice.evidence
    return listed or bool(pair.denial.practice.exceptions)


def _denied_unless_consent(pair: Pair) -> bool:
    bases = pair.denial.practice.bases
    return any(b in _CONSENT or pair.taxonomy.above(b) & _CONSENT for b in bases)


def _time(pair: Pair) -> bool:
    return any(c.concept not in _NO_LIMIT for c in pair.denial.practice.conditions)


def _qualified(pair: Pair) -> bool:
    return pair.denial.practice.modality is Modality.QUALIFIED


def _section(pair: Pair) -> bool:
    no, yes = pair.denial.practice.section, pair.practice.practice.section
    if pair.denial.row:
        return True  # a cell of a table is about its row
    if not no or no == yes[: len(no)]:
        return False
    language = pair.denial.language
    special = any(cautions.has("special", language, heading) for heading in no)
    return special or not cautions.has("general", language, no[-1])


def _unread(pair: Pair) -> bool:
    return bool(pair.denial.unread)


def _not_identifying(pair: Pair) -> bool:
    if _GENERIC not in pair.denial.practice.data:
        return False
    return all(within("unnamed", "data", d, pair.taxonomy) for d in pair.data)


def _processor(pair: Pair) -> bool:
    yes = pair.practice.practice.recipients
    return bool(yes) and all(within("within", "recipients", r, pair.taxonomy) for r in yes)


def _anaphor(pair: Pair) -> bool:
    denial = pair.denial
    pointing = cautions.has("pointing", denial.language, denial.clause)
    return pointing and set(_named_in(denial)) <= {_GENERIC}


def _named_in(one: Said) -> tuple[str, ...]:
    """Return the data that the sentence itself names."""
    return tuple(
        m.concept
        for m in one.practice.mentions
        if m.slot is Slot.DATA and one.sentence.start <= m.span.start < one.sentence.end
    )


_TESTS: Mapping[str, Callable[[Pair], bool]] = {
    "carve-out": _carve_out,
    "party": _party,
    "purpose": _purpose,
    "source": _source,
    "group": _group,
    "aggregate": _aggregate,
    "consent": _consent,
    "law": _law,
    "successor": _successor,
    "exception": _exception,
    "without-consent": _denied_unless_consent,
    "time": _time,
    "qualified": _qualified,
    "section": _section,
    "unread": _unread,
    "not-identifying": _not_identifying,
    "processor": _processor,
    "anaphor": _anaphor,
}

__all__ = ["PRIORITY", "reason"]
