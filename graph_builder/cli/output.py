"""What all commands share in speaking: tables to stdout, notes, errors and progress to stderr.

A table is a list of column names and rows of plain values. On a terminal it is drawn with rich; in
a pipe the same rows become CSV, so that ``alir … | other-tool`` just works. ``NO_COLOR`` is
honoured everywhere.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import click

from graph_builder.errors import AlirError

Value = str | int | float | bool | None
Rows = Sequence[Sequence[Value]]

PATIENCE = 2.0
"""Seconds of work before a progress line appears."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How much a command says: -1 only errors, 0 as usual, 1 more, 2 tracebacks too."""

    verbosity: int = 0


def settings() -> Settings:
    """Return the settings of the running command."""
    context = click.get_current_context(silent=True)
    found = context.find_root().obj if context else None
    return found if isinstance(found, Settings) else Settings()


def note(message: str, level: int = 0) -> None:
    """Tell the user something on stderr, if they want to hear as much (``level`` 1: with -v)."""
    if settings().verbosity >= level:
        click.echo(message, err=True)


def complain(error: AlirError) -> int:
    """Print an error and its hint on stderr and return its exit status."""
    colour = not os.environ.get("NO_COLOR") and sys.stderr.isatty()
    click.echo(
        click.style("error: ", fg="red", bold=True) + f"[{error.code}] {error.message}",
        err=True,
        color=colour,
    )
    click.echo(click.style("hint: ", fg="cyan") + error.hint, err=True, color=colour)
    return error.exit_code


def write_table(columns: Sequence[str], rows: Rows, style: str = "auto") -> None:
    """Write rows to stdout in one of :data:`STYLES`; ``auto`` suits who reads."""
    if style == "auto":
        style = "table" if sys.stdout.isatty() else "csv"
    STYLES[style](columns, rows)


def format_option(function: Callable[..., object]) -> Callable[..., object]:
    """Give a command the option ``--format`` (parameter ``style``)."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["auto", *STYLES]),
        default="auto",
        help="How to write the table; auto: a table on a terminal, CSV in a pipe.",
    )(function)


def write_json(value: object) -> None:
    """Write a value to stdout as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _table(columns: Sequence[str], rows: Rows) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    Console(no_color=bool(os.environ.get("NO_COLOR"))).print(table)


def _separated(delimiter: str) -> Callable[[Sequence[str], Rows], None]:
    def write(columns: Sequence[str], rows: Rows) -> None:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_safe(_cell(value)) for value in row] for row in rows)
        click.echo(text.getvalue(), nl=False)

    return write


def _json(columns: Sequence[str], rows: Rows) -> None:
    write_json([dict(zip(columns, row, strict=True)) for row in rows])


def _markdown(columns: Sequence[str], rows: Rows) -> None:
    for line in (columns, ["---"] * len(columns), *rows):
        cells = (" ".join(_cell(value).split()).replace("|", "\\|") for value in line)
        click.echo("| " + " | ".join(cells) + " |")


def _cell(value: Value) -> str:
    return "" if value is None else str(value)


def _safe(cell: str) -> str:
    """Keep a spreadsheet from running a cell that begins like a formula."""
    return "'" + cell if cell[:1] in ("=", "@", "\t") else cell


STYLES: Mapping[str, Callable[[Sequence[str], Rows], None]] = {
    "table": _table,
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "json": _json,
    "markdown": _markdown,
}


@contextmanager
def progress(total: int, what: str = "") -> Iterator[Callable[[int, str], None]]:
    """Give a function ``(done, name)`` that keeps one line on stderr up to date.

    The line appears on a terminal only, and only after :data:`PATIENCE` seconds: rate and remaining
    time, then it goes without a trace.
    """
    started = time.monotonic()
    shown = sys.stderr.isatty() and settings().verbosity >= 0

    def tell(done: int, name: str) -> None:
        passed = time.monotonic() - started
        if shown and passed > PATIENCE and done:
            rest = passed / done * (total - done)
            line = f"{what}{done}/{total}  {done / passed:.1f}/s  {rest:.0f} s left  {name}"
            click.echo(f"\r\x1b[2K{line[:100]}", nl=False, err=True)

    try:
        yield tell
    finally:
        if shown and time.monotonic() - started > PATIENCE:
            click.echo("\r\x1b[2K", nl=False, err=True)


__all__ = [
    "STYLES",
    "Settings",
    "complain",
    "format_option",
    "note",
    "progress",
    "settings",
    "write_json",
    "write_table",
]
