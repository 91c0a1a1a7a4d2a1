"""``alir explain FILE --at`` finds the sentence around a character, and refuses what is none."""

from __future__ import annotations

import json

import pytest

from graph_builder.cli.main import run

TEXT = "# Privacy Policy\n\nWe collect your name. We share your personal data with couriers.\n"


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "kedai.en.md"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("words", ["We share", "couriers", "name"])
def test_the_sentence_around_a_character_is_explained(policy, capsys, words):
    explained = []
    at = TEXT.index(words)
    number = next(
        n
        for n in range(1, 9)
        if run(["explain", policy, "--sentence", str(n), "--json"]) == 0
        and words in (explained := [json.loads(capsys.readouterr().out)])[0]["text"]
    )
    assert run(["explain", policy, "--at", str(at), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == explained[0]
    assert explained[0]["number"] == number


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "say which sentence of the file"),
        (["--at", "3", "--sentence", "1"], "say which sentence of the file"),
        (["--at", "-1"], "--at"),
        (["--at", "99999"], ""),
    ],
)
def test_no_one_sentence_is_wrong_use(policy, capsys, options, said):
    assert run(["explain", policy, *options]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("error: [E-")
    assert "E-INTERNAL" not in shown.err
    assert said in shown.err
    assert shown.out == ""
