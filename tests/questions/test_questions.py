"""Every question of questions.tsv is understood, or refused, as the table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.errors import AlirError
from graph_builder.questions.meaning import understand

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "questions.tsv").read_text(encoding="utf-8").splitlines()
    if "\t" in line and not line.startswith("#")
]


def _short(values: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Policies by their slugs, so that the table can be written by hand."""
    return {
        name: ",".join(dict.fromkeys(v.split("/")[-3] if "/policy/" in v else v for v in found))
        for name, found in values.items()
    }


@pytest.mark.parametrize(("question", "expected"), ROWS)
def test_a_question_means_what_the_table_says(question, expected, portfolio):
    head, *rest = expected.split(" ")
    if head.startswith("E-"):
        with pytest.raises(AlirError) as caught:
            understand(question, portfolio)
        assert caught.value.code == head, caught.value.message
        assert all(word.casefold() in caught.value.hint.casefold() for word in rest if word)
        return
    meaning = understand(question, portfolio)
    found = _short(dict(meaning.values))
    assert (meaning.intent.name, found) == (head, dict(pair.split("=", 1) for pair in rest))


def test_the_table_has_enough_questions_in_both_languages():
    indonesian = [
        q
        for q, _ in ROWS
        if {"siapa", "apa", "apakah", "kebijakan", "data"} & set(q.lower().split())
    ]
    assert len(ROWS) >= 150
    assert len(indonesian) >= 50
