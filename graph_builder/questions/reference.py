"""The page ``docs/reference/queries.md``, written from the headers of the queries.

``python -m graph_builder.questions.reference`` prints it; a test compares it with the file.
"""

from __future__ import annotations

import sys

from graph_builder.questions.library import NamedQuery, library

_LEAD = """# Named queries

Written by `python -m graph_builder.questions.reference`; do not edit. Run one with
`alir query NAME --param name=value`. A value is a label in English or Indonesian, a CURIE or an
IRI; a policy is named by its company or file. In a `-violation` query any row is a failure (exit
status 1).
"""


def page() -> str:
    """Return the page in Markdown."""
    parts = [_LEAD]
    theme = ""
    for query in library():
        if query.theme != theme:
            theme = query.theme
            parts.append(f"\n## {theme}\n")
        parts.append(_entry(query))
    return "".join(parts)


def _entry(query: NamedQuery) -> str:
    given = [
        f"`{p.name}` ({p.kind}{', optional' if p.optional else ''}"
        f"{f', e.g. {p.example}' if p.example else ''})"
        for p in query.parameters
    ]
    parameters = f"\n\nParameters: {'; '.join(given)}." if given else ""
    twin = "\n\nAnswered from the flow index." if query.sql else ""
    return (
        f"\n### {query.name}\n\n{query.title('en')} / {query.title('id')}.\n\n"
        f"{query.description}{parameters}{twin}\n"
    )


if __name__ == "__main__":
    sys.stdout.write(page())
