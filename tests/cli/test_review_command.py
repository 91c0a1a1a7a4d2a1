"""`alir review` from the command line: what it prints, keeps, and answers when used wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph_builder.cli.main import run
from tests.curation.policies import ENGLISH, INDONESIAN


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "kedai-pagi.en.md"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


def listed(target: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict]:
    assert run(["review", str(target), "--list", "--json", *more]) == 0
    return [s for p in json.loads(capsys.readouterr().out) for s in p["statements"]]


def test_a_statement_goes_through_all_decisions(notice, capsys):
    first = listed(notice, capsys)[0]["id"]
    who = ["--reviewer", "Sari", "--reason", "seen"]
    for action, state in (
        (["--accept", first], "accept"),
        (["--unsure", first], "unsure"),
        (["--edit", first, "purposes+=pemasaran"], "edit"),
        (["--reject", first], "reject"),
        (["--undo"], "edit"),
        (["--undo", first], "unsure"),
    ):
        assert run(["review", str(notice), *action, *who]) == 0
        capsys.readouterr()
        assert {s["id"]: s["state"] for s in listed(notice, capsys)}[first] == state


def test_what_is_decided_tells_who_and_where(notice, capsys):
    first = listed(notice, capsys)[0]["id"]
    assert run(["review", str(notice), "--accept", first, "--reviewer", "Sari", "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["reviewer"] == "Sari"
    assert "kedai-pagi.en.review.toml" in told.err
    assert "1 of " in told.err


def test_a_folder_is_reviewed_as_one_and_identities_find_their_policy(notice, capsys):
    other = notice.with_name("kedai-pagi.id.md")
    other.write_text(INDONESIAN, encoding="utf-8")
    found = [s for s in listed(notice.parent, capsys) if s["language"] == "id"]
    assert run(["review", str(notice.parent), "--accept", found[0]["id"]]) == 0
    assert notice.with_name("kedai-pagi.id.review.toml").exists()
    assert not notice.with_name("kedai-pagi.en.review.toml").exists()


def test_of_a_folder_what_cannot_be_read_is_told_and_the_rest_is_one_table(notice, capsys):
    notice.with_name("kedai-pagi.id.md").write_text(INDONESIAN, encoding="utf-8")
    notice.with_name("leer.md").write_text("", encoding="utf-8")
    assert run(["review", str(notice.parent), "--list", "--format", "csv"]) == 0
    told = capsys.readouterr()
    header, *rows = told.out.splitlines()
    assert header.startswith("policy,id,state")
    assert {row.partition(",")[0] for row in rows} == {"kedai-pagi.en.md", "kedai-pagi.id.md"}
    assert "E-EMPTY" in told.err


def test_a_store_is_reviewed_in_the_texts_it_was_built_from(notice, tmp_path, capsys):
    store = tmp_path / "store"
    assert run(["build", str(notice), "--store", str(store)]) == 0
    assert run(["review", str(store), "--list"]) == 2
    assert "--texts" in capsys.readouterr().err
    assert listed(store, capsys, "--texts", str(tmp_path)) == listed(notice, capsys)


def test_a_diff_tells_what_became_of_decisions(notice, capsys):
    found = listed(notice, capsys)
    sold, shared = (
        next(s["id"] for s in found if words in s["sentence"])
        for words in ("do not sell", "payment providers")
    )
    for identity in (sold, shared):
        assert run(["review", str(notice), "--accept", identity]) == 0
    assert run(["review", str(notice), "--diff"]) == 0
    text = notice.read_text(encoding="utf-8")
    notice.write_text(text.replace("We share your e-mail address with", "Hello"), encoding="utf-8")
    capsys.readouterr()
    assert run(["review", str(notice), "--diff", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    fates = {row["id"]: row["fate"] for row in rows}
    assert (fates[sold], fates[shared]) == ("kept", "lost")


def test_two_reviewers_are_compared(notice, tmp_path, capsys):
    first = listed(notice, capsys)[0]["id"]
    other = tmp_path / "budi.review.toml"
    assert run(["review", str(notice), "--accept", first, "--reviewer", "Sari"]) == 0
    mine = ["--decisions", str(other), "--reviewer", "Budi"]
    assert run(["review", str(notice), "--reject", first, *mine]) == 0
    capsys.readouterr()
    assert run(["review", str(notice), "--agreement", str(other), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["disagreements"][0]["field"] == "verdict"


@pytest.mark.parametrize("ending", [".jsonld", ".csv", ".toml"])
def test_decisions_are_written_out_and_taken_over(notice, tmp_path, capsys, ending):
    first = listed(notice, capsys)[0]["id"]
    assert run(["review", str(notice), "--accept", first, "--reviewer", "Sari"]) == 0
    kept = notice.with_name("kedai-pagi.en.review.toml")
    other = tmp_path / f"sari{ending}"
    if ending != ".toml":
        assert run(["review", str(notice), "--export", str(other)]) == 0
        kept.unlink()
    else:
        kept.rename(other)
    capsys.readouterr()
    assert run(["review", str(notice), "--import", str(other), "--reviewer", "Budi"]) == 0
    assert "1 decision taken over" in capsys.readouterr().err
    assert {s["id"] for s in listed(notice, capsys) if s["state"] == "accept"} == {first}


def test_a_review_is_written_as_annotated_data_of_what_was_decided(notice, tmp_path, capsys):
    first = listed(notice, capsys)[0]
    assert run(["review", str(notice), "--accept", first["id"]]) == 0
    assert run(["review", str(notice), "--export", str(tmp_path / "gold.json")]) == 0
    (practice,) = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))["practices"]
    assert practice["quotes"] == [first["sentence"]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--accept", "ffffffffff"], "E-STATEMENT"),
        (["--accept", "a", "--reject", "b"], "do not go together"),
        (["--list", "data=name"], "goes with --edit or --add"),
        (["--add", "These words are not there", "operations=use", "data=name"], "E-STATEMENT"),
        (["--undo"], "nothing is decided"),
        (["--export", "out.xlsx"], "unknown ending"),
        (["--import", "none.csv"], "does not exist"),
    ],
)
def test_wrong_use_is_told(notice, capsys, arguments, told):
    assert run(["review", str(notice), *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_policy_that_is_not_there_is_told(tmp_path, capsys):
    assert run(["review", str(tmp_path / "none.md"), "--list"]) == 2
    assert "E-NOT-FOUND" in capsys.readouterr().err
