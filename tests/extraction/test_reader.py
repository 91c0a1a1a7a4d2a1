"""What a sentence, list or heading of a notice is read as, one linguistic pattern a row."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graph_builder.model import Slot
from tests.extraction.said import practices, said

PATTERNS = tomllib.loads(Path(__file__).with_name("patterns.toml").read_text("utf-8"))["pattern"]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p["text"][:50])
def test_a_pattern_is_read_as_what_it_says(pattern: dict) -> None:
    assert said(pattern["text"], pattern["language"]) == pattern["says"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("We collect your IP address.", "alir:AutomaticCollection"),
        ("We collect your name.", "dpv:DataSubjectDataSource"),
    ],
)
def test_a_source_that_is_not_said_follows_the_nature_of_the_datum(text: str, source: str) -> None:
    (one,) = practices(text)
    assert one.sources == (source,)


@pytest.mark.parametrize(
    "before",
    ["", "Cafe\u0301 cre\u0301me \U0001f600\U0001f1ee\U0001f1e9. ", "\u05d0\u05d1 \u200f\u200e. "],
)
def test_the_words_of_a_value_stand_at_its_offsets(before: str) -> None:
    text = before + "We collect your e-mail address."
    (one,) = practices(text)
    spans = [m.span.text(text) for m in one.mentions if m.slot is Slot.DATA]
    assert spans == ["e-mail address"]
