"""What the options of ``alir query`` and ``alir ask`` promise, on a store and on an endpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_builder.cli import main
from graph_builder.questions import engines
from graph_builder.questions.sources import read_file
from tests.graph.endpoints import Served, serving

PORTFOLIO = Path(__file__).parents[1] / "questions" / "portfolio.trig"
GRAPH = ("--graph", str(PORTFOLIO))
QUESTION = "who receives IP addresses"
PRACTICES = "SELECT ?p WHERE { ?p a alir:AffirmedPractice } ORDER BY ?p"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }"
ELSEWHERE = "SELECT * WHERE { SERVICE <ENDPOINT> { ?s ?p ?o } }"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """An endpoint that holds the fictional portfolio."""
    for name in ("TOKEN", "USER", "PASSWORD", "UPDATE", "STORE"):
        monkeypatch.delenv(f"ALIR_ENDPOINT_{name}", raising=False)
    with serving() as found:
        found.store = read_file(PORTFOLIO)
        yield found


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    assert main.run(["query", *arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]


def test_a_text_is_run_and_a_limit_shortens_it_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    everything = rows(capsys, "-e", PRACTICES, *GRAPH)
    assert rows(capsys, "--execute", PRACTICES, *GRAPH, "--limit", "2") == everything[:2]
    assert main.run(["query", "-e", PRACTICES, *GRAPH, "--limit", "2"]) == 0
    assert "showing the first 2 rows (--limit)" in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "x"])
@pytest.mark.parametrize("given", [("query", "-e", PRACTICES), ("ask", QUESTION)])
def test_a_limit_below_one_is_wrong_use(
    given: tuple[str, ...], limit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run([*given, *GRAPH, "--limit", limit]) == 2
    shown = capsys.readouterr()
    assert "E-USAGE" in shown.err
    assert shown.out == ""


def test_a_query_beyond_its_seconds_is_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["query", "-e", ENDLESS, *GRAPH, "--timeout", "0.05"]) == 2
    assert "[E-TIMEOUT] the query took longer than 0.05 s" in capsys.readouterr().err


def test_a_question_beyond_its_seconds_is_stopped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(_seconds: float, _work: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(engines, "within", too_long)
    assert main.run(["ask", QUESTION, *GRAPH, "--timeout", "7"]) == 2
    shown = capsys.readouterr()
    assert "[E-TIMEOUT] the query took longer than 7 s" in shown.err
    assert shown.out == ""


def test_the_query_is_shown_on_stderr_with_its_parameters_and_runs_as_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ("who-receives", "--param", "data=IP address", *GRAPH)
    expected = rows(capsys, *given)
    assert main.run(["query", *given, "--show-query", "--json"]) == 0
    shown = capsys.readouterr()
    assert "IPAddress" in shown.err
    assert json.loads(shown.out)["results"]["bindings"]
    assert rows(capsys, "-e", shown.err, *GRAPH) == expected


def test_an_answer_shows_the_query_behind_it_only_when_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.run(["ask", QUESTION, *GRAPH]) == 0
    plain = capsys.readouterr().out
    assert "SELECT" not in plain
    assert main.run(["ask", QUESTION, *GRAPH, "--show-query"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(plain)
    assert "who-receives" in shown
    assert "SELECT" in shown


def test_an_answer_is_shortened_to_its_limit_and_says_what_is_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def shown(limit: str) -> list[object]:
        assert main.run(["ask", QUESTION, *GRAPH, "--json", "--limit", limit]) == 0
        return json.loads(capsys.readouterr().out)["rows"]

    assert len(shown("1")) == 1 < len(shown("1000"))


def test_a_service_is_asked_only_where_it_is_allowed(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("-e", ELSEWHERE.replace("ENDPOINT", served.url), *GRAPH)
    assert main.run(["query", *given]) == 2
    assert "[E-REFUSED]" in capsys.readouterr().err
    assert served.requests == []
    found = rows(capsys, *given, "--allow-service")
    assert len(served.requests) == 1
    assert found


def test_a_service_that_fails_is_told(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    served.failures = [500]
    given = ["-e", ELSEWHERE.replace("ENDPOINT", served.url), *GRAPH, "--allow-service"]
    assert main.run(["query", *given]) == 2
    assert "error: [E-ENDPOINT]" in capsys.readouterr().err


def test_an_endpoint_answers_what_a_file_answers(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("who-receives", "--param", "data=IP address")
    assert rows(capsys, *given, "--endpoint", served.url) == rows(capsys, *given, *GRAPH)
    answers = []
    for place in (("--endpoint", served.url), GRAPH):
        assert main.run(["ask", QUESTION, *place]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]


@pytest.mark.parametrize("command", [("query", "-e", PRACTICES), ("ask", QUESTION)])
def test_two_places_at_once_are_wrong_use(
    command: tuple[str, ...], served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run([*command, *GRAPH, "--endpoint", served.url]) == 2
    assert "give one of --graph, --store and --endpoint" in capsys.readouterr().err
    assert served.requests == []


@pytest.mark.parametrize(
    ("status", "odd", "said"),
    [
        (401, None, "refused the credentials (401)"),
        (404, None, "answered 404: no"),
        (0, b"<html>", "did not answer in SPARQL JSON"),
        (0, b"[]", "did not answer in SPARQL JSON"),
        (0, b'{"head": {}}', "{url}: "),
    ],
)
def test_an_endpoint_that_does_not_answer_is_told(
    served: Served,
    status: int,
    odd: bytes | None,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    served.failures, served.odd = [status] * 9, odd
    assert main.run(["query", "-e", PRACTICES, "--endpoint", served.url]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("error: [E-ENDPOINT] ")
    assert said.format(url=served.url) in shown.err
    assert shown.out == ""


def test_triples_that_are_none_are_told(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    served.odd = b"<html>"
    text = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert main.run(["query", "-e", text, "--endpoint", served.url]) == 2
    assert "[E-ENDPOINT]" in capsys.readouterr().err


def test_what_is_no_address_of_an_endpoint_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["ask", QUESTION, "--endpoint", "ftp://alir.invalid/sparql"]) == 2
    assert "[E-ENDPOINT] 'ftp://alir.invalid/sparql' is not an http" in capsys.readouterr().err


def test_nobody_at_the_address_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_builder.graph.endpoint._LONGEST_PAUSE", 0)
    assert main.run(["query", "-e", PRACTICES, "--endpoint", "http://127.0.0.1:1/sparql"]) == 2
    assert "[E-ENDPOINT] cannot reach http://127.0.0.1:1/sparql" in capsys.readouterr().err
