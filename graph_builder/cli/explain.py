"""``alir explain``: what a term means and which words trigger it, or how a sentence was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output
from graph_builder.errors import UsageError

if TYPE_CHECKING:
    from graph_builder.extraction.explain import Explanation
    from graph_builder.ontology.describe import Description

_HEADINGS = {
    "en": {
        "above": "below",
        "below": "above",
        "preferred": "name",
        "alternative": "synonyms",
        "contextual": "words that count only beside others of the kind",
        "hidden": "other wordings",
        "laws": "law",
        "about": "about",
        "axiom": "definition",
    },
    "id": {
        "above": "di bawah",
        "below": "di atas",
        "preferred": "nama",
        "alternative": "sinonim",
        "contextual": "kata yang berlaku hanya di samping kata sejenis",
        "hidden": "ungkapan lain",
        "laws": "hukum",
        "about": "tentang",
        "axiom": "definisi",
    },
}


@click.command()
@click.argument("term")
@click.option("--sentence", type=click.IntRange(min=1), help="Sentence of a FILE, from 1.")
@click.option("--at", "offset", type=click.IntRange(min=0), help="Code point of a FILE, from 0.")
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(term: str, sentence: int | None, offset: int | None, lang: str, as_json: bool) -> None:
    """Tell what TERM means: a concept, a kind of concept, a party, a class, a law, a word for one.

    With a policy FILE and --sentence or --at, tell how that sentence was read.

    Example: alir explain "IP address"
    """
    if Path(term).is_file():
        _of_sentence(term, sentence, offset, lang, as_json=as_json)
    elif sentence is not None or offset is not None:
        raise UsageError("E-NOT-FOUND", f"there is no file {term}")
    else:
        _of_term(term, lang, as_json=as_json)


def _of_term(term: str, language: str, *, as_json: bool) -> None:
    from graph_builder.ontology.describe import describe, find_class, find_law, find_scheme
    from graph_builder.questions.names import default_index
    from graph_builder.vocabulary import default

    names = default_index()
    # "right" is a kind of concept before it is a word for a purpose.
    curies = (*filter(None, [find_scheme(term)]), *names.find(term))
    curies = curies or tuple(filter(None, [find_law(term) or find_class(term)]))
    found = [d for curie in curies if (d := describe(default(), curie, language))]
    if not found:
        near = names.nearest(term)
        hint = f"Close to it: {', '.join(near)}." if near else ""
        raise UsageError("E-CONCEPT", f"the vocabulary does not know {term!r}", hint)
    if as_json:
        output.write_json([asdict(d) for d in found])
        return
    click.echo("\n\n".join("\n".join(_lines(d, language)) for d in found))


def _lines(one: Description, language: str) -> Iterator[str]:
    heading = _HEADINGS[language]
    yield f"{one.name} ({one.curie}, {one.kind})"
    if one.definition:
        yield f"  {one.definition}"
    for chain in one.above:
        yield f"  {heading['above']}: {' > '.join(chain)}"
    if one.below:
        yield f"  {heading['below']}: {', '.join(one.below)}"
    if one.about:
        yield f"  {heading['about']}: {', '.join(one.about)}"
    if one.axiom:
        yield f"  {heading['axiom']}: {one.axiom}"
    for law in one.laws:
        yield f"  {heading['laws']}: {law.name} ({law.curie}){f': {law.duty}' if law.duty else ''}"
    for sort, words in one.words:
        yield f"  {heading[sort]}: {'; '.join(words)}"


def _of_sentence(
    path: str, number: int | None, offset: int | None, language: str, *, as_json: bool
) -> None:
    from graph_builder.documents import read
    from graph_builder.extraction import explain
    from graph_builder.vocabulary import default

    if (number is None) is (offset is None):
        raise UsageError("E-USAGE", "say which sentence of the file", "Add --sentence 1 or --at 0.")
    documents = read(Path(path))
    document = next((d for d in documents if d.language == language), documents[0])
    if offset is not None:
        number = explain.number_at(document, default(), offset)
    found = explain.sentence(document, default(), number or 1)
    if as_json:
        output.write_json(asdict(found))
        return
    click.echo("\n".join(_sentence_lines(found)))


def _sentence_lines(found: Explanation) -> Iterator[str]:
    yield f"{found.number}: {found.text}"
    if found.section:
        yield f"  section: {' > '.join(found.section)}"
    for words in found.governed_by:
        yield f"  governed by: {words}"
    for seen in found.seen:
        yield f"  {seen.sort}: {seen.value} ({seen.words})"
    for frame in found.frames:
        yield f"  statement: {'denied' if frame.denied else 'affirmed'}, {frame.modality}"
        for value in frame.values:
            yield f"    {value.slot}: {value.concept} ({value.words}; {value.origin}, {value.rule})"
    yield f"  practices: {len(found.practices)}"
