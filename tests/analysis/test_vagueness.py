"""``alir vagueness``: vague clauses by requirement, and the concrete words of peers."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graph_builder.analysis.portfolio.generic import Kind
from graph_builder.analysis.portfolio.vagueness import audit
from graph_builder.cli.main import run
from tests.analysis import fictional

CLEAR = """# Privacy Policy of PT Terang Pagi

PT Terang Pagi is a fictional company.

## Who receives your data

We share your email address with Mailchimp for direct marketing.

## Retention

We keep your email address for 3 years.
"""


def findings(texts=fictional.TEXTS, slug: str = ""):
    portfolio = fictional.portfolio(texts)
    return audit(portfolio, [p for p in portfolio.profiles if not slug or p.policy == slug])


def of(kind: Kind, slug: str):
    return [f for f in findings() if f.kind is kind and f.profile.policy == slug]


def test_a_generic_recipient_is_told_with_its_requirement() -> None:
    (found,) = of(Kind.RECIPIENT, "kopi-rimba")
    assert found.element == "E11"
    assert found.concepts == ("dpv:ThirdParty",)
    assert found.proof.quote.startswith("We may share your email address with third parties")


def test_the_advice_is_a_sentence_of_a_peer_that_says_the_like_concretely() -> None:
    (found,) = of(Kind.RECIPIENT, "kopi-rimba")
    (advice,) = found.advice
    assert advice.profile.policy == "buku-senja"
    assert advice.proof.quote == "We share your email address with Mailchimp for direct marketing."


def test_generic_data_that_go_out_are_told() -> None:
    (found,) = of(Kind.DATA, "sepeda-angin")
    assert (found.element, found.concepts) == ("E07", ("dpv:PersonalData",))
    assert not of(Kind.DATA, "buku-senja"), "collecting is no passing on"


def test_a_period_without_an_end_is_told_and_a_bounded_one_is_not() -> None:
    (found,) = of(Kind.DURATION, "kopi-rimba")
    assert found.element == "E14"
    assert found.advice[0].proof.quote == "We keep your personal data for 2 years."
    assert not of(Kind.DURATION, "buku-senja")


def test_an_open_list_is_told_by_its_cues_and_the_slot_that_it_leaves_open() -> None:
    found = of(Kind.OPEN_LIST, "buku-senja")
    assert {f.cue for f in found} == {"such as", "etc."}
    assert {f.element for f in found} == {"E07"}


def test_an_illustration_at_the_start_of_a_sentence_is_no_open_list() -> None:
    text = fictional.KOPI.replace("We collect your name", "For example, we collect your name")
    assert not [f for f in findings({"kopi.en.md": text}) if f.kind is Kind.OPEN_LIST]


def test_advice_never_comes_from_the_policy_itself_or_another_language() -> None:
    for found in findings():
        for advice in found.advice:
            assert advice.profile.policy != found.profile.policy
            assert advice.profile.language == found.profile.language


def test_every_quote_stands_in_its_own_policy() -> None:
    texts = {n.split(".")[0]: " ".join(t.split()) for n, t in fictional.TEXTS.items()}
    listed = findings()
    assert listed
    for found in listed:
        assert found.proof.quote.split(" … ")[-1] in texts[found.profile.policy]
        for advice in found.advice:
            assert advice.proof.quote in texts[advice.profile.policy]


def test_a_clear_policy_has_no_findings_and_exits_with_0(tmp_path, capsys) -> None:
    (file,) = fictional.write(tmp_path, {"terang-pagi.en.md": CLEAR})
    graph = ["--graph", str(tmp_path / "none.trig")]
    assert run(["vagueness", file]) == 0
    assert run(["vagueness", file, *graph]) == 2, "a graph that is asked for must be there"
    capsys.readouterr()


def test_a_file_is_audited_with_the_store_as_its_peers(tmp_path, capsys) -> None:
    folder = fictional.store(tmp_path, {"buku-senja.en.md": fictional.BUKU})
    (file,) = fictional.write(tmp_path, {"kopi-rimba.en.md": fictional.KOPI})
    capsys.readouterr()
    assert run(["vagueness", file, "--store", str(folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["findings"]
    assert {f["policy"] for f in told} == {"PT Kopi Rimba"}
    assert {s["policy"] for f in told for s in f["suggestions"]} == {"PT Buku Senja"}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("style", ["text", "markdown", "html", "json", "csv"])
def test_every_style_and_language_quotes_the_clause(style, language, tmp_path, capsys) -> None:
    store = fictional.store(tmp_path)
    capsys.readouterr()
    arguments = ["vagueness", "--store", str(store), "--format", style, "--lang", language]
    assert run(arguments) == 1
    first = capsys.readouterr().out
    assert "We may share your email address with third parties" in first
    run(arguments)
    assert first == capsys.readouterr().out


def test_csv_has_a_finding_a_row(tmp_path, capsys) -> None:
    files = fictional.write(tmp_path)
    run(["vagueness", *files, "--csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == len(findings())
    assert all(r["quote"] and r["place"] for r in rows)
