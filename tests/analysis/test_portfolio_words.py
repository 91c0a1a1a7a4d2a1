"""The words of the reports on many policies."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from graph_builder.analysis import portfolio
from graph_builder.analysis.portfolio.comparison import Status, Topic

_PATH = Path(portfolio.__file__).with_name("words.toml")


def test_every_word_is_there_in_both_languages() -> None:
    table = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    assert table["en"].keys() == table["id"].keys(), f"give each word in [en] and [id] of {_PATH}"
    for key, text in table["en"].items():
        places = re.findall(r"\{\w+\}", text)
        assert sorted(places) == sorted(re.findall(r"\{\w+\}", table["id"][key])), key


def test_every_status_and_topic_has_a_word() -> None:
    table = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    missing = {x.value for x in (*Status, *Topic)} - table["en"].keys()
    assert not missing, f"add them to {_PATH}"
