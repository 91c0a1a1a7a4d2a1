"""Each room knows only the rooms before it, and each library stays where it belongs.

``HOUSE`` is the order of the rooms, one row each: a module may import its own row and those above.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "graph_builder"

HOUSE = (
    ("errors", "namespaces", "resources", "__version__"),
    ("deadline", "durations", "failures_page", "files", "model", "nearest", "templating"),
    ("vocabulary",),
    ("documents",),
    ("extraction",),
    ("reasoning", "ontology"),
    ("graph",),
    ("curation",),
    ("proposals",),
    ("questions",),
    ("analysis",),
    ("validation",),
    ("build",),
    ("analysis.portfolio",),
    ("views",),
    ("server",),
    ("cli",),
    ("__init__", "__main__"),
)
RANK = {room: rank for rank, rooms in enumerate(HOUSE) for room in rooms}

# Which rooms may import a library; one that is not named here may be used anywhere.
OUTSIDE = {
    "pyoxigraph": {"vocabulary", "ontology", "reasoning", "graph", "questions", "analysis"}
    | {"analysis.portfolio", "validation", "build", "views", "server", "cli"},
    "rdflib": {"validation"},
    "pyshacl": {"validation"},
    "owlready2": {"reasoning"},
    "starlette": {"server"},
    "click": {"cli"},
}

MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))


def room(name: str) -> str:
    """Return the room of a module, named from below the package: the longest name in HOUSE."""
    parts = name.split(".")
    return next(r for n in range(len(parts), 0, -1) if (r := ".".join(parts[:n])) in RANK)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_knows_only_its_room_and_those_before_it(path: Path) -> None:
    own = room(".".join(path.with_suffix("").parts))
    known = [n.removeprefix("graph_builder.") for n in imported(path) if "graph_builder." in n]
    later = sorted({name for name in known if RANK[room(name)] > RANK[own]})
    assert not later, f"{own} stands before {later}: move what is shared up, or this module down"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    own = room(".".join(path.with_suffix("").parts))
    libraries = {name.partition(".")[0] for name in imported(path)}
    strange = sorted(lib for lib in libraries & OUTSIDE.keys() if own not in OUTSIDE[lib])
    assert not strange, f"{own} does without {strange}; the rooms that may use it are in OUTSIDE"


def test_the_model_reads_and_writes_nothing() -> None:
    used = {name.partition(".")[0] for name in imported(Path("model.py"))}
    assert used <= {"__future__", "collections", "dataclasses", "enum", "functools", "typing"}
