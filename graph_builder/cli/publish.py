"""``alir publish``: bring a SPARQL store of any make up to date."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output
from graph_builder.errors import UsageError
from graph_builder.graph.store import DEFAULT

if TYPE_CHECKING:
    from graph_builder.graph.publish import Version

_EPILOG = "Example: alir publish http://localhost:7200/repositories/alir --partitions parts"


@click.command(epilog=_EPILOG)
@click.argument("endpoint")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Publish this store.  [default: .alir]",
)
@click.option("--partitions", default="", metavar="FOLDER", help="Publish these partitions.")
@click.option("--prune", is_flag=True, help="Remove versions that are not there any more.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=60.0, help="Seconds."
)
@click.option("--json", "as_json", is_flag=True, help="Report on stdout as JSON.")
def command(
    endpoint: str,
    store: Path | None,
    partitions: str,
    *,
    prune: bool,
    timeout: float,
    as_json: bool,
) -> None:
    """Send what is new or changed to a SPARQL 1.1 store, each policy version in one step.

    ENDPOINT is its query address. ALIR_ENDPOINT_UPDATE names the address for SPARQL Update, if it
    is another; ALIR_ENDPOINT_STORE that of the Graph Store Protocol, which is used where given.
    Publishing again sends nothing; a stopped run goes on where it was.
    """
    from graph_builder.graph import publish
    from graph_builder.graph.endpoint import Endpoint

    if store and partitions:
        raise UsageError("E-USAGE", "give one of --store and --partitions")
    versions, total = _partitions(partitions) if partitions else _store(store or DEFAULT)
    publisher = publish.Publisher(Endpoint.from_environment(endpoint, timeout))
    with output.progress(total, "publishing ") as tell:
        for done, version in enumerate(versions):
            tell(done, version.iri)
            if not publisher.has(version.iri, version.graph_hash):
                publisher.send(version)
        told = publisher.finish(prune=prune)
    if as_json:
        output.write_json(dataclasses.asdict(told))
    output.note(
        f"sent {output.count(told.sent, 'graph')} to {endpoint}; "
        f"{told.unchanged} unchanged, {told.removed} removed"
    )


def _store(place: Path) -> tuple[Iterator[Version], int]:
    from graph_builder.graph.publish import of_store
    from graph_builder.graph.store import graph_hashes, reading

    opened = reading(place)
    return of_store(opened), len(graph_hashes(opened)) + 1


def _partitions(place: str) -> tuple[Iterator[Version], int]:
    from graph_builder.build.delivery import versions

    return versions(place)
