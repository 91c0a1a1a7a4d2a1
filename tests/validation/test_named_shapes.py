"""Shapes are chosen by the name of a shipped file, or by a path of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.errors import UsageError
from graph_builder.validation.catalogue import select, shipped


def test_a_name_chooses_that_file_alone():
    assert select("all", [Path("core")]) == (shipped()["core"],)


def test_a_name_that_is_neither_is_told_with_those_there_are():
    with pytest.raises(UsageError) as caught:
        select("all", [Path("nope")])
    assert "core" in caught.value.hint
