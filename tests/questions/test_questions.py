"""Every question of questions.tsv is understood, or refused, as the table says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graph_builder.errors import AlirError
from graph_builder.questions.cues import FOLDER
from graph_builder.questions.forms import LANGUAGES
from graph_builder.questions.labels import wording
from graph_builder.questions.library import named
from graph_builder.questions.meaning import intents, understand
from graph_builder.questions.session import Session
from graph_builder.questions.sketches import BORNE

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
def test_a_question_means_what_the_table_says(
    question: str, expected: str, portfolio: Session
) -> None:
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


def test_the_table_has_enough_questions_in_both_languages() -> None:
    indonesian = [
        q
        for q, _ in ROWS
        if {"siapa", "apa", "apakah", "kebijakan", "data"} & set(q.lower().split())
    ]
    assert len(ROWS) >= 150
    assert len(indonesian) >= 50


def test_every_sketch_has_an_intent_and_every_cue_a_class_in_both_languages() -> None:
    table = tomllib.loads((FOLDER / "sketches.toml").read_text(encoding="utf-8"))["sketch"]
    used = {
        cue
        for row in table
        for cue in "|".join([*row["needs"], *row.get("allows", ()), *row.get("forbids", ())]).split(
            "|"
        )
        if cue
    }
    for language in LANGUAGES:
        cues = tomllib.loads((FOLDER / f"cues.{language}.toml").read_text(encoding="utf-8"))["cues"]
        assert used <= cues.keys(), f"add {used - cues.keys()} to cues.{language}.toml"
        assert cues.keys() <= used | BORNE, f"no sketch uses {cues.keys() - used - BORNE}"
    assert {row["intent"] for row in table} <= intents().keys()


def test_every_intent_has_its_words_and_its_query() -> None:
    for name, intent in intents().items():
        parameters = {p.name for p in named(intent.query).parameters}
        given = {intent.rename.get(s, s) for s in (*intent.slots, *intent.optional)}
        assert given <= parameters, f"{name}: {intent.query} lacks {given - parameters}"
        assert all(name in wording()[language]["claims"] for language in LANGUAGES), name


@pytest.mark.parametrize(
    "question",
    [
        "does Google Analytics share IP addresses with Awan",
        "who receives the stolen IP address",
        "apakah Awan membagikan alamat IP kecuali nomor telepon",
        "who received IP addresses before 2019",
    ],
)
def test_a_question_with_a_word_not_understood_is_never_answered(
    question: str, portfolio: Session
) -> None:
    with pytest.raises(AlirError):
        understand(question, portfolio)
