"""``alir contradictions``: precision first, on sentences of our own and on annotated policies."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.analysis import judgement, telling
from graph_builder.analysis.conflicts import Kind, reasons
from graph_builder.analysis.contradictions import contradictions
from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, build
from graph_builder.cli.main import run
from graph_builder.vocabulary import default

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "contradictions.toml").read_text(encoding="utf-8"))
SHARED = HERE.parents[2] / "shared"


def version(text: str, language: str = "en"):
    built = build(Input("-", text.encode()), Options(force=True))
    assert [v.language for v in built] == [language]
    return built[0]


def found(case):
    return contradictions(version(case["text"].strip() + "\n", case["language"]), default())


def named(cases):
    return [pytest.param(c, id=c["name"]) for c in cases]


@pytest.mark.parametrize("case", named(CASES["conflict"]))
def test_a_conflict_is_told(case) -> None:
    first = found(case)[0]
    assert (first.kind.value, first.reason) == (case["kind"], case["reason"])


@pytest.mark.parametrize("case", named(CASES["hard"]))
def test_what_only_seems_a_conflict_is_not_told(case) -> None:
    conflicts = found(case)
    assert [c.reason for c in conflicts if c.kind.conflicting] == []
    if "reason" in case:
        assert case["reason"] in {c.reason for c in conflicts}


def test_every_reason_is_said_in_both_languages_and_is_of_a_known_kind() -> None:
    for name, row in reasons().items():
        assert set(row) == {"kind", "en", "id"}, f"reasons.toml, [{name}]: give kind, en and id"
        assert Kind(row["kind"])


def test_every_reason_of_a_pair_can_be_given() -> None:
    assert set(judgement.PRIORITY) - {"void"} <= set(reasons()), (
        "judgement.PRIORITY and reasons.toml must name the same reasons"
    )


def test_a_denial_is_told_once_with_its_other_counterparts_beside_it() -> None:
    (one,) = contradictions(
        version(
            "We do not share your personal data with third parties.\n"
            "We share your name with advertisers.\n"
            "We share your phone number with business partners.\n"
        ),
        default(),
    )
    assert one.second.citation.line == 2
    assert [c.line for c in one.also] == [3]


@pytest.mark.parametrize("style", sorted(telling.STYLES))
def test_no_finding_is_shown_without_both_sentences(style, tmp_path, capsys) -> None:
    policy = tmp_path / "kite.en.md"
    first = "We do not share your personal data with third parties."
    second = "We may share your personal data with advertisers."
    policy.write_text(f"# Privacy Policy of Kite\n\n{first}\n\n{second}\n", encoding="utf-8")
    assert run(["contradictions", str(policy), "--format", style]) == 1
    shown = capsys.readouterr().out
    assert first in shown
    assert second in shown


def test_the_reason_is_told_in_the_language_asked_for(tmp_path, capsys) -> None:
    policy = tmp_path / "kite.en.md"
    policy.write_text(CASES["conflict"][0]["text"], encoding="utf-8")
    run(["contradictions", str(policy), "--lang", "id"])
    assert reasons()["plain"]["id"] in capsys.readouterr().out


def test_apparent_conflicts_are_counted_and_shown_on_request(tmp_path, capsys) -> None:
    policy = tmp_path / "kite.en.md"
    policy.write_text(CASES["hard"][0]["text"], encoding="utf-8")
    assert run(["contradictions", str(policy)]) == 0
    assert "1 statement that only seems to conflict" in capsys.readouterr().out
    assert run(["contradictions", str(policy), "--all", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert [(c["kind"], c["reason"]) for c in one["conflicts"]] == [("qualified", "unlawful")]
    assert one["conflicts"][0]["why"] == reasons()["unlawful"]["en"]


def test_csv_has_a_row_for_each_finding(tmp_path, capsys) -> None:
    policy = tmp_path / "kite.en.md"
    policy.write_text(CASES["conflict"][0]["text"], encoding="utf-8")
    run(["contradictions", str(policy), "--format", "csv"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["kind"] == "contradiction"
    assert row["operations"] == "dpv:Share"
    assert row["first_place"].endswith(":1")


def test_nothing_to_read_is_wrong_use(capsys) -> None:
    assert run(["contradictions"]) == 2
    assert "E-USAGE" in capsys.readouterr().err


def test_findings_of_a_store_are_kept_in_it_and_replaced(tmp_path, capsys) -> None:
    policy, store = tmp_path / "kite.en.md", tmp_path / "store"
    policy.write_text(CASES["conflict"][0]["text"], encoding="utf-8")
    assert run(["build", str(policy), "--force", "--store", str(store)]) == 0
    capsys.readouterr()
    for _ in range(2):
        assert run(["contradictions", "--store", str(store), "--json"]) == 1
    assert run(["validate", "--store", str(store), "--fail-on", "never"]) == 0
    kept = ox.Store.read_only(str(store / "quads"))
    rows = kept.query(
        "PREFIX alir: <https://w3id.org/alir#> PREFIX oa: <http://www.w3.org/ns/oa#> "
        "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dct: <http://purl.org/dc/terms/> "
        "SELECT ?kind ?first ?second WHERE { GRAPH ?g { ?c a alir:Conflict ; dct:type ?kind ; "
        "alir:firstEvidence/oa:hasSelector/oa:exact ?first ; prov:wasGeneratedBy ?run ; "
        "alir:secondEvidence/oa:hasSelector/oa:exact ?second ; alir:firstStatement ?s } "
        "?s a alir:DeniedPractice }",
        use_default_graph_as_union=True,
    )
    (row,) = list(rows)
    assert row["kind"].value == "contradiction"
    assert row["first"].value.startswith("We do not share")
    assert row["second"].value.startswith("We may share")


def test_a_store_gives_the_same_findings_as_the_file(tmp_path, capsys) -> None:
    policy, store = tmp_path / "kite.en.md", tmp_path / "store"
    policy.write_text(CASES["conflict"][0]["text"], encoding="utf-8")
    run(["build", str(policy), "--force", "--store", str(store)])
    capsys.readouterr()
    told = []
    for arguments in ([str(policy)], ["--store", str(store)]):
        run(["contradictions", *arguments, "--json"])
        (one,) = json.loads(capsys.readouterr().out)
        told.append(
            [(c["kind"], c["first"]["span"], c["second"]["span"]) for c in one["conflicts"]]
        )
    assert told[0] == told[1] != []


def test_a_graph_without_quotes_shows_nothing_and_says_so(tmp_path, capsys) -> None:
    policy, store = tmp_path / "kite.en.md", tmp_path / "store"
    policy.write_text(CASES["conflict"][0]["text"], encoding="utf-8")
    run(["build", str(policy), "--force", "--no-quotes", "--store", str(store)])
    capsys.readouterr()
    assert run(["contradictions", "--store", str(store)]) == 0
    assert "no quotes" in capsys.readouterr().err
    assert run(["contradictions", "--store", str(store), "--texts", str(tmp_path)]) == 1
    assert "kite.en.md:1" in capsys.readouterr().out


# -- the annotated policies, where they are at hand

needs_shared = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="needs the annotated policies in ../shared"
)
_BAR = 0.8


def annotated():
    rows = (SHARED / "gold" / "sources.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for row in rows:
        name, file, language = (row.split("\t")[i] for i in (0, 1, 3))
        gold = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        quotes = [
            [" ".join(q.split()) for q in f["quotes"]]
            for f in gold["findings"]
            if f["kind"] in {"contradiction", "inconsistency"}
        ]
        for one in build(Input(str(SHARED / "policies" / file)), Options(force=True)):
            if one.language == language:
                yield name, one, quotes


def _meet(quote: str, words: str) -> bool:
    return quote in words or words in quote


@needs_shared
def test_what_is_told_was_found_by_careful_readers_too() -> None:
    right, wrong = [], []
    for name, one, findings in annotated():
        for conflict in contradictions(one, default()):
            if not conflict.kind.conflicting:
                continue
            sides = [
                " ".join(s.span.text(one.text).split()) for s in (conflict.first, conflict.second)
            ]
            agreed = any(
                any(_meet(q, sides[0]) for q in quotes) and any(_meet(q, sides[1]) for q in quotes)
                for quotes in findings
            )
            (right if agreed else wrong).append((name, conflict.reason, conflict.first.span.start))
    assert len(right) / max(1, len(right) + len(wrong)) >= _BAR, f"not annotated: {wrong}"
    assert len(right) >= 4, f"hardly anything is found any more: {right}"


@needs_shared
def test_the_statements_of_a_lender_are_read_as_the_reference_reads_them() -> None:
    (one,) = build(Input(str(SHARED / "policies" / "seeds" / "alumak.txt")), Options())
    conflicts = contradictions(one, default())
    by_words = {
        " ".join(c.first.span.text(one.text).split())[:38]: (c.kind.value, c.second)
        for c in conflicts
        if c.first.denied
    }
    kind, against = by_words["We do not disclose information about i"]
    assert kind == "contradiction"
    assert "alir:Advertiser" in against.recipients
    assert by_words["Personal information will not be sold "][0] == "qualified"


def test_validation_judges_contradictions_in_the_same_way(tmp_path, capsys) -> None:
    told = {}
    for number, case in enumerate((CASES["conflict"][0], CASES["hard"][0], CASES["hard"][3])):
        policy = tmp_path / f"kite{number}.en.md"
        policy.write_text(case["text"], encoding="utf-8")
        run(["validate", str(policy), "--shapes", "consistency", "--json"])
        shown = json.loads(capsys.readouterr().out)
        told[case["name"]] = "CON-28" in json.dumps(shown)
    assert told == {
        "sharing with third parties": True,
        "a qualified denial is no promise": False,
        "selling is not sharing": False,
    }
