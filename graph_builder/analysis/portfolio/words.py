"""The words of reports, which live in ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words of reports in ``en`` or ``id``."""
    path = Path(__file__).with_name("words.toml")
    found: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))[language]
    return found


__all__ = ["words"]
