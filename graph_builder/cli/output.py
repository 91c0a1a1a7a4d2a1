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
import shutil
import sys
import threading
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
INTERVAL = 30.0
"""Seconds between two lines of progress where stderr is no terminal."""
_REDRAWN = 0.5
_MINUTE, _HOUR = 60, 3600


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
    # Without a colour system nothing is bold, either: the text has no control signs at all.
    Console(color_system=None if os.environ.get("NO_COLOR") else "auto").print(table)


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
def progress(total: int | None, what: str = "") -> Iterator[Callable[[int, str], None]]:
    """Give a function ``(done, name)`` to which what is under way is told.

    After :data:`PATIENCE` seconds stderr says how much is done, how fast, what remains, and what is
    under way since when. On a terminal one line is kept up to date, also while nothing is told (one
    large file), and goes without a trace; elsewhere a line is written every :data:`INTERVAL`
    seconds.

    Args:
        total: how much there is to do; ``None`` where nobody knows.
        what: the line begins with this.
    """
    state = _Progress(total, what)
    if settings().verbosity < 0:
        yield state.tell
        return
    over = threading.Event()
    show = _redraw if sys.stderr.isatty() else _log
    thread = threading.Thread(target=show, args=(state, over), daemon=True)
    thread.start()
    try:
        yield state.tell
    finally:
        over.set()
        thread.join()


class _Progress:
    """What was told, and since when."""

    def __init__(self, total: int | None, what: str) -> None:
        self.total, self.what = total, what
        self.started = self.since = time.monotonic()
        self.done, self.name = 0, ""

    def tell(self, done: int, name: str) -> None:
        self.done, self.name, self.since = done, name, time.monotonic()

    def line(self) -> str:
        now = time.monotonic()
        rate = self.done / (now - self.started)
        parts = [f"{self.what}{self.done}" + (f"/{self.total}" if self.total else "")]
        if self.done:
            parts.append(f"{rate:.1f}/s")
            if self.total:
                parts.append(f"{duration((self.total - self.done) / rate)} left")
        if self.name:
            parts.append(f"{self.name} ({duration(now - self.since)})")
        return "  ".join(parts)


def duration(seconds: float) -> str:
    """Return a time in seconds as people say it.

    >>> duration(7), duration(125), duration(7300)
    ('7 s', '2:05 min', '2:01 h')
    """
    whole = round(max(seconds, 0))
    if whole < _MINUTE:
        return f"{whole} s"
    unit, divisor = ("min", _MINUTE) if whole < _HOUR else ("h", _HOUR)
    big, rest = divmod(whole, divisor)
    return f"{big}:{rest * _MINUTE // divisor:02} {unit}"


def _redraw(state: _Progress, over: threading.Event) -> None:
    """Keep one line of a terminal up to date."""
    if over.wait(PATIENCE):
        return
    while not over.wait(_REDRAWN):
        width = shutil.get_terminal_size().columns - 1
        click.echo(f"\r\x1b[2K{state.line()[:width]}", nl=False, err=True)
    click.echo("\r\x1b[2K", nl=False, err=True)


def _log(state: _Progress, over: threading.Event) -> None:
    """Write a line to a log now and then."""
    while not over.wait(INTERVAL):
        click.echo(state.line(), err=True)


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "input"), count(2, "policy", "policies")
    ('1 input', '2 policies')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


__all__ = [
    "INTERVAL",
    "PATIENCE",
    "STYLES",
    "Settings",
    "complain",
    "count",
    "duration",
    "format_option",
    "note",
    "progress",
    "settings",
    "write_json",
    "write_table",
]
