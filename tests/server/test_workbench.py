"""What the workbench asks of its server: suggestions, completeness, examinations, the store."""

import asyncio
import json
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.views import view_samples as samples

pytest.importorskip("starlette")
from starlette.testclient import TestClient

from graph_builder import server
from graph_builder.graph import to_rdf
from graph_builder.graph.store import writing
from graph_builder.questions.library import library
from graph_builder.questions.sources import open_session
from graph_builder.server import question_jobs
from graph_builder.server.app import Settings, create
from graph_builder.server.checks import Checks
from graph_builder.server.reply import Reply
from graph_builder.server.workers import Origin

NOTICE = (
    "# Privacy Policy of Lentera Fiktif\n\n"
    "This privacy policy is about a fictional company.\n\n"
    "We collect your e-mail address when you register. We share your IP address with advertising "
    "networks. You may ask us to delete your personal data. We keep your data for two years.\n"
)
DOCUMENT = NOTICE.encode()


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    store = tmp_path_factory.mktemp("workbench") / "store"
    with writing(store) as writer:
        for version in (samples.english(), samples.indonesian()):
            writer.put(to_rdf.version_iri(version), to_rdf.quads(version))
    settings = Settings(origin=Origin(store=store), workers=1, seconds=30, write=True)
    with TestClient(create(settings), base_url="http://127.0.0.1") as found:
        yield found


def examine(client, content=DOCUMENT, **params):
    params = {"name": "lentera-fiktif.md"} | params
    answer = client.post("/api/validations", params=params, content=content)
    assert answer.status_code == 202, answer.text
    address = answer.headers["location"]
    while (told := client.get(address).json())["state"] == "working":
        assert told["stage"] in told["stages"]
        time.sleep(0.05)
    return address, told


@pytest.fixture(scope="module")
def examined(client):
    return examine(client)


