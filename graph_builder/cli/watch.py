"""``alir watch``: fetch notices again, and put what has changed into the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from graph_builder.cli import output
from graph_builder.documents import Document, read
from graph_builder.documents.changes import fingerprint
from graph_builder.errors import AlirError, UsageError
from graph_builder.files import DEFAULT_MAX_BYTES, write_bytes

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
    rows: list[dict[str, str]] = []
    for one in _sources(source):
        rows += _look(one, store, state, max_bytes=max_bytes, allow_private=allow_private)
    _save(place, state)
    for row in rows:
        output.note(f"{row['source']}: {row['outcome']}")
    if as_json:
        output.write_json(rows)
    return 1 if any(row["outcome"].startswith("E-") for row in rows) else 0


def _sources(source: str) -> list[str]:
    if not source.endswith(".list"):
        return [source]
    try:
        lines = Path(source).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError("E-NOT-FOUND", f"{source}: {error.strerror or error}") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _look(
    source: str, store: Path, state: State, *, max_bytes: int, allow_private: bool
) -> Iterator[dict[str, str]]:
    """Yield what became of each language version of a source."""
    try:
        documents = _read(source, max_bytes=max_bytes, allow_private=allow_private)
        known = state.setdefault(source, {})
        changed = [d for d in documents if _is_new(d, known)]
        versions = _put(changed, store, known) if changed else {}
    except AlirError as error:
        yield {"source": source, "language": "", "outcome": f"{error.code} {error.message}"}
        return
    for document in documents:
        seen = document.language in known
        known.setdefault(document.language, {})["text"] = fingerprint(document)
        iri = versions.get(document.language)
        if iri:
            known[document.language]["version"] = iri
        outcome = "unchanged" if not iri else "changed" if seen else "new"
        yield {"source": source, "language": document.language, "outcome": outcome}


def _read(source: str, *, max_bytes: int, allow_private: bool) -> tuple[Document, ...]:
    if "://" not in source:
        return read(Path(source), max_bytes=max_bytes)
    from graph_builder.documents.web import fetch

    page = fetch(source, max_bytes=max_bytes, allow_private=allow_private, robots=True)
    return read(source, data=page.data, max_bytes=max_bytes)


def _is_new(document: Document, known: dict[str, dict[str, str]]) -> bool:
    return known.get(document.language, {}).get("text") != fingerprint(document)


def _put(
    documents: list[Document], store: Path, known: dict[str, dict[str, str]]
) -> dict[str, str]:
    """Write the versions, each linked to the one it replaces; return their IRIs by language."""
    import pyoxigraph as ox

    from graph_builder.extraction import extract
    from graph_builder.graph import to_rdf
    from graph_builder.graph.store import writing
    from graph_builder.vocabulary import default

    replaces = ox.NamedNode("http://purl.org/dc/terms/replaces")
    versions = {}
    with writing(store) as writer:
        for document in documents:
            version = extract(document, default())
            iri = to_rdf.version_iri(version)
            graph: list[Any] = list(to_rdf.quads(version))
            old = known.get(document.language, {}).get("version")
            if old and old != iri:
                node = ox.NamedNode(iri)
                graph.append(ox.Quad(node, replaces, ox.NamedNode(old), node))
            writer.put(iri, graph)
            versions[document.language] = iri
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
