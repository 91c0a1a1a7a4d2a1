"""``alir serve``: views, SPARQL endpoint and JSON API for one graph, on this machine."""

from __future__ import annotations

import ipaddress
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output
from graph_builder.cli._listening import listening
from graph_builder.errors import UnsupportedError, UsageError

if TYPE_CHECKING:
    from graph_builder.server.app import Settings

_MEGABYTE = 1024 * 1024


@click.command()
@click.option("--graph", type=click.Path(path_type=Path, dir_okay=False), help="Serve this file.")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Serve this store.  [default: .alir]",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--token",
    envvar="ALIR_TOKEN",
    default="",
    help="Secret that clients send; needed beyond 127.0.0.1. Better given as ALIR_TOKEN.",
)
@click.option("--allow-host", "hosts", multiple=True, help="Name under which it may be called.")
@click.option("--cors", is_flag=True, help="Let web pages of any origin read the graph.")
@click.option("--workers", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=100_000, show_default=True)
@click.option(
    "--memory",
    type=click.IntRange(min=0),
    default=0,
    help="MB a worker may take.  [default: 2048 for documents, no bound for the graph]",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the policies themselves: evidence shows file and line, found by hash.",
)
@click.option(
    "--write/--read-only",
    default=None,
    help="Let people add policies to the store.  [default: on 127.0.0.1 only]",
)
@click.option("--json", "as_json", is_flag=True, help="Tell the addresses on stdout, as JSON.")
def command(
    graph: Path | None,
    store: Path | None,
    host: str,
    port: int,
    token: str,
    hosts: tuple[str, ...],
    cors: bool,
    workers: int,
    timeout: float,
    limit: int,
    memory: int,
    texts: Path | None,
    write: bool | None,
    as_json: bool,
) -> None:
    """Serve the workbench at /, SPARQL at /sparql and the JSON API at /api.

    Ask, look at the views, validate a policy, review statements, run SPARQL, browse the vocabulary.
    All that it ever writes is a validated policy that somebody adds to the store, and decisions of
    reviewers beside the policies of --texts.

    Example: alir serve --store .alir --port 8000
    """
    if graph and store:
        raise UsageError("E-USAGE", "give one of --graph and --store")
    if not _is_loopback(host) and not token:
        hint = "Set ALIR_TOKEN to a long secret, or listen on 127.0.0.1."
        raise UsageError("E-USAGE", f"{host} can be reached by others and there is no token", hint)
    try:
        import uvicorn

        from graph_builder.server.app import LOOPBACK, Settings, create
    except ImportError as error:
        raise UnsupportedError(
            "E-EXTRA", "the server needs starlette and uvicorn", "pip install 'alir[serve]'"
        ) from error
    from graph_builder.questions.sources import open_session
    from graph_builder.server.workers import Origin

    open_session(graph, store)  # a mistake in the path is told before anything starts
    settings = Settings(
        origin=Origin(graph, store, memory * _MEGABYTE, texts=texts),
        workers=workers,
        seconds=timeout,
        rows=limit,
        token=token,
        hosts=(*LOOPBACK, host, *hosts),
        cors=cors,
        write=not graph and (_is_loopback(host) if write is None else write),
    )
    with listening(host, port) as place:
        _tell(place.address, settings, as_json=as_json)
        config = uvicorn.Config(
            create(settings), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[place.socket])


def _tell(address: str, settings: Settings, *, as_json: bool) -> None:
    if not as_json:
        output.note(f"{address}/  (Ctrl-C ends it)")
        return
    told = {
        "address": f"{address}/",
        "sparql": f"{address}/sparql",
        "openapi": f"{address}/api/openapi.json",
        "token": bool(settings.token),
        "write": settings.write,
    }
    click.echo(json.dumps(told))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
