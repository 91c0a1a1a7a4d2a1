"""``alir build``: policies in, graph out."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from graph_builder.build.inputs import STANDARD_INPUT, expand
from graph_builder.build.pipeline import DEFAULT_MAX_BYTES, Options
from graph_builder.build.records import Report
from graph_builder.build.run import Scale, Target, run
from graph_builder.cli import output
from graph_builder.graph.store import DEFAULT


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|URL|-...")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a graph file: .trig, .nq, .ttl or .jsonld, also with .gz.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Put the graph into this store.  [default, without -o: .alir]",
)
@click.option("--quotes/--no-quotes", default=True, help="Keep the policy's own words as evidence.")
@click.option("--with-vocabulary", is_flag=True, help="Write the ontology into the file as well.")
@click.option("--force", is_flag=True, help="Build what does not look like a privacy policy, too.")
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=DEFAULT_MAX_BYTES,
    show_default=True,
    help="Largest input to read.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use."
)
@click.option(
    "--partitions",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep compressed N-Quads partitions and their manifest in this folder.",
)
@click.option("--resume", is_flag=True, help="Take what an interrupted build has committed.")
@click.option("--json", "as_json", is_flag=True, help="Report on stdout as JSON.")
def command(
    sources: tuple[str, ...],
    file: Path | None,
    store: Path | None,
    quotes: bool,
    with_vocabulary: bool,
    force: bool,
    max_bytes: int,
    jobs: int,
    partitions: Path | None,
    resume: bool,
    as_json: bool,
) -> int:
    """Build the graph of privacy policies.

    Reads .txt, .md, .html, .pdf and .docx in English and Indonesian. A file that cannot be read is
    reported and the others are built; the exit status is then 1.

    Example: alir build policies/ -o graph.trig
    """
    target = Target(store or (None if file else DEFAULT), file, with_vocabulary)
    given = expand(sources, sys.stdin.buffer.read() if STANDARD_INPUT in sources else None)
    # A stopped run ends as an interrupted one does: pool down, partitions kept for --resume.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with output.progress(len(given), "building ") as tell:
        scale = Scale(jobs, partitions, resume)
        report = run(given, target, Options(max_bytes, force), scale, tell, quotes=quotes)
    _tell(report, target, as_json=as_json)
    return 1 if report.failed else 0


def _tell(report: Report, target: Target, *, as_json: bool) -> None:
    places = [str(place) for place in (target.file, target.store) if place]
    for failed in report.failed:
        click.echo(f"error: [{failed.code}] {failed.message}\nhint: {failed.hint}", err=True)
    for review in report.reviews:
        for identity in review.unapplied:
            click.echo(
                f"warning: {review.source}: the decision about {identity} has lost its sentence\n"
                f"hint: See `alir review {review.source} --diff`.",
                err=True,
            )
    if as_json:
        output.write_json(report.plain() | {"written": places})
    practices = sum(v.practices for v in report.versions)
    failures = f"; {len(report.failed)} inputs failed" if report.failed else ""
    decided = sum(r.decisions - len(r.unapplied) for r in report.reviews)
    decisions = f"; {decided} decisions of reviewers applied" if decided else ""
    output.note(
        f"built {len(report.versions)} policy versions ({practices} practices, "
        f"{report.quads} quads) into {' and '.join(places)}{decisions}{failures}"
    )
