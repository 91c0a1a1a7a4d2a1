"""One self-contained page: portfolio matrix, then each version's matrix and findings.

No script, no request to anywhere; it prints, and reads without colours (signs and words carry the
result).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.templating import environment
from graph_builder.validation.reports import View, ended
from graph_builder.validation.reports.entries import entries
from graph_builder.validation.reports.group import cite
from graph_builder.validation.reports.text import MARKS, SIGNS, asked, completeness, summary
from graph_builder.validation.run import VersionReport

if TYPE_CHECKING:
    from jinja2 import Template


def pieces(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield the page; all words of policies are escaped by the template."""
    page = _template().generate(
        reports=reports,
        view=view,
        signs=SIGNS,
        marks=MARKS,
        entries=lambda report: entries(report.findings),
        asked=lambda report: asked(report, view),
        completeness=lambda report: list(completeness(report, view)),
        cite=cite,
        summary=lambda report: summary(report, view),
    )
    return ended(map(str, page))  # the pieces are Markup, which would escape what is added to it


@cache
def _template() -> Template:
    return environment(Path(__file__).parent).get_template("page.html.jinja")


__all__ = ["pieces"]
