"""Every shipped query: its header, its rows on the portfolio, its twin, its real rows."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.errors import QueryError, UsageError
from graph_builder.namespaces import PREFIXES, contract
from graph_builder.questions.library import NamedQuery, library, named, parse
from graph_builder.questions.parameters import bind
from graph_builder.questions.session import Session
from graph_builder.questions.tables import Table

HERE = Path(__file__).parent
QUERIES = library()
NAMES = [q.name for q in QUERIES]
# Parameters for the queries whose defaults name nothing of the portfolio.
PARAMETERS = {
    "similar": {"policy": "awan"},
    "compare": {"policy": "awan", "other": "bahari"},
    "evidence": {"policy": "awan"},
}


def parameters(query: NamedQuery) -> dict[str, str]:
    return PARAMETERS.get(query.name) or {
        p.name: p.example for p in query.parameters if not p.optional
    }


def as_csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if t is None else contract(t.value) for t in r] for r in table.rows)
    return out.getvalue()


@pytest.mark.parametrize("query", QUERIES, ids=NAMES)
def test_a_query_gives_its_golden_rows_on_the_portfolio(
    query: NamedQuery, portfolio: Session
) -> None:
    golden = HERE / "golden" / f"{query.name}.csv"
    assert golden.is_file(), f"review the rows of {query.name} and write them to {golden}"
    assert as_csv(portfolio.run(query, parameters(query))) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("query", [q for q in QUERIES if q.sql], ids=lambda q: q.name)
def test_a_twin_gives_the_rows_of_its_query(
    query: NamedQuery, portfolio: Session, indexed: Session
) -> None:
    assert indexed.run(query, parameters(query)) == portfolio.run(query, parameters(query))


@pytest.mark.parametrize("query", QUERIES, ids=NAMES)
def test_a_query_has_a_full_header_and_declares_its_prefixes(query: NamedQuery) -> None:
    assert query.titles.keys() == {"en", "id"}, "add # title: and # title@id:"
    assert query.description, "add # description:"
    assert query.keywords, "add # keywords:"
    body = re.sub(r"#[^\n]*|\"[^\"]*\"|<[^>]*>", " ", query.text)
    used = set(re.findall(r"(?<![\w?])([a-z][a-z-]*):(?=[A-Za-z])", body)) & set(PREFIXES)
    declared = set(re.findall(r"PREFIX ([\w-]+):", query.text))
    assert used <= declared, f"declare {used - declared}"


@pytest.mark.parametrize("query", QUERIES, ids=NAMES)
def test_a_query_runs_as_it_stands_in_any_tool(query: NamedQuery) -> None:
    found = ox.Store().query(query.text)
    golden = (HERE / "golden" / f"{query.name}.csv").read_text(encoding="utf-8")
    assert ",".join(v.value for v in found.variables) == golden.splitlines()[0]


def test_the_library_covers_every_theme_with_at_least_forty_queries() -> None:
    assert len(QUERIES) >= 40
    assert {q.theme for q in QUERIES} == {
        "recipients",
        "data",
        "purposes",
        "rights",
        "retention",
        "law",
        "portfolio",
        "checks",
        "vocabulary",
    }


def test_an_unknown_query_is_told_with_the_nearest_name() -> None:
    with pytest.raises(QueryError) as caught:
        named("who-recieves")
    assert "who-receives" in caught.value.hint


def test_an_unknown_parameter_is_told_before_its_value_is_looked_up(portfolio: Session) -> None:
    with pytest.raises(UsageError) as caught:
        portfolio.run("who-receives", {"foo": "bar"})
    assert "has no parameter 'foo'" in caught.value.message
    assert "data, policy" in caught.value.hint


def test_an_unknown_value_is_told_with_the_nearest_labels(portfolio: Session) -> None:
    with pytest.raises(UsageError) as caught:
        portfolio.run("who-receives", {"data": "ip adrress"})
    assert caught.value.code == "E-CONCEPT"
    assert "IP address" in caught.value.hint


@pytest.mark.parametrize(
    "value", ["IP address", "alamat IP", "pd:IPAddress", "https://w3id.org/dpv/pd#IPAddress"]
)
def test_a_value_may_be_a_label_in_either_language_a_curie_or_an_iri(
    value: str, portfolio: Session
) -> None:
    expected = portfolio.run("who-receives", {"data": "pd:IPAddress"})
    assert portfolio.run("who-receives", {"data": value}) == expected


@pytest.mark.parametrize(
    "value", ['x" } DROP ALL #', "} SELECT * WHERE { ?s ?p ?o", "\\", '"', "’\n#", "?data"]
)
def test_a_value_never_becomes_syntax(value: str, portfolio: Session) -> None:
    query = parse('# parameters: t: text\nSELECT ?t WHERE { VALUES ?t { "x" } }')
    table = portfolio.run(query, {"t": value})
    assert [getattr(row[0], "value", None) for row in table.rows] == [value.strip()]


def test_an_iri_with_syntax_in_it_is_refused(portfolio: Session) -> None:
    with pytest.raises(UsageError):
        portfolio.run("who-receives", {"data": "https://x.example/> } DROP ALL #"})


def test_a_parameter_without_a_place_is_an_error() -> None:
    query = parse("# parameters: data: data\nSELECT * WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError):
        bind(query, {})


def test_optional_parameters_leave_no_trace_when_not_given() -> None:
    assert "UNDEF" not in bind(named("who-receives"), {"data": (ox.NamedNode("urn:x"),)})


def test_a_value_that_looks_like_a_clause_stays_a_value() -> None:
    text = "SELECT * WHERE { VALUES ?a { 1 } VALUES ?b { 2 } }"
    values = {"a": (ox.Literal("VALUES ?b { }"),), "b": (ox.Literal('\\" } DROP'),)}
    bound = bind(replace(named("policies"), text=text, parameters=()), values)
    assert [str(s["a"].value) for s in ox.Store().query(bound)] == ["VALUES ?b { }"]
