"""What a build is asked to read, wherever it lies, as inputs one by one.

Beside files, folders, web pages and standard input (``inputs``):

- an archive (``.warc``, ``.jsonl``, also ``.gz`` and ``.zst``), here or behind an address;
- a file or folder behind an address that fsspec knows (``s3://bucket/policies/``);
- ``folder+https://host/policies/``: the documents that a page of links lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.build import archives, inputs
from graph_builder.build.folders import reach
from graph_builder.build.inputs import Failed, Input
from graph_builder.errors import AlirError, DocumentError
from graph_builder.files import SUFFIXES

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_LISTED = "folder+"
_WEB = ("http://", "https://")


def listing(
    sources: Iterable[str], standard_input: bytes | None = None
) -> Iterator[Input | Failed]:
    """Yield the inputs that the arguments stand for, in order, each once."""
    ordinary: list[str] = []
    for source in dict.fromkeys(sources):
        if read := archives.reader(source):
            yield from read(source)
        elif source.startswith(_LISTED) or ("://" in source and not source.startswith(_WEB)):
            yield from _remote(source.removeprefix(_LISTED))
        else:
            ordinary.append(source)
    yield from inputs.listing(ordinary, standard_input)


def countable(sources: Iterable[str]) -> bool:
    """Tell whether counting the inputs of the arguments costs little."""
    return not any("://" in source or archives.reader(source) for source in sources)


def _remote(address: str) -> Iterator[Input | Failed]:
    try:
        system, path = reach(address)
        if not address.endswith("/") and system.isfile(path):
            yield Input(address)
        else:
            yield from _walked(system, path, address)
    except AlirError as error:
        yield Failed.of(address, error)
    except OSError as error:
        message = f"{address}: cannot list the folder ({error})"
        yield Failed.of(address, DocumentError("E-NOT-FOUND", message))


def _walked(system: AbstractFileSystem, path: str, address: str) -> Iterator[Input | Failed]:
    """Yield the documents below a folder in the order of their names; only one level in memory."""
    found = [
        (e["name"].rstrip("/"), e["type"] == "directory") for e in system.ls(path, detail=True)
    ]
    here = path.rstrip("/")
    for name, is_folder in sorted(found):
        # A page of links also leads upwards and elsewhere.
        if not name.startswith(f"{here}/") or Path(name).name.startswith("."):
            continue
        if is_folder:
            yield from _walked(system, name + "/" * address.startswith(_WEB), address)
        elif Path(name).suffix.lower() in SUFFIXES:
            yield Input(system.unstrip_protocol(name))


__all__ = ["countable", "listing"]
