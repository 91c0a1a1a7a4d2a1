"""The layout words of ``words.toml``, compiled once into what the readers ask of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "words.toml"


@cache
def _table(section: str, name: str) -> tuple[str, ...]:
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))[section][name])


@cache
def _alternatives(name: str) -> str:
    words = sorted(_table("structure", name), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in words)


@cache
def lead_in_end() -> re.Pattern[str]:
    """Match an introduction's last words at the end of a text."""
    return re.compile(rf"\b(?:{_alternatives('lead_in')})\W{{0,4}}\Z", re.IGNORECASE)


@cache
def clause_start() -> re.Pattern[str]:
    """Match the first words of a clause that stands on its own."""
    return re.compile(rf"\W{{0,4}}(?:{_alternatives('clause_start')})\b", re.IGNORECASE)


@cache
def item_start() -> re.Pattern[str]:
    """Match the first words of an item that may be long."""
    return re.compile(rf"(?:{_alternatives('item_start')}) ", re.IGNORECASE)


@cache
def title() -> re.Pattern[str]:
    """Match the name of a privacy notice at the start or the end of a heading."""
    names = _alternatives("title")
    pattern = rf"\W*(?:(?:our |the )?(?:{names})\b|(?:[A-Z0-9]\S*\s+){{1,6}}(?i:{names})\W*\Z)"
    return re.compile(
        pattern.replace("(?:our", "(?i:our").replace(f"(?:{names})\\b", f"(?i:{names})\\b")
    )


@cache
def furniture() -> frozenset[str]:
    """Return page furniture in lower case."""
    return frozenset(_table("structure", "furniture"))


@cache
def numbered() -> re.Pattern[str]:
    """Match "Pasal 4", "Article IV:" at the start of a line."""
    names = _alternatives("numbered")
    return re.compile(rf"(?i:{names}) (?:\d{{1,3}}|[IVX]{{1,6}}|[A-Z])(?:[.:)]|\b)[ \t]*")
