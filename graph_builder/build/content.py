"""The bytes of an input, read once: hashed, compared and built from the same copy.

The decisions of reviewers beside an input, and the file that it is a translation of, count to its
hash. A file larger than the limit is not read; its size stands for its hash. A web page is fetched
where it is built, so its hash is that it is one: who resumes a build takes what was fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph_builder.build import translations
from graph_builder.build.folders import reach
from graph_builder.build.inputs import Failed, Input
from graph_builder.errors import DocumentError
from graph_builder.files import read_bytes, too_large

FETCHED = "fetched"


def load(given: Input | Failed, max_bytes: int) -> tuple[Input | Failed, str]:
    """Return an input with its bytes, and their hash.

    What cannot be read comes back as it is, with the reason for a hash: building it tells more.
    """
    if isinstance(given, Failed):
        return given, given.code
    loaded, digest = _bytes(given, max_bytes)
    return loaded, " ".join([digest, *_beside(given)])


def _bytes(given: Input, max_bytes: int) -> tuple[Input | Failed, str]:
    if given.data is not None:
        return given, hashlib.sha256(given.data).hexdigest()
    if given.source.startswith(("http://", "https://")):
        return given, FETCHED
    if "://" in given.source:
        return _remote(given, max_bytes)
    try:
        data = read_bytes(Path(given.source), max_bytes)
    except DocumentError as error:
        return given, error.message
    except (OSError, ValueError) as error:
        return given, type(error).__name__
    return replace(given, data=data), hashlib.sha256(data).hexdigest()


def _remote(given: Input, max_bytes: int) -> tuple[Input | Failed, str]:
    """Read what fsspec reaches; what cannot be read there is a failure already."""
    try:
        system, path = reach(given.source)
        size = system.size(path) or 0
        if size > max_bytes:
            large = too_large(given.source, size, max_bytes)
            return Failed.of(given.source, large), large.message
        data = bytes(system.cat_file(path))
    except OSError as error:
        message = f"{given.source}: {error}"
        failed = Failed.of(given.source, DocumentError("E-NOT-FOUND", message))
        return failed, type(error).__name__
    return replace(given, data=data), hashlib.sha256(data).hexdigest()


def _beside(given: Input) -> Iterator[str]:
    """Yield the hashes of files beside an input that count: decisions, and what it translates."""
    if given.review is None:
        return
    for path in (given.review, translations.beside(Path(given.source))):
        if path is not None and path.is_file():
            yield hashlib.sha256(path.read_bytes()).hexdigest()


__all__ = ["FETCHED", "load"]
