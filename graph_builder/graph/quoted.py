"""The text of a version as far as its graph quotes it.

A graph keeps the words of every piece of evidence with its offsets. Put where they stood, with
:data:`UNKNOWN` for every character between them, they let whoever reads a version from a store look
at the same words at the same offsets as in the file.

>>> fill({Span(3, 5): "we"}).replace(UNKNOWN, "·")
'···we'
"""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.model import Span

UNKNOWN = "\0"
"""Stands for a character that no evidence quotes; no document holds it."""


def fill(quotes: Mapping[Span, str]) -> str:
    """Return a text with the quotes in their places; empty where there are none."""
    characters = [UNKNOWN] * max((span.end for span in quotes), default=0)
    for span, words in quotes.items():
        characters[span.start : span.end] = words
    return "".join(characters)


__all__ = ["UNKNOWN", "fill"]
