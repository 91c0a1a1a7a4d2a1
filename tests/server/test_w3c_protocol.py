"""The cases of the W3C's SPARQL 1.1 Protocol test suite, by their names there.

The suite's query cases run on graphs of our own; its update cases have to be refused, since the
endpoint only reads. curl speaks for clients that others wrote.
"""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.views import view_samples as samples

pytest.importorskip("starlette")
from starlette.testclient import TestClient

from graph_builder.graph import export, to_rdf
from graph_builder.server.app import Settings, create
from graph_builder.server.workers import Origin
from tests.server.running import running

ENGLISH = to_rdf.version_iri(samples.english())
INDONESIAN = to_rdf.version_iri(samples.indonesian())
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
UPDATE = "application/sparql-update"
GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
BOTH = [("default-graph-uri", ENGLISH), ("default-graph-uri", INDONESIAN)]
NAMED = [("named-graph-uri", ENGLISH), ("named-graph-uri", INDONESIAN)]
# Whether a version of each language is in the default graph.
IN_DEFAULT = (
    'ASK { ?en a alir:PolicyVersion ; schema:inLanguage "en" . '
    '?id a alir:PolicyVersion ; schema:inLanguage "id" }'
)


@pytest.fixture(scope="module")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("protocol") / "g.nq"
    versions = (samples.english(), samples.indonesian())
    export.write([q for v in versions for q in to_rdf.quads(v)], path)
    return path


def _app(graph_file: Path):
    return create(Settings(origin=Origin(graph_file), workers=1, seconds=20))


@pytest.fixture(scope="module")
def client(graph_file):
    with TestClient(_app(graph_file), base_url="http://127.0.0.1") as found:
        yield found


@pytest.fixture(scope="module")
def address(graph_file):
    with running(_app(graph_file)) as found:
        yield f"{found}/sparql"


def asked(client, *parameters, way="get"):
    """Return the answer to a query with parameters, in one of the protocol's three ways."""
    if way == "get":
        return client.get("/sparql", params=list(parameters))
    content = urlencode(parameters)
    return client.post("/sparql", content=content, headers={"content-type": FORM})


def names(answer) -> set[str]:
    assert answer.status_code == 200, answer.text
    return {row["g"]["value"] for row in answer.json()["results"]["bindings"]}


def test_query_get(client):
    assert asked(client, ("query", "ASK {}")).json()["boolean"] is True


def test_query_post_form(client):
    assert asked(client, ("query", "ASK {}"), way="form").json()["boolean"] is True


def test_query_post_direct(client):
    answer = client.post("/sparql", content="ASK {}", headers={"content-type": DIRECT})
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize("way", ["get", "form"])
def test_query_dataset_default_graph(client, way):
    answer = asked(client, ("query", IN_DEFAULT), BOTH[0], way=way)
    assert answer.json()["boolean"] is False


@pytest.mark.parametrize("way", ["get", "form"])
def test_query_dataset_default_graphs(client, way):
    answer = asked(client, ("query", IN_DEFAULT), *BOTH, way=way)
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize("way", ["get", "form"])
def test_query_dataset_named_graphs(client, way):
    assert names(asked(client, ("query", GRAPHS), *NAMED, way=way)) == {ENGLISH, INDONESIAN}


def test_query_dataset_full(client):
    answer = asked(client, ("query", GRAPHS), BOTH[1], NAMED[0])
    assert names(answer) == {ENGLISH}


def test_query_multiple_dataset(client):
    query = f"SELECT DISTINCT ?g FROM NAMED <{INDONESIAN}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert names(asked(client, ("query", query), NAMED[0])) == {ENGLISH}


@pytest.mark.parametrize(
    ("case", "query", "types"),
    [
        ("select", GRAPHS, {"application/sparql-results+json", "application/sparql-results+xml"}),
        ("ask", "ASK {}", {"application/sparql-results+json", "application/sparql-results+xml"}),
        ("describe", f"DESCRIBE <{ENGLISH}>", {"text/turtle", "application/rdf+xml"}),
        ("construct", "CONSTRUCT WHERE { ?s a ?o }", {"text/turtle", "application/rdf+xml"}),
    ],
)
def test_query_content_type(client, case, query, types):
    answer = asked(client, ("query", query))
    assert answer.status_code == 200, case
    assert answer.headers["content-type"].partition(";")[0] in types


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(client, method):
    assert client.request(method, "/sparql", params={"query": "ASK {}"}).status_code == 405


@pytest.mark.parametrize("way", ["get", "form"])
def test_bad_multiple_queries(client, way):
    answer = asked(client, ("query", "ASK {}"), ("query", "SELECT * {}"), way=way)
    assert answer.status_code == 400


def _posted(client, content, **headers) -> int:
    return client.post("/sparql", content=content, headers=headers).status_code


def test_bad_query_wrong_media_type(client):
    assert _posted(client, "ASK {}", **{"content-type": "text/plain"}) == 415


def test_bad_query_missing_form_type(client):
    assert _posted(client, "query=ASK%20%7B%7D") == 415


def test_bad_query_missing_direct_type(client):
    assert _posted(client, "ASK {}") == 415


def test_bad_query_non_utf8(client):
    typed = f"{DIRECT}; charset=UTF-16"
    assert 400 <= _posted(client, "ASK {}".encode("utf-16"), **{"content-type": typed}) < 500
    assert _posted(client, "ASK { ?s ?p 'é' }".encode("latin-1"), **{"content-type": DIRECT}) == 400


def test_bad_query_syntax(client):
    assert asked(client, ("query", "ASK { ?s ?p }")).status_code == 400


def test_bad_query_without_a_query(client):
    assert asked(client, ("default-graph-uri", ENGLISH)).status_code == 400
    assert _posted(client, "", **{"content-type": FORM}) == 400


def test_bad_query_dataset_that_is_no_iri(client):
    assert asked(client, ("query", "ASK {}"), ("default-graph-uri", "no iri")).status_code == 400


@pytest.mark.parametrize(
    ("case", "content", "kind"),
    [
        ("update_post_form", "update=CLEAR%20ALL", FORM),
        ("update_post_direct", "CLEAR ALL", UPDATE),
        ("update_dataset_default_graph", "update=CLEAR%20ALL&using-graph-uri=urn%3Ag", FORM),
        ("bad_multiple_updates", "update=CLEAR%20ALL&update=CLEAR%20ALL", FORM),
        ("bad_update_syntax", "CLEAR XYZ", UPDATE),
    ],
)
def test_updates_are_refused(client, case, content, kind):
    assert _posted(client, content, **{"content-type": kind}) in {400, 403, 415}, case


def test_bad_update_get(client):
    assert 400 <= client.get("/sparql", params={"update": "CLEAR ALL"}).status_code < 500


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--get", "--data-urlencode", "query=ASK {}"],
        ["--data-urlencode", "query=ASK {}"],
        ["--header", f"Content-Type: {DIRECT}", "--data", "ASK {}"],
    ],
    ids=["get", "form", "direct"],
)
def test_curl_asks_in_all_three_ways(address, arguments):
    done = subprocess.run(
        [shutil.which("curl") or "", "--silent", "--fail", *arguments, address],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout)["boolean"] is True
