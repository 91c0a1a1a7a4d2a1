"""Input that no notice would hold: extraction comes to an end, and its offsets stay inside."""

from __future__ import annotations

import pytest

from graph_builder import vocabulary
from graph_builder.extraction import extract
from tests.extraction.said import document, said

_SENTENCE = "We collect your name and share it with advertisers "
_SAYS = "We collect your name.\n\n"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", _SENTENCE * 300),
        ("en", "a" * 200_000),
        ("en", "Lantana " * 25_000),
        ("en", "," * 50_000),
        ("en", "name, email address and " * 1_000),
        ("en", "(" * 10_000 + ")" * 10_000),
        ("en", "we (us " * 1_000),
        ("en", "we " * 10_000),
        ("en", "transfer " * 2_000),
        ("en", "you can ask us to " * 1_000),
        ("en", "PT " * 5_000),
        ("en", "A.B. " * 5_000),
        ("en", "](http://a.example " * 1_000),
        ("en", "a@b." * 5_000),
        ("en", "a-" * 20_000),
        ("en", "\u200f\u0301" * 10_000),
        ("id", "kami mengumpulkan data Anda dan " * 500),
        ("id", "anda berhak " * 2_000),
    ],
    ids=lambda value: value[:12] if len(value) > 2 else value,
)
def test_repetition_without_end_is_read_to_its_end(language: str, text: str) -> None:
    one = document(_SAYS + text, language)
    version = extract(one, vocabulary.default())
    spans = [s for p in version.practices for s in p.evidence]
    assert all(0 <= s.start < s.end <= len(one.text) for s in spans)


def test_what_stands_before_a_line_without_end_is_still_found() -> None:
    assert said(_SAYS) == said(_SAYS + "," * 50_000)


def test_a_sentence_without_end_does_not_square_what_it_says() -> None:
    def mentions(times: int) -> int:
        found = extract(document(_SAYS + _SENTENCE * times, "en"), vocabulary.default())
        return sum(len(p.mentions) for p in found.practices)

    assert mentions(800) < 3 * mentions(400)
