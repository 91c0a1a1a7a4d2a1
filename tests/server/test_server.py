import json
import socket
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.views import view_samples as samples

pytest.importorskip("starlette")
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from starlette.testclient import TestClient

from graph_builder.cli.main import run
from graph_builder.graph import export, to_rdf, vocabulary
from graph_builder.server.app import Settings, create
from graph_builder.server.place import PAGES
from graph_builder.server.workers import Origin
from tests.server.running import running, wait_until

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?p a alir:AffirmedPractice }"
ENGLISH = to_rdf.version_iri(samples.english())
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def graph_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("server") / "g.trig"
    quads = [q for v in (samples.english(), samples.indonesian()) for q in to_rdf.quads(v)]
    export.write([*quads, *vocabulary.quads()], path)
    return path


@pytest.fixture(scope="module")
def client(graph_file):
    settings = Settings(origin=Origin(graph_file), workers=1, rows=5, seconds=20)
    with TestClient(create(settings), base_url="http://127.0.0.1") as found:
        yield found


def select(client, query=COUNT, **headers):
    return client.get("/sparql", params={"query": query}, headers=headers)


@pytest.mark.parametrize("send", ["get", "form", "body"])
def test_the_three_ways_of_the_protocol_give_the_same_answer(client, send):
    answer = {
        "get": lambda: select(client),
        "form": lambda: client.post("/sparql", data={"query": COUNT}),
        "body": lambda: client.post(
            "/sparql", content=COUNT, headers={"content-type": "application/sparql-query"}
        ),
    }[send]()
    assert answer.status_code == 200
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "4"


def test_a_form_is_decoded_once(client):
    answer = client.post("/sparql", data={"query": "SELECT ('100%25 a+b' AS ?x) {}"})
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "100%25 a+b"


@pytest.mark.parametrize(
    "accept",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_results_come_in_the_type_asked_for(client, accept):
    answer = select(client, accept=accept)
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert b"4" in answer.content


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
@pytest.mark.parametrize("form", ["CONSTRUCT WHERE { ?s a alir:Mention }", f"DESCRIBE <{ENGLISH}>"])
def test_graphs_come_in_the_type_asked_for(client, accept, form):
    assert select(client, form, accept=accept).headers["content-type"].partition(";")[0] == accept


def test_a_type_that_is_not_offered_is_406(client):
    assert select(client, accept="image/png").status_code == 406


def test_a_malformed_query_is_400_with_its_place(client):
    answer = select(client, "SELECT ?x\nWHERE { ?x ?y }")
    assert answer.status_code == 400
    assert "line 2" in answer.text


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "DROP ALL"]
)
def test_what_reaches_out_or_writes_is_refused(client, query):
    assert select(client, query).status_code == 403


def test_an_update_is_refused(client):
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403


def test_a_default_graph_may_be_chosen(client):
    indonesian = to_rdf.version_iri(samples.indonesian())
    answer = client.get("/sparql", params={"query": COUNT, "default-graph-uri": indonesian})
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "1"


def test_a_named_graph_may_be_chosen(client):
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    answer = client.get("/sparql", params={"query": query, "named-graph-uri": ENGLISH})
    assert [b["g"]["value"] for b in answer.json()["results"]["bindings"]] == [ENGLISH]


def test_a_cut_answer_says_so(client):
    answer = select(client, "SELECT * { ?s ?p ?o }")
    assert len(answer.json()["results"]["bindings"]) == 5
    assert answer.headers["x-alir-truncated"] == "rows=5"


def test_head_and_options_are_known(client):
    assert client.head("/sparql", params={"query": COUNT}).content == b""
    told = client.options("/sparql").headers
    assert "GET" in told["allow"]
    assert "Content-Type" in told["access-control-allow-headers"]


def test_the_service_describes_itself(client):
    text = client.get("/sparql", headers={"accept": "text/turtle"}).text
    assert ENGLISH in text
    assert "sparql-service-description#UnionDefaultGraph" in text or "sd:UnionDefaultGraph" in text


def test_the_graph_store_gives_graphs_and_404(client):
    assert "iklan-fiktif" in client.get("/graph", params={"graph": ENGLISH}).text
    assert client.get("/graph", params={"graph": "urn:none"}).status_code == 404
    assert client.get("/graph").status_code == 400
    assert client.put("/graph", params={"graph": ENGLISH}).status_code == 405


def test_a_question_is_answered_with_proof(client):
    answer = client.get("/api/ask", params={"q": "who receives IP addresses"}).json()
    assert "advertising network" in json.dumps(answer)


def test_policies_and_flows_are_listed(client):
    assert {p["language"] for p in client.get("/api/policies").json()} == {"en", "id"}
    flows = client.get("/api/flows", params={"policy": "contoh-fiktif"}).json()
    assert any(f["data"] == "pd:IPAddress" and f["recipient"] == "alir:AdNetwork" for f in flows)


