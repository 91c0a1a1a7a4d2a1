"""Graphs of random policies, and the two sessions that have to answer alike on them."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import strategies as st

from graph_builder.graph import vocabulary
from graph_builder.graph.flow_index import FlowIndex
from graph_builder.graph.nodes import node
from graph_builder.questions.engines import StoreEngine
from graph_builder.questions.indexed import IndexTables
from graph_builder.questions.names import default_index
from graph_builder.questions.session import Session

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
