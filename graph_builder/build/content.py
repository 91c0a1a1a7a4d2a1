"""The bytes of an input, read once: hashed, compared and built from the same copy.

The decisions of reviewers beside an input count to its hash. A file larger than the limit is not
read; its size stands for its hash. An address is fetched where it is built, so its hash is that it
is one: who resumes a build takes what was fetched.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from graph_builder.build.inputs import Failed, Input

FETCHED = "fetched"


def load(given: Input | Failed, max_bytes: int) -> tuple[Input | Failed, str]:
    """Return an input with its bytes, and their hash.

    What cannot be read comes back as it is, with the reason for a hash: building it tells more.
    """
    if isinstance(given, Failed):
        return given, given.code
    loaded, digest = _bytes(given, max_bytes)
    return loaded, f"{digest} {_decisions(given)}".rstrip()


def _bytes(given: Input, max_bytes: int) -> tuple[Input, str]:
    if given.data is not None:
        return given, hashlib.sha256(given.data).hexdigest()
    if "://" in given.source:
        return given, FETCHED
    try:
        size = Path(given.source).stat().st_size
        if size > max_bytes:
            return given, f"{size} bytes"
        data = Path(given.source).read_bytes()
    except (OSError, ValueError) as error:
        return given, type(error).__name__
    return replace(given, data=data), hashlib.sha256(data).hexdigest()


def _decisions(given: Input) -> str:
    """Return the hash of the review file beside an input, empty where there is none."""
    path = given.review
    if path is None or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


__all__ = ["FETCHED", "load"]
