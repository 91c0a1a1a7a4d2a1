"""Plain text and Markdown: the normalised text is the file's own, but for what broke it.

Newlines are one sign; quoting marks of mail and hyphens that cut words are undone.
"""

from __future__ import annotations

from graph_builder.documents import restored, wrapping
from graph_builder.documents.lines import scan
from graph_builder.documents.readers.parts import Parts


def read(text: str) -> Parts:
    """Return the text and its lines; every word of it is in one of them."""
    text = restored.restore(text)
    return Parts(text, tuple(wrapping.join(scan(text), text)))
