"""Writes ``docs/reference/rules.md`` from the shapes.

Run ``python -m graph_builder.validation.handbook``. A test compares the file with what this module
would write, so the table cannot drift from the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from graph_builder import resources
from graph_builder.namespaces import contract
from graph_builder.validation.catalogue import Pack, Rule, Verification, shipped
from graph_builder.validation.laws import JURISDICTIONS, LAWS, NAMES
from graph_builder.validation.requirements import requirements

_MARKS = {Verification.LAW: "✔", Verification.SECONDARY: "◐", Verification.ASSUMPTION: "✘"}
_SHOWN = ("core", "uu-pdp", "gdpr", "ccpa", "consistency", "parity")


def render() -> str:
    """Return the page."""
    lines = ["<!-- Written by `python -m graph_builder.validation.handbook`; edit shapes/. -->", ""]
    lines += _introduction()
    for name in _SHOWN:
        lines += _pack(shipped()[name])
    lines += _elements()
    lines += _status()
    return "\n".join(lines).rstrip() + "\n"


def target() -> Path:
    """Return where the page lies in a checkout."""
    return resources.folder("shapes").parent / "docs" / "reference" / "rules.md"


def _introduction() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "Every rule that `alir validate` checks. An engineering aid, not legal advice."
    yield ""
    yield "How the article was verified: ✔ read in the text of the law, ◐ in a secondary source"
    yield "only, ✘ an assumption. Absence means “not found in the text”: a missed sentence looks"
    yield "like a missing duty, so absences show the nearest sentence and how much was read."
    yield ""
    for law, packs in LAWS.items():
        yield f"- `--law {law}`: {', '.join(p for p in packs if p in _SHOWN)}"
    yield ""


def _pack(pack: Pack) -> Iterator[str]:
    yield f"## {pack.title['en']} (`{pack.name}`)"
    yield ""
    yield "| rule | check | severity | what it finds | law | verified | limits |"
    yield "|---|---|---|---|---|---|---|"
    for rule in sorted(pack.rules.values(), key=lambda r: r.name):
        yield _row(rule)
    yield ""


def _row(rule: Rule) -> str:
    cells = (
        f"`{rule.name}`",
        str(rule.check or ""),
        rule.severity.value,
        rule.say(rule.message, "en"),
        rule.say(rule.basis, "en"),
        _MARKS[rule.verification] if rule.basis else "",
        rule.say(rule.limit, "en"),
    )
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"


def _elements() -> Iterator[str]:
    yield "## Elements of a notice"
    yield ""
    yield "The completeness matrix judges each as stated, stated but vague, denied or not found."
    yield ""
    yield f"| element | | {' | '.join(NAMES)} |"
    yield "|---" * (len(NAMES) + 2) + "|"
    for r in requirements():
        laws = " | ".join(r.law.get(x, "–") for x in JURISDICTIONS)
        yield f"| {r.element} | {r.name['en']} | {laws} |"
    yield ""


def _status() -> Iterator[str]:
    """Yield what the legal modules say about the laws themselves, with dates."""
    yield "## Status of the laws"
    yield ""
    yield "Facts of `ontology/legal/`, with the date from which a law is in force."
    yield ""
    yield "| law | in force from | status | verified |"
    yield "|---|---|---|---|"
    for path in resources.files("ontology", "legal/*.ttl"):
        facts: dict[str, dict[str, str]] = {}
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            value = quad.object
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(value, ox.Triple):
                if isinstance(value, ox.Literal) and value.language not in (None, "en"):
                    continue
                key = contract(quad.predicate.value)
                facts.setdefault(quad.subject.value, {})[key] = value.value
        for iri in sorted(facts):
            known = facts[iri]
            if "alir:status" in known:
                mark = _MARKS[_verified(contract(known.get("alir:verification", "")))]
                name = known.get("skos:prefLabel", contract(iri))
                since = known.get("alir:inForceFrom", "–")
                yield f"| {name} | {since} | {known['alir:status']} | {mark} |"
    yield ""


def _verified(name: str) -> Verification:
    return {
        "alir:ReadInLaw": Verification.LAW,
        "alir:SecondarySource": Verification.SECONDARY,
    }.get(name, Verification.ASSUMPTION)


if __name__ == "__main__":
    target().write_text(render(), encoding="utf-8")
