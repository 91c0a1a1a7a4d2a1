"""``alir stats``: figures of a portfolio of fictional companies, each with its evidence."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graph_builder.analysis.portfolio.generic import Kind, open_lists, table
from graph_builder.analysis.portfolio.measures import PEERS, measure, outliers
from graph_builder.analysis.portfolio.profiles import Period, Profile, Statement
from graph_builder.analysis.portfolio.recipients import reaches
from graph_builder.analysis.portfolio.statistics import statistics
from graph_builder.analysis.relation import Taxonomy
from graph_builder.cli.main import run
from graph_builder.questions.library import named
from graph_builder.resources import folder
from graph_builder.vocabulary import default
from tests.analysis import fictional


@pytest.fixture(scope="module")
def found():
    return statistics(fictional.portfolio())


def test_policies_and_statements_are_counted(found) -> None:
    assert found.policies == 3
    assert found.languages == {"en": 2, "id": 1}
    assert found.denied == 1
    assert sum(found.firmness.values()) == found.statements - found.denied


def test_recipients_are_counted_by_policy(found) -> None:
    counted = {c.value: c.policies for c in found.recipients}
    assert counted["ent:google-analytics"] == 2
    assert counted["dpv:ThirdParty"] == 2
    assert "alir:Advertiser" not in counted, "a denied recipient receives nothing"


def test_the_company_that_sees_most_is_found_with_explicit_counts(found) -> None:
    first = next(r for r in found.reaches if r.named)
    assert first.recipient == "ent:google-analytics"
    assert first.data == {
        "alir:DeviceIdentifier": ("kopi-rimba",),
        "pd:EmailAddress": ("buku-senja",),
        "pd:IPAddress": ("kopi-rimba",),
        "pd:TelephoneNumber": ("buku-senja",),
    }
    assert (len(first.policies), first.flows, first.linkable) == (2, 4, 0)


def statement(number: int, **slots: object) -> Statement:
    node = f"https://w3id.org/x/{number}#practice-1"
    return Statement(node, denied=False, modality="alir:Definite", **slots)


def company(number: int, *statements: Statement, name: str = "", periods=()) -> Profile:
    iri = f"https://w3id.org/x/{number}"
    return Profile(iri, f"p{number}", name or f"C {number}", "en", "f", statements, periods)


def give(number: int, data: str, name: str = "") -> Profile:
    said = statement(number, data=(data,), recipients=("ent:google-analytics",))
    return company(number, said, name=name)


def test_a_recipient_links_the_companies_that_give_it_the_same_identifier() -> None:
    taxonomy = Taxonomy(default())
    same = [give(1, "pd:EmailAddress"), give(2, "pd:EmailAddress"), give(3, "pd:Opinion")]
    (reach,) = reaches(same, taxonomy)
    assert (reach.linkable, len(reach.data)) == (2, 2)


def test_a_category_is_not_counted_beside_a_narrower_one() -> None:
    (reach,) = reaches([give(1, "pd:EmailAddress"), give(2, "pd:Contact")], Taxonomy(default()))
    assert list(reach.data) == ["pd:EmailAddress"]
    assert len(reach.policies) == 2


def test_generic_personal_data_is_nothing_distinct() -> None:
    (reach,) = reaches([give(1, "dpv:PersonalData")], Taxonomy(default()))
    assert not reach.data


def test_what_a_company_says_of_itself_does_not_count() -> None:
    assert not reaches(
        [give(1, "pd:EmailAddress", name="Google Analytics Inc")], Taxonomy(default())
    )


def test_every_figure_of_the_report_has_its_sentence(tmp_path, capsys) -> None:
    store = fictional.store(tmp_path)
    capsys.readouterr()
    assert run(["stats", "--store", str(store), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    figures = [*told["recipients"], *told["bases"], *told["retention"]["kinds"]]
    figures += [d for r in told["reach"] for d in r["data"]]
    assert figures
    texts = " ".join(" ".join(fictional.TEXTS.values()).split())
    for figure in figures:
        assert figure["evidence"]
        for proof in figure["evidence"]:
            assert proof["words"].split(" … ")[-1] in texts


def test_parts_of_the_score_are_cases_out_of_cases() -> None:
    portfolio = fictional.portfolio()
    kopi = next(p for p in portfolio.profiles if p.policy == "kopi-rimba")
    parts = measure(kopi, portfolio.words).parts
    assert (parts["generic-recipient"].cases, parts["generic-recipient"].of) == (1, 2)
    assert (parts["open-duration"].cases, parts["open-duration"].of) == (1, 1)
    assert parts["may"].cases == 1


def test_a_term_that_the_policy_defines_is_not_generic() -> None:
    said = statement(1, data=("dpv:PersonalData",), operations=("dpv:Share",))
    plain = company(1, said)
    defined = Profile(
        *(plain.iri, plain.policy, plain.name, "en", "f", plain.statements),
        definitions={"dpv:PersonalData": frozenset({"pd:Name"})},
    )
    assert measure(plain, lambda _: "").parts["generic-data"].cases == 1
    assert measure(defined, lambda _: "").parts["generic-data"].cases == 0


def keeps(number: int, years: int) -> Profile:
    period = Period(f"https://w3id.org/x/{number}#r", "alir:Exact", duration=f"P{years}Y")
    return company(number, periods=(period,))


def test_a_policy_out_of_line_is_told_and_the_others_are_not() -> None:
    profiles = [keeps(n, 2 + n % 3) for n in range(PEERS)] + [keeps(99, 40)]
    (outlier,) = outliers([measure(p, lambda _: "") for p in profiles])
    assert (outlier.profile.policy, outlier.measure) == ("p99", "longest-retention")
    assert (outlier.peers, outlier.nodes) == (PEERS, ("https://w3id.org/x/99#r",))


def test_few_peers_make_no_outlier() -> None:
    profiles = [keeps(n, 2) for n in range(PEERS - 2)] + [keeps(99, 40)]
    assert not outliers([measure(p, lambda _: "") for p in profiles])


OPEN = {
    "en": ["names, ages, etc.", "data such as your name", "including but not limited to names"],
    "id": [
        "nama, usia, dan lain-lain",
        "antara lain nama",
        "termasuk namun tidak terbatas pada nama",
    ],
}
CLOSED = {
    "en": ["your name and your age", "including your name", "in such a case, as agreed"],
    "id": ["nama dan usia Anda", "seperti dijelaskan di atas", "pihak lain yang disebut"],
}


@pytest.mark.parametrize("language", ["en", "id"])
def test_open_lists_are_told_from_closed_ones(language) -> None:
    assert all(open_lists(text, language) for text in OPEN[language])
    assert not any(open_lists(text, language) for text in CLOSED[language])


def test_generic_concepts_exist_and_agree_with_shape_and_query() -> None:
    listed = {c for concepts in table()["concepts"].values() for c in concepts}
    listed |= {*table()["linking"]["data"], *table()["operations"]["data"]}
    assert listed <= default().concepts.keys(), "correct vague.toml"
    shapes = (folder("shapes") / "facts.ttl").read_text(encoding="utf-8")
    recipients = " ".join(table()["concepts"]["recipient"])
    assert f"VALUES ?r {{ {recipients} }}" in shapes, "PDP-17-recipient and vague.toml must agree"
    query = named("vagueness").text
    wide = query.partition("?wide {")[2].partition("}")[0].split()
    assert set(wide) <= listed, "queries/portfolio/vagueness.rq and vague.toml must agree"
    assert {k.value for k in Kind} == set(table()["elements"])


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("style", ["text", "markdown", "html", "json", "csv"])
def test_the_report_is_the_same_twice(style, language, tmp_path, capsys) -> None:
    store = fictional.store(tmp_path)
    capsys.readouterr()
    arguments = ["stats", "--store", str(store), "--format", style, "--lang", language]
    assert run(arguments) == 0
    first = capsys.readouterr().out
    run(arguments)
    assert first == capsys.readouterr().out
    assert "Google Analytics" in first


def test_csv_has_one_figure_a_row(tmp_path, capsys) -> None:
    store = fictional.store(tmp_path)
    capsys.readouterr()
    run(["stats", "--store", str(store), "--csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    (row,) = (r for r in rows if (r["section"], r["subject"]) == ("recipient", "dpv:ThirdParty"))
    assert (row["value"], row["of"]) == ("2", "3")
    assert "third parties" in row["quote"]


def test_a_missing_store_is_an_error(tmp_path, capsys) -> None:
    assert run(["stats", "--store", str(tmp_path / "none")]) == 2
    assert "E-STORE" in capsys.readouterr().err
