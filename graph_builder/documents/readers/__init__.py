"""One module for each input format; each returns a :class:`~.parts.Parts`."""
