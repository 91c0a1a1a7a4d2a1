"""Which pages the workbench has, and the words it uses: known to pages and to workers that draw."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from graph_builder.views.page import Place, Words

PAGES = (
    ("/", "ask"),
    ("/view", "views"),
    ("/validate", "validate"),
    ("/review", "review"),
    ("/query", "query"),
    ("/vocabulary", "vocabulary"),
)
"""Address and word of every page that the pages link to, in this order."""


def place(here: str) -> Place:
    """Return the place of a page of the workbench among the others, by its address."""
    return Place(PAGES, here, words())


@cache
def words() -> Words:
    """Return the words of the workbench beside those of the views."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


__all__ = ["PAGES", "place", "words"]
