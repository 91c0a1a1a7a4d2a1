"""Alir: privacy policies as an RDF knowledge graph of data flows."""

__version__ = "0.1.0"
