"""The description of the API, held against what the server answers."""

import time

import pytest

from tests.views import view_samples as samples

pytest.importorskip("starlette")
import jsonschema
from starlette.testclient import TestClient

from graph_builder.graph import to_rdf
from graph_builder.graph.store import writing
from graph_builder.server import review
from graph_builder.server.app import ROUTES, Settings, create
from graph_builder.server.workers import Origin

NOTICE = samples.ENGLISH.encode() * 2


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    store = tmp_path_factory.mktemp("openapi") / "store"
    with writing(store) as writer:
        writer.put(to_rdf.version_iri(samples.english()), to_rdf.quads(samples.english()))
    settings = Settings(origin=Origin(store=store), workers=1, write=True)
    with TestClient(create(settings), base_url="http://127.0.0.1") as found:
        yield found


@pytest.fixture(scope="module")
def described(client):
    return client.get("/api/openapi.json").json()


def check(described, path, answer, method="get"):
    responses = described["paths"][path][method]["responses"]
    assert str(answer.status_code) in responses, answer.text
    media = answer.headers["content-type"].partition(";")[0]
    schema = responses[str(answer.status_code)]["content"][media]["schema"]
    whole = {"components": described["components"], **schema}
    jsonschema.Draft202012Validator(whole).validate(
        answer.json() if media == "application/json" else answer.text
    )


def test_every_route_of_the_api_is_described_with_its_methods(described):
    others = {r.path for r in review.ROUTES} | {"/api/openapi.json"}
    served = {
        (route.path, method.lower())
        for route in ROUTES
        if route.path.startswith("/api/") and route.path not in others
        for method in route.methods - {"HEAD"}
    }
    paths = described["paths"].items()
    assert served == {(path, method) for path, methods in paths for method in methods}


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/api/ask", {"q": "who receives IP addresses"}),
        ("/api/ask", {"q": "siapa yang menerima alamat IP", "lang": "en"}),
        ("/api/ask", {"q": "why is the sky blue"}),
        ("/api/ask", {}),
        ("/api/suggestions", {}),
        ("/api/policies", {}),
        ("/api/completeness", {"policy": "contoh-fiktif"}),
        ("/api/completeness", {"policy": "none"}),
        ("/api/completeness", {}),
        ("/api/flows", {}),
        ("/api/flows", {"policy": "contoh-fiktif", "lang": "id"}),
        ("/api/flows", {"lang": "xx"}),
    ],
)
def test_answers_are_as_described(client, described, path, params):
    check(described, path, client.get(path, params=params))


@pytest.mark.parametrize(
    ("name", "content"),
    [("p.md", NOTICE), ("p.exe", NOTICE), ("a/b.md", NOTICE), ("p.md", b"")],
)
def test_validation_answers_are_as_described(client, described, name, content):
    answer = client.post("/api/validate", params={"name": name}, content=content)
    check(described, "/api/validate", answer, "post")


@pytest.mark.parametrize("content", [NOTICE, b""])
def test_an_examination_is_as_described_from_start_to_end(client, described, content):
    answer = client.post("/api/validations", params={"name": "x.md"}, content=content)
    check(described, "/api/validations", answer, "post")
    address = answer.json()["address"]
    state = "working"
    while state == "working":
        told = client.get(address)
        check(described, "/api/validations/{key}", told)
        state = told.json()["state"]
        time.sleep(0.05)
    if content:
        added = client.post(f"{address}/store")
        check(described, "/api/validations/{key}/store", added, "post")
    assert client.delete(address).status_code == 204
    check(described, "/api/validations/{key}", client.get(address))
