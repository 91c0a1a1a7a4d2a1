"""The flow index gives what SPARQL gives, on any graph, and knows when it is behind."""

from __future__ import annotations

import sqlite3

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_builder.graph import store as stores
from graph_builder.graph import vocabulary
from graph_builder.graph.flow_file import FILE
from graph_builder.graph.flow_index import FlowIndex, Synced
from graph_builder.graph.nodes import node
from graph_builder.namespaces import PREFIXES
from graph_builder.questions.engines import Limits, StoreEngine
from graph_builder.questions.finding import find
from graph_builder.questions.indexed import IndexTables
from graph_builder.questions.library import library, named
from graph_builder.questions.names import default_index
from graph_builder.questions.session import Session
from graph_builder.questions.sources import open_session
from graph_builder.questions.twins import twin

BASE = "https://w3id.org/alir/policy/random{}/en/0"
VOCABULARY = list(vocabulary.quads())
DATA = ["pd:IPAddress", "pd:DeviceBased", "dpv:PersonalData", "alir:AccountData", "pd:EmailAddress"]
# What triggers an impact assessment, and what is no personal data (dpv:hasData).
MORE_DATA = ["pd:MedicalHealth", "pd:BankAccount", "pd:GPSCoordinate", "alir:AggregateData"]
PARTIES = ["alir:AdNetwork", "alir:Advertiser", "dpv:ThirdParty", "ent:tester", "alir:Acquirer"]
PURPOSES = [
    "dpv:Advertising",
    "dpv:Marketing",
    "dpv:PersonalisedAdvertising",
    "alir:BusinessTransfer",
    "alir:CreditAssessment",
]
OPERATIONS = ["dpv:Collect", "dpv:Share", "alir:Sell", "dpv:CrossBorderTransfer"]
SOURCES = ["alir:AutomaticCollection", "dpv:ThirdPartyDataSource"]
BASES = ["dpv:Consent", "dpv:Contract"]
METHODS = ["alir:AutomaticMethod", "alir:CallRecording"]
RIGHTS = ["alir:RightToWithdrawConsent", "alir:RightToComplain", "eu-gdpr:A15"]
PROVISIONS = [
    "alir:ComplaintAuthority",
    "alir:DataProtectionContact",
    "alir:TransferProvision",
    "alir:SecurityProvision",
    "alir:BreachNotice",
    "alir:ChangeNotice",
    "alir:AutomatedDecisionProvision",
    "alir:ChildrenProvision",
]
CONTROLLER = ["dpv:hasName", "dpv:hasContact"]
PRESENT = ["dpv:hasDataProtectionOfficer", "dpv:hasStorageCondition", "dct:valid"]
MODALITIES = ["alir:Definite", "alir:Possible", "alir:Qualified"]


def some(values, least=0):
    return st.lists(st.sampled_from(values), min_size=least, max_size=3, unique=True)


PRACTICE = st.fixed_dictionaries(
    {
        "denied": st.booleans(),
        "alir:hasModality": st.sampled_from(MODALITIES).map(lambda x: [x]),
        "dpv:hasPersonalData": some(DATA + MORE_DATA, 0),
        "dpv:hasRecipient": some(PARTIES),
        "dpv:hasPurpose": some(PURPOSES),
        "dpv:hasProcessing": some(OPERATIONS, 1),
        "dpv:hasDataSource": some(SOURCES),
        "alir:obtainedFrom": some(PARTIES),
        "alir:collectionMethod": some(METHODS),
        "dpv:hasLegalBasis": some(BASES),
    }
)
NOTICE = st.fixed_dictionaries(
    {
        "rights": some(RIGHTS),
        "provisions": st.lists(st.sampled_from(PROVISIONS), max_size=5),
        "controllers": st.lists(some(CONTROLLER), max_size=2),
        "present": some(PRESENT),
    }
)
DEFINITION = st.tuples(st.sampled_from(DATA), some(DATA, 1))
POLICY = st.tuples(
    st.lists(PRACTICE, min_size=1, max_size=4),
    st.lists(DEFINITION, max_size=2),
    st.booleans(),
    NOTICE,
)


