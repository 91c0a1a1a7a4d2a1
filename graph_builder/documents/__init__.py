"""Bytes of any supported format to blocks, sentences and offsets."""

from graph_builder.documents.document import Block, BlockKind, Cell, Document, Sentence
from graph_builder.documents.read import DEFAULT_MAX_BYTES, read

__all__ = [
    "DEFAULT_MAX_BYTES",
    "Block",
    "BlockKind",
    "Cell",
    "Document",
    "Sentence",
    "read",
]
