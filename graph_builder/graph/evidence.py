"""Evidence of a graph without quotes, found again in the policies' own files by hash.

A graph built with ``--no-quotes`` keeps offsets, ``alir:sourceHash`` and ``alir:textHash``. Whoever
has the texts in a folder gets the sentences back:

1. Hash every document file of the folder; one that matches a version's ``alir:sourceHash`` is it.
2. Read it as a build would; only where the normalised text has the version's ``alir:textHash`` do
   its offsets count.
3. The words at each evidence's offsets become its ``oa:TextQuoteSelector``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from graph_builder.documents import read
from graph_builder.errors import AlirError, DocumentError
from graph_builder.graph import from_rdf
from graph_builder.graph.nodes import node
from graph_builder.graph.to_rdf import text_hash
from graph_builder.graph.writer import GraphWriter
from graph_builder.model import Span

_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx"})


@dataclass(slots=True)
class Texts:
    """The policies of a folder by the hash of their bytes.

    Args:
        folder: searched with everything below it.

    Raises:
        DocumentError: ``E-NOT-FOUND``, there is no such folder.
    """

    folder: Path
    _paths: dict[str, Path] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise DocumentError("E-NOT-FOUND", f"there is no folder {self.folder}")
        for path in sorted(self.folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES and path.is_file():
                self._paths.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)

    def text(self, source_hash: str, expected: str) -> str:
        """Return the normalised text of a source, or an empty one where it is not here.

        Args:
            source_hash: ``alir:sourceHash`` of a version, with or without ``sha256:``.
            expected: its ``alir:textHash``; a text that differs is of no use to its offsets.
        """
        source = source_hash.removeprefix("sha256:")
        if source not in self._texts:
            self._texts[source] = self._read(source)
        found = self._texts[source]
        return found if text_hash(found) == expected else ""

    def path(self, source_hash: str) -> Path | None:
        """Return the file that has this hash."""
        return self._paths.get(source_hash.removeprefix("sha256:"))

    def _read(self, source: str) -> str:
        if source not in self._paths:
            return ""
        try:
            documents = read(self._paths[source], force=True)
        except AlirError:
            return ""
        return documents[0].text


def quotes(store: ox.Store, texts: Texts) -> Iterator[ox.Quad]:
    """Yield the quote selectors that a store lacks and the texts can give."""
    for iri in from_rdf.version_iris(store):
        version = ox.NamedNode(iri)
        text = texts.text(
            _literal(store, version, "alir:sourceHash"), _literal(store, version, "alir:textHash")
        )
        if text:
            yield from _of_version(store, iri, text)


def restore(store: ox.Store, folder: Path) -> int:
    """Add the quotes to a store in memory; return how many policy versions got theirs.

    Raises:
        DocumentError: there is no such folder.
    """
    found = list(quotes(store, Texts(folder)))
    store.extend(found)
    return len({q.graph_name for q in found})


def _of_version(store: ox.Store, iri: str, text: str) -> Iterator[ox.Quad]:
    writer = GraphWriter(iri, text, quotes=True)
    graph = ox.NamedNode(iri)
    selector = node("oa:TextPositionSelector")
    for quad in store.quads_for_pattern(None, node("rdf:type"), selector, graph):
        position = quad.subject
        if isinstance(position, ox.NamedNode):
            place = position.value.partition("#position-")[2]
            start, end = (int(_literal(store, position, p)) for p in ("oa:start", "oa:end"))
            writer.quote(writer.part(f"evidence-{place}"), place, Span(start, end))
    yield from writer.found


def _literal(store: ox.Store, subject: ox.NamedNode, predicate: str) -> str:
    found = store.quads_for_pattern(subject, node(predicate), None)
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), "")


__all__ = ["Texts", "quotes", "restore"]
