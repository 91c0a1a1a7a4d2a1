"""The policy versions that a command is asked to look at: from documents, or from a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.build.inputs import STANDARD_INPUT, Failed, expand
from graph_builder.cli import output
from graph_builder.cli._options import Command, a_file, a_folder, report_style, together
from graph_builder.errors import UsageError
from graph_builder.files import write_bytes
from graph_builder.model import PolicyVersion

if TYPE_CHECKING:
    import pyoxigraph as ox


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
    from graph_builder.graph.from_rdf import replaced
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
    opened = reading(store) if store else None
    old = replaced(opened) if opened else frozenset()
    stored = [s for s in from_store(opened, texts) if s.iri not in old] if opened else []
    found += [
        s.version if s.version.text else replace(s.version, text=fill(s.quotes)) for s in stored
    ]
    for failure in failed:
        click.echo(f"error: [{failure.code}] {failure.message}\nhint: {failure.hint}", err=True)
    return tuple(found), failed


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings a command is to report, and how."""

    everything: bool
    style: str
    lang: str
    target: Path | None

    def write(self, text: str) -> None:
        """Write the report to the file, whole or not at all, or to stdout."""
        if self.target is None:
            click.echo(text, nl=False)
        else:
            write_bytes(text.encode(), self.target)


def findings_of(sources: str, store: str, everything: str) -> Callable[[Command], Command]:
    """Make a function a command that reports findings about policies.

    It gets ``sources``, ``store``, ``texts`` and ``wanted`` (see :class:`Wanted`).

    Args:
        sources: how help shows the arguments.
        store: help of ``--store``.
        everything: help of ``--all``.
    """

    def decorate(function: Command) -> Command:
        @wraps(function)
        def with_wanted(
            *, everything: bool, style: str, lang: str, target: Path | None, **given: object
        ) -> object:
            return function(wanted=Wanted(everything, style, lang, target), **given)

        return together(
            click.argument("sources", nargs=-1, metavar=sources),
            click.option("--store", type=a_folder(exists=True), help=store),
            click.option("--all", "everything", is_flag=True, help=everything),
            click.option(
                "--texts",
                type=a_folder(exists=True),
                help="Folder of the policies of the store: lines are found again by hash.",
            ),
            report_style("text", "json", "markdown", "csv", "turtle"),
            click.option(
                "-o", "--output", "target", type=a_file(), help="Write the report to a file."
            ),
        )(with_wanted)

    return decorate


def keep(
    store: Path,
    name: str,
    found: Iterable[tuple[tuple[str, ...], Iterable[ox.Quad]]],
) -> None:
    """Keep findings in a store, in place of those of the same name.

    Args:
        store: the folder.
        name: of the examination.
        found: the IRIs of the versions that findings are about (kept with the first), and the
            findings; left out where a version is not in the store.
    """
    from graph_builder.analysis import findings_graph
    from graph_builder.graph.from_rdf import version_iris
    from graph_builder.graph.store import writing

    with writing(store) as writer:
        there = set(version_iris(writer.store))
        for versions, quads in found:
            if there.issuperset(versions):
                findings_graph.keep(writer.store, versions[0], quads, name)


def note_without_quotes(versions: Iterable[PolicyVersion]) -> None:
    """Tell of which versions no sentence can be shown."""
    for version in versions:
        if not version.text:
            output.note(f"{version.source}: its graph has no quotes, so nothing can be shown")


__all__ = ["Wanted", "findings_of", "keep", "note_without_quotes", "read"]
