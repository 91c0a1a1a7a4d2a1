"""``alir tally``: what the policies of a partitioned build say and lack, in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output
from graph_builder.validation.laws import LAWS, NAMES

if TYPE_CHECKING:
    from graph_builder.build.tally import Counts

_KINDS = ("version", "conforming", "language", "data", "recipient", "purpose", "legal basis")


@click.command(epilog="Example: alir tally parts --law id --jobs 4")
@click.argument("partitions")
@click.option(
    "--law",
    type=click.Choice([*LAWS, "none"]),
    default="all",
    show_default=True,
    help=f"Validate by the law of {', '.join(NAMES)}; none: only count.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes.")
@click.option("--cluster", default="", metavar="ADDRESS", help="A Dask scheduler, or `local`.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Per kind."
)
@output.format_option
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
def command(
    partitions: str, law: str, jobs: int, cluster: str, limit: int, style: str, *, as_json: bool
) -> None:
    """Count what the policies of PARTITIONS say and which requirements they do not meet.

    PARTITIONS is the folder or address that `alir build --partitions` wrote. Each part is counted
    and validated by itself, so that a portfolio of any size needs the memory of one part. A policy
    version counts once for each thing; “violation”, “warning” and “info” count unmet requirements.
    """
    from graph_builder.build import tally
    from graph_builder.build.delivery import manifest
    from graph_builder.build.folders import folder_at
    from graph_builder.build.mapping import mapped

    folder = folder_at(partitions)
    listed = manifest(folder, partitions)
    parts = tally.parts(folder, listed, "" if law == "none" else law)
    with output.progress(len(listed["partitions"]), "counting parts ") as tell:
        counted = tally.total(_told(mapped(tally.count, parts, jobs, cluster, output.note), tell))
    if as_json:
        output.write_json(_nested(counted))
    else:
        output.write_table(("kind", "which", "versions"), _rows(counted, limit), style)


def _told(counts: Iterable[Counts], tell: Callable[[int, str], None]) -> Iterator[Counts]:
    for done, counted in enumerate(counts, 1):
        yield counted
        tell(done, "")


def _ordered(counted: Counts) -> list[tuple[str, str, int]]:
    """Return the counts by kind, the most frequent first."""

    def key(row: tuple[str, str, int]) -> tuple[int, str, int, str]:
        kind, which, versions = row
        place = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
        return (place, kind, -versions, which)

    return sorted(((kind, which, n) for (kind, which), n in counted.items()), key=key)


def _rows(counted: Counts, limit: int) -> list[tuple[str, str, int]]:
    found: dict[str, list[tuple[str, str, int]]] = {}
    for row in _ordered(counted):
        found.setdefault(row[0], []).append(row)
    return [row for rows in found.values() for row in rows[:limit]]


def _nested(counted: Counts) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for kind, which, versions in _ordered(counted):
        found.setdefault(kind, {})[which] = versions
    return found
