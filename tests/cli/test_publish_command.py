"""``alir publish`` tells what it sent, sends nothing twice, and names what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph_builder.cli import main
from tests.build import samples
from tests.graph.endpoints import serving


def test_partitions_are_published_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policies, parts = samples.folder(tmp_path / "policies", 1), str(tmp_path / "parts")
    assert main.run(["build", str(policies), "--partitions", parts]) == 0
    with serving() as served:
        told = []
        for _ in range(2):
            assert main.run(["publish", served.url, "--partitions", parts, "--json"]) == 0
            told.append(json.loads(capsys.readouterr().out))
    # The policy and the vocabulary.
    assert told[0] == {"sent": 2, "unchanged": 0, "removed": 0}
    assert told[1] == {"sent": 0, "unchanged": 2, "removed": 0}


def test_what_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as served:
        assert main.run(["publish", served.url, "--partitions", str(tmp_path)]) == 2
        assert "no finished build" in capsys.readouterr().err
        both = ["--partitions", str(tmp_path), "--store", str(tmp_path)]
        assert main.run(["publish", served.url, *both]) == 2
        assert "one of --store and --partitions" in capsys.readouterr().err
    assert not served.requests
