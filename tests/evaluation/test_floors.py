"""The quality that was once reached stays reached, where the reference data is there."""

import importlib.util
import sys
from pathlib import Path

import pytest

_PATH = Path(__file__).with_name("gate.py")
_SPEC = importlib.util.spec_from_file_location("evaluation_gate", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
gate = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = gate
_SPEC.loader.exec_module(gate)


@pytest.mark.slow
@pytest.mark.skipif(not gate.SHARED.is_dir(), reason="the reference data (../shared) is not here")
def test_every_figure_holds_its_floor():
    assert gate.floors(), "tests/floors.toml is empty: run `make pin`"
    assert gate.broken(gate.measure()) == [], "if this is wanted, say why and run `make pin`"


def test_a_figure_below_its_floor_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.toml")
    gate.pin({"gold": {"data": 0.567}}, lower=False)

    assert gate.broken({"gold": {"data": 0.56}}) == []
    assert gate.broken({"gold": {"data": 0.55}}) == ["gold.data: 0.550 is below its floor 0.560"]


def test_pinning_refuses_to_lower_a_floor_unless_told(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.toml")
    gate.pin({"gold": {"data": 0.9}}, lower=False)
    gate.pin({"gold": {"data": 0.5}}, lower=False)
    assert gate.floors()["gold"]["data"] == 0.9

    gate.pin({"gold": {"data": 0.5}}, lower=True)
    assert gate.floors()["gold"]["data"] == 0.5
