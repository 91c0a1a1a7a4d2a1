"""``alir watch`` on a site of our own. PT Pantau Fiktif is a fictional company."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pyoxigraph as ox
import pytest

from graph_builder.cli.main import run
from graph_builder.documents import web
from graph_builder.graph.store import reading

NOTICE = (
    "<html><head></head><body><main><h1>Privacy Policy of PT Pantau Fiktif</h1>"
    "<p>We collect your name and your e-mail address when you register with us.</p>"
    "<p>We share your e-mail address with our payment processors.</p>"
    "<p>Visitor 12345</p></main><footer>© 2025</footer></body></html>"
)
REPLACES = ox.NamedNode("http://purl.org/dc/terms/replaces")
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
VERSION = ox.NamedNode("https://w3id.org/alir#PolicyVersion")


class _Site(BaseHTTPRequestHandler):
    stop = Event()
    page = NOTICE

    def do_GET(self):
        if self.path == "/silent":
            self.stop.wait(10)
        elif self.path == "/loop":
            self._answer(302, b"", Location="/loop")
        elif self.path == "/policy":
            self._answer(200, self.page.encode(), **{"Content-Type": "text/html"})
        else:
            self._answer(403 if self.path == "/forbidden" else 404, b"")

    def _answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    _Site.stop.clear()
    _Site.page = NOTICE
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    _Site.stop.set()
    server.shutdown()
    server.server_close()


def _watch(capsys, source, store):
    status = run(["watch", source, "--store", str(store), "--allow-private", "--json"])
    return status, json.loads(capsys.readouterr().out)


def _outcomes(capsys, source, store):
    return [row["outcome"] for row in _watch(capsys, source, store)[1]]


def _replaced(store):
    found = reading(store).quads_for_pattern(None, REPLACES, None, None)
    return [(quad.subject.value, quad.object.value) for quad in found]


def test_changed_words_add_a_version_that_replaces_the_old_one(site, tmp_path, capsys):
    store = tmp_path / "store"
    assert _outcomes(capsys, f"{site}/policy", store) == ["new"]
    _Site.page = NOTICE.replace("payment processors", "advertising networks")
    assert _outcomes(capsys, f"{site}/policy", store) == ["changed"]
    ((new, old),) = _replaced(store)
    assert new != old
    assert _outcomes(capsys, f"{site}/policy", store) == ["unchanged"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12345", "99999"),
        ("© 2025", "© 2026"),
        ("<p>We share", "<p class='x'>\n  We   <b>share</b>"),
        ("register with us.</p><p>", "register with us.<br>"),
        ("<main>", "<nav><a href='/new'>New in our shop</a></nav><main>"),
    ],
)
def test_what_is_not_said_changes_nothing(site, tmp_path, capsys, old, new):
    assert old in NOTICE
    store = tmp_path / "store"
    _watch(capsys, f"{site}/policy", store)
    _Site.page = NOTICE.replace(old, new)
    assert _watch(capsys, f"{site}/policy", store) == (
        0,
        [{"language": "en", "outcome": "unchanged", "source": f"{site}/policy"}],
    )
    assert not _replaced(store)


def test_what_fails_is_told_with_its_code_and_stops_nothing(site, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(web.fetch, "__kwdefaults__", {**web.fetch.__kwdefaults__, "timeout": 0.5})
    listed = tmp_path / "sites.list"
    paths = ["/forbidden", "/silent", "/loop", "/nowhere", "/policy"]
    listed.write_text("# of ours\n" + "".join(f"{site}{path}\n" for path in paths), "utf-8")
    status, rows = _watch(capsys, str(listed), tmp_path / "store")
    assert status == 1
    assert [row["outcome"].split()[0] for row in rows] == [
        "E-FETCH-403",
        "E-FETCH-TIMEOUT",
        "E-FETCH-REDIRECT",
        "E-FETCH-404",
        "new",
    ]


def test_a_page_above_the_limit_is_not_kept(site, tmp_path, capsys):
    store = tmp_path / "store"
    given = ["watch", f"{site}/policy", "--store", str(store), "--allow-private", "--json"]
    assert run([*given, "--max-bytes", "100"]) == 1
    assert "E-TOO-LARGE" in capsys.readouterr().out
    assert run([*given, "--max-bytes", "4000"]) == 0
    assert [row["outcome"] for row in json.loads(capsys.readouterr().out)] == ["new"]


def test_a_notice_that_is_again_what_it_was_replaces_what_came_between(site, tmp_path, capsys):
    store = tmp_path / "store"
    for words in ("payment processors", "advertising networks", "payment processors"):
        _Site.page = NOTICE.replace("payment processors", words)
        _watch(capsys, f"{site}/policy", store)
    assert len(_replaced(store)) == 1


def test_a_watched_address_has_the_name_that_a_build_gives_it(site, tmp_path, capsys):
    store = tmp_path / "store"
    _watch(capsys, f"{site}/policy", store)
    command = ["build", f"{site}/policy", "--store", str(store), "--allow-private", "--json"]
    assert run(command) == 0
    found = reading(store).quads_for_pattern(None, RDF_TYPE, VERSION, None)
    assert len({quad.subject for quad in found}) == 1


def test_a_failure_is_told_with_a_hint_and_leaves_nothing_behind(site, tmp_path, capsys):
    store = tmp_path / "store"
    assert run(["watch", f"{site}/nowhere", "--store", str(store), "--allow-private"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in told] == ["error", "hint"]
    assert not list(tmp_path.iterdir())
