"""Conflicts as text, Markdown, CSV, JSON and Turtle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from graph_builder.analysis import telling
from graph_builder.analysis.conflicts import Claim, Conflict, Kind, Topic
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.report import counted, words
from graph_builder.analysis.telling import Part, Told
from graph_builder.model import PolicyVersion

if TYPE_CHECKING:
    import pyoxigraph as ox

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

    def shown(self, *, everything: bool = False) -> tuple[Conflict, ...]:
        """Return the conflicts to tell: without ``everything``, those that are or may be ones."""
        return tuple(c for c in self.conflicts if everything or c.kind.conflicting)


def render(
    examined: Sequence[Examined], style: str, language: str, *, everything: bool = False
) -> str:
    """Return the report in one of :data:`telling.STYLES`, in ``en`` or ``id``."""
    return telling.STYLES[style](_Report(examined, language, everything))


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


def told(conflict: Conflict, taxonomy: Taxonomy, language: str) -> Told:
    """Return a finding in words."""
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


@dataclass(frozen=True, slots=True)
class _Report:
    """What a :class:`telling.Report` needs of conflicts."""

    name: ClassVar[str] = "conflict"
    columns: ClassVar[tuple[str, ...]] = _COLUMNS
    examined: Sequence[Examined]
    language: str
    everything: bool

    def parts(self) -> list[Part]:
        return [
            Part(self._title(one), tuple(told(c, one.taxonomy, self.language) for c in found))
            for one, found in self._shown()
        ]

    def data(self) -> list[dict[str, object]]:
        return [
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
                        "summary": summary(c, one.taxonomy, self.language),
                        "why": c.why(self.language),
                    }
                    for c in found
                ],
            }
            for one, found in self._shown()
        ]

    def rows(self) -> Iterator[list[str]]:
        for one, found in self._shown():
            for conflict in found:
                yield _row(one, conflict, self.language)

    def quads(self) -> Iterator[ox.Quad]:
        from graph_builder.analysis.findings_graph import of_conflicts

        for one, found in self._shown():
            yield from of_conflicts(one.version, found)

    def _shown(self) -> Iterator[tuple[Examined, tuple[Conflict, ...]]]:
        return ((one, one.shown(everything=self.everything)) for one in self.examined)

    def _title(self, one: Examined) -> str:
        say = words(self.language)
        real = sum(c.kind.conflicting for c in one.conflicts)
        hidden = 0 if self.everything else len(one.conflicts) - real
        count = counted(real, say["conflict-count"]) if real else say["conflict-none"]
        apparent = f"; {counted(hidden, say['conflict-apparent'])}" if hidden else ""
        return f"{one.version.source} ({one.version.language}): {count}{apparent}"


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


__all__ = ["Examined", "render", "summary", "told"]
