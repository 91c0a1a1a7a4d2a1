"""The laws that can be validated against, as ``shapes/laws.toml`` lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from graph_builder import resources


def _table() -> dict[str, Any]:
    (path,) = resources.files("shapes", "laws.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


_TABLE = _table()
_ROWS: Mapping[str, Mapping[str, Any]] = _TABLE["laws"]

#: Whose law: Indonesia, the European Union, California; in the order of the reports.
JURISDICTIONS: tuple[str, ...] = tuple(_ROWS)

#: What people call each jurisdiction.
NAMES: tuple[str, ...] = tuple(row["name"] for row in _ROWS.values())

#: Packs that each law brings in; quality, consistency and parity hold under every law.
LAWS: Mapping[str, tuple[str, ...]] = {
    **{law: (*_TABLE["always"], *row["packs"]) for law, row in _ROWS.items()},
    "all": (*_TABLE["always"], *(pack for row in _ROWS.values() for pack in row["packs"])),
}

#: Packs that are about one law.
OF_ONE_LAW = frozenset(pack for row in _ROWS.values() for pack in row["packs"])

#: The law of an article by how its CURIE begins.
ANCHORS: Mapping[str, str] = {a: law for law, row in _ROWS.items() for a in row["anchors"]}

#: The law of the articles that a notice element cites, by property.
ARTICLES: Mapping[str, str] = {row["articles"]: law for law, row in _ROWS.items()}