def test_a_document_is_validated_without_being_kept(client):
    answer = client.post("/api/validate", content=samples.ENGLISH.encode() * 3)
    assert answer.status_code == 200, answer.text
    assert answer.json()


def test_a_document_that_cannot_be_read_gets_its_code(client):
    answer = client.post("/api/validate", content=b"")
    assert answer.status_code == 422
    assert answer.text.startswith("E-EMPTY")


@pytest.mark.parametrize("name", ["../x.txt", "/etc/passwd", "http://x.example/p", "-"])
def test_a_name_is_never_a_path_or_address(client, name):
    assert client.post("/api/validate", params={"name": name}, content=b"x").status_code == 400


@pytest.mark.parametrize("page", ["/", "/view", "/view/contoh-fiktif", "/validate", "/vocabulary"])
def test_pages_are_served_with_their_own_policy(client, page):
    answer = client.get(page)
    assert answer.status_code == 200, answer.text
    assert "default-src &#39;none&#39;" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"


def test_a_policy_that_is_not_there_has_no_page(client):
    assert client.get("/view/none").status_code == 404


def test_every_page_that_is_linked_is_there(client):
    assert [client.get(address).status_code for address, _ in PAGES] == [200] * len(PAGES)


def test_a_foreign_host_name_is_refused(client):
    assert client.get("/api/policies", headers={"host": "evil.example"}).status_code == 400


def test_a_body_beyond_the_limit_is_413(graph_file):
    settings = Settings(origin=Origin(graph_file), workers=1, most_bytes=10)
    with TestClient(create(settings), base_url="http://127.0.0.1") as client:
        assert client.post("/api/validate", content=b"x" * 11).status_code == 413


def test_the_token_opens_the_door(graph_file):
    settings = Settings(origin=Origin(graph_file), workers=1, token="s3cret")
    with TestClient(create(settings), base_url="http://127.0.0.1") as client:
        assert client.get("/api/policies").status_code == 401
        bearer = {"authorization": "Bearer s3cret"}
        assert client.get("/api/policies", headers=bearer).status_code == 200
        assert client.get("/api/policies", auth=("any", "s3cret")).status_code == 200


def test_a_query_beyond_its_time_is_stopped_and_the_next_one_answered(graph_file):
    settings = Settings(origin=Origin(graph_file), workers=1, seconds=2)
    with TestClient(create(settings), base_url="http://127.0.0.1") as client:
        assert select(client).status_code == 200
        before = client.app.state.workers._all[0].process
        assert select(client, ENDLESS).status_code == 503
        assert not before.is_alive()
        client.app.state.workers.seconds = 20
        assert select(client).status_code == 200


def test_beyond_loopback_a_token_is_needed(graph_file, capsys):
    assert run(["serve", "--graph", str(graph_file), "--host", "0.0.0.0"]) == 2
    assert "ALIR_TOKEN" in capsys.readouterr().err


@pytest.fixture(scope="module")
def app(graph_file):
    return create(Settings(origin=Origin(graph_file), workers=1, seconds=120))


@pytest.fixture(scope="module")
def address(app):
    with running(app) as found:
        yield f"{found}/sparql"


def test_a_query_that_nobody_waits_for_gives_its_worker_back(app, address):
    host, port = "127.0.0.1", int(address.split(":")[2].split("/")[0])
    head = f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection((host, port)) as gone:
        gone.sendall(f"{head}Content-Length: {len(ENDLESS)}\r\n\r\n{ENDLESS}".encode())
        wait_until(app.state.workers._free.empty, "the only worker to take the query")
    # The one worker would be busy until its time limit, which is longer than a request waits.
    rows = list(Graph(SPARQLStore(address)).query("SELECT ('here' AS ?x) {}"))
    assert str(rows[0][0]) == "here"


def test_long_queries_leave_a_worker_to_questions(graph_file):
    app = create(Settings(origin=Origin(graph_file), workers=2, seconds=120))
    with running(app) as found, ExitStack() as stack:
        port = int(found.rsplit(":", 1)[1])
        head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(ENDLESS)}\r\n"
        for _ in range(2):
            link = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            link.sendall(f"{head}Content-Type: application/sparql-query\r\n\r\n{ENDLESS}".encode())
        workers = app.state.workers
        wait_until(lambda: workers._open_ended._waiters, "the second query to wait its turn")
        assert workers._free.qsize() == 1
        with urlopen(f"{found}/api/ask?q=who+receives+IP+addresses") as answer:
            assert "advertising network" in json.dumps(json.load(answer))
        assert workers._free.qsize() == 1


def test_rdflib_reads_the_endpoint(address):
    graph = Graph(SPARQLStore(address))
    rows = list(graph.query(f"PREFIX alir: <https://w3id.org/alir#> {COUNT}"))
    assert int(rows[0][0]) == 4


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_reads_the_endpoint(address, method):
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(address)
    client.setMethod(method)
    client.setQuery(COUNT)
    client.setReturnFormat(wrapper.JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "4"
