"""Alir: privacy policies as an RDF knowledge graph of data flows."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the Python interface when it is first asked for, so that importing stays cheap."""
    if name == "open_store":
        from graph_builder.questions.api import open_store

        return open_store
    raise AttributeError(name)
