"""Differences between two versions as text, Markdown, CSV, JSON and Turtle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from graph_builder.analysis import telling
from graph_builder.analysis.parity.differences import Difference, Nearest, Side
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.report import counted, words
from graph_builder.analysis.telling import Part, Quoted, Told
from graph_builder.model import PolicyVersion

if TYPE_CHECKING:
    import pyoxigraph as ox

_COLUMNS = (
    "first_source", "second_source", "topic", "certainty", "first_values", "first_about",
    "first_firmness", "first_place", "first_quote", "second_values", "second_about",
    "second_firmness", "second_place", "second_quote", "nearest_place", "nearest_quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions and their differences, those that are probably misreadings included."""

    first: PolicyVersion
    second: PolicyVersion
    differences: tuple[Difference, ...]
    taxonomy: Taxonomy

    def shown(self, *, everything: bool = False) -> tuple[Difference, ...]:
        """Return the differences to tell: without ``everything``, the firm ones."""
        return tuple(d for d in self.differences if everything or d.certainty.firm)


def render(
    compared: Sequence[Compared], style: str, language: str, *, everything: bool = False
) -> str:
    """Return the report in one of :data:`telling.STYLES`, in ``en`` or ``id``."""
    return telling.STYLES[style](_Report(compared, language, everything))


def summary(difference: Difference, taxonomy: Taxonomy, language: str) -> str:
    """Say in one line what each version says; they stand as ``first ↔ second``."""
    sides = [_phrase(s, taxonomy, language) for s in (difference.first, difference.second)]
    return " ↔ ".join(sides)


def _phrase(side: Side | None, taxonomy: Taxonomy, language: str) -> str:
    if side is None:
        return "–"
    values = telling.named(side.values, taxonomy, language)
    about = telling.named(side.about, taxonomy, language)
    firm = words(language).get(side.firmness, side.firmness)
    said = " ".join(x for x in (firm, values) if x)
    return ": ".join(x for x in (about, said) if x)


def told(one: Compared, difference: Difference, language: str) -> Told:
    """Return a finding in words."""
    say = words(language)
    sides = (one.first, difference.first), (one.second, difference.second)
    return Told(
        group=say[f"{difference.certainty.value}-parity"],
        label=say[difference.topic.value],
        summary=summary(difference, one.taxonomy, language),
        why="",
        sentences=tuple(_sentence(v, s, difference.nearest, say) for v, s in sides),
    )


def _sentence(
    version: PolicyVersion, side: Side | None, nearest: Nearest | None, say: Mapping[str, str]
) -> Quoted:
    if side is not None:
        return telling.quoted(version.language, side.citation)
    label = f"{version.language}, {say['nearest']}" if nearest else version.language
    return telling.quoted(label, nearest.citation if nearest else None, say["no-nearest"])


@dataclass(frozen=True, slots=True)
class _Report:
    """What a :class:`telling.Report` needs of differences."""

    name: ClassVar[str] = "parity"
    columns: ClassVar[tuple[str, ...]] = _COLUMNS
    compared: Sequence[Compared]
    language: str
    everything: bool

    def parts(self) -> list[Part]:
        return [
            Part(self._title(one), tuple(told(one, d, self.language) for d in found))
            for one, found in self._shown()
        ]

    def data(self) -> list[dict[str, object]]:
        return [
            {
                "policy": one.first.policy,
                "first": _about(one.first),
                "second": _about(one.second),
                "differences": [
                    asdict(d) | {"summary": summary(d, one.taxonomy, self.language)} for d in found
                ],
            }
            for one, found in self._shown()
        ]

    def rows(self) -> Iterator[list[str]]:
        for one, found in self._shown():
            for difference in found:
                yield _row(one, difference)

    def quads(self) -> Iterator[ox.Quad]:
        from graph_builder.analysis.findings_graph import of_parity

        for one, found in self._shown():
            yield from of_parity(one.first, one.second, found)

    def _shown(self) -> Iterator[tuple[Compared, tuple[Difference, ...]]]:
        return ((one, one.shown(everything=self.everything)) for one in self.compared)

    def _title(self, one: Compared) -> str:
        say = words(self.language)
        firm = sum(d.certainty.firm for d in one.differences)
        rest = 0 if self.everything else len(one.differences) - firm
        count = counted(firm, say["parity-count"]) if firm else say["parity-none"]
        more = f"; {rest} {say['parity-unread']}" if rest else ""
        names = " ↔ ".join(
            f"{v.source} ({v.language}, {len(v.practices)} {say['parity-statements']}, "
            f"{v.coverage:.0%} {say['parity-coverage']})"
            for v in (one.first, one.second)
        )
        return f"{names}: {count}{more}"


def _about(version: PolicyVersion) -> dict[str, object]:
    return {
        "source": version.source,
        "language": version.language,
        "coverage": version.coverage,
        "practices": len(version.practices),
    }


def _row(one: Compared, difference: Difference) -> list[str]:
    nearest = difference.nearest
    return [
        one.first.source,
        one.second.source,
        difference.topic.value,
        difference.certainty.value,
        *_cells(difference.first),
        *_cells(difference.second),
        *((nearest.citation.place, nearest.citation.quote) if nearest else ("", "")),
    ]


def _cells(side: Side | None) -> tuple[str, ...]:
    if side is None:
        return ("",) * 5
    listed = " ".join(side.values), " ".join(side.about), side.firmness
    return *listed, side.citation.place, side.citation.quote


__all__ = ["Compared", "render", "summary", "told"]
