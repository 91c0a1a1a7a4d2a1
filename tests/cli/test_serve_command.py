"""``alir serve``: the doors that its options open, and that they stay shut without them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_builder.cli.main import run

pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")
import uvicorn
from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[2]
GRAPH = ("serve", "--graph", str(ROOT / "tests" / "questions" / "portfolio.trig"))
ORIGIN = {"Origin": "https://page.example"}
ASKED = {"query": "ASK {}"}


@pytest.fixture(autouse=True)
def no_token(monkeypatch):
    monkeypatch.delenv("ALIR_TOKEN", raising=False)


@pytest.fixture
def serving(monkeypatch, capsys):
    """Run the command and give a client of what it would serve, and what it told."""
    clients = []

    def serve(*options, host="127.0.0.1"):
        served = []
        monkeypatch.setattr(uvicorn.Server, "run", lambda self, **_: served.append(self))
        assert run([*GRAPH, "--workers", "1", "--port", "0", *options]) == 0
        (server,) = served
        client = TestClient(server.config.app, base_url=f"http://{host}")
        clients.append(client)
        return client.__enter__(), capsys.readouterr()

    yield serve
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture(scope="module")
def started() -> Iterator[dict[str, object]]:
    command = [sys.executable, "-m", "graph_builder", *GRAPH]
    options = ["--port", "0", "--json", "--workers", "1", "--token", "s3cret"]
    with subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={k: v for k, v in os.environ.items() if k != "ALIR_TOKEN"},
    ) as server:
        line = server.stdout.readline()
        assert line, server.stderr.read()
        yield json.loads(line)
        server.terminate()


def status(address: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_addresses_told_as_json_answer_who_has_the_token(started):
    assert started["token"] is True
    assert started["write"] is False
    ask = f"{started['sparql']}?query=ASK%7B%7D"
    for address in (started["address"], ask, started["openapi"]):
        assert status(address) == 401
        assert status(address, Authorization="Bearer wrong") == 401
        assert status(address, Authorization="Bearer s3cret") == 200


def test_the_address_is_a_note_for_people_unless_json_is_asked_for(serving):
    _, told = serving()
    assert told.out == ""
    assert told.err.startswith("http://127.0.0.1:")
    assert ":0/" not in told.err
    _, told = serving("--json")
    assert told.err == ""
    assert len(told.out.splitlines()) == 1
    assert json.loads(told.out)["token"] is False


def test_pages_elsewhere_read_only_with_cors_and_change_nothing(serving):
    shut, _ = serving()
    assert "access-control-allow-origin" not in shut.get("/sparql", params=ASKED).headers
    assert shut.post("/sparql", data=ASKED, headers=ORIGIN).status_code == 403
    open_, _ = serving("--cors")
    answer = open_.post("/sparql", data=ASKED, headers=ORIGIN)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert open_.post("/api/validations", content=b"x", headers=ORIGIN).status_code == 403


def test_a_name_is_served_only_where_it_is_allowed(serving):
    shut, _ = serving(host="policies.example")
    assert shut.get("/sparql", params=ASKED).status_code == 400
    open_, _ = serving("--allow-host", "policies.example", host="policies.example")
    assert open_.get("/sparql", params=ASKED).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_where_others_can_reach_it_a_token_is_wanted(host, capsys):
    assert run([*GRAPH, "--host", host]) == 2
    assert "[E-USAGE]" in (said := capsys.readouterr().err)
    assert "ALIR_TOKEN" in said


@pytest.mark.parametrize("given", [["--token", "s3cret"], []])
def test_the_token_is_an_option_or_stands_in_the_environment(serving, monkeypatch, given):
    if not given:
        monkeypatch.setenv("ALIR_TOKEN", "s3cret")
    client, _ = serving("--host", "0.0.0.0", *given)
    assert client.get("/sparql", params=ASKED).status_code == 401
    assert client.get("/sparql", params=ASKED, auth=("any", "s3cret")).status_code == 200


def test_a_port_that_is_taken_is_told_before_anything_starts(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run([*GRAPH, "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"cannot listen on 127.0.0.1:{port}" in said
    assert "--port" in said


def test_answers_keep_to_the_limit_of_rows(serving):
    rows = "SELECT * WHERE { ?s ?p ?o }"
    client, _ = serving("--limit", "3")
    found = client.get("/sparql", params={"query": rows}).json()
    assert len(found["results"]["bindings"]) == 3


@pytest.mark.parametrize(("option", "write"), [((), True), (("--read-only",), False)])
def test_a_store_is_written_on_this_machine_unless_it_is_read_only(
    tmp_path, capsys, monkeypatch, option, write
):
    policy = tmp_path / "kedai.en.md"
    policy.write_text("# Privacy Policy\n\nWe collect your personal data: your name.\n", "utf-8")
    store = str(tmp_path / "store")
    assert run(["build", str(policy), "--store", store]) == 0
    capsys.readouterr()
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_args, **_options: None)
    assert run(["serve", "--store", store, "--port", "0", "--json", *option]) == 0
    assert json.loads(capsys.readouterr().out)["write"] is write
