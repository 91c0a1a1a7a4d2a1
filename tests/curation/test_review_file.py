import re
from dataclasses import replace

import pytest

from graph_builder.curation import plain, review_file
from graph_builder.curation.decisions import Decisions
from graph_builder.errors import DocumentError
from graph_builder.model import Verdict
from tests.curation.policies import ENGLISH, decided, read, signed

WORDS = ("name, e-mail", "IP address auto", "share your IP", "payment providers", "do not sell")


@pytest.fixture(scope="module")
def decisions() -> Decisions:
    version = read(ENGLISH)
    verdicts = (Verdict.ACCEPT, Verdict.REJECT, Verdict.EDIT, Verdict.UNSURE, Verdict.ACCEPT)
    found = Decisions()
    for second, (words, verdict) in enumerate(zip(WORDS, verdicts, strict=True)):
        reason = 'kata "mitra" = pengiklan\nlihat bagian 3' if verdict is Verdict.REJECT else ""
        found = found.record(
            decided(version, words, verdict, signature=signed(second, reason=reason))
        )
    again = decided(version, WORDS[1], Verdict.ACCEPT, signature=signed(30, "Budi"))
    return found.record(again)


def test_what_is_written_is_read(tmp_path, decisions):
    path = review_file.beside(tmp_path / "kedai-pagi.en.md")
    review_file.write(path, decisions)
    assert path.name == "kedai-pagi.en.review.toml"
    assert review_file.read(path) == decisions


def test_the_same_decisions_are_the_same_bytes_in_whatever_order_they_were_taken(decisions):
    turned = Decisions.of(reversed(decisions.all))
    assert review_file.render(turned, "x") == review_file.render(decisions, "x")


def test_one_decision_changes_one_entry(decisions):
    before = review_file.render(decisions, "x")
    changed = replace(decisions.all[2], reason="seen again")
    after = review_file.render(Decisions.of((*decisions.all[:2], changed, *decisions.all[3:])), "x")
    split = re.compile(r"^\[\[decision\]\]$", re.MULTILINE)
    differing = [
        i
        for i, pair in enumerate(zip(split.split(before), split.split(after), strict=True))
        if pair[0] != pair[1]
    ]
    assert differing == [3]


def test_taking_back_brings_the_earlier_decision_back(decisions):
    latest = decisions.latest()
    assert latest is not None
    assert latest.reviewer == "Budi"
    back = decisions.take_back(latest)
    earlier = back.about(latest.id, "en")
    assert earlier is not None
    assert (earlier.reviewer, earlier.verdict) == ("Sari", Verdict.REJECT)


def test_a_file_that_has_lost_its_last_decision_goes(tmp_path, decisions):
    path = tmp_path / "x.review.toml"
    review_file.write(path, decisions)
    review_file.write(path, Decisions())
    assert not path.exists()


@pytest.mark.parametrize(
    ("found", "put", "told"),
    [
        ('verdict = "accept"', 'verdict = "agree"', "decision 1, verdict: 'agree' is none of"),
        ('"pd:Name"', '"pd:Nome"', "'pd:Nome' is no concept for it"),
        ('"pd:Name"', '"alir:AdNetwork"', "'alir:AdNetwork' is no concept for it"),
        ("time = 2026-03-01 09:00:00+00:00", "time = 2026-03-01 09:00:00", "no time zone"),
        ('reviewer = "Sari"', 'reviewer = ""', "decision 1, reviewer: is missing"),
        ("format = 1", "format = 2", "format 2 is not 1"),
        ("format = 1", "format = ", "Invalid value"),
    ],
)
def test_a_mistake_made_by_hand_is_told_with_its_place(tmp_path, decisions, found, put, told):
    text = review_file.render(decisions, "x")
    assert found in text
    path = tmp_path / "x.review.toml"
    path.write_text(text.replace(found, put, 1), encoding="utf-8")
    with pytest.raises(DocumentError, match=re.escape(told)) as raised:
        review_file.read(path)
    assert raised.value.code == "E-REVIEW"


def test_two_decisions_about_one_statement_are_a_mistake(decisions):
    entry = plain.from_decision(decisions.all[0])
    with pytest.raises(DocumentError, match="two decisions about"):
        review_file.parse({"format": 1, "decision": [entry, entry]}, "x")
