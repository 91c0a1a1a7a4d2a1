"""Alir: privacy policies as an RDF knowledge graph of data flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.questions.api import open_store as open_store

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the Python interface when it is first asked for, so that importing stays cheap."""
    if name == "open_store":
        from graph_builder.questions.api import open_store

        return open_store
    raise AttributeError(name)
