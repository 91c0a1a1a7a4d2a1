from __future__ import annotations

import tomllib
from pathlib import Path

import pyoxigraph as ox

from graph_builder.namespaces import PREFIXES
from graph_builder.validation.dataset import PolicyGraph, policies
from graph_builder.validation.run import VersionReport

HERE = Path(__file__).parent
BASE = "https://w3id.org/alir/policy/warung"
EN, ID = f"{BASE}/en/1", f"{BASE}/id/1"
SHARED = HERE.parents[2] / "shared"
EDITS = tomllib.loads((HERE / "violations.toml").read_text(encoding="utf-8"))


def complete(*updates: str) -> PolicyGraph:
    """The complete fictional notice in two languages, edited."""
    store = ox.Store()
    template = (HERE / "complete.ttl").read_text(encoding="utf-8")
    for language, graph in (("en", EN), ("id", ID)):
        store.load(
            template.replace("LANG", language).encode(),
            format=ox.RdfFormat.TURTLE,
            to_graph=ox.NamedNode(graph),
        )
    names = {"v": EN + "#", "en": EN, "id": ID}
    prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in {**PREFIXES, **names}.items())
    for update in updates:
        store.update(prefixes + update)
    (found,) = policies(store)
    return found


def names_of(reports: tuple[VersionReport, ...], version: str = EN) -> list[str]:
    return [f.rule.name for r in reports if r.header.version == version for f in r.findings]
