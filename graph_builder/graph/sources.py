"""From a store to what people look at: policy versions with the words of their evidence.

The text itself is known only where somebody gives the folder of the policies; otherwise the quotes
of the graph serve, and where a graph has none, sections and offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.graph import from_rdf
from graph_builder.graph.nodes import node
from graph_builder.model import PolicyVersion, Span

if TYPE_CHECKING:
    from graph_builder.graph.evidence import Texts

_QUOTE = re.compile(r"#quote-(\d+)-(\d+)$")


@dataclass(frozen=True, slots=True)
class Source:
    """One policy version to show.

    Attributes:
        iri: of the version.
        version: what it says; its ``text`` may be empty.
        quotes: words by span, for versions without text.
    """

    iri: str
    version: PolicyVersion
    quotes: Mapping[Span, str] = field(default_factory=dict)

    def words(self, span: Span) -> str:
        """Return the words of a span, empty where they are not known."""
        return self.quotes.get(span) or span.text(self.version.text)


def from_store(
    store: ox.Store, texts: Path | None = None, only: Iterable[str] = ()
) -> tuple[Source, ...]:
    """Return the policy versions of a store in the order of their IRIs.

    Args:
        store: holds the graphs.
        texts: folder in which the policies' own files are looked for by their hashes.
        only: slugs of the policies wanted; all where it is empty.

    Raises:
        DocumentError: there is no such folder.
    """
    finder = None
    if texts:
        from graph_builder.graph.evidence import Texts

        finder = Texts(texts)
    wanted = frozenset(only)
    found = (source(store, iri, text(store, iri, finder)) for iri in from_rdf.version_iris(store))
    return tuple(s for s in found if not wanted or s.version.policy in wanted)


def source(store: ox.Store, iri: str, text: str = "") -> Source:
    """Return one policy version of a store, with its text where that is known."""
    return Source(iri, from_rdf.version(store, iri, text), quotes(store, iri))


def text(store: ox.Store, iri: str, finder: Texts | None) -> str:
    """Return the normalised text of a version, empty where the finder has none that fits."""
    if finder is None:
        return ""
    version = ox.NamedNode(iri)

    def said(name: str) -> str:
        found = store.quads_for_pattern(version, node(name), None, None)
        return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), "")

    return finder.text(said("alir:sourceHash"), said("alir:textHash"))


def quotes(store: ox.Store, iri: str) -> dict[Span, str]:
    """Return the words that a version's graph quotes, by their spans."""
    quads = store.quads_for_pattern(None, node("oa:exact"), None, ox.NamedNode(iri))
    found = {}
    for quad in quads:
        place = _QUOTE.search(str(getattr(quad.subject, "value", "")))
        if place and isinstance(quad.object, ox.Literal):
            found[Span(int(place[1]), int(place[2]))] = quad.object.value
    return found


__all__ = ["Source", "from_store", "quotes", "source", "text"]
