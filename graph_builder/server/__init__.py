"""The server: SPARQL Protocol, Graph Store read side, a small JSON API and the workbench pages.

Everything only reads. Work that could take long runs in worker processes (``workers``) that are
killed at their time limit; ``app`` wires the routes, ``guard`` keeps strangers out.
"""
