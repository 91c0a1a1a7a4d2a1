"""Upkeep of the ontology: canonical Turtle, the refresh of the DPV imports, what it lacks.

Nothing here is needed to build a graph; these are the tools behind ``make format``,
``make refresh-imports``, ``alir explain`` and ``alir lexicon``.
"""
