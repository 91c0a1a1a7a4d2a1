"""A statement in one line, as the command line and the exchange formats show it.

The fields are those that ``--edit`` takes, the values have their names, so that what is shown can
be written back.
"""

from __future__ import annotations

from graph_builder.curation.decisions import Content
from graph_builder.curation.statement import FIELDS
from graph_builder.model import Modality, Polarity
from graph_builder.vocabulary import default


def line(content: Content, language: str = "en") -> str:
    """Return a content as ``field=name; name …``, qualities first where they are not the usual."""
    parts = []
    if content.polarity is not Polarity.AFFIRMED:
        parts.append(f"polarity={content.polarity}")
    if content.modality is not Modality.DEFINITE:
        parts.append(f"modality={content.modality}")
    for field in FIELDS:
        values = getattr(content, field)
        if values:
            parts.append(f"{field}={names(values, language)}")
    return "  ".join(parts)


def names(values: tuple[str, ...], language: str = "en") -> str:
    """Return concepts by name, separated by semicolons."""
    return "; ".join(default().name(v, language) for v in values)


__all__ = ["line", "names"]
