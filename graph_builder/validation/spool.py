"""Reports of a portfolio, kept on disk while they are made and read back one by one.

A report format may want all reports twice (a matrix first, then the findings), and none must be
written before all inputs are judged. So each report goes to a temporary file as it comes; few stay
in memory. Rules and requirements are stored by name (they pickle so), findings take the rest.
"""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Iterable, Iterator, Sequence
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import overload

from graph_builder.validation.run import VersionReport

_IN_MEMORY = 8 << 20
"""Bytes from which the reports lie on disk."""


class Spool(Sequence[VersionReport]):
    """Reports in the order in which they were added, read anew each time they are asked for."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with the spool
        weakref.finalize(self, self._file.close)
        self._offsets: list[int] = []

    def append(self, report: VersionReport) -> None:
        """Keep a report."""
        self._offsets.append(self._file.seek(0, SEEK_END))
        pickle.dump(report, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def extend(self, reports: Iterable[VersionReport]) -> None:
        """Keep several reports."""
        for report in reports:
            self.append(report)

    def __len__(self) -> int:
        return len(self._offsets)

    @overload
    def __getitem__(self, index: int) -> VersionReport: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[VersionReport]: ...
    def __getitem__(self, index: int | slice) -> VersionReport | Sequence[VersionReport]:
        if isinstance(index, slice):
            return [self[n] for n in range(len(self))[index]]
        self._file.seek(self._offsets[index])
        found: VersionReport = pickle.load(self._file)  # noqa: S301 - written by this process
        return found

    def __iter__(self) -> Iterator[VersionReport]:
        return (self[n] for n in range(len(self)))


__all__ = ["Spool"]
