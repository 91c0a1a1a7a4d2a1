"""Sentences of fictional notices (Kopi Lantana exists nowhere) as documents, and what they say."""

from __future__ import annotations

import importlib

from graph_builder import vocabulary as vocabularies
from graph_builder.documents.document import Document
from graph_builder.documents.readers import text as text_reader
from graph_builder.extraction import extract
from graph_builder.model import Practice

# The package offers its function under the module's name.
_reading = importlib.import_module("graph_builder.documents.read")


def document(text: str, language: str) -> Document:
    """Return a text as a document, whatever the language tests of the reader make of it."""
    parts = text_reader.read(text)
    return _reading._document(
        parts, language, parts.lines, source="kopi.md", source_hash="0", media_type="text/markdown"
    )


def practices(text: str, language: str = "en") -> tuple[Practice, ...]:
    """Return what a text says."""
    return extract(document(text, language), vocabularies.default()).practices


def said(text: str, language: str = "en") -> list[str]:
    """Return a line for each practice: polarity, operations, data, slots that are filled."""
    return [_line(p) for p in practices(text, language)]


def _line(practice: Practice) -> str:
    slots = {
        ">": practice.recipients,
        "for": practice.purposes,
        "by": practice.bases,
        "<": practice.obtained_from,
    }
    parts = [
        "-" if practice.polarity.value == "denied" else "+",
        practice.modality.value,
        ",".join(practice.operations),
        ",".join(practice.data),
        *(f"{sign} {','.join(values)}" for sign, values in slots.items() if values),
        *(["if"] * bool(practice.conditions)),
        *(["unless"] * bool(practice.exceptions)),
    ]
    return " ".join(parts)