def add_notice(add, name, notice) -> None:
    for i, held in enumerate(notice["controllers"]):
        controller = ox.NamedNode(f"{name.value}#controller-{i}")
        add(name, "dpv:hasDataController", controller)
        for predicate in held:
            add(controller, predicate, ox.Literal(f"{predicate} {i}"))
    for right in notice["rights"]:
        add(name, "dpv:hasRight", node(right))
    for i, concept in enumerate(notice["provisions"]):
        part = ox.NamedNode(f"{name.value}#provision-{i}")
        add(name, "alir:hasProvision", part)
        add(part, "alir:concept", node(concept))
    for predicate in notice["present"]:
        add(name, predicate, ox.NamedNode(f"{name.value}#there"))


def graph(number, policy) -> list[ox.Quad]:
    practices, definitions, typed, notice = policy
    name = ox.NamedNode(BASE.format(number))
    quads = [ox.Quad(name, node("rdf:type"), node("alir:PolicyVersion"), name)]

    def add(subject, predicate, value):
        quads.append(ox.Quad(subject, node(predicate), value, name))

    for i, practice in enumerate(practices):
        part = ox.NamedNode(f"{name.value}#practice-{i}")
        add(name, "dpv:hasProhibition" if practice["denied"] else "dpv:hasProcess", part)
        for predicate, values in practice.items():
            for value in values if predicate != "denied" else ():
                aggregate = value == "alir:AggregateData"
                add(part, "dpv:hasData" if aggregate else predicate, node(value))
    for i, (concept, included) in enumerate(definitions):
        part = ox.NamedNode(f"{name.value}#definition-{i}")
        add(name, "alir:hasDefinition", part)
        add(part, "alir:concept", node(concept))
        for value in included:
            add(part, "alir:includes", node(value))
    add_notice(add, name, notice)
    if typed:
        add(node("ent:tester"), "rdf:type", node("alir:NamedParty"))
        add(node("ent:tester"), "rdf:type", node("alir:AdNetwork"))
    return quads


RICH = (
    [
        {
            "denied": False,
            "alir:hasModality": ["alir:Definite"],
            "dpv:hasPersonalData": ["pd:IPAddress", "pd:BankAccount"],
            "dpv:hasRecipient": ["alir:AdNetwork", "alir:Acquirer"],
            "dpv:hasPurpose": ["dpv:Advertising", "alir:BusinessTransfer"],
            "dpv:hasProcessing": ["dpv:Collect", "dpv:Share", "alir:Sell"],
            "dpv:hasDataSource": ["alir:AutomaticCollection"],
            "alir:obtainedFrom": ["alir:AdNetwork"],
            "dpv:hasLegalBasis": ["dpv:Consent"],
        },
        {
            "denied": False,
            "alir:hasModality": ["alir:Definite"],
            "dpv:hasPersonalData": ["pd:IPAddress"],
            "dpv:hasProcessing": ["dpv:Collect"],
        },
    ],
    [],
    True,
    {"rights": [], "provisions": [], "controllers": [], "present": []},
)


def sessions(store: ox.Store, index: FlowIndex) -> tuple[Session, Session]:
    names = default_index()
    return Session(StoreEngine(store), names), Session(
        StoreEngine(store), names, IndexTables(index)
    )


def values_for(data, party) -> dict[str, str]:
    return {
        "policy": BASE.format(0),
        "data": data,
        "to": party,
        "from": party,
        "for": "dpv:Advertising",
    }


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


def mark(number, word):
    return ox.Quad(
        ox.NamedNode(BASE.format(number)),
        node("alir:graphHash"),
        ox.Literal(word),
        stores.INDEX_GRAPH,
    )


def one(**changes):
    practice = {
        "denied": False,
        "alir:hasModality": ["alir:Definite"],
        "dpv:hasPersonalData": ["pd:IPAddress"],
        "dpv:hasRecipient": ["alir:AdNetwork"],
        "dpv:hasProcessing": ["dpv:Share"],
    }
    notice = {"rights": [], "provisions": [], "controllers": [], "present": []}
    return ([practice | changes], [], False, notice)


def receivers(directory) -> list[str]:
    session = open_session(directory=directory)
    assert session.index is not None
    rows = session.run("who-receives", {"data": "pd:IPAddress"}).records()
    return [r["recipient"].value.split("#")[-1] for r in rows if r["recipient"] is not None]


def write(directory, number, policy):
    with stores.writing(directory) as writer:
        writer.put(BASE.format(number), graph(number, policy))


def test_a_replaced_policy_replaces_its_rows_and_no_others(tmp_path):
    place = tmp_path / ".alir"
    write(place, 1, one())
    write(place, 2, one())
    write(place, 2, one(**{"dpv:hasRecipient": ["alir:Acquirer"]}))
    assert receivers(place) == ["AdNetwork", "Acquirer"]


