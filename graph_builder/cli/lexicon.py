"""``alir lexicon``: what the vocabulary lacks, by the policies that use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output
from graph_builder.errors import AlirError, DocumentError

if TYPE_CHECKING:
    from graph_builder.documents.document import Document
    from graph_builder.ontology.suggest import Suggestion

_COLUMNS = ("slot", "phrase", "lang", "policies", "count", "nearest", "example")
_SENTENCE = 160


@click.command()
@click.option(
    "--suggest",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Look for unknown phrases in the policies of this folder (or file).",
)
@click.option(
    "--slot",
    "slots",
    multiple=True,
    type=click.Choice(["data", "recipient", "purpose"]),
    help="Only phrases in this position; repeatable.",
)
@click.option("--lang", type=click.Choice(["en", "id"]), help="Only this language.")
@click.option(
    "--min-count",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Leave out what occurs less often.",
)
@click.option("--top", type=click.IntRange(min=1), help="Only so many, the most used.")
@click.option("--json", "style", flag_value="json", help="Write JSON, with all examples.")
@click.option("--csv", "style", flag_value="csv", help="Write CSV, with the Turtle to paste.")
@click.option("--turtle", "style", flag_value="turtle", help="Write Turtle to paste, commented.")
def command(
    folder: Path,
    slots: tuple[str, ...],
    lang: str | None,
    min_count: int,
    top: int | None,
    style: str | None,
) -> None:
    """List phrases that stand where data, recipients or purposes are named, and are unknown.

    Each with how many policies use it, the concepts that come nearest and a sentence with file and
    line, so that a curator can add it to the ontology; it is the lexicon, too.

    Example: alir lexicon --suggest policies/ --slot data
    """
    from graph_builder.ontology.suggest import suggest
    from graph_builder.vocabulary import default

    found = [
        s
        for s in suggest(_documents(folder), default(), min_count)
        if (not slots or s.slot.value in slots) and lang in (None, s.language)
    ][:top]
    if style == "json":
        output.write_json([_plain(s) for s in found])
    elif style == "turtle":
        click.echo("\n".join(line for s in found for line in _commented(s)))
    elif style == "csv":
        rows = [(*_row(s), s.turtle) for s in found]
        output.write_table((*_COLUMNS, "turtle"), rows, "csv")
    else:
        output.write_table(_COLUMNS, [_row(s) for s in found], "table")
    noun = "phrase" if len(found) == 1 else "phrases"
    output.note(f"{len(found)} {noun} that the vocabulary does not know")


def _documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a folder, each by its path; what cannot be read is told and left."""
    from graph_builder.build.inputs import Failed, expand
    from graph_builder.documents import read

    inputs = expand([str(folder)])
    with output.progress(len(inputs), "reading ") as tell:
        for done, given in enumerate(inputs, 1):
            try:
                if isinstance(given, Failed):
                    raise DocumentError(given.code, given.message, given.hint)
                yield from read(Path(given.source))
            except AlirError as error:
                if len(inputs) == 1:
                    raise
                output.note(f"left out: [{error.code}] {error.message}")
            tell(done, given.source)


def _plain(one: Suggestion) -> dict[str, object]:
    return asdict(one) | {"slot": one.slot.value}


def _row(one: Suggestion) -> tuple[output.Value, ...]:
    nearest = ", ".join(f"{n.concept} ({n.label})" for n in one.nearest)
    first = one.examples[0]
    sentence = first.sentence
    if len(sentence) > _SENTENCE:
        at = max(0, sentence.find(one.phrase) - _SENTENCE // 2)
        sentence = ("…" if at else "") + sentence[at : at + _SENTENCE] + "…"
    example = f"{first.source}:{first.line}: {sentence}"
    return one.slot.value, one.phrase, one.language, one.policies, one.count, nearest, example


def _commented(one: Suggestion) -> Iterator[str]:
    yield f"# {one.count}x in {one.policies}: {one.examples[0].source}:{one.examples[0].line}"
    for near in one.nearest:
        yield f"# near: {near.concept} ({near.label})"
    yield one.turtle
