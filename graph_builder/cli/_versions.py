"""The policy versions that a command is asked to look at: from documents, or from a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import click

from graph_builder.build.inputs import STANDARD_INPUT, Failed, expand
from graph_builder.cli import output
from graph_builder.errors import UsageError
from graph_builder.files import write_bytes
from graph_builder.model import PolicyVersion


def read(
    sources: Iterable[str], store: Path | None, texts: Path | None = None
) -> tuple[tuple[PolicyVersion, ...], tuple[Failed, ...]]:
    """Return the versions of documents and of a store, and the documents that cannot be read.

    A version from a store has its text where ``texts`` holds it, else what its graph quotes.

    Raises:
        UsageError: neither is given.
        StoreError: there is no such store.
    """
    from graph_builder.build.pipeline import Options, attempt
    from graph_builder.graph.quoted import fill
    from graph_builder.graph.sources import from_store
    from graph_builder.graph.store import reading

    listed = tuple(sources)
    if not (listed or store):
        raise UsageError("E-USAGE", "nothing to read", "Name a file, or use --store.")
    given = expand(listed, sys.stdin.buffer.read() if STANDARD_INPUT in listed else None)
    outcomes = [attempt(one, Options()) for one in given]
    failed = tuple(o for o in outcomes if isinstance(o, Failed))
    found = [v for o in outcomes if not isinstance(o, Failed) for v in o.versions]
    stored = from_store(reading(store), texts) if store else ()
    found += [
        s.version if s.version.text else replace(s.version, text=fill(s.quotes)) for s in stored
    ]
    for failure in failed:
        click.echo(f"error: [{failure.code}] {failure.message}\nhint: {failure.hint}", err=True)
    return tuple(found), failed


def report_options(function: Callable[..., object]) -> Callable[..., object]:
    """Give a command ``--texts``, ``--format``, ``--json``, ``--lang`` and ``-o``."""
    options = (
        click.option(
            "--texts",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="Folder of the policies of the store: lines are found again by hash.",
        ),
        click.option(
            "--format",
            "style",
            type=click.Choice(["text", "json", "markdown", "csv", "turtle"]),
            default="text",
            show_default=True,
            help="How to write the report.",
        ),
        click.option("--json", "style", flag_value="json", help="The same as --format json."),
        click.option(
            "--lang",
            type=click.Choice(["en", "id"]),
            default="en",
            show_default=True,
            help="Language of the report.",
        ),
        click.option(
            "-o",
            "--output",
            "target",
            type=click.Path(path_type=Path, dir_okay=False),
            help="Write the report to a file.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def note_without_quotes(versions: Iterable[PolicyVersion]) -> None:
    """Tell of which versions no sentence can be shown."""
    for version in versions:
        if not version.text:
            output.note(f"{version.source}: its graph has no quotes, so nothing can be shown")


def write(path: Path | None, text: str) -> None:
    """Write a report to a file, whole or not at all, or to stdout."""
    if path is None:
        click.echo(text, nl=False)
        return
    write_bytes(text.encode(), path)


__all__ = ["note_without_quotes", "read", "report_options", "write"]
