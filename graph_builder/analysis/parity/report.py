"""Differences between two versions as text, Markdown, CSV, JSON and Turtle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from graph_builder.analysis import telling
from graph_builder.analysis.parity.differences import Difference, Nearest, Side
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.report import words
from graph_builder.analysis.telling import Part, Quoted, Told
from graph_builder.model import PolicyVersion

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

    def shown(self, *, everything: bool) -> tuple[Difference, ...]:
        """Return the differences to tell: without ``everything``, the firm ones."""
        return tuple(d for d in self.differences if everything or d.certainty.firm)


def render(
    compared: Sequence[Compared], style: str, language: str, *, everything: bool = False
) -> str:
    """Return the report in one of :data:`STYLES`, in ``en`` or ``id``."""
    return STYLES[style](compared, language, everything)


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


def _told(one: Compared, difference: Difference, language: str) -> Told:
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


def _parts(compared: Sequence[Compared], language: str, everything: bool) -> list[Part]:  # noqa: FBT001 - one signature for all styles
    return [
        Part(
            _title(one, language, everything),
            tuple(_told(one, d, language) for d in one.shown(everything=everything)),
        )
        for one in compared
    ]


def _title(one: Compared, language: str, everything: bool) -> str:  # noqa: FBT001 - as above
    say = words(language)
    firm = sum(d.certainty.firm for d in one.differences)
    rest = 0 if everything else len(one.differences) - firm
    count = f"{firm} {say['parity-count']}" if firm else say["parity-none"]
    more = f"; {rest} {say['parity-unread']}" if rest else ""
    names = " ↔ ".join(
        f"{v.source} ({v.language}, {len(v.practices)} {say['parity-statements']}, "
        f"{v.coverage:.0%} {say['parity-coverage']})"
        for v in (one.first, one.second)
    )
    return f"{names}: {count}{more}"


def _text(compared: Sequence[Compared], language: str, everything: bool) -> str:  # noqa: FBT001
    parts = _parts(compared, language, everything)
    return telling.text(parts, words(language)["parity-caveat"], language)


def _markdown(compared: Sequence[Compared], language: str, everything: bool) -> str:  # noqa: FBT001
    say = words(language)
    parts = _parts(compared, language, everything)
    return telling.markdown(say["parity-title"], parts, say["parity-caveat"])


def _json(compared: Sequence[Compared], language: str, everything: bool) -> str:  # noqa: FBT001
    found = [
        {
            "policy": one.first.policy,
            "first": _about(one.first),
            "second": _about(one.second),
            "differences": [
                asdict(d) | {"summary": summary(d, one.taxonomy, language)}
                for d in one.shown(everything=everything)
            ],
        }
        for one in compared
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _about(version: PolicyVersion) -> dict[str, object]:
    return {
        "source": version.source,
        "language": version.language,
        "coverage": version.coverage,
        "practices": len(version.practices),
    }


def _csv(compared: Sequence[Compared], language: str, everything: bool) -> str:  # noqa: FBT001
    del language  # a table of concepts, places and quotes
    return telling.table(
        _COLUMNS,
        (_row(one, d) for one in compared for d in one.shown(everything=everything)),
    )


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


def _turtle(compared: Sequence[Compared], language: str, everything: bool) -> str:  # noqa: FBT001
    from graph_builder.analysis import findings_graph

    del language  # concepts and quotes
    return findings_graph.turtle(
        quad
        for one in compared
        for quad in findings_graph.of_parity(
            one.first, one.second, one.shown(everything=everything)
        )
    )


STYLES: Mapping[str, Callable[[Sequence[Compared], str, bool], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "csv": _csv,
    "turtle": _turtle,
}

__all__ = ["STYLES", "Compared", "render", "summary"]
