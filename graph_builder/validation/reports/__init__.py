"""Reports: one module a format, each a function from version reports to pieces of text.

A format gets the same plain values as all the others and prints no finding that another hides. What
people read follows ``--lang``; what machines read carries both languages. Reports are taken one by
one, as often as a format wants, and no format holds the whole text: a portfolio may be large.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from graph_builder.validation.laws import JURISDICTIONS
from graph_builder.validation.run import VersionReport

#: Format names as the command line knows them; each is a module of this package.
FORMATS = ("text", "json", "markdown", "html", "turtle", "sarif", "junit", "github")


@dataclass(frozen=True, slots=True)
class View:
    """How a report is shown.

    Attributes:
        language: ``en`` or ``id``.
        colour: whether a terminal's colours may be used.
        passed: findings that a baseline let pass (they are not in the reports).
        laws: whose articles are cited (``id``, ``eu``, ``us-ca``).
        verbose: whether the text report tells everything, not only what is wrong and where.
    """

    language: str = "en"
    colour: bool = False
    passed: int = 0
    laws: tuple[str, ...] = JURISDICTIONS
    verbose: bool = False

    def word(self, name: str) -> str:
        """Return one of the words of ``words.toml`` in the view's language."""
        return _words()[self.language][name]


def render(name: str, reports: Sequence[VersionReport], view: View) -> str:
    """Return the reports in a format, with a newline at the end."""
    return "".join(pieces(name, reports, view))


def pieces(name: str, reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield the reports in a format, piece by piece."""
    module = import_module(f"{__name__}.{name}")
    function: Callable[[Sequence[VersionReport], View], Iterator[str]] = module.pieces
    return function(reports, view)


def ended(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts so that the last ends in one line break, whatever space stood there."""
    held = ""
    for text in texts:
        body = (held + text).rstrip()
        held = (held + text)[len(body) :]
        if body:
            yield body
    yield "\n"


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    table = Path(__file__).parent.parent / "words.toml"
    return tomllib.loads(table.read_text(encoding="utf-8"))


__all__ = ["FORMATS", "View", "ended", "pieces", "render"]
