"""Short forms and everyday Indonesian become the words of the grammar; other words stay."""

from __future__ import annotations

import pytest

from graph_builder.questions.spelling import formal


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("siapa aja yg nerima data", "siapa saja yang menerima data"),
        ("data dikumpulin", "data dikumpulkan"),
        ("nyimpen", "menyimpan"),
        ("ngejual", "jual"),
        ("dipake", "dipakai"),
        ("bisa ga saya", "bisa saya"),
        ("pls tell me whats collected", "please tell me what collected"),
    ],
)
def test_what_people_type_becomes_what_the_grammar_knows(typed: str, meant: str) -> None:
    assert formal(typed) == meant


@pytest.mark.parametrize("word", ["admin", "effective date", "market", "awan", "login", "name"])
def test_a_word_that_is_none_of_these_stays(word: str) -> None:
    assert formal(word) == word
