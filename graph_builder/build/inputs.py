"""What a build is asked to read: files, folders, addresses and standard input, as a plain list.

A folder stands for every file below it whose ending a reader knows, in the order of their paths,
hidden files and folders left out. A path that cannot be listed becomes a failure of its own, so the
rest is built all the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph_builder.curation import review_file
from graph_builder.errors import AlirError, DocumentError

STANDARD_INPUT = "-"
SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx"})


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: a path, an address, or ``-`` with the bytes that came from it."""

    source: str
    data: bytes | None = None

    @property
    def name(self) -> str:
        """The name that the graph keeps: an address as it is, of a path only the last part."""
        if "://" in self.source:
            return self.source
        return "stdin" if self.source == STANDARD_INPUT else Path(self.source).name

    @property
    def review(self) -> Path | None:
        """Where decisions about it are kept, if it is a file."""
        if "://" in self.source or self.source == STANDARD_INPUT:
            return None
        return review_file.beside(Path(self.source))


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not be built, with the error's code, message and hint."""

    source: str
    code: str
    message: str
    hint: str

    @classmethod
    def of(cls, source: str, error: AlirError) -> Failed:
        """Return the failure that an error means for an input."""
        return cls(source, error.code, error.message, error.hint)


def expand(sources: Iterable[str], standard_input: bytes | None = None) -> list[Input | Failed]:
    """Return every single input that the arguments stand for, each once, in order.

    Args:
        sources: files, folders, addresses, ``-``.
        standard_input: what ``-`` holds.
    """
    found: dict[str, Input | Failed] = {}
    for source in sources:
        if source == STANDARD_INPUT:
            found[source] = Input(source, standard_input or b"")
        elif "://" not in source and Path(source).is_dir():
            found.update((item.source, item) for item in _folder(source))
        else:
            found.setdefault(source, Input(source))
    return list(found.values())


def _folder(folder: str) -> Iterator[Input | Failed]:
    unreadable: list[OSError] = []
    files: list[str] = []
    for base, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(d for d in folders if not d.startswith("."))
        files += (str(Path(base, n)) for n in names if _is_document(n))
    for error in unreadable:
        place = str(error.filename or folder)
        message = f"{place}: cannot list the folder ({error.strerror})"
        yield Failed.of(place, DocumentError("E-UNREADABLE", message))
    if not files and not unreadable:
        message = f"{folder}: no document in this folder"
        hint = f"Alir reads {', '.join(sorted(SUFFIXES))}."
        yield Failed.of(folder, DocumentError("E-NOT-FOUND", message, hint))
    yield from map(Input, sorted(files))


def _is_document(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES


__all__ = ["STANDARD_INPUT", "SUFFIXES", "Failed", "Input", "expand"]
