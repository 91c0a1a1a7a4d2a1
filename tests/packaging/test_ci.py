"""Continuous integration says green only when what should have run did run (.ci/ran.py)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).parents[2] / ".ci/ran.py"
_PAGE = '<testcase classname="tests.browser.test_pages" name="test_a"/>'
_GATE = '<testcase classname="tests.evaluation" name="test_every_figure_holds_its_floor"/>'


def _skip(room: str, reason: str, kind: str = "pytest.skip") -> str:
    return (
        f'<testcase classname="tests.{room}" name="test_b">'
        f'<skipped type="{kind}" message="{reason}"/></testcase>'
    )


@pytest.fixture(scope="module")
def faults():
    spec = importlib.util.spec_from_file_location("ran", _SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.faults


@pytest.mark.parametrize(
    ("cases", "shared", "wrong"),
    [
        ((_PAGE, _GATE), True, None),
        ((_PAGE,), False, None),
        ((_PAGE, _skip("graph", "no ../shared here")), False, None),
        ((_PAGE, _GATE, _skip("interop.test_servers", "no server")), True, None),
        ((_PAGE, _GATE, _skip("graph", "later", "pytest.xfail")), True, None),
        ((_PAGE,), True, "evaluation gate"),
        ((_GATE,), True, "no page"),
        ((_skip("browser.test_pages", "no browser"), _GATE), True, "without an excuse"),
        ((_PAGE, _GATE, _skip("graph", "no ../shared here")), True, "without an excuse"),
        ((_PAGE, _skip("graph", "no Java")), False, "without an excuse"),
    ],
)
def test_a_run_is_judged_by_what_ran(tmp_path, faults, cases, shared, wrong):
    report = tmp_path / "report.xml"
    report.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
    found = faults(report, shared=shared)
    assert (wrong is None) == (not found), found
    assert wrong is None or any(wrong in fault for fault in found)
