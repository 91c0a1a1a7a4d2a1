"""What others wrote and we ship is named in NOTICE, in its version, with its licence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTICE = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())
VENDORED = sorted(
    path.relative_to(ROOT)
    for folder in ("graph_builder", "tests")
    for path in (ROOT / folder).rglob("vendor/*.js")
)
VERSION = re.compile(r"\bv(\d+\.\d+\.\d+)\b")


@pytest.mark.parametrize("path", VENDORED, ids=lambda p: p.name)
def test_a_vendored_library_has_its_licence_and_its_version_in_the_notice(path: Path) -> None:
    name = path.name.partition(".")[0]
    licence = (ROOT / path).with_name(f"{name}.LICENSE")
    assert licence.is_file(), f"put the licence of {name} beside it"
    head = (ROOT / path).read_text(encoding="utf-8")[:200]
    stated = VERSION.search(head)
    first = licence.read_text(encoding="utf-8").partition("\n")[0]
    version = stated[1] if stated else re.findall(r"\d+\.\d+\.\d+", first)[0]
    assert re.search(rf"\b{name}(-core)? {re.escape(version)}\b", NOTICE), f"{name} {version}"


def test_a_folder_of_vendored_files_is_named_in_the_notice() -> None:
    assert VENDORED
    assert {p.parent.as_posix() for p in VENDORED if p.parent.as_posix() not in NOTICE} == set()
