"""The model as RDF: writing, storing, closing, exporting."""
