"""Every twin gives on any graph what its SPARQL query gives, and the index asks for a contract."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_builder.graph.flow_index import FlowIndex
from graph_builder.graph.nodes import node
from graph_builder.namespaces import PREFIXES
from graph_builder.questions.finding import find
from graph_builder.questions.library import library, named
from graph_builder.questions.twins import twin
from tests.questions.random_graphs import (
    BASE,
    DATA,
    PARTIES,
    POLICY,
    RICH,
    VOCABULARY,
    graph,
    one,
    sessions,
    values_for,
)


@pytest.mark.parametrize("name", sorted(q.name for q in library() if q.sql))
def test_every_twin_has_rows_to_be_compared(name):
    store = ox.Store()
    store.extend([*VOCABULARY, *graph(0, RICH), *graph(1, RICH)])
    index = FlowIndex(":memory:")
    index.sync(store)
    plain, fast = sessions(store, index)
    query = named(name)
    given_values = values_for("pd:IPAddress", "alir:AdNetwork")
    values = {p.name: given_values[p.name] for p in query.parameters if not p.optional}
    rows = fast.run(query, values)
    assert len(rows) > 0
    assert rows == plain.run(query, values)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{p} dpv:hasPersonalData alir:AggregateData", "stands under dpv:hasPersonalData"),
        ("{p} dpv:hasData pd:IPAddress", "pd:IPAddress stands under dpv:hasData"),
        ('{p} dpv:hasRecipient "a neighbour"', "dpv:hasRecipient has a blank node or literal"),
        ("{v} dpv:hasDataController _:somebody", "dpv:hasDataController has a blank node"),
    ],
)
def test_a_graph_that_breaks_the_contract_is_told_when_it_is_indexed(line, said, caplog):
    store = ox.Store()
    store.extend(graph(0, one()))
    version = BASE.format(0)
    prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
    where = line.format(v=f"<{version}>", p=f"<{version}#practice-0>")
    store.update(f"{prefixes} INSERT DATA {{ GRAPH <{version}> {{ {where} }} }}")
    FlowIndex(":memory:").sync(store)
    assert version in caplog.text
    assert said in caplog.text


def test_a_graph_that_keeps_the_contract_is_indexed_without_a_word(caplog):
    store = ox.Store()
    store.extend(graph(0, RICH))
    FlowIndex(":memory:").sync(store)
    assert caplog.text == ""


def test_a_period_in_a_blank_node_is_a_period():
    store = ox.Store()
    store.extend([*VOCABULARY, *graph(0, one())])
    name = ox.NamedNode(BASE.format(0))
    store.add(ox.Quad(name, node("dpv:hasStorageCondition"), ox.BlankNode("period"), name))
    index = FlowIndex(":memory:")
    index.sync(store)
    plain, fast = sessions(store, index)
    rows = fast.run("missing-elements", {"element": "retention"})
    assert len(rows) == 0
    assert rows == plain.run("missing-elements", {"element": "retention"})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(POLICY, min_size=1, max_size=3), st.sampled_from(DATA), st.sampled_from(PARTIES[:3])
)
def test_every_twin_gives_the_rows_of_sparql_on_random_graphs(policies, data, party):
    store = ox.Store()
    store.extend(VOCABULARY)
    for number, policy in enumerate(policies):
        store.extend(graph(number, policy))
    index = FlowIndex(":memory:")
    index.sync(store)
    plain, fast = sessions(store, index)
    given_values = values_for(data, party)
    one_policy = {"policy": BASE.format(0)}
    for query in library():
        if query.sql:
            values = {p.name: given_values[p.name] for p in query.parameters if not p.optional}
            scoped = any(p.name == "policy" for p in query.parameters)
            for asked in (values, values | one_policy) if scoped else (values,):
                assert fast.run(query, asked) == plain.run(query, asked), query.name
            terms = plain.terms(query, values)
            subject = twin(query, scoped=False).own[:2]
            for limit in (2, None):
                found = [find(s, query, terms, subject, limit) for s in (fast, plain)]
                assert found[0] == found[1], (query.name, limit)
    index.close()
