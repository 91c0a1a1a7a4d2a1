"""``alir watch``: fetch notices again, and put what has changed into the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, decided, said
from graph_builder.cli import output
from graph_builder.documents import Document, read
from graph_builder.documents.changes import fingerprint
from graph_builder.errors import AlirError, UsageError
from graph_builder.files import DEFAULT_MAX_BYTES, write_bytes
from graph_builder.model import PolicyVersion

State = dict[str, dict[str, dict[str, str]]]
"""For each source and language: the fingerprint last seen and the version that says it."""


@click.command()
@click.argument("source", metavar="FILE|URL|LIST")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".alir"),
    show_default=True,
    help="Store that keeps the versions.",
)
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses, too.")
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=DEFAULT_MAX_BYTES,
    show_default=True,
    help="Largest input to read.",
)
@click.option("--json", "as_json", is_flag=True, help="Report on stdout as JSON.")
def command(source: str, store: Path, allow_private: bool, max_bytes: int, as_json: bool) -> int:
    """Look at a notice again and add a version to the graph where its words have changed.

    SOURCE is a notice, its address, or a .list file with one path or address a line. What a site
    forbids in robots.txt is not fetched. Run it daily; it changes nothing where nothing changed.

    Example: alir watch policies.list --store .alir
    """
    place = Path(f"{store}.watch.json")
    state = _load(place)
    options = Options(max_bytes, allow_private=allow_private)
    rows: list[dict[str, str]] = []
    failed = False
    for one in _sources(source):
        try:
            rows += _look(one, store, state, options)
        except AlirError as error:
            failed = True
            outcome = f"{error.code} {error.message}"
            rows.append({"source": one, "language": "", "outcome": outcome})
            click.echo(f"error: [{error.code}] {error.message}\nhint: {error.hint}", err=True)
    if state:
        _save(place, state)
    for row in rows:
        if row["language"]:
            output.note(f"{row['source']} ({row['language']}): {row['outcome']}")
    if as_json:
        output.write_json(rows)
    return 1 if failed else 0


def _sources(source: str) -> list[str]:
    if not source.endswith(".list"):
        return [source]
    try:
        lines = Path(source).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError("E-NOT-FOUND", f"{source}: {error.strerror or error}") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _look(source: str, store: Path, state: State, options: Options) -> Iterator[dict[str, str]]:
    """Yield what became of each language version of a source.

    Raises:
        AlirError: it cannot be read, or the store not be written.
    """
    given = _fetched(source, options)
    documents = read(source, data=given.data, max_bytes=options.max_bytes)
    known = state.get(source, {})
    changed = {d.language for d in documents if _is_new(d, known)}
    versions: dict[str, str] = {}
    if changed:
        found = decided(said(documents, given, options), given).versions
        versions = _put([v for v in found if v.language in changed], store, known)
    state[source] = known
    for document in documents:
        seen = document.language in known
        known.setdefault(document.language, {})["text"] = fingerprint(document)
        iri = versions.get(document.language)
        if iri:
            known[document.language]["version"] = iri
        outcome = "unchanged" if not iri else "changed" if seen else "new"
        yield {"source": source, "language": document.language, "outcome": outcome}


def _fetched(source: str, options: Options) -> Input:
    """Return a source with its bytes; a site is asked in robots.txt first."""
    if "://" not in source:
        return Input(source)
    from graph_builder.documents.web import fetch

    page = fetch(
        source, max_bytes=options.max_bytes, allow_private=options.allow_private, robots=True
    )
    return Input(source, page.data)


def _is_new(document: Document, known: dict[str, dict[str, str]]) -> bool:
    return known.get(document.language, {}).get("text") != fingerprint(document)


def _put(
    found: list[PolicyVersion], store: Path, known: dict[str, dict[str, str]]
) -> dict[str, str]:
    """Write the versions, each linked to the one it replaces; return their IRIs by language."""
    import pyoxigraph as ox

    from graph_builder.graph import to_rdf
    from graph_builder.graph.store import writing

    replaces = ox.NamedNode("http://purl.org/dc/terms/replaces")
    versions = {}
    with writing(store) as writer:
        for version in found:
            iri = to_rdf.version_iri(version)
            graph: list[Any] = list(to_rdf.quads(version))
            old = known.get(version.language, {}).get("version")
            if old and old != iri:
                new, before = ox.NamedNode(iri), ox.NamedNode(old)
                graph.append(ox.Quad(new, replaces, before, new))
                reverse = ox.Quad(before, replaces, new, before)
                if reverse in writer.store:  # the notice is what it was once
                    kept = writer.store.quads_for_pattern(None, None, None, before)
                    writer.put(old, [quad for quad in kept if quad != reverse])
            writer.put(iri, graph)
            versions[version.language] = iri
    return versions


def _load(place: Path) -> State:
    try:
        state: State = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError("E-UNREADABLE", f"{place}: {error}") from error
    return state


def _save(place: Path, state: State) -> None:
    text = json.dumps(state, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_bytes(text.encode(), place)
