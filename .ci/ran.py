"""Judge what pytest did: green counts only if what should have run did run.

Reads the JUnit report of the run. A test may be skipped only where the reference data (../shared)
is not beside the project and its reason says so, or for a SPARQL server (tests/interop) that the
machine cannot have. Exits 1 if anything else was skipped, or the pages or the evaluation gate are
not among what ran.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

_SHARED = "../shared"
_PAGES = "tests.browser."
_GATE = "test_every_figure_holds_its_floor"


def faults(report: Path, *, shared: bool) -> list[str]:
    """Return what is wrong with a run; ``shared`` tells whether the reference data is there."""
    ran, wrong = set(), []
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - our own report
        name = f"{case.get('classname')}.{case.get('name')}"
        skipped = case.find("skipped")
        if skipped is None:
            ran.add(name)
            continue
        reason = skipped.get("message", "")
        print(f"not run: {name}: {reason}")
        excused = name.startswith("tests.interop.") or (_SHARED in reason and not shared)
        if not excused and skipped.get("type") != "pytest.xfail":
            wrong.append(f"skipped without an excuse: {name}: {reason}")
    if not any(name.startswith(_PAGES) for name in ran):
        wrong.append("no page was tested in Chromium")
    if shared and not any(name.endswith(_GATE) for name in ran):
        wrong.append("the evaluation gate did not run")
    return wrong


if __name__ == "__main__":
    found = faults(Path(sys.argv[1]), shared=Path(_SHARED).is_dir())
    print(*found, sep="\n", file=sys.stderr)
    sys.exit(bool(found))
