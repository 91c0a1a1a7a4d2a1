"""Upkeep of the ontology: canonical Turtle and the refresh of the DPV imports.

Nothing here is needed to run Alir; these are the tools behind ``make format-ontology`` and
``make refresh-imports``.
"""
