"""Plain text and Markdown: the normalised text is the file's own, only its newlines unified."""

from __future__ import annotations

from graph_builder.documents import wrapping
from graph_builder.documents.lines import scan
from graph_builder.documents.readers.parts import Parts


def read(text: str) -> Parts:
    """Return the text and its lines; every word of it is in one of them."""
    return Parts(text, tuple(wrapping.join(scan(text), text)))
