"""The vagueness audit as a report: by requirement, each clause with what a peer says instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.pages import Entry, Page, Plain, Quote, Section, quote
from graph_builder.analysis.portfolio.profiles import Profile
from graph_builder.analysis.portfolio.telling import Teller
from graph_builder.analysis.portfolio.vagueness import Finding
from graph_builder.analysis.portfolio.words import words
from graph_builder.validation.laws import JURISDICTIONS
from graph_builder.validation.requirements import Requirement, requirements

_COLUMNS = (
    "kind", "element", "policy", "language", "source", "concepts", "cue", "statements", "place",
    "quote", "peer", "peer_place", "peer_quote",
)  # fmt: skip
_ORDER = ("E11", "E07", "E14", "E04")


def page(
    findings: Sequence[Finding],
    profiles: Sequence[Profile],
    portfolio: Portfolio,
    language: str,
    limit: int,
) -> Page:
    """Return the report; ``limit`` bounds the findings shown of each requirement (0: none)."""
    teller = Teller(portfolio, language, limit or None)
    names = [p.label for p in profiles]
    return Page(
        title=words(language)["vagueness-title"].format(
            n=len(findings), policies=teller.few(names, 3)
        ),
        caveat=words(language)["caveat"],
        sections=tuple(_sections(teller, findings)),
        language=language,
        data={"findings": [_record(f) for f in findings]},
        columns=_COLUMNS,
        rows=tuple(_row(f) for f in findings),
        findings=len(findings),
    )


def _sections(w: Teller, findings: Sequence[Finding]) -> Iterator[Section]:
    by_element: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_element[finding.element].append(finding)
    known = {r.element: r for r in requirements()}
    for element in sorted(by_element, key=_ORDER.index):
        listed = by_element[element]
        yield Section(
            heading=f"{known[element].name[w.language]} ({element}): {len(listed)}",
            remark=_laws(w, known[element]),
            entries=tuple(_entry(w, f) for f in listed[: w.limit]),
            more=w.more(len(listed)),
        )


def _laws(w: Teller, requirement: Requirement) -> str:
    return w.say("vagueness-law", law=requirement.cite(JURISDICTIONS, w.language))


def _entry(w: Teller, finding: Finding) -> Entry:
    what = finding.cue or ", ".join(map(w.name, finding.concepts))
    text = f"{w.say(f'vague-{finding.kind.value}')}: {what}"
    quotes = [quote(finding.profile.label, finding.proof, w.say("unquoted"))]
    for advice in finding.advice[:1]:
        label = w.say("vagueness-peer", policy=advice.profile.label)
        quotes.append(quote(label, advice.proof, w.say("unquoted")))
    if not finding.advice:
        quotes.append(Quote(w.say("vagueness-no-peer"), "", ""))
    return Entry(text, tuple(quotes))


def _record(finding: Finding) -> Mapping[str, object]:
    return {
        "kind": finding.kind,
        "element": finding.element,
        "version": finding.profile.iri,
        "policy": finding.profile.name,
        "language": finding.profile.language,
        "statements": finding.nodes,
        "concepts": finding.concepts,
        "cue": finding.cue,
        "evidence": asdict(finding.proof),
        "suggestions": [
            {
                "version": a.profile.iri,
                "policy": a.profile.name,
                "statement": a.node,
                "evidence": asdict(a.proof),
            }
            for a in finding.advice
        ],
    }


def _row(finding: Finding) -> tuple[Plain, ...]:
    profile = finding.profile
    advice = finding.advice[0] if finding.advice else None
    return (
        finding.kind,
        finding.element,
        profile.name,
        profile.language,
        profile.source,
        "; ".join(finding.concepts),
        finding.cue,
        len(finding.nodes),
        finding.proof.place,
        finding.proof.quote,
        advice.profile.label if advice else "",
        advice.proof.place if advice else "",
        advice.proof.quote if advice else "",
    )


__all__ = ["page"]
