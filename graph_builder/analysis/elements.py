"""Everything of a notice besides its flows, set against another version's.

1. New recipients: affirmed recipients that no recipient of the old version covers.
2. Retention: periods for the same data from the same moment are compared in length; what has no
   counterpart is added or removed.
3. Rights and provisions by concept; provisions that both have, by the attributes that differ.
   What only one version has is no difference where its sentence stands in both, word for word, or
   where a rewording of it has words for the same.
4. Controller names (without case and punctuation), contacts other than web addresses, date. What
   is written anywhere in the other text is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from graph_builder.analysis.changes import Change, Kind, Side, Topic
from graph_builder.analysis.citation import cite
from graph_builder.analysis.parity.reading import Reading
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.rewording import Rewordings
from graph_builder.documents.dates import find
from graph_builder.durations import days
from graph_builder.model import Polarity, PolicyVersion, Retention, Span


def compare(old: Reading, new: Reading, taxonomy: Taxonomy) -> Iterator[Change]:
    """Yield what differs in recipients, retention, rights, provisions, controller and date."""
    forth = Rewordings(old, new)
    yield from _new_recipients(old.version, new.version, taxonomy)
    yield from _retention(forth)
    for topic, read in _READERS.items():
        yield from _presence(topic, read, forth)
    yield from _attributes(old.version, new.version)
    if old.version.valid != new.version.valid:
        yield _both(Topic.DATE, Kind.CHANGED, *map(_date, (old.version, new.version)))


def _side(
    version: PolicyVersion,
    values: Iterable[str],
    spans: Iterable[Span],
    data: tuple[str, ...] = (),
    firmness: str = "",
) -> Side:
    found = [s for s in spans if s.end > s.start]
    return Side(data, tuple(values), firmness, cite(version, found) if found else None)


def _both(topic: Topic, kind: Kind, old: Side | None, new: Side | None) -> Change:
    return Change(kind, topic, old, new)


def _date(version: PolicyVersion) -> Side | None:
    """Return the effective date with the line that it stands in."""
    if not version.valid:
        return None
    spans = (Span(d.start, d.end) for d in find(version.text) if d.value == version.valid)
    return _side(version, [version.valid], [_line(version.text, s) for s in islice(spans, 1)])


def _line(text: str, span: Span) -> Span:
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


# -- recipients


def _new_recipients(old: PolicyVersion, new: PolicyVersion, taxonomy: Taxonomy) -> Iterator[Change]:
    before, after = _recipients(old), _recipients(new)
    for recipient, spans in after.items():
        if recipient not in before and not taxonomy.above(recipient) & before.keys():
            side = _side(new, [recipient], spans)
            yield Change(Kind.ADDED, Topic.NEW_RECIPIENT, None, side)


def _recipients(version: PolicyVersion) -> Mapping[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {}
    for practice in version.practices:
        if practice.polarity is Polarity.AFFIRMED:
            for recipient in practice.recipients:
                found.setdefault(recipient, practice.evidence)
    return found


# -- retention

_Key = tuple[tuple[str, ...], str]


def _retention(forth: Rewordings) -> Iterator[Change]:
    old, new = forth.here.version, forth.there.version
    before, after = _periods(old), _periods(new)
    for key in sorted(before.keys() | after.keys()):
        gone = _only(before.get(key, ()), after.get(key, ()), forth)
        come = _only(after.get(key, ()), before.get(key, ()), forth.turned())
        for first, second in zip(gone, come, strict=False):
            sides = _period_side(old, first), _period_side(new, second)
            yield _both(Topic.RETENTION, _length(first, second), *sides)
        for period in gone[len(come) :]:
            yield _both(Topic.RETENTION, Kind.REMOVED, _period_side(old, period), None)
        for period in come[len(gone) :]:
            yield _both(Topic.RETENTION, Kind.ADDED, None, _period_side(new, period))


def _periods(version: PolicyVersion) -> Mapping[_Key, tuple[Retention, ...]]:
    found: dict[_Key, tuple[Retention, ...]] = {}
    for period in version.retention:
        key = (tuple(sorted(period.data)), period.starts_at)
        found[key] = (*found.get(key, ()), period)
    return found


def _only(
    here: Iterable[Retention], there: Iterable[Retention], rewordings: Rewordings
) -> list[Retention]:
    known = {_measure(p) for p in there}
    distinct = {_measure(p): p for p in here}
    return [
        p
        for measure, p in distinct.items()
        if measure not in known and not rewordings.has_words(p.evidence, p.span)
    ]


def _measure(period: Retention) -> tuple[str, float | str]:
    return period.kind.value, days(period.duration) or period.duration


def _length(old: Retention, new: Retention) -> Kind:
    first, second = days(old.duration), days(new.duration)
    if first is None or second is None or first == second:
        return Kind.CHANGED
    return Kind.LONGER if second > first else Kind.SHORTER


def _period_side(version: PolicyVersion, period: Retention) -> Side:
    value = period.duration or " ".join(period.span.text(version.text).split())
    return _side(version, [value], [period.evidence], period.data, period.kind.value)


# -- rights, provisions, controller, contacts


@dataclass(frozen=True, slots=True)
class _Named:
    """Something that a version has or has not: the key that counts, and how it is shown."""

    key: str
    side: Side
    is_said: Callable[[Rewordings], bool]
    """Whether the words of the other version say it, whatever was read there."""


def _rights(version: PolicyVersion) -> Iterator[_Named]:
    for right in version.rights:
        yield _concept(version, right.concept, right.evidence)


def _provisions(version: PolicyVersion) -> Iterator[_Named]:
    for provision in version.provisions:
        yield _concept(version, provision.concept, provision.evidence)


def _concept(version: PolicyVersion, concept: str, evidence: Span) -> _Named:
    side = _side(version, [concept], [evidence])
    return _Named(concept, side, partial(Rewordings.speaks_of, span=evidence, concept=concept))


def _names(version: PolicyVersion) -> Iterator[_Named]:
    controller = version.controller
    for name in controller.names if controller else ():
        spans = controller.evidence if controller else ()
        yield _literal(version, name, spans)


def _contacts(version: PolicyVersion) -> Iterator[_Named]:
    for contact in version.controller.contacts if version.controller else ():
        if contact.kind == "url":
            continue  # notices link to dozens of help pages; a new one is no new way to be reached
        yield _literal(version, contact.value, [contact.span], contact.kind)


def _literal(version: PolicyVersion, value: str, spans: Iterable[Span], kind: str = "") -> _Named:
    key = kind + re.sub(r"[\W_]+", "", value.casefold())
    side = _side(version, [value], spans)
    return _Named(key, side, lambda rewordings: rewordings.there.writes(value))


_READERS: Mapping[Topic, Callable[[PolicyVersion], Iterator[_Named]]] = {
    Topic.RIGHT: _rights,
    Topic.PROVISION: _provisions,
    Topic.CONTROLLER: _names,
    Topic.CONTACT: _contacts,
}


def _presence(
    topic: Topic, read: Callable[[PolicyVersion], Iterator[_Named]], forth: Rewordings
) -> Iterator[Change]:
    before, after = (
        {x.key: x for x in reversed(list(read(r.version)))} for r in (forth.here, forth.there)
    )
    for key in sorted(before.keys() - after.keys()):
        if not before[key].is_said(forth):
            yield _both(topic, Kind.REMOVED, before[key].side, None)
    for key in sorted(after.keys() - before.keys()):
        if not after[key].is_said(forth.turned()):
            yield _both(topic, Kind.ADDED, None, after[key].side)


def _attributes(old: PolicyVersion, new: PolicyVersion) -> Iterator[Change]:
    """Yield the values (an age, a deadline) that only one version gives of what both provide."""
    before, after = _stated(old), _stated(new)
    for concept in sorted(before.keys() & after.keys()):
        for name in sorted(before[concept].keys() & after[concept].keys()):
            first, second = before[concept][name], after[concept][name]
            sides = [
                _side(version, sorted(only), (here[v] for v in only), (concept,), name)
                if (only := here.keys() - there.keys())
                else None
                for version, here, there in ((old, first, second), (new, second, first))
            ]
            if any(sides):
                kind = Kind.CHANGED if all(sides) else Kind.ADDED if sides[1] else Kind.REMOVED
                yield _both(Topic.PROVISION, kind, *sides)


def _stated(version: PolicyVersion) -> Mapping[str, dict[str, dict[str, Span]]]:
    found: dict[str, dict[str, dict[str, Span]]] = {}
    for provision in version.provisions:
        for name, value in provision.attributes:
            values = found.setdefault(provision.concept, {}).setdefault(name, {})
            values.setdefault(value, provision.evidence)
    return found


__all__ = ["compare"]
