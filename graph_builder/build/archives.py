"""Corpora that are one file: WARC of a crawl, and JSON lines; read record by record, never whole.

A record of a WARC is an input where the site answered well and with a document; it is named by the
address that it was fetched from. A line of JSON is an object with a name (``url``, ``source``,
``id`` or ``name``) and a text (``text``, ``html``, ``markdown`` or ``content``). A line or archive
that is damaged becomes a failure, and what can be read is built.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from graph_builder.build.folders import filesystem
from graph_builder.build.inputs import Failed, Input
from graph_builder.errors import DocumentError, UnsupportedError

_NAMES = ("url", "source", "id", "name")
_TEXTS = ("text", "html", "markdown", "content")
_MEDIA = ("text/html", "text/plain", "application/xhtml+xml", "application/pdf")
_GOOD = range(200, 300)
_LARGEST = 64 * 1024 * 1024  # of a record's bytes: far beyond any limit on an input
_LONGEST = 256 * 1024 * 1024  # of a line's characters

Record = Input | Failed


def reader(source: str) -> Callable[[str], Iterator[Record]] | None:
    """Return what reads an archive, told by the ending of its name; ``None``: it is none."""
    name = source.lower().removesuffix(".gz").removesuffix(".zst")
    return next((read for ending, read in _READERS.items() if name.endswith(ending)), None)


def _warc(source: str) -> Iterator[Record]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        message = "what reads WARC archives is not installed"
        raise UnsupportedError("E-EXTRA", message, "pip install 'alir[cluster]'") from error
    with _opened(source, plain=True) as file:
        # Of a .warc.gz each record is compressed for itself; the library tells by its bytes.
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            headers = record.http_headers
            media = (record.http_content_type or "").lower()
            if headers is None or headers.status_code not in _GOOD or media not in _MEDIA:
                continue
            address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            yield Input(address or f"{source}#{record.record_id}", record.reader.read(_LARGEST))


def _lines(source: str) -> Iterator[Record]:
    with _opened(source) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="\n")
        number = 0
        while line := text.readline(_LONGEST):
            number += 1
            if line.strip():
                yield _record(line, f"{source}#{number}")


def _record(line: str, place: str) -> Record:
    try:
        found: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Failed.of(place, DocumentError("E-DAMAGED", f"{place}: no JSON ({error})"))
    fields = found if isinstance(found, dict) else {}
    text = next((fields[n] for n in _TEXTS if isinstance(fields.get(n), str)), None)
    if text is None:
        message = f"{place}: none of {', '.join(_TEXTS)} is in it"
        return Failed.of(place, DocumentError("E-EMPTY", message))
    name = next((str(fields[n]) for n in _NAMES if fields.get(n)), place)
    # JSON can hold halves of signs, which no other text can.
    return Input(name.encode("utf-8", "replace").decode(), text.encode("utf-8", "replace"))


def _safely(read: Callable[[str], Iterator[Record]]) -> Callable[[str], Iterator[Record]]:
    """Make a failure of what stops the reading of an archive."""

    def reading(source: str) -> Iterator[Record]:
        try:
            yield from read(source)
        except FileNotFoundError:
            message = f"{source}: no such file"
            yield Failed.of(source, DocumentError("E-NOT-FOUND", message))
        except (OSError, EOFError, ValueError, zlib.error) as error:
            message = f"{source}: damaged from here on ({error})"
            yield Failed.of(source, DocumentError("E-DAMAGED", message))

    return reading


@contextmanager
def _opened(source: str, *, plain: bool = False) -> Iterator[IO[bytes]]:
    """Open a file here or behind an address, unpacked unless ``plain``."""
    with _raw(source) as file:
        unpack = None if plain else _UNPACKED.get(source.rpartition(".")[2].lower())
        if unpack is None:
            yield file
            return
        with unpack(file) as stream:
            yield stream


def _raw(source: str) -> AbstractContextManager[IO[bytes]]:
    if "://" not in source:
        return Path(source).open("rb")
    opened: IO[bytes] = filesystem(source).open(source, "rb")
    return opened


def _zstd(file: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    try:
        import zstandard
    except ImportError as error:
        message = "Zstandard is not installed"
        raise UnsupportedError("E-EXTRA", message, "pip install 'alir[cluster]'") from error
    return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)


def _gzip(file: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file))


_UNPACKED: Mapping[str, Callable[[IO[bytes]], AbstractContextManager[IO[bytes]]]] = {
    "gz": _gzip,
    "zst": _zstd,
}
_READERS: Mapping[str, Callable[[str], Iterator[Record]]] = {
    ".warc": _safely(_warc),
    ".jsonl": _safely(_lines),
    ".ndjson": _safely(_lines),
}

__all__ = ["Record", "reader"]
