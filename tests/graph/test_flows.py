"""Flows as a table and a network say what the practices say, no more."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
import pytest

from graph_builder.errors import UnsupportedError
from graph_builder.graph import flows
from graph_builder.model import Modality, Polarity, PolicyVersion, Practice
from graph_builder.vocabulary import default

SHARED = Practice(
    Polarity.AFFIRMED,
    Modality.POSSIBLE,
    ("dpv:Share",),
    ("pd:EmailAddress", "pd:IPAddress"),
    recipients=("alir:AdNetwork", "dpv:ThirdParty"),
    purposes=("dpv:Advertising",),
)
COLLECTED = Practice(Polarity.AFFIRMED, Modality.DEFINITE, ("dpv:Collect",), ("pd:Name",))


def rows(*practices: Practice) -> list[flows.Flow]:
    version = PolicyVersion("contoh", "contoh.md", "ab" * 32, "id", "x", practices=practices)
    return list(flows.flows(version, default()))


def test_a_practice_is_every_data_with_every_recipient() -> None:
    assert [(r.data, r.recipient) for r in rows(SHARED)] == [
        ("pd:EmailAddress", "alir:AdNetwork"),
        ("pd:EmailAddress", "dpv:ThirdParty"),
        ("pd:IPAddress", "alir:AdNetwork"),
        ("pd:IPAddress", "dpv:ThirdParty"),
    ]


def test_practices_are_not_joined() -> None:
    pairs = {(r.data, r.recipient) for r in rows(SHARED, COLLECTED)}
    assert ("pd:Name", "") in pairs
    assert ("pd:Name", "alir:AdNetwork") not in pairs


def test_csv_has_one_line_a_flow_and_names_for_people(tmp_path: Path) -> None:
    assert flows.write(rows(SHARED), tmp_path / "flows.csv") == 4
    with (tmp_path / "flows.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 4
    assert lines[2]["data_name"] == default().name("pd:IPAddress")


def test_graphml_edges_are_flows(tmp_path: Path) -> None:
    flows.write(rows(SHARED, COLLECTED), tmp_path / "flows.graphml")
    network = nx.read_graphml(tmp_path / "flows.graphml")
    edges = {(a, b, d["data"]) for a, b, d in network.edges(data=True)}
    assert ("controller:contoh", "alir:AdNetwork", "pd:IPAddress") in edges
    assert ("alir:DataSubject", "controller:contoh", "pd:Name") in edges
    assert len(edges) == 5


def test_parquet_keeps_rows_and_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `tables` is not installed")
    flows.write(rows(SHARED), tmp_path / "flows.parquet")
    table = parquet.read_table(tmp_path / "flows.parquet")
    assert table.column_names == list(flows.COLUMNS)
    assert table.num_rows == 4
    assert str(table.schema.field("start").type) == "int64"


def test_parquet_without_its_package_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UnsupportedError) as caught:
        flows.write(rows(SHARED), tmp_path / "flows.parquet")
    assert caught.value.code == "E-EXTRA"
    assert "alir[tables]" in caught.value.hint
