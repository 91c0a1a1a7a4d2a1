"""``alir build``: policies in, graph out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click
import pyoxigraph as ox

from graph_builder.build.inputs import STANDARD_INPUT, Failed, expand
from graph_builder.build.pipeline import DEFAULT_MAX_BYTES, Built, Options, batch
from graph_builder.cli import output
from graph_builder.graph import export, to_rdf, vocabulary
from graph_builder.graph.store import DEFAULT, StoreWriter, writing
from graph_builder.model import PolicyVersion


@dataclass(slots=True)
class _Report:
    """What a run did, for people and as JSON."""

    versions: list[dict[str, str | int]] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    quads: int = 0

    def add(self, iri: str, source: str, version: PolicyVersion, quads: int) -> None:
        self.quads += quads
        self.versions.append(
            {
                "iri": iri,
                "policy": version.policy,
                "language": version.language,
                "source": source,
                "practices": len(version.practices),
                "quads": quads,
            }
        )


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a graph file: .trig, .nq, .ttl or .jsonld, also with .gz.",
)
@click.option(
    "--store",
    "directory",
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
@click.option("--json", "as_json", is_flag=True, help="Report on stdout as JSON.")
def command(
    sources: tuple[str, ...],
    target: Path | None,
    directory: Path | None,
    quotes: bool,
    with_vocabulary: bool,
    force: bool,
    max_bytes: int,
    as_json: bool,
) -> int:
    """Build the graph of privacy policies.

    Reads .txt, .md, .html, .pdf and .docx in English and Indonesian. A file that cannot be read is
    reported and the others are built; the exit status is then 1.

    Example: alir build policies/ -o graph.trig
    """
    if target:
        export.renderer(target)
    given = expand(sources, sys.stdin.buffer.read() if STANDARD_INPUT in sources else None)
    report = _Report()
    with ExitStack() as stack:
        into = (
            stack.enter_context(writing(directory or DEFAULT)) if directory or not target else None
        )
        tell = stack.enter_context(output.progress(len(given), "building "))
        outcomes = batch(given, Options(max_bytes, force), tell)
        graphs = _graphs(outcomes, report, into, quotes=quotes)
        if target:
            extra = vocabulary.quads() if with_vocabulary else ()
            export.write([*(q for graph in graphs for q in graph), *extra], target)
        else:
            for _ in graphs:
                pass
    _tell(report, target, directory, as_json=as_json)
    return 1 if report.failed else 0


def _graphs(
    outcomes: Iterable[Built | Failed],
    report: _Report,
    into: StoreWriter | None,
    *,
    quotes: bool,
) -> Iterator[list[ox.Quad]]:
    """Yield each version's graph, put into the store on the way, and keep the report."""
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            report.failed.append(outcome)
            continue
        for version in outcome.versions:
            graph = list(to_rdf.quads(version, quotes=quotes))
            iri = to_rdf.version_iri(version)
            report.add(iri, outcome.source, version, len(graph))
            if into:
                into.put(iri, graph)
            yield graph


def _tell(report: _Report, target: Path | None, directory: Path | None, *, as_json: bool) -> None:
    places = [str(p) for p in (target, directory or (None if target else DEFAULT)) if p]
    for failed in report.failed:
        click.echo(f"error: [{failed.code}] {failed.message}\nhint: {failed.hint}", err=True)
    if as_json:
        output.write_json(
            {
                "versions": report.versions,
                "failed": [asdict(f) for f in report.failed],
                "quads": report.quads,
                "written": places,
            }
        )
    practices = sum(int(v["practices"]) for v in report.versions)
    output.note(
        f"built {len(report.versions)} policy versions, {practices} practices, {report.quads} quads"
        f" into {' and '.join(places)}"
        + (f"; {len(report.failed)} failed" if report.failed else "")
    )
