"""Alir: privacy policies as an RDF knowledge graph of data flows."""