def _outcome(begin):
    """Run a coroutine in a thread of its own: the browser tests keep a loop in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(begin())).result()


def test_suggestions_come_in_both_languages(client):
    found = client.get("/api/suggestions").json()
    assert found["en"]["names"]["policy"] == ["PT Contoh Fiktif"]
    assert "alamat IP" in found["id"]["names"]["data"]


def test_completeness_counts_every_element_of_every_version(client):
    found = client.get("/api/completeness", params={"policy": "contoh-fiktif"}).json()
    assert len(found["versions"]) == 2
    assert {sum(counts.values()) for counts in found["versions"].values()} == {found["elements"]}


def test_completeness_of_an_unknown_policy_is_404(client):
    assert client.get("/api/completeness", params={"policy": "none"}).status_code == 404


def test_an_examination_ends_with_report_and_text(examined):
    _, told = examined
    report = told["reports"][0]
    text = told["texts"][report["version"]]
    place = next(r["place"] for r in report["requirements"] if r["place"])
    assert text[place["start"] : place["end"]] == place["quote"]
    assert told["state"] == "done"


@pytest.mark.parametrize("style", ["html", "json", "sarif", "markdown", "id.html"])
def test_the_report_is_offered_as_a_file(client, examined, style):
    answer = client.get(f"{examined[0]}/{style}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "Lentera Fiktif" in answer.text or style == "sarif"


def test_the_views_of_an_examined_policy_are_a_page(client, examined):
    assert "We share your IP address" in client.get(f"{examined[0]}/view").text


@pytest.mark.parametrize("file", ["document", "none", "..%2fx"])
def test_nothing_else_is_offered(client, examined, file):
    assert client.get(f"{examined[0]}/{file}").status_code == 404


def test_what_is_no_policy_is_told_and_examined_on_demand(client):
    recipe = b"Boil the rice for twelve minutes, then add salt, oil and a little pepper. Serve hot."
    _, told = examine(client, recipe)
    assert told["state"] == "failed"
    assert told["error"].startswith("E-NOT-A-POLICY")
    _, told = examine(client, recipe, force="yes")
    assert told["state"] == "done"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:1/", "http://[::1]/", "http://169.254.169.254/x"]
)
def test_addresses_that_are_not_public_are_not_fetched(client, url):
    _, told = examine(client, b"", url=url)
    assert told["error"].startswith("E-FETCH-PRIVATE")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/", "x" * 3000])
def test_what_is_no_web_address_is_refused(client, url):
    assert client.post("/api/validations", params={"url": url}).status_code == 400


@pytest.mark.parametrize(
    ("name", "status"), [("x.exe", 415), ("policy", 415), ("../x.txt", 400), ("x" * 300, 400)]
)
def test_names_and_types_are_checked(client, name, status):
    answer = client.post("/api/validations", params={"name": name}, content=b"x")
    assert answer.status_code == status


def test_a_forgotten_examination_is_gone(client):
    address, _ = examine(client)
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


class _Never:
    """Workers that never finish."""

    async def run(self, *_arguments, **_named):
        await asyncio.Event().wait()


def test_no_more_examinations_begin_than_can_be_kept():
    async def begin():
        checks = Checks(_Never())
        keys = [checks.start("a.txt", force=False) for _ in range(25)]
        known = [key for key in keys if key and checks.find(key)]
        for key in known:
            await checks.drop(key)
        return len(known), bool(checks.start("a.txt", force=False))

    assert _outcome(begin) == (20, True)


def test_to_look_at_an_examination_keeps_it():
    async def begin():
        checks = Checks(_Never())
        keys = [checks.start("a.txt", force=False) for _ in range(20)]
        for key in keys:
            checks.find(key).reply = Reply.json({})
        return all(checks.find(key) for key in keys)

    assert _outcome(begin)


def test_a_question_without_end_is_refused(client):
    assert client.get("/api/ask", params={"q": "who " * 1000}).status_code == 400


FOREIGN = [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/api/validate", "/api/validations", "/store"])
def test_pages_of_other_origins_cannot_start_or_change_anything(client, examined, headers, path):
    where = examined[0] + path if path == "/store" else path
    assert client.post(where, content=NOTICE.encode(), headers=headers).status_code == 403


def test_a_page_of_this_server_may(client):
    headers = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
    answer = client.post("/api/validate", content=NOTICE.encode(), headers=headers)
    assert answer.status_code == 200


def test_an_examined_policy_is_added_to_the_store_and_seen_at_once(client):
    address, _ = examine(client, name="tambahan-fiktif.md")
    added = client.post(f"{address}/store")
    assert added.status_code == 200, added.text
    assert [v["policy"] for v in added.json()["versions"]] == ["tambahan-fiktif"]
    known = {p["policy"] for p in client.get("/api/policies").json()}
    assert known == {"contoh-fiktif", "tambahan-fiktif"}
    assert client.get("/view/tambahan-fiktif").status_code == 200


def test_a_server_that_only_reads_adds_nothing(tmp_path):
    with writing(tmp_path / "store") as writer:
        writer.put(to_rdf.version_iri(samples.english()), to_rdf.quads(samples.english()))
    settings = Settings(origin=Origin(store=tmp_path / "store"), workers=1)
    with TestClient(create(settings), base_url="http://127.0.0.1") as client:
        address, _ = examine(client)
        assert client.post(f"{address}/store").status_code == 403
        assert len(client.get("/api/policies").json()) == 1


def test_a_document_that_needs_too_much_memory_ends_alone(tmp_path):
    with writing(tmp_path / "store") as writer:
        writer.put(to_rdf.version_iri(samples.english()), to_rdf.quads(samples.english()))
    settings = Settings(origin=Origin(store=tmp_path / "store"), workers=1, seconds=20)
    with TestClient(create(settings), base_url="http://127.0.0.1") as client:
        state = client.app.state
        state.readers.origin = Origin(documents=True, memory=120 * 1024 * 1024)
        # The process at hand has the usual bound; the next one has the small one.
        state.readers.seconds = 0.0
        client.post("/api/validate", content=NOTICE.encode())
        state.readers.seconds = 20.0
        answer = client.post("/api/validate", content=NOTICE.encode())
        assert answer.status_code == 503, answer.text
        assert "memory" in answer.text or "limits" in answer.text
        assert client.get("/api/policies").status_code == 200


def test_hostile_text_stays_text_in_report_and_views(client):
    text = NOTICE + f"\nWe share your name with {samples.HOSTILE}.\n"
    address, told = examine(client, text.encode(), name="musuh-fiktif.md")
    assert samples.HOSTILE in json.dumps(told, ensure_ascii=False).replace('\\"', '"')
    for file in ("view", "html"):
        assert "<script>document.title" not in client.get(f"{address}/{file}").text


def test_a_page_of_too_many_policies_is_refused_with_a_way_on(client, monkeypatch):
    monkeypatch.setattr(question_jobs, "MOST_POLICIES", 1)
    session = open_session(directory=client.app.state.settings.origin.store)
    assert question_jobs.page(session, "", None).status == 413
    assert question_jobs.page(session, "contoh-fiktif", None).status == 200


def test_every_theme_of_the_query_library_has_a_heading_in_both_languages():
    known = tomllib.loads((Path(server.__file__).parent / "words.toml").read_text("utf-8"))
    themes = {q.theme for q in library()}
    unnamed = {t for t in themes if set(known.get(f"theme-{t}", ())) != {"en", "id"}}
    assert not unnamed, f"name them in server/words.toml: theme-{sorted(unnamed)}"
