"""Differences as text, JSON, CSV, Turtle, Markdown (for a pull request) and one HTML page."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from graph_builder.analysis.changes import Change, Kind, Side, Topic
from graph_builder.analysis.relation import Taxonomy
from graph_builder.durations import in_words
from graph_builder.model import PolicyVersion
from graph_builder.templating import environment


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of one pair of versions."""

    before: PolicyVersion
    after: PolicyVersion
    changes: tuple[Change, ...]
    taxonomy: Taxonomy

    @property
    def old(self) -> str:
        """Return the source of the older version."""
        return self.before.source

    @property
    def new(self) -> str:
        """Return the source of the newer version."""
        return self.after.source

    @property
    def language(self) -> str:
        """Return the language of both."""
        return self.after.language


def render(comparisons: Sequence[Comparison], style: str, language: str) -> str:
    """Return the report in one of :data:`STYLES`, in ``en`` or ``id``."""
    return STYLES[style](comparisons, language)


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words of reports in a language."""
    path = Path(__file__).with_name("words.toml")
    found: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))[language]
    return found


def summary(change: Change, taxonomy: Taxonomy, language: str) -> str:
    """Say in one line what a change is: kind, and what was and is stated.

    The parts that differ stand as ``before → after``.
    """
    say = words(language)
    parts = [_phrase(s, change, taxonomy, language) for s in (change.old, change.new) if s]
    notes = [say["denied"]] if change.denied else []
    if change.foreseen:
        notes.append(say[f"foreseen-{change.kind.value}"])
    joined = " → ".join(dict.fromkeys(parts))
    return joined + (f" ({'; '.join(notes)})" if notes else "")


def _phrase(side: Side, change: Change, taxonomy: Taxonomy, language: str) -> str:
    data = ", ".join(taxonomy.name(d, language) for d in side.data)
    value = "; ".join(_named(v, taxonomy, language) for v in side.values)
    if change.topic is Topic.RETENTION:
        period = in_words(side.values[0], language) or side.values[0]
        return f"{data}: {words(language)[side.firmness]} {period}"
    if change.kind in {Kind.STRENGTHENED, Kind.WEAKENED}:
        value = f"{value} [{words(language)[side.firmness]}]"
    return f"{data}: {value}" if data else value


def _named(value: str, taxonomy: Taxonomy, language: str) -> str:
    name = taxonomy.name(value, language)
    return taxonomy.vocabulary.in_words(value, language) if name == value else name


def _sides(change: Change, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield (old or new, place, words) of the sides that say something."""
    say = words(language)
    for name, side in (("old", change.old), ("new", change.new)):
        if side:
            proof = side.citation
            yield say[name], proof.place if proof else "", proof.quote if proof else say["unquoted"]


def _topics(changes: Sequence[Change]) -> Iterator[tuple[Topic, list[Change]]]:
    for topic, found in groupby(changes, key=lambda c: c.topic):
        yield topic, list(found)


def _count(comparison: Comparison, language: str) -> str:
    say = words(language)
    found = len(comparison.changes)
    return counted(found, say["changes"]) if found else say["nothing"]


def counted(number: int, forms: str) -> str:
    """Return a number with its noun; ``forms`` are singular and plural.

    >>> counted(1, "difference|differences"), counted(2, "difference|differences")
    ('1 difference', '2 differences')
    """
    one, _, several = forms.partition("|")
    return f"{number} {one if number == 1 else several}"


def _text(comparisons: Sequence[Comparison], language: str) -> str:
    say, lines = words(language), []
    for each in comparisons:
        count = _count(each, language)
        lines.append(f"{each.old} → {each.new} ({each.language}): {count}")
        for topic, changes in _topics(each.changes):
            lines += ["", say[topic.value]]
            for change in changes:
                lines.append(f"  {say[change.kind.value]}: {_summary(each, change, language)}")
                lines += [f"    {n} {p}: “{q}”" for n, p, q in _sides(change, language)]
    return "\n".join([*lines, "", say["caveat"]]) + "\n"


def _markdown(comparisons: Sequence[Comparison], language: str) -> str:
    say = words(language)
    lines = [f"# {say['title']}", "", f"_{say['caveat']}_"]
    for each in comparisons:
        heading = f"{each.old} → {each.new} ({each.language}): {_count(each, language)}"
        lines += ["", f"## {plain(heading)}"]
        for topic, changes in _topics(each.changes):
            lines += ["", f"### {say[topic.value]}", ""]
            for change in changes:
                told = plain(_summary(each, change, language))
                lines.append(f"- **{say[change.kind.value]}** {told}")
                lines += [
                    f"  - {name} {plain(place)}: “{plain(quote)}”"
                    for name, place, quote in _sides(change, language)
                ]
    return "\n".join(lines) + "\n"


def _json(comparisons: Sequence[Comparison], language: str) -> str:
    plain = [
        {
            "old": each.old,
            "new": each.new,
            "language": each.language,
            "changes": [
                asdict(change) | {"summary": _summary(each, change, language)}
                for change in each.changes
            ],
        }
        for each in comparisons
    ]
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


_COLUMNS = (
    "old", "new", "language", "topic", "kind", "summary",
    "old_place", "old_quote", "new_place", "new_quote",
)  # fmt: skip


def _csv(comparisons: Sequence[Comparison], language: str) -> str:
    return sheet(_COLUMNS, (r for each in comparisons for r in _rows(each, language)))


def _rows(each: Comparison, language: str) -> Iterator[tuple[str, ...]]:
    for change in each.changes:
        proofs = [s.citation if s else None for s in (change.old, change.new)]
        cells = [cell for p in proofs for cell in ((p.place, p.quote) if p else ("", ""))]
        about = (each.old, each.new, each.language, change.topic.value, change.kind.value)
        yield (*about, _summary(each, change, language), *cells)


def sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV; a cell that a spreadsheet would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        [f"'{c}" if c[:1] in {"=", "@", "+", "-", "\t"} else c for c in row] for row in rows
    )
    return out.getvalue()


def _turtle(comparisons: Sequence[Comparison], _language: str) -> str:
    # Both know nothing of each other but this.
    from graph_builder.analysis import findings_graph

    return findings_graph.turtle(
        quad
        for each in comparisons
        for quad in findings_graph.of_changes(each.before, each.after, each.changes)
    )


def _html(comparisons: Sequence[Comparison], language: str) -> str:
    page = (
        environment(Path(__file__).parent)
        .get_template("report.html.jinja")
        .render(
            comparisons=comparisons,
            language=language,
            say=words(language),
            topics=_topics,
            count=lambda each: _count(each, language),
            summary=lambda each, change: _summary(each, change, language),
            sides=lambda change: _sides(change, language),
        )
    )
    return page.rstrip() + "\n"


def _summary(comparison: Comparison, change: Change, language: str) -> str:
    return summary(change, comparison.taxonomy, language)


def plain(text: str) -> str:
    """Return words of a policy so that they cannot become markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{c}" if c in "*_`[]" else c for c in escaped)


STYLES: Mapping[str, Callable[[Sequence[Comparison], str], str]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "turtle": _turtle,
    "markdown": _markdown,
    "html": _html,
}

__all__ = ["STYLES", "Comparison", "counted", "plain", "render", "sheet", "summary", "words"]
