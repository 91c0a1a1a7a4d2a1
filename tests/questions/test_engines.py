"""What runs a query refuses what it must, keeps to its limits, and says where a query is wrong."""

from __future__ import annotations

import pytest

from graph_builder.errors import QueryError
from graph_builder.questions.engines import Limits, is_ordered
from graph_builder.questions.safety import check_safe
from graph_builder.questions.session import Session


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * WHERE { service silent ?x { ?s ?p ?o } }",
        "PREFIX : <http://x.example/> SELECT * WHERE { SERVICE :y { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 1SERVICE <http://x.example/> { ?a ?b ?c } }",
        "SELECT * WHERE { ?s ?p trueSERVICE SILENT <http://x.example/> { ?a ?b ?c } }",
        "SELECT * WHERE { ?s ?p ?o FILTER(?o<2)SERVICE#>\n<http://x.example/> { ?a ?b ?c } }",
        "SELECT * WHERE { ?s ?p ?o FILTER(?o<'>')SERVICE # '\n # a\n ?x # b {\n {} }",
        "SELECT * WHERE { \\u0053ERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICE<http://x.example/#a>{ ?s ?p ?o } }",
        "LOAD <http://x.example/>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DROP ALL",
    ],
)
def test_reaching_out_and_writing_are_refused(text: str, portfolio: Session) -> None:
    with pytest.raises(QueryError) as caught:
        portfolio.engine.query(text)
    assert caught.value.code == "E-REFUSED"


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * WHERE { ?s ?p "SERVICE" }',
        "SELECT * WHERE { ?service ?p ?o } # SERVICE",
        "PREFIX service: <urn:x> SELECT * WHERE { ?s service:load ?o }",
        "SELECT * WHERE { ?s ?p <urn:SERVICE> }",
        "SELECT * WHERE { GRAPH ?service { ?s a dpv:ServiceProvider . } GRAPH ?g { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 'service provider' } # of the service: all that it does {",
        "SELECT * WHERE { ?s ?p '''DROP ALL''' }",
    ],
)
def test_the_words_alone_are_not_refused(text: str, portfolio: Session) -> None:
    assert portfolio.engine.query(text).columns


def test_service_runs_where_it_is_allowed_and_updates_never_do() -> None:
    check_safe("SELECT * WHERE { SERVICE <http://x.example/> { ?s ?p ?o } }", service=True)
    with pytest.raises(QueryError):
        check_safe("SELECT * WHERE { SERVICE <urn:x> {} } ; DROP ALL", service=True)


def test_a_malformed_query_is_told_with_line_and_column(portfolio: Session) -> None:
    with pytest.raises(QueryError) as caught:
        portfolio.engine.query("SELECT *\nWHERE { ?s foo }")
    assert caught.value.code == "E-QUERY"
    assert "line 2" in caught.value.message
    assert "column" in caught.value.message
    assert "?s foo" in caught.value.hint


def test_a_query_out_of_time_is_stopped(portfolio: Session) -> None:
    heavy = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }"
    with pytest.raises(QueryError) as caught:
        portfolio.engine.query(heavy, Limits(seconds=0.05))
    assert caught.value.code == "E-TIMEOUT"


def test_a_row_limit_cuts_and_says_so(portfolio: Session) -> None:
    table = portfolio.engine.query("SELECT ?s WHERE { ?s ?p ?o }", Limits(rows=2))
    assert len(table) == 2
    assert table.truncated


def test_rows_without_an_order_are_sorted_and_others_left_alone() -> None:
    assert is_ordered("SELECT ?x WHERE { ?x ?p ?o } ORDER BY ?x")
    assert not is_ordered(
        "SELECT ?x WHERE { { SELECT ?x WHERE { ?x ?p ?o } ORDER BY ?x LIMIT 1 } }"
    )


def test_ask_and_construct_have_tables_too(portfolio: Session) -> None:
    asked = portfolio.engine.query("ASK { ?s a alir:PolicyVersion }").rows[0][0]
    assert asked is not None
    assert asked.value == "true"
    table = portfolio.engine.query("CONSTRUCT { ?s a alir:X } WHERE { ?s a alir:PolicyVersion }")
    assert table.form == "construct"
    assert len(table) == 4