def test_only_the_policy_that_changed_is_derived_again(tmp_path, monkeypatch):
    place = tmp_path / ".alir"
    for number in range(3):
        write(place, number, one())
    derived = []
    put = FlowIndex.put

    def spy(index, versions):
        listed = list(versions)
        derived.extend(version.iri for _, version in listed)
        put(index, listed)

    monkeypatch.setattr(FlowIndex, "put", spy)
    write(place, 1, one(denied=True))
    assert derived == [BASE.format(1)]


def test_an_index_that_is_behind_derives_only_what_differs():
    store = ox.Store()
    index = FlowIndex(":memory:")
    for number in range(3):
        store.extend([*graph(number, one()), mark(number, "first")])
    assert index.sync(store) == Synced(derived=3, removed=0)
    store.remove(mark(1, "first"))
    assert not index.in_step(store)
    store.add(mark(1, "second"))
    assert index.sync(store) == Synced(derived=1, removed=0)
    assert index.in_step(store)


def test_a_removed_policy_leaves_no_rows(tmp_path):
    place = tmp_path / ".alir"
    write(place, 1, one())
    with stores.writing(place) as writer:
        writer.remove(BASE.format(1))
    assert receivers(place) == []


def test_an_index_that_was_lost_or_fell_behind_is_made_again(tmp_path):
    place = tmp_path / ".alir"
    write(place, 1, one())
    for leftover in place.glob(FILE + "*"):
        leftover.unlink()
    assert receivers(place) == ["AdNetwork"]


def damage(file, *, at: int):
    content = bytearray(file.read_bytes())
    content[at : at + 4000] = b"x" * 4000
    file.write_bytes(content)


@pytest.mark.parametrize("at", [0, 4096])
def test_a_damaged_index_is_made_again_with_a_word(at, tmp_path, caplog):
    place = tmp_path / ".alir"
    write(place, 1, one())
    damage(place / FILE, at=at)
    assert receivers(place) == ["AdNetwork"]
    assert "damaged" in caplog.text
    caplog.clear()
    assert receivers(place) == ["AdNetwork"]
    assert caplog.text == ""


def test_a_damaged_index_does_not_stand_in_the_way_of_a_writer(tmp_path, caplog):
    place = tmp_path / ".alir"
    write(place, 1, one())
    damage(place / FILE, at=0)
    write(place, 2, one())
    assert receivers(place) == ["AdNetwork", "AdNetwork"]
    assert "damaged" in caplog.text


def test_an_index_damaged_behind_an_open_session_is_made_again(tmp_path, caplog):
    place = tmp_path / ".alir"
    write(place, 1, one())
    session = open_session(directory=place)
    fine = session.run("who-receives", {"data": "pd:IPAddress"})

    def broken(*_arguments):
        raise sqlite3.DatabaseError("database disk image is malformed")

    session.index.index.select = broken
    assert session.run("who-receives", {"data": "pd:IPAddress"}) == fine
    assert "damaged" in caplog.text


def test_a_reader_leaves_an_index_that_is_behind_to_the_writer_at_work(tmp_path):
    place = tmp_path / ".alir"
    write(place, 1, one())
    with stores.writing(place) as writer:
        writer.index.remove([BASE.format(1)])
        session = open_session(directory=place)
        assert session.index is None
        assert len(session.run("who-receives", {"data": "pd:IPAddress"})) == 1
    assert receivers(place) == ["AdNetwork"]


def test_a_row_limit_holds_for_the_index_as_well(indexed):
    table = indexed.index.run(named("recipients-of"), {}, Limits(rows=1))
    assert (len(table), table.truncated) == (1, True)


def test_other_vocabulary_other_closure():
    store = ox.Store()
    store.extend(VOCABULARY)
    store.extend(graph(0, one(**{"dpv:hasPersonalData": ["dpv:PersonalData"]})))
    index = FlowIndex(":memory:")
    index.sync(store)
    broken = [q for q in VOCABULARY if q.predicate != node("skos:broaderTransitive")]
    store.remove_graph(vocabulary.GRAPH)
    store.extend(q for q in broken if q.predicate != node("alir:vocabularyHash"))
    assert not index.in_step(store)
    index.sync(store)
    _, fast = sessions(store, index)
    rows = fast.run("who-receives", {"data": "pd:IPAddress"}).records()
    assert [r["certainty"].value for r in rows] == ["not-found"]
    assert not index.in_step(ox.Store())
