"""Where the shipped knowledge lies: ontology, shapes, queries, examples.

A wheel carries these folders as ``graph_builder/_data``; an editable checkout keeps them at its top
level, so that there is only ever one copy of each file.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder of that name (``ontology``, ``shapes``, ``queries``).

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parent):
        if (base / name).is_dir():
            return base / name
    message = f"the shipped folder {name!r} is missing; reinstall alir"
    raise FileNotFoundError(message)


def files(name: str, pattern: str) -> tuple[Path, ...]:
    """Return the files below a shipped folder, in order: ``files("queries", "*.rq")``."""
    return tuple(sorted(folder(name).rglob(pattern)))
