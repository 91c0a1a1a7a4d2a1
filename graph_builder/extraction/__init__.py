"""A document to practices: what is done with which data, for whom and why."""
