"""The statistics of a portfolio as a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph_builder.analysis.portfolio import stats_data
from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.measures import Measure, Outlier
from graph_builder.analysis.portfolio.pages import Entry, Page, Quote, Section
from graph_builder.analysis.portfolio.recipients import Reach
from graph_builder.analysis.portfolio.statistics import Counted, Statistics
from graph_builder.analysis.portfolio.telling import Teller
from graph_builder.analysis.portfolio.words import words
from graph_builder.vocabulary import default

_SHOWN = 3  # recipients, bases, … with evidence
_LISTED = 6


def page(found: Statistics, portfolio: Portfolio, language: str, limit: int) -> Page:
    """Return the report; ``limit`` bounds the rows that people see of each section (0: none)."""
    teller = Teller(portfolio, language, limit or None)
    return Page(
        title=words(language)["stats-title"].format(n=found.policies),
        caveat=words(language)["caveat"],
        sections=tuple(s for make in _SECTIONS if (s := make(teller, found))),
        language=language,
        data=stats_data.record(teller, found),
        columns=stats_data.COLUMNS,
        rows=tuple(stats_data.rows(teller, found)),
    )


def _counted(
    w: Teller, found: Statistics, listed: Sequence[Counted], name: Callable[[str], str]
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (name(c.value), str(c.policies), w.share(c.policies, found.policies), str(len(c.nodes)))
        for c in listed[: w.limit]
    )


def _evidence(
    w: Teller, listed: Sequence[Counted], name: Callable[[str], str]
) -> tuple[Entry, ...]:
    return tuple(Entry(name(c.value), w.quotes(c.nodes)) for c in listed[:_SHOWN])


def _count_columns(w: Teller, first: str) -> tuple[str, ...]:
    return tuple(w.say(k) for k in (first, "policies", "share", "statements"))


def _overview(w: Teller, found: Statistics) -> Section:
    of = found.statements - found.denied
    versions = ", ".join(f"{n} {language}" for language, n in found.languages.items())
    remark = w.say("stats-overview", policies=found.policies, versions=versions, n=found.statements)
    rows = tuple((w.name(m), str(n), w.share(n, of)) for m, n in found.firmness.items())
    denied = (w.say("denied"), str(found.denied), w.share(found.denied, found.statements))
    columns = tuple(w.say(k) for k in ("stats-firmness", "statements", "share"))
    return Section(w.say("stats-how-firmly"), remark, columns, (*rows, denied))


def _reach(w: Teller, found: Statistics, *, named: bool) -> Section | None:
    listed = [r for r in found.reaches if r.named is named and r.data]
    if not listed:
        return None
    keys = ("recipient-word", "stats-categories", "policies", "stats-flows", "stats-linkable")
    return Section(
        heading=w.say("stats-reach-named" if named else "stats-reach-kinds"),
        remark=w.say("stats-reach-named-remark" if named else "stats-reach-kinds-remark"),
        columns=tuple(w.say(k) for k in (keys if named else keys[:-1])),
        rows=tuple(
            (
                w.name(r.recipient),
                *map(str, (len(r.data), len(r.policies), r.flows)),
                *([str(r.linkable or "–")] if named else []),
            )
            for r in listed[: w.limit]
        ),
        entries=tuple(
            Entry(f"{w.name(r.recipient)}: {_categories(w, r)}", _reach_quotes(w, r))
            for r in listed[:_SHOWN]
        ),
        more=w.more(len(listed)),
    )


def _categories(w: Teller, reach: Reach) -> str:
    ordered = sorted(reach.data, key=lambda d: (-len(reach.data[d]), d))
    return w.few([f"{w.name(d)} ({len(reach.data[d])})" for d in ordered], _LISTED)


def _reach_quotes(w: Teller, reach: Reach) -> tuple[Quote, ...]:
    widest = sorted(reach.nodes, key=lambda d: (-len(reach.data[d]), d))
    return w.quotes(n for d in widest for n in reach.nodes[d])


def _hubs(w: Teller, found: Statistics) -> Section | None:
    listed = found.recipients
    if not listed:
        return None
    return Section(
        heading=w.say("stats-hubs"),
        columns=_count_columns(w, "recipient-word"),
        rows=_counted(w, found, listed, w.name),
        entries=_evidence(w, listed, w.name),
        more=w.more(len(listed)),
    )


def _bases(w: Teller, found: Statistics) -> Section:
    listed = found.bases
    return Section(
        heading=w.say("stats-bases"),
        remark=_without(w, found, "stats-without-basis", found.without_basis),
        columns=_count_columns(w, "basis-word"),
        rows=_counted(w, found, listed, w.name),
        entries=_evidence(w, listed, w.name),
        more=w.more(len(listed)),
    )


def _without(w: Teller, found: Statistics, key: str, policies: Sequence[str]) -> str:
    share = w.share(len(policies), found.policies)
    return w.say(key, n=len(policies), share=share, names=w.few(policies, _LISTED))


def _retention(w: Teller, found: Statistics) -> Section:
    lengths = found.durations

    def period(value: str) -> str:
        return default().in_words(value, w.language)

    ends = tuple(dict.fromkeys((*lengths[:1], *lengths[-1:])))
    return Section(
        heading=w.say("stats-retention"),
        remark=_without(w, found, "stats-without-period", found.without_period),
        columns=_count_columns(w, "stats-period"),
        rows=(
            *_counted(w, found, found.kinds, w.name),
            *_counted(w, found, sorted(lengths, key=lambda c: -c.policies), period),
        ),
        entries=tuple(Entry(period(c.value), w.quotes(c.nodes, 1)) for c in ends),
        more=w.more(len(lengths)),
    )


def _vagueness(w: Teller, found: Statistics) -> Section | None:
    listed = [m for m in found.measured if m.score is not None]
    if not listed:
        return None
    parts = tuple(dict.fromkeys(name for m in listed for name in m.parts))
    return Section(
        heading=w.say("stats-vagueness"),
        remark=w.say("stats-vagueness-remark"),
        columns=(w.say("policy-word"), w.say("stats-score"), *(w.say(f"part-{p}") for p in parts)),
        rows=tuple(
            (m.profile.label, f"{m.score:.0f}", *(_part(m.parts.get(p)) for p in parts))
            for m in listed[: w.limit]
        ),
        more=w.more(len(listed)),
    )


def _part(measure: Measure | None) -> str:
    return f"{measure.cases:g}/{measure.of}" if measure else "–"


def _outliers(w: Teller, found: Statistics) -> Section | None:
    listed = found.outliers
    if not listed:
        return None
    return Section(
        heading=w.say("stats-outliers"),
        remark=w.say("stats-outliers-remark"),
        entries=tuple(Entry(_outlier(w, o), w.quotes(o.nodes, 1)) for o in listed[: w.limit]),
        more=w.more(len(listed)),
    )


def _outlier(w: Teller, one: Outlier) -> str:
    form = "{:.0%}" if one.measure.startswith(_SHARES) else "{:g}"
    return w.say(
        "stats-outlier",
        policy=one.profile.label,
        measure=w.say(f"part-{one.measure}"),
        value=form.format(one.value),
        median=form.format(one.median),
        peers=one.peers,
    )


_SHARES = ("generic", "open", "may")
_SECTIONS: tuple[Callable[[Teller, Statistics], Section | None], ...] = (
    _overview,
    lambda w, found: _reach(w, found, named=True),
    lambda w, found: _reach(w, found, named=False),
    _hubs,
    _bases,
    _retention,
    _vagueness,
    _outliers,
)


__all__ = ["page"]
