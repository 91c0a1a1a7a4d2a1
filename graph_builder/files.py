"""Files read within bounds, and written whole or not at all.

A file is written beside its target and moved into place, so that a reader never sees half of it and
a failure leaves the old one; a name that ends in ``.gz`` is compressed.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from graph_builder.errors import AlirError, DocumentError

_COMPRESSION = 6  # half the time of 9 for 2 % more bytes

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx"})
"""Endings of the names of documents."""

DEFAULT_MAX_BYTES = 4 * 1024 * 1024
"""Largest input that is read without being told to; policies have 5 to 200 kB."""


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file; of one that does not end no more is read than has to be.

    Raises:
        DocumentError: ``E-TOO-LARGE``, it has more than ``most``.
        OSError: it cannot be read.
    """
    size = path.stat().st_size
    if size <= most:
        with path.open("rb") as file:
            data = file.read(most + 1)  # a device tells no size, and a file may grow meanwhile
        if len(data) <= most:
            return data
        size = len(data)
    raise too_large(str(path), size, most)


def too_large(name: str, size: int, most: int) -> DocumentError:
    """Return the error for an input that has too many bytes."""
    return DocumentError("E-TOO-LARGE", f"{name}: {size:,} bytes, the limit is {most:,}")


def write_bytes(data: bytes, path: Path) -> None:
    """Write bytes to a file in one step, compressed where its name ends in ``.gz``.

    Raises:
        AlirError: ``E-OUTPUT``.
    """
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, *, compress: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of ``path`` at the end, or leaves it alone.

    Args:
        path: the file to replace.
        compress: compress what is written where the name ends in ``.gz``.

    Raises:
        AlirError: ``E-OUTPUT``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                packed = compress and path.suffix == ".gz"
                with _stream(cast("BinaryIO", file), packed=packed) as stream:
                    yield stream
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(0o666 & ~_umask())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise AlirError("E-OUTPUT", f"cannot write {path}: {error.strerror}") from error


@contextmanager
def _stream(file: BinaryIO, *, packed: bool) -> Iterator[BinaryIO]:
    if not packed:
        yield file
        return
    # Neither name nor time in the header: the same graph gives the same bytes.
    with gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=0) as stream:
        yield cast("BinaryIO", stream)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


__all__ = ["DEFAULT_MAX_BYTES", "SUFFIXES", "read_bytes", "replacing", "too_large", "write_bytes"]
