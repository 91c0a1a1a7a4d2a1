"""Write ``docs/reference/failures.md`` from the failure table, so that the two cannot differ.

``python -m graph_builder.failures_page``; a test compares the page with the table.
"""

from __future__ import annotations

from pathlib import Path

from graph_builder.errors import failures

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "failures.md"


def page() -> str:
    """Return the page as Markdown."""
    rows = [f"| `{f.code}` | {f.cause} | {f.action} |" for f in failures().values()]
    head = [
        "# Failures",
        "",
        "Every failure has a stable code; the command line, the server and batch reports use it.",
        "",
        "| code | cause | what to do |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *sorted(rows)]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
