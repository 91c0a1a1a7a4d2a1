"""Committed partitions as versions to publish: what the other side has is not even unpacked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph_builder.build import partitions
from graph_builder.build.folders import Folder, folder_at
from graph_builder.build.partitions import Commit
from graph_builder.errors import StoreError
from graph_builder.graph.publish import Version, vocabulary_version


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a version of a partition, read when they are wanted."""

    iri: str
    graphs: Callable[[], dict[str, bytes]]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.graphs()[self.iri].splitlines())


def versions(place: str) -> tuple[Iterator[Version], int]:
    """Return the versions of a folder of partitions, with the vocabulary, and their number.

    Raises:
        StoreError: ``E-STORE``, the folder holds no finished build.
    """
    folder = folder_at(place)
    listed = manifest(folder, place)
    return _versions(folder, listed["partitions"]), listed["counts"]["versions"] + 1


def manifest(folder: Folder, place: str) -> Commit:
    """Return the manifest of a finished build.

    Raises:
        StoreError: ``E-STORE``, there is none.
    """
    try:
        return partitions.read_commit(folder, partitions.MANIFEST)
    except (OSError, ValueError) as error:
        hint = "Build it: alir build FOLDER --partitions PARTS; --resume finishes one that stopped."
        raise StoreError("E-STORE", f"there is no finished build in {place}", hint) from error


def _versions(folder: Folder, parts: list[Commit]) -> Iterator[Version]:
    yield vocabulary_version()
    for part in parts:
        commit = partitions.read_commit(folder, partitions.commit_name(part["data"]))
        graphs = _once(folder, part["data"], commit)
        for record in partitions.versions(commit):
            yield Version(record.iri, record.digest, _Lines(record.iri, graphs))


def _once(folder: Folder, name: str, commit: Commit) -> Callable[[], dict[str, bytes]]:
    @lru_cache(maxsize=1)
    def graphs() -> dict[str, bytes]:
        return {record.iri: lines for record, lines in partitions.lines(folder, name, commit)}

    return graphs


__all__ = ["manifest", "versions"]
