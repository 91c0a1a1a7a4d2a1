"""The text of a policy version, found again in the policies' own files by hash.

A graph keeps offsets, ``alir:sourceHash`` and ``alir:textHash``. Whoever has the texts in a folder
sees every sentence in its place, in a graph built with ``--no-quotes``, too:

1. Hash every document file of the folder; one that matches a version's ``alir:sourceHash`` is it.
2. Read it as a build would; only where the normalised text has the version's ``alir:textHash`` do
   its offsets count.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from graph_builder.documents import read
from graph_builder.errors import AlirError, DocumentError
from graph_builder.files import SUFFIXES
from graph_builder.graph.to_rdf import text_hash


@dataclass(slots=True)
class Texts:
    """The policies of a folder by the hash of their bytes.

    Args:
        folder: searched with everything below it.

    Raises:
        DocumentError: ``E-NOT-FOUND``, there is no such folder.
    """

    folder: Path
    _paths: dict[str, Path] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise DocumentError("E-NOT-FOUND", f"there is no folder {self.folder}")
        for path in sorted(self.folder.rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file():
                self._paths.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)

    def text(self, source_hash: str, expected: str) -> str:
        """Return the normalised text of a source, or an empty one where it is not here.

        Args:
            source_hash: ``alir:sourceHash`` of a version, with or without ``sha256:``.
            expected: its ``alir:textHash``; a text that differs is of no use to its offsets.
        """
        source = source_hash.removeprefix("sha256:")
        if source not in self._texts:
            self._texts[source] = self._read(source)
        found = self._texts[source]
        return found if text_hash(found) == expected else ""

    def path(self, source_hash: str) -> Path | None:
        """Return the file that has this hash."""
        return self._paths.get(source_hash.removeprefix("sha256:"))

    def _read(self, source: str) -> str:
        if source not in self._paths:
            return ""
        try:
            documents = read(self._paths[source], force=True)
        except AlirError:
            return ""
        return documents[0].text


__all__ = ["Texts"]
