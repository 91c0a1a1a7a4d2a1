"""Conflicts as text, Markdown, CSV, JSON and Turtle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from graph_builder.analysis import telling
from graph_builder.analysis.conflicts import Claim, Conflict, Kind, Topic
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.report import words
from graph_builder.analysis.telling import Part, Told
from graph_builder.model import PolicyVersion

_WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.CONTRADICTION: ("contradictions", "contradiction"),
    Kind.POSSIBLE: ("possible-conflicts", "possible-conflict"),
    Kind.EXCEPTION: ("exceptions", "exception"),
    Kind.QUALIFIED: ("qualified-denials", "qualified-denial"),
    Kind.SCOPE: ("scopes", "scope"),
    Kind.PARTY: ("parties", "party"),
}
_COLUMNS = (
    "source", "language", "kind", "reason", "topic", "operations", "data", "recipients", "purposes",
    "first_value", "second_value", "first_place", "first_quote", "second_place", "second_quote",
    "why",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examined:
    """A version and its conflicts, those that only seem to be included."""

    version: PolicyVersion
    conflicts: tuple[Conflict, ...]
    taxonomy: Taxonomy

    def shown(self, *, everything: bool) -> tuple[Conflict, ...]:
        """Return the conflicts to tell: without ``everything``, those that are or may be ones."""
        return tuple(c for c in self.conflicts if everything or c.kind.conflicting)


def render(
    examined: Sequence[Examined], style: str, language: str, *, everything: bool = False
) -> str:
    """Return the report in one of :data:`STYLES`, in ``en`` or ``id``."""
    return STYLES[style](examined, language, everything)


def summary(conflict: Conflict, taxonomy: Taxonomy, language: str) -> str:
    """Say in one line what the two statements are about.

    The values that differ stand as ``first ↔ second``.
    """
    first, second = conflict.first, conflict.second

    def names(values: tuple[str, ...]) -> str:
        return telling.named(values, taxonomy, language)

    about = names(second.data or first.data)
    parties = names(second.recipients or first.recipients)
    purposes = names(second.purposes)
    what = about + (f" → {parties}" if parties else "") + (f" ({purposes})" if purposes else "")
    doing = names(first.operations)
    if conflict.topic is Topic.PRACTICE:
        return f"{doing}: {what}"
    values = " ↔ ".join(names((c.value,)) for c in (first, second) if c.value)
    return ": ".join(x for x in (about, values) if x)


def _told(conflict: Conflict, taxonomy: Taxonomy, language: str) -> Told:
    say = words(language)
    group, label = (say[w] for w in _WORDS[conflict.kind])
    also = f"; +{len(conflict.also)} {say['places']}" if conflict.also else ""
    first = say["denies"] if conflict.first.denied else say["says"]
    second = say["says"] if conflict.first.denied else say["and"]
    return Told(
        group=group,
        label=label,
        summary=summary(conflict, taxonomy, language) + also,
        why=conflict.why(language),
        sentences=(
            telling.quoted(first, conflict.first.citation),
            telling.quoted(second, conflict.second.citation),
        ),
    )


def _parts(examined: Sequence[Examined], language: str, everything: bool) -> list[Part]:  # noqa: FBT001 - one signature for all styles
    return [
        Part(
            _title(one, language, everything),
            tuple(_told(c, one.taxonomy, language) for c in one.shown(everything=everything)),
        )
        for one in examined
    ]


def _title(one: Examined, language: str, everything: bool) -> str:  # noqa: FBT001 - as above
    say = words(language)
    real = sum(c.kind.conflicting for c in one.conflicts)
    hidden = 0 if everything else len(one.conflicts) - real
    count = f"{real} {say['conflict-count']}" if real else say["conflict-none"]
    apparent = f"; {hidden} {say['conflict-apparent']}" if hidden else ""
    return f"{one.version.source} ({one.version.language}): {count}{apparent}"


def _text(examined: Sequence[Examined], language: str, everything: bool) -> str:  # noqa: FBT001
    parts = _parts(examined, language, everything)
    return telling.text(parts, words(language)["conflict-caveat"], language)


def _markdown(examined: Sequence[Examined], language: str, everything: bool) -> str:  # noqa: FBT001
    say = words(language)
    parts = _parts(examined, language, everything)
    return telling.markdown(say["conflict-title"], parts, say["conflict-caveat"])


def _json(examined: Sequence[Examined], language: str, everything: bool) -> str:  # noqa: FBT001
    found = [
        {
            "source": one.version.source,
            "policy": one.version.policy,
            "language": one.version.language,
            "coverage": one.version.coverage,
            "conflicts": [
                {
                    "kind": c.kind.value,
                    **asdict(c),
                    "relations": dict(c.relations),
                    "summary": summary(c, one.taxonomy, language),
                    "why": c.why(language),
                }
                for c in one.shown(everything=everything)
            ],
        }
        for one in examined
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _csv(examined: Sequence[Examined], language: str, everything: bool) -> str:  # noqa: FBT001
    return telling.table(
        _COLUMNS,
        (
            _row(one, conflict, language)
            for one in examined
            for conflict in one.shown(everything=everything)
        ),
    )


def _row(one: Examined, conflict: Conflict, language: str) -> list[str]:
    first, second = conflict.first, conflict.second

    def slot(name: str) -> str:
        values: tuple[str, ...] = getattr(second, name) or getattr(first, name)
        return " ".join(values)

    return [
        one.version.source,
        one.version.language,
        conflict.kind.value,
        conflict.reason,
        conflict.topic.value,
        *(slot(name) for name in ("operations", "data", "recipients", "purposes")),
        first.value,
        second.value,
        *_cited(first),
        *_cited(second),
        conflict.why(language),
    ]


def _cited(claim: Claim) -> tuple[str, str]:
    return claim.citation.place, claim.citation.quote


def _turtle(examined: Sequence[Examined], language: str, everything: bool) -> str:  # noqa: FBT001
    from graph_builder.analysis import findings_graph

    del language  # the graph has both
    return findings_graph.turtle(
        quad
        for one in examined
        for quad in findings_graph.of_conflicts(one.version, one.shown(everything=everything))
    )


STYLES: Mapping[str, Callable[[Sequence[Examined], str, bool], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "csv": _csv,
    "turtle": _turtle,
}

__all__ = ["STYLES", "Examined", "render", "summary"]
