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
from graph_builder.files import SUFFIXES

STANDARD_INPUT = "-"


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
    def place(self) -> str:
        """Where it is, whatever the folder a command runs in; empty for standard input."""
        if "://" in self.source or self.source == STANDARD_INPUT:
            return self.source.removeprefix(STANDARD_INPUT)
        return str(Path(self.source).resolve())

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
    return list(listing(sources, standard_input))


def listing(
    sources: Iterable[str], standard_input: bytes | None = None
) -> Iterator[Input | Failed]:
    """Yield what :func:`expand` returns, one by one: a folder of millions needs no list of them."""
    given = list(dict.fromkeys(sources))
    folders: list[str] = []
    for source in given:
        if source == STANDARD_INPUT:
            yield Input(source, standard_input or b"")
        elif "://" not in source and Path(source).is_dir():
            found = _folder(source)
            yield from (i for i in found if not _below(i.source, folders))
            folders.append(source)
        elif not _below(source, folders):
            yield Input(source)


def _below(path: str, folders: list[str]) -> bool:
    """Tell whether one of the folders gave this path already."""
    below = (Path(path).relative_to(f) for f in folders if Path(path).is_relative_to(f))
    return any(not any(part.startswith(".") for part in rest.parts) for rest in below)


def _folder(folder: str) -> Iterator[Input | Failed]:
    found = False
    for given in _walked(folder):
        found = True
        yield given
    if not found:
        message = f"{folder}: no document in this folder"
        hint = f"Alir reads {', '.join(sorted(SUFFIXES))}."
        yield Failed.of(folder, DocumentError("E-NOT-FOUND", message, hint))


def _walked(folder: str) -> Iterator[Input | Failed]:
    """Yield the documents of a folder and its sub-folders in the order of their names."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((e.name, e.is_dir(follow_symlinks=False)) for e in found)
    except OSError as error:
        message = f"{folder}: cannot list the folder ({error.strerror})"
        yield Failed.of(folder, DocumentError("E-UNREADABLE", message))
        return
    for name, is_folder in entries:
        path = str(Path(folder, name))
        if is_folder and not name.startswith("."):
            yield from _walked(path)
        elif not is_folder and _is_document(name):
            yield Input(path)


def _is_document(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES


__all__ = ["STANDARD_INPUT", "Failed", "Input", "expand", "listing"]
