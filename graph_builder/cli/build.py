"""``alir build``: policies in, graph out."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from graph_builder.build.inputs import STANDARD_INPUT
from graph_builder.build.partitions import SIZE
from graph_builder.build.pipeline import Options
from graph_builder.build.pool import Engine
from graph_builder.build.records import Report, VersionRecord
from graph_builder.build.run import Scale, Target, run
from graph_builder.build.sources import countable, listing
from graph_builder.cli import output
from graph_builder.curation.overlay import NOTE as DECISIONS
from graph_builder.documents.account import told
from graph_builder.errors import UsageError, failures
from graph_builder.files import DEFAULT_MAX_BYTES
from graph_builder.graph.store import DEFAULT


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
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
    help="Put the graph into this store.  [default, without -o and --partitions: .alir]",
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
    default="",
    metavar="FOLDER",
    help="Write compressed N-Quads partitions and a manifest here, for any store to load.",
)
@click.option(
    "--partition-size",
    type=click.IntRange(min=1),
    default=SIZE,
    show_default=True,
    help="Inputs of a partition: what an interruption costs a process at most.",
)
@click.option(
    "--compress",
    type=click.Choice(["gz", "zst"]),
    default="gz",
    show_default=True,
    help="How partitions are compressed (zst: extra `cluster`).",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Build on the Dask cluster of this scheduler; `local` starts one here (--jobs workers).",
)
@click.option("--resume", is_flag=True, help="Take what an interrupted build has committed.")
@click.option(
    "--allow-private", is_flag=True, help="Fetch from this machine and private networks, too."
)
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
    partitions: str,
    partition_size: int,
    compress: str,
    cluster: str,
    resume: bool,
    allow_private: bool,
    as_json: bool,
) -> int:
    """Build the graph of privacy policies.

    SOURCE is a file, a folder, an address, - for standard input, or a corpus: .warc or .jsonl (also
    .gz, .zst), s3://bucket/folder/, folder+https://host/folder/.

    Reads .txt, .md, .html, .pdf and .docx in English and Indonesian. A file that cannot be read is
    reported and the others are built; the exit status is then 1. A file that the store holds
    already, unchanged, is skipped.

    Example: alir build policies/ -o graph.trig
    """
    target = _target(store, file, partitions, with_vocabulary=with_vocabulary)
    standard_input = sys.stdin.buffer.read() if STANDARD_INPUT in sources else None
    total = sum(1 for _ in listing(sources, standard_input)) if countable(sources) else None
    # A stopped run ends as an interrupted one does: pool down, partitions kept for --resume.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    engine = _cluster(cluster, jobs, partitions) if cluster else None
    scale = Scale(jobs, partitions, resume, partition_size, compress, engine)
    with output.progress(total, "building ") as tell:
        report = run(
            listing(sources, standard_input),
            target,
            Options(max_bytes, force, allow_private),
            scale,
            tell,
            quotes=quotes,
            keep=as_json or output.settings().verbosity > 0,
        )
    _tell(report, target, partitions, as_json=as_json)
    return 1 if report.failed else 0


def _cluster(address: str, jobs: int, partitions: str) -> Engine:
    from graph_builder.build import cluster

    if address != cluster.LOCAL and not partitions:
        message = "the workers of a cluster need a place that all of them reach"
        hint = "Give one: --partitions s3://bucket/parts, or a folder that all machines mount."
        raise UsageError("E-USAGE", message, hint)
    return cluster.engine(address, jobs, output.note)


def _target(store: Path | None, file: Path | None, partitions: str, **options: bool) -> Target:
    """Return where the graph goes; partitions alone are a place to go to as well."""
    return Target(store or (None if file or partitions else DEFAULT), file, **options)


def _warn(version: VersionRecord) -> None:
    """Tell what a reader noticed, with the account of the text."""
    for code in (c for c in version.notes if c != DECISIONS):  # those are told with the reviews
        known = failures()[code]
        message = f"warning: [{code}] {version.source} ({version.language}): {known.cause}"
        click.echo(f"{message}\n{told(version.account)}\nhint: {known.action}", err=True)


def _tell(report: Report, target: Target, partitions: str, *, as_json: bool) -> None:
    places = [str(place) for place in (target.file, target.store, partitions) if place]
    for version in report.records:
        output.note(f"{version.source} ({version.language}): {told(version.account)}", level=1)
    for version in report.noted:
        _warn(version)
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
    built = output.count(report.versions, "policy version")
    practices = output.count(report.practices, "practice")
    quads = output.count(report.quads, "quad")
    notes = [f"built {built} ({practices}, {quads}) into {' and '.join(places)}"]
    if decided := sum(r.decisions - len(r.unapplied) for r in report.reviews):
        notes.append(f"{output.count(decided, 'decision')} of reviewers applied")
    if report.unchanged:
        notes.append(f"{output.count(report.unchanged, 'input')} unchanged")
    if report.failed:
        notes.append(f"{output.count(len(report.failed), 'input')} failed")
    output.note("; ".join(notes))
