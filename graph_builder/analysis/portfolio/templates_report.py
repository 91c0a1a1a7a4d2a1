"""Templates as a report: a clause once, and who has it with which differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from graph_builder.analysis.portfolio.collection import Portfolio
from graph_builder.analysis.portfolio.pages import Entry, Page, Plain, Quote, Section
from graph_builder.analysis.portfolio.telling import Teller
from graph_builder.analysis.portfolio.templates import Clause, Template

_COLUMNS = ("template", "policies", "policy", "language", "place", "quote", "differences")


def page(found: Sequence[Template], portfolio: Portfolio, language: str, limit: int) -> Page:
    """Return the report; ``limit`` bounds the templates that people see (0: none)."""
    w = Teller(portfolio, language, limit or None)
    entries = tuple(Entry(_head(w, t), tuple(_quotes(w, t))) for t in found[: w.limit])
    return Page(
        title=w.say("templates-title", n=len(found)),
        caveat=w.say("templates-remark"),
        sections=(Section(w.say("templates-section"), entries=entries, more=w.more(len(found))),),
        language=language,
        data={"templates": [_record(w, t) for t in found]},
        columns=_COLUMNS,
        rows=tuple(row for n, t in enumerate(found, 1) for row in _rows(w, n, t)),
    )


def _head(w: Teller, template: Template) -> str:
    return f"{template.policies} {w.say('policies')}"


def _quotes(w: Teller, template: Template) -> Iterator[Quote]:
    """Yield the model, then each member: word for word, or with its differences."""
    yield w.quote(template.model.node)
    for member in template.members:
        said = w.quote(member.node)
        told = differences(template.model, member) or w.say("templates-same")
        yield Quote(f"{said.label} {said.place} · {told}", "", "")


def differences(model: Clause, other: Clause) -> str:
    """Return how a clause differs, ``[-left out-]`` and ``{+added+}``; empty where it does not."""
    told = []
    matcher = SequenceMatcher(None, model.words, other.words, autojunk=False)
    for _, a, b, c, d in (x for x in matcher.get_opcodes() if x[0] != "equal"):
        told += [f"[-{' '.join(model.words[a:b])}-]"] if b > a else []
        told += [f"{{+{' '.join(other.words[c:d])}+}}"] if d > c else []
    return " ".join(told)


def _rows(w: Teller, number: int, template: Template) -> Iterator[tuple[Plain, ...]]:
    for clause in (template.model, *template.members):
        said, profile = w.quote(clause.node), clause.profile
        told = differences(template.model, clause)
        head = (number, template.policies, profile.name, profile.language)
        yield (*head, said.place, said.words, told)


def _record(w: Teller, template: Template) -> Mapping[str, object]:
    rows = [dict(zip(_COLUMNS[2:], row[2:], strict=True)) for row in _rows(w, 0, template)]
    return {"policies": template.policies, "clauses": rows}


__all__ = ["differences", "page"]
