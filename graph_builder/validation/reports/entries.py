"""Entries: findings as people mend them, told once, the weightiest first.

1. The findings of one rule in one version are one entry with the list of what and where: twelve
   clauses without a purpose are one thing to repair in twelve places.
2. Where several rules find the same element wanting (no retention period, under each of three
   laws), or the same places, one entry cites all their laws. The missing rights are one entry.
3. Entries come by severity, then by how many laws ask for it, then in the order of the elements.

Machine formats keep every finding by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from graph_builder.validation.catalogue import Severity
from graph_builder.validation.findings import Finding
from graph_builder.validation.laws import JURISDICTIONS
from graph_builder.validation.reports import View
from graph_builder.validation.reports.group import spot
from graph_builder.validation.requirements import requirements

_RIGHTS = "E16-"
_LAST = 99

Run = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings told together: a run per rule, that of the most serious rule first."""

    runs: tuple[Run, ...]

    @property
    def first(self) -> Finding:
        """Return the first finding of the most serious rule."""
        return self.runs[0][0]

    @property
    def severity(self) -> Severity:
        """Return the worst severity."""
        return self.first.severity

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the names of the rules."""
        return tuple(run[0].rule.name for run in self.runs)

    @property
    def placed(self) -> Run:
        """Return one finding for each place, in the order of the text."""
        found = {f.place: f for run in reversed(self.runs) for f in reversed(run) if f.place}
        return tuple(found[place] for place in sorted(found))

    @property
    def spots(self) -> tuple[str, ...]:
        """Return the distinct places as ``line:column``."""
        return tuple(dict.fromkeys(spot(f) for f in self.placed))

    def headline(self, view: View) -> str:
        """Return what is wrong, with the list of what it is wrong with."""
        if len(self.runs) > 1 and _rights(self.runs[0]):
            names = (_names(view.language).get(_element(run), "") for run in self.runs)
            return f"{view.word('rights')}: {', '.join(dict.fromkeys(filter(None, names)))}"
        return joined(self.runs[0], view, lambda f: f.message(view.language))

    def suggestion(self, view: View) -> str:
        """Return wording that would mend it."""
        return joined(self.runs[0], view, lambda f: f.suggestion(view.language))

    def law(self, view: View) -> str:
        """Return the articles of all rules under the laws of the view.

        A rule that weighs less under its law than the entry says so.
        """
        cited: dict[str, str] = {}
        for run in self.runs:
            rule = run[0].rule
            basis = rule.say(rule.basis, view.language)
            if basis and rule.jurisdiction in view.laws:
                less = rule.severity is not self.severity
                cited.setdefault(basis, f" ({view.word(rule.severity.value)})" if less else "")
        return "; ".join(basis + weight for basis, weight in cited.items())

    @property
    def order(self) -> tuple[object, ...]:
        """Return the key that sorts entries."""
        laws = {run[0].rule.jurisdiction for run in self.runs}
        element = _orders().get(_element(self.runs[0]), _LAST)
        return (self.severity.rank, -len(laws), element, self.rules)


def entries(findings: Iterable[Finding]) -> tuple[Entry, ...]:
    """Return the entries of one version's findings."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule.iri].append(finding)
    together: dict[tuple[object, ...], list[Run]] = defaultdict(list)
    for found in by_rule.values():
        run = tuple(sorted(found, key=lambda f: f.order))
        together[_subject(run)].append(run)
    made = (Entry(tuple(sorted(runs, key=_weight))) for runs in together.values())
    return tuple(sorted(made, key=lambda e: e.order))


def joined(run: Run, view: View, say: Callable[[Finding], str]) -> str:
    """Return what the findings of a rule say, once, with the list of their values.

    Texts that differ in one stretch only (the value) become one text with all values there.
    """
    texts = list(dict.fromkeys(say(f) for f in run))
    if len(texts) == 1:
        return texts[0]
    values = list(dict.fromkeys(f.said_value(view.language) for f in run))
    before, middle, after = texts[0].partition(values[0])
    return f"{before}{', '.join(values)}{after}" if middle and values[0] else "; ".join(texts)


def _subject(run: Run) -> tuple[object, ...]:
    """Return what an entry is about: an element that is missing, or an element and places."""
    first = run[0]
    if first.absent and _rights(run):
        return ("absent", _RIGHTS)
    if not first.rule.elements:
        return (first.rule.iri,)
    if first.absent:
        return ("absent", _element(run))
    places = frozenset(f.place for f in run)
    return (_element(run), places) if None not in places else (first.rule.iri,)


def _rights(run: Run) -> bool:
    return _element(run).startswith(_RIGHTS)


def _element(run: Run) -> str:
    return next(iter(run[0].rule.elements), "")


def _weight(run: Run) -> tuple[object, ...]:
    rule = run[0].rule
    return (rule.severity.rank, _RANKS.get(rule.jurisdiction, _LAST), rule.name)


_RANKS = {law: rank for rank, law in enumerate(JURISDICTIONS)}


@cache
def _orders() -> Mapping[str, int]:
    return {r.element: r.order for r in requirements()}


@cache
def _names(language: str) -> Mapping[str, str]:
    return {r.element: r.name[language] for r in requirements()}


__all__ = ["Entry", "Run", "entries", "joined"]
