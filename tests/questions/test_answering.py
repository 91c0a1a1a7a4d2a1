"""``alir ask`` and ``alir query`` as users meet them, and the Python interface in a notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph_builder import open_store
from graph_builder.cli.main import run
from graph_builder.durations import in_words
from graph_builder.errors import QueryError
from graph_builder.model import Practice
from graph_builder.questions.answers import verdicts
from graph_builder.questions.labels import wording

PORTFOLIO = Path(__file__).parent / "portfolio.trig"


def command(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of a command."""
    status = run([*words, "--graph", str(PORTFOLIO)])
    said = capsys.readouterr()
    return status, said.out, said.err


# -- alir ask


def test_an_answer_is_a_sentence_a_table_and_the_quoted_proof(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = command(capsys, "ask", "who receives IP addresses")
    assert (status, err) == (0, "")
    sentence, *rest = out.split("\n\n")
    assert sentence.startswith("1 of 4 policies says who receives IP address: Google Analytics and")
    assert rest[0].startswith("policy")
    assert "awan.en.md, characters 10 to 60 · Cookies" in out
    assert "“We pass your IP address on to Google Analytics.”" in out


def test_the_answer_is_in_the_language_of_the_question_or_the_one_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    question = "berapa lama rekaman panggilan disimpan"
    assert "90 hari (paling lama, penyelesaian kasus)" in command(capsys, "ask", question)[1]
    english = command(capsys, "ask", question, "--lang", "en")[1]
    assert "90 days (maximum, closing of the case)" in english


def test_json_holds_what_the_text_says(capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(command(capsys, "ask", "who receives IP addresses", "--json")[1])
    assert said["intent"] == "who-receives"
    assert said["query"] == "recipients/who-receives"
    assert said["rows"][0]["recipient"] == {
        "value": "ent:google-analytics",
        "name": "Google Analytics",
    }
    assert {v["value"] for v in said["verdicts"]} == {"stated", "denied-vague", "not-found"}
    assert said["evidence"][0]["quote"] == "We pass your IP address on to Google Analytics."
    assert "VALUES ?data" in said["sparql"]


@pytest.mark.parametrize(
    ("question", "code", "hint"),
    [
        ("who gets my address", "E-AMBIGUOUS", "email address"),
        ("who receives ip adrresses", "E-CONCEPT", "IP address"),
        ("does Rimba sell data", "E-CONCEPT", "PT Awan Contoh"),
        ("what is love", "E-QUESTION", "alir query --list"),
        ("apa itu cinta", "E-QUESTION", "alir query --list --lang id"),
    ],
)
def test_a_question_not_understood_gets_a_code_and_a_way_on(
    question: str, code: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = command(capsys, "ask", question)
    assert (status, out) == (2, "")
    assert f"[{code}]" in err
    assert hint in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["ask", "query"])
def test_an_empty_graph_is_told_as_such(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.trig"
    empty.write_text("", encoding="utf-8")
    words = {"ask": "who receives IP addresses", "query": "policies"}[name]
    run([name, words, "--graph", str(empty)])
    assert "the graph holds no policy" in capsys.readouterr().err


def test_a_lead_in_shared_by_two_statements_is_quoted_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "rimba.en.md"
    policy.write_text(
        "# Privacy Policy of Rimba\n\nPT Rimba Contoh respects your privacy.\n\n"
        "## Sharing\n\nWe share your IP address with:\n\n"
        "- advertising networks;\n- analytics providers.\n",
        encoding="utf-8",
    )
    graph = tmp_path / "graph.trig"
    assert run(["build", str(policy), "--force", "-o", str(graph)]) == 0
    capsys.readouterr()
    assert run(["ask", "who receives IP addresses", "--graph", str(graph)]) == 0
    out = capsys.readouterr().out
    assert out.count("We share your IP address with") == 1
    assert "rimba.en.md:" in out


UNSOLD = {
    "en": "We do not sell your personal data to advertisers. "
    "We share your email address with payment processors.",
    "id": "Kami tidak menjual data pribadi Anda kepada pengiklan. "
    "Kami membagikan alamat email Anda kepada pemroses pembayaran.",
}


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        (
            "en",
            "who receives email addresses",
            "is not sold to: advertiser; sharing otherwise: not",
        ),
        ("en", "who receives personal data", "is not sold to: advertiser; sharing otherwise: not"),
        ("en", "what do advertisers receive", "not sold to advertiser: personal data; sharing"),
        ("en", "is my email address shared with advertisers", "is not sold to advertiser; sharing"),
        ("en", "is data sold or shared for advertising", "that data is not sold; sharing"),
        ("id", "siapa penerima alamat email", "tidak dijual kepada: pengiklan; pembagian"),
        ("id", "siapa penerima data pribadi", "tidak dijual kepada: pengiklan; pembagian"),
        ("id", "apa yang diterima pengiklan", "tidak dijual kepada pengiklan: data pribadi;"),
        ("id", "apakah alamat email dibagikan kepada pengiklan", "tidak dijual kepada pengiklan;"),
    ],
)
def test_a_denied_sale_is_no_denied_receipt(
    language: str,
    question: str,
    expected: str,
    *,
    plain: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    policy = tmp_path / f"rimba.{language}.md"
    policy.write_text(f"# PT Rimba Contoh\n\n{UNSOLD[language]}\n", encoding="utf-8")
    where = ["-o", str(tmp_path / "graph.trig")] if plain else ["--store", str(tmp_path / ".alir")]
    assert run(["build", str(policy), "--force", *where]) == 0
    capsys.readouterr()
    place = ["--graph", where[1]] if plain else where
    assert run(["ask", question, *place, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert expected in said["answer"]
    assert said["policies"].get("denied-sale") == 1
    assert "denied" not in said["policies"]


def test_a_denied_sale_says_nothing_of_what_is_shared_with_the_same_recipient(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "rimba.en.md"
    policy.write_text(
        "# PT Rimba Contoh\n\nWe do not sell your personal data to advertisers. "
        "We share your email address with advertisers.\n",
        encoding="utf-8",
    )
    graph = str(tmp_path / "graph.trig")
    assert run(["build", str(policy), "--force", "-o", graph]) == 0
    capsys.readouterr()
    assert run(["ask", "who receives email addresses", "--graph", graph]) == 0
    assert "which denies no other sharing" in capsys.readouterr().out


# -- alir query


def test_queries_are_listed_with_their_parameters_in_both_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["query", "--list"]) == 0
    assert "Who receives a category of data" in capsys.readouterr().out
    assert run(["query", "--list", "--lang", "id"]) == 0
    said = capsys.readouterr().out
    assert "Siapa yang menerima suatu kategori data" in said
    assert "--param data=" in said


@pytest.mark.parametrize(
    ("style", "begins"),
    [
        ("table", "policy"),
        ("csv", "policy,"),
        ("tsv", "?policy\t"),
        ("json", '{"head"'),
        ("xml", "<?xml"),
        ("markdown", "| policy |"),
    ],
)
def test_rows_come_in_every_format(
    style: str, begins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = command(
        capsys, "query", "who-receives", "--param", "data=IP address", "--format", style
    )
    assert found[0] == 0
    assert found[1].startswith(begins)
    assert "google-analytics" in found[1].casefold().replace(" ", "-")


def test_colour_is_never_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = command(capsys, "ask", "who receives IP addresses")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert command(capsys, "ask", "who receives IP addresses")[1] == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["who-recieves"], "E-QUERY"),
        (["who-receives", "--param", "data"], "E-USAGE"),
        (["who-receives", "--param", "colour=red"], "E-USAGE"),
        (["-e", "SELECT * WHERE { ?s ?p"], "E-QUERY"),
        ([], "E-USAGE"),
    ],
)
def test_a_wrong_use_of_query_is_told_with_its_code(
    words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = command(capsys, "query", *words)
    assert (status, out) == (2, "")
    assert f"[{code}]" in err


def test_a_check_with_rows_has_status_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(capsys, "query", "dangling-references-violation")[0] == 1


# -- the Python interface


def test_a_result_is_iterable_and_shown_in_a_notebook() -> None:
    result = open_store(PORTFOLIO).query("who-receives", data="IP address")
    assert len(result) == len(list(result))
    assert "Google Analytics" in {row["recipient"] for row in result}
    assert "<td>Google Analytics</td>" in result._repr_html_()


def test_an_answer_is_shown_in_a_notebook_with_its_sentence() -> None:
    answer = open_store(PORTFOLIO).ask("who receives IP addresses")
    assert answer._repr_html_().startswith("<p>1 of 4 policies says")


def test_rows_become_a_data_frame_where_pandas_is_installed() -> None:
    pandas = pytest.importorskip("pandas")
    frame = open_store(PORTFOLIO).query("who-receives", data="IP address").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert "recipient" in frame.columns


def test_practices_of_all_policies_are_typed_objects() -> None:
    practices = list(open_store(PORTFOLIO).practices())
    assert all(isinstance(p, Practice) for p in practices)
    assert any("pd:IPAddress" in p.data for p in practices)


def test_an_empty_store_is_an_error_of_the_family(tmp_path: Path) -> None:
    empty = tmp_path / "empty.nq"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        open_store(empty).ask("who receives IP addresses")
    assert caught.value.code == "E-NO-POLICIES"


# -- words


@pytest.mark.parametrize(
    ("duration", "english", "indonesian"),
    [
        ("P90D", "90 days", "90 hari"),
        ("P1Y", "1 year", "1 tahun"),
        ("P1Y6M", "1 year 6 months", "1 tahun 6 bulan"),
        ("PT72H", "72 hours", "72 jam"),
        ("P", "", ""),
        ("PT", "", ""),
        ("Pension", "", ""),
    ],
)
def test_periods_are_said_in_words(duration: str, english: str, indonesian: str) -> None:
    assert in_words(duration, "en") == english
    assert in_words(duration, "id") == indonesian


def test_every_country_of_the_ontology_has_a_name_in_both_languages() -> None:
    imported = Path(__file__).parents[2] / "ontology" / "imports" / "loc.ttl"
    known = {
        line.split()[0]
        for line in imported.read_text(encoding="utf-8").splitlines()
        if line.startswith("loc:")
    }
    for language in ("en", "id"):
        assert known <= wording()[language]["values"].keys(), "add names to wording.toml"


@pytest.mark.parametrize(
    ("certainties", "expected"),
    [
        (["denied-in-part"], "denied-in-part"),
        (["denied-in-part", "explicit"], "in-part"),
        (["denied", "explicit"], "both"),
        (["denied", "broader"], "denied-vague"),
        (["denied"], "denied"),
        (["qualified"], "qualified"),
        (["denied-sale"], "denied-sale"),
        (["denied-sale", "denied"], "denied"),
        (["denied-sale", "explicit"], "stated"),
        (["not-found"], "not-found"),
    ],
)
def test_a_denial_for_some_data_is_no_denial_for_all(certainties: list[str], expected: str) -> None:
    found = verdicts({"urn:p": dict.fromkeys(certainties, True)})
    assert [v.value for v in found] == [expected]


def test_a_term_is_explained_in_the_language_of_the_question() -> None:
    store = open_store(PORTFOLIO)
    english = store.ask("what does targeted advertising mean").sentence
    indonesian = store.ask("apa arti iklan bertarget").sentence
    assert english.startswith("personalised advertising: ")
    assert indonesian.startswith("iklan yang dipersonalisasi: ")


def test_a_company_is_no_term_and_collected_data_is_listed_not_explained() -> None:
    store = open_store(PORTFOLIO)
    with pytest.raises(QueryError):
        store.ask("what is Google Analytics")
    assert store.ask("explain the data we collect").intent == "what-collected"
