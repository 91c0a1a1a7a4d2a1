"""Where partitions lie: a folder here, or one that fsspec reaches (``s3://bucket/run``).

A file is there whole or not at all: here by moving it into place, in an object store because a PUT
is atomic. Folders are plain data, so that a task can carry one to another machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graph_builder.errors import AlirError, UnsupportedError
from graph_builder.files import replacing

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


class Folder(Protocol):
    """A flat folder of files."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file in one step (``AlirError`` ``E-OUTPUT`` where it cannot be)."""

    def read(self, name: str) -> bytes:
        """Return a file's bytes (``OSError`` where there is none)."""
        ...

    def names(self) -> list[str]:
        """Return the names of all files, sorted."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file."""


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder of this machine's file system, or of one that it has mounted."""

    path: Path

    def write(self, name: str, data: bytes) -> None:
        """Write a file beside its place and move it there."""
        with replacing(self.path / name, compress=False) as file:
            file.write(data)

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        return (self.path / name).read_bytes()

    def names(self) -> list[str]:
        """Return the names of all files, sorted."""
        return sorted(p.name for p in self.path.iterdir()) if self.path.is_dir() else []

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self.path / name).unlink()


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder behind an address that fsspec knows; credentials come from the environment."""

    address: str

    def write(self, name: str, data: bytes) -> None:
        """Put a file."""
        with _failing_as_output(f"{self.address}/{name}"):
            self._system().pipe_file(f"{self.address}/{name}", data)

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        return bytes(self._system().cat_file(f"{self.address}/{name}"))

    def names(self) -> list[str]:
        """Return the names of all files, sorted."""
        system = self._system()
        system.invalidate_cache()  # workers elsewhere may have written since
        try:
            found = system.ls(self.address, detail=False)
        except FileNotFoundError:
            return []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._system().rm_file(f"{self.address}/{name}")

    def _system(self) -> AbstractFileSystem:
        return filesystem(self.address)


def folder_at(place: str) -> Folder:
    """Return the folder that a path or address names."""
    return RemoteFolder(place.rstrip("/")) if "://" in place else LocalFolder(Path(place).resolve())


def filesystem(address: str) -> AbstractFileSystem:
    """Return the file system behind an address."""
    return reach(address)[0]


def reach(address: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system behind an address, and the path that the address is there.

    Raises:
        UnsupportedError: ``E-EXTRA``, fsspec or the part for this protocol is not installed.
        AlirError: ``E-NOT-FOUND``, nothing reaches such an address.
    """
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        message = f"what reads {address.partition('://')[0]}:// is not installed ({error})"
        raise UnsupportedError("E-EXTRA", message, "pip install 'alir[cluster]'") from error
    except ValueError as error:
        raise AlirError("E-NOT-FOUND", f"{address}: {error}") from error
    return system, str(path)


@contextmanager
def _failing_as_output(place: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AlirError("E-OUTPUT", f"cannot write {place}: {error}") from error


__all__ = ["Folder", "LocalFolder", "RemoteFolder", "filesystem", "folder_at", "reach"]
