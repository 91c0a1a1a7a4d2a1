"""``alir validate``: is a policy complete, and does it contradict itself?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.build.inputs import STANDARD_INPUT, Failed, expand
from graph_builder.cli import output
from graph_builder.files import replacing, write_bytes
from graph_builder.validation.laws import LAWS, NAMES

if TYPE_CHECKING:
    from graph_builder.build.validating import Job
    from graph_builder.validation.run import VersionReport

_FORMATS = ("text", "json", "markdown", "html", "turtle", "sarif", "junit", "github")
_SUFFIXES = {
    ".json": "json",
    ".md": "markdown",
    ".html": "html",
    ".ttl": "turtle",
    ".sarif": "sarif",
    ".xml": "junit",
}
_GRAPHS = (".trig", ".nq", ".nt", ".ttl", ".jsonld")
_FAILING = {"violation": ("violation",), "warning": ("violation", "warning"), "never": ()}


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE|DIR|-]...")
@click.option(
    "--graph",
    "graphs",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Validate a graph file instead of documents.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Validate all policies of a store, and keep the findings in it.",
)
@click.option(
    "--law",
    type=click.Choice(list(LAWS)),
    default="all",
    show_default=True,
    help=f"Whose law: {', '.join(NAMES)}.",
)
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Only the named shapes (core, uu-pdp, …), or your own, a file or folder; may be repeated.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(_FORMATS),
    help="How to write the report.  [default: by the ending of -o, else text]",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--lang",
    type=click.Choice(["en", "id"]),
    default="en",
    show_default=True,
    help="Language of the report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(tuple(_FAILING)),
    default="violation",
    show_default=True,
    help="From which severity on the exit status is 1.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Let the findings of this file pass.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write such a file from the present findings.",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to a file.",
)
@click.option("-v", "--verbose", is_flag=True, help="Tell every place, reason and suggestion.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [default: one per core]")
def command(
    sources: tuple[str, ...],
    graphs: tuple[Path, ...],
    store: Path | None,
    law: str,
    shapes: tuple[Path, ...],
    style: str | None,
    as_json: bool,
    lang: str,
    fail_on: str,
    baseline: Path | None,
    write_baseline: Path | None,
    target: Path | None,
    verbose: bool,
    workers: int | None,
) -> int:
    """Check policies against UU 27/2022, the GDPR and the CCPA, and against themselves.

    Exit status: 0 nothing found from --fail-on upwards, 1 findings or an input failed, 2 wrong use
    or unreadable, 3 an optional part is missing.

    Example: alir validate policy.md --law id --lang id
    """
    from graph_builder.build.validating import validate_all
    from graph_builder.validation import baseline as baselines
    from graph_builder.validation.catalogue import jurisdictions, select
    from graph_builder.validation.reports import View, pieces
    from graph_builder.validation.spool import Spool

    packs = select(law, shapes)  # a mistake in shapes is told before any work is done
    jobs, total, failed = _jobs(sources, graphs, store)
    processes = workers or os.cpu_count() or 1
    with output.progress(total, "validating ") as tell:
        reports = Spool()
        for outcome in validate_all(jobs, law, shapes, processes, total=total, tell=tell):
            if isinstance(outcome, Failed):
                failed.append(outcome)
            else:
                reports.extend(outcome)
    if failed and not reports:  # a report of nothing would look like one without findings
        return _status(reports, failed, fail_on)
    if store:
        _keep(store, reports)
    if write_baseline:
        write_bytes(baselines.render(reports).encode(), write_baseline)
    kept, passed = baselines.apply(reports, baselines.read(baseline) if baseline else frozenset())
    laws = jurisdictions(law, packs)
    view = View(lang, colour=_colour(target), passed=passed, laws=laws, verbose=verbose)
    style = style or ("json" if as_json else _style_of(target))
    _write(pieces(style, kept, view), target)
    return _status(kept, failed, fail_on)


def _write(texts: Iterable[str], target: Path | None) -> None:
    if target:
        with replacing(target) as file:
            file.writelines(text.encode() for text in texts)
    else:
        for text in texts:
            click.echo(text, nl=False)


def _jobs(
    sources: tuple[str, ...], graphs: tuple[Path, ...], store: Path | None
) -> tuple[Iterable[Job], int, list[Failed]]:
    """Return what there is to validate (made when it is taken), how much, and what cannot be."""
    from graph_builder.build.validating import document_jobs
    from graph_builder.errors import UsageError
    from graph_builder.graph import load
    from graph_builder.graph.store import reading
    from graph_builder.validation.dataset import count, policies

    if not (sources or graphs or store):
        message = "nothing to validate"
        raise UsageError("E-USAGE", message, "Name a file, or use --graph or --store.")
    _refuse_graphs(sources)
    given = expand(sources, sys.stdin.buffer.read() if STANDARD_INPUT in sources else None)
    failed = [x for x in given if isinstance(x, Failed)]
    documents = list(document_jobs(x for x in given if not isinstance(x, Failed)))
    stores = [*([load.read(*graphs)] if graphs else []), *([reading(store)] if store else [])]
    total = len(documents) + sum(map(count, stores))
    if not total and not failed:
        message = "no policy version in the graph"
        raise UsageError("E-USAGE", message, "Build one with `alir build FILE`.")
    return chain(documents, *map(policies, stores)), total, failed


def _refuse_graphs(sources: Sequence[str]) -> None:
    """Tell who gives a graph as a document how to give it."""
    from graph_builder.errors import UsageError

    for source in sources:
        if source.removesuffix(".gz").endswith(_GRAPHS) and Path(source).is_file():
            message = f"{source} is a graph, not a document"
            hint = f"Say `alir validate --graph {source}`."
            raise UsageError("E-USAGE", message, hint)


def _keep(store: Path, reports: Iterable[VersionReport]) -> None:
    from graph_builder.graph.store import writing
    from graph_builder.validation.reports.turtle import keep

    with writing(store) as writer:
        keep(writer.store, reports)


def _status(reports: Sequence[VersionReport], failed: Sequence[Failed], fail_on: str) -> int:
    for failure in failed:
        click.echo(f"error: [{failure.code}] {failure.message}\nhint: {failure.hint}", err=True)
    if failed and not reports:
        return 2
    blocking = _FAILING[fail_on]
    found = any(f.severity.value in blocking for r in reports for f in r.findings)
    return 1 if found or failed else 0


def _style_of(target: Path | None) -> str:
    return _SUFFIXES.get(target.suffix, "text") if target else "text"


def _colour(target: Path | None) -> bool:
    return target is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


__all__ = ["command"]
