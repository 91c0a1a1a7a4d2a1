"""Forms of words, tokens, phrases, and concepts found by their labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder import resources, vocabulary
from graph_builder.extraction import extract, lexicon
from graph_builder.extraction.explain import number_at, sentence
from graph_builder.extraction.morphology import keys
from graph_builder.extraction.phrases import PhraseTable, longest
from graph_builder.extraction.tokens import tokenize
from graph_builder.namespaces import expand
from tests.extraction.said import document, practices


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("collected", "collect", "en"),
        ("addresses", "address", "en"),
        ("mengumpulkan", "dikumpulkan", "id"),
        ("memproses", "diproses", "id"),
        ("menyimpan", "disimpan", "id"),
        ("kukinya", "kuki", "id"),
    ],
)
def test_forms_of_a_word_share_a_key(one: str, other: str, language: str) -> None:
    assert set(keys(one, language)) & set(keys(other, language))


@pytest.mark.parametrize("word", ["media", "digital", "merchant"])
def test_words_that_only_look_like_verbs_have_no_stem(word: str) -> None:
    assert not any(key.startswith("~") for key in keys(word, "id"))


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("e-mail", "en", ["email"]),
        ("third-party", "en", ["third", "party"]),
        ("pihak-pihak", "id", ["pihak"]),
        ("the user's name", "en", ["the", "user", "name"]),
        ("see https://kopi.example/a-b now", "en", ["see", "now"]),
    ],
)
def test_tokens_are_words_as_labels_write_them(text: str, language: str, words: list[str]) -> None:
    assert [t.text for t in tokenize(text, language) if t.word] == words


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("transfer … abroad", "transfer some of your data abroad"),
        ("internet protocol address", "Internet Protocol (IP) address"),
        ("billing address", "billing and delivery address"),
        ("email address", "email the address"),
    ],
)
def test_a_phrase_is_found_over_what_may_be_passed(phrase: str, text: str) -> None:
    table = PhraseTable[str]("en")
    table.add(phrase, phrase)
    found = longest(table.search(tokenize(text, "en"), arms=True))
    assert [m.payload for m in found] == [phrase]


@pytest.mark.parametrize(
    "text", ["transfer one two three four five six abroad", "transfer data. Go abroad"]
)
def test_a_gap_ends_after_four_words_and_at_a_full_stop(text: str) -> None:
    table = PhraseTable[str]("en")
    table.add("transfer … abroad", "x")
    assert not list(table.search(tokenize(text, "en")))


@pytest.mark.parametrize(
    ("text", "found"),
    [("your name", True), ("in the name of science", False), ("name and email address", True)],
)
def test_a_contextual_label_counts_only_in_its_context(text: str, found: bool) -> None:  # noqa: FBT001 - a table's column
    mentions = lexicon.default("en").find(tokenize(text, "en"))
    assert ("pd:Name" in {m.concept for m in mentions}) is found


def test_a_concept_added_in_turtle_is_found_at_once(tmp_path: Path) -> None:
    extra = tmp_path / "extra.ttl"
    extra.write_text(
        "@prefix alir: <https://w3id.org/alir#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"<{expand('alir:LantanaStamp')}> skos:inScheme <{expand('alir:DataScheme')}> ;\n"
        '  skos:prefLabel "lantana stamp"@en .\n',
        encoding="utf-8",
    )
    known = vocabulary.read([*resources.files("ontology", "*.ttl"), extra])
    found = extract(document("We collect your lantana stamps.", "en"), known).practices
    assert [p.data for p in found] == [("alir:LantanaStamp",)]


def test_a_sentence_is_explained_with_its_words_and_practices() -> None:
    text = "Kopi Lantana roasts coffee. We share your email address with advertisers."
    one = document(text, "en")
    number = number_at(one, vocabulary.default(), text.index("email"))
    found = sentence(one, vocabulary.default(), number)
    assert number == 2
    assert ("recipient", "alir:Advertiser", "advertisers") in [
        (v.slot, v.concept, v.words) for f in found.frames for v in f.values
    ]
    assert [p.recipients for p in found.practices] == [("alir:Advertiser",)]


@pytest.mark.parametrize(
    "text",
    [
        "We collect your email address" + " , name" * 20_000 + ".",
        "We collect " + "(" * 5_000 + "your email address" + ")" * 5_000 + ".",
        "WE COLLECT YOUR EMAIL ADDRESS. " * 50,
    ],
    ids=["commas", "parentheses", "capitals"],
)
def test_odd_input_is_read_to_its_end(text: str) -> None:
    assert "pd:EmailAddress" in {c for p in practices(text) for c in p.data}
