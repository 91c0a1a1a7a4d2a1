"""A document to what it says: practices, and the facts of the notice itself."""

from __future__ import annotations

from graph_builder.extraction.extract import extract

__all__ = ["extract"]
