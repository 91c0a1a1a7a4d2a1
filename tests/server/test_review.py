"""Reviewing over HTTP: what is kept, what is refused, and what others change in the meantime."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("starlette")
from starlette.testclient import TestClient

from graph_builder.build.reviewing import session
from graph_builder.curation import review_file
from graph_builder.curation.statement import FIELDS
from graph_builder.graph.store import writing
from graph_builder.model import Verdict
from graph_builder.server import review
from graph_builder.server.app import Settings
from graph_builder.server.app import create as workbench
from graph_builder.server.place import words
from graph_builder.server.review import Reviewing, create
from graph_builder.server.workers import Origin
from graph_builder.views.page import words as common
from tests.curation.policies import ENGLISH, signed

HERE = "http://127.0.0.1"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "kedai-pagi.en.md"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


@pytest.fixture
def client(policy: Path):
    app = create(Reviewing((policy,), "Sari"), ("127.0.0.1",))
    with TestClient(app, base_url=HERE) as found:
        yield found


def act(client: TestClient, action: str, identity: str = "", **more: object):
    asked = {"action": action, "id": identity, "reviewer": "Sari"} | more
    return client.post("/api/review/0", json=asked)


def items(client: TestClient) -> list[dict]:
    return client.get("/api/review/0").json()["items"]


def test_a_decision_is_kept_at_once_and_told(client, policy):
    first = items(client)[0]["id"]
    told = act(client, "accept", first, reason=" seen ").json()
    assert (told["item"]["state"], told["progress"]["decided"]) == ("accept", 1)
    (kept,) = review_file.read(review_file.beside(policy)).all
    assert (kept.id, kept.reviewer, kept.reason) == (first, "Sari", "seen")


def test_the_sentence_comes_with_its_surroundings_and_marks(client):
    item = next(i for i in items(client) if "share your IP" in i["clause"])
    assert ENGLISH.find(item["before"] + item["clause"] + item["after"]) >= 0
    marked = {m["slot"]: item["clause"][m["start"] : m["end"]] for m in item["marks"]}
    assert marked["recipient"] == "advertising networks"


def test_an_added_statement_can_be_taken_back(client):
    count = len(items(client))
    changes = ["operations=dpv:Use", "data=pd:Name"]
    added = act(client, "add", quote="PT Kedai Pagi Fiktif is a fictional company", changes=changes)
    identity = added.json()["item"]["id"]
    assert len(items(client)) == count + 1
    assert act(client, "undo", identity).json()["item"] is None
    assert len(items(client)) == count


def test_what_somebody_else_decides_meanwhile_is_not_lost(client, policy):
    first, second = (i["id"] for i in items(client)[:2])
    act(client, "accept", first)
    session(policy).decide(second, Verdict.REJECT, signed(reviewer="Budi"))
    third = next(i["id"] for i in items(client) if i["open"])
    act(client, "accept", third)
    kept = {d.id: d.reviewer for d in review_file.read(review_file.beside(policy)).all}
    assert kept == {first: "Sari", second: "Budi", third: "Sari"}


def test_a_changed_policy_is_read_again(client, policy):
    before = len(items(client))
    policy.write_text(f"{ENGLISH}\nWe share your name with insurers.\n", encoding="utf-8")
    assert len(items(client)) == before + 1


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({"action": "accept", "id": "ffffffffff", "reviewer": "Sari"}, 422, "E-STATEMENT"),
        ({"action": "burn", "reviewer": "Sari"}, 400, "unknown action"),
        ({"action": "accept", "id": "x", "reviewer": " "}, 400, "send JSON"),
        ({"action": "accept", "id": "x", "reviewer": "S" * 9000}, 400, "send JSON"),
        (["accept"], 400, "send JSON"),
        ({"action": "accept", "id": ["x"], "reviewer": "S"}, 400, "send JSON"),
        ({"action": ["accept"], "id": "x", "reviewer": "S"}, 400, "send JSON"),
        ({"action": "edit", "id": "x", "reviewer": "S", "changes": 5}, 400, "send JSON"),
        ({"action": "edit", "id": "x", "reviewer": "S", "changes": [5]}, 400, "send JSON"),
        (
            {"action": "add", "quote": "not there", "changes": [], "reviewer": "S"},
            422,
            "E-STATEMENT",
        ),
    ],
)
def test_a_wrong_request_is_refused_in_words(client, asked, status, told):
    answer = client.post("/api/review/0", json=asked)
    assert (answer.status_code, told in answer.text) == (status, True)


def test_there_is_no_other_policy(client):
    for number in ("1", "-1", "x", "9" * 5000):
        assert client.get(f"/api/review/{number}").status_code == 404


def test_a_body_that_is_nested_without_end_is_refused(client):
    deep = "[" * 100_000
    assert client.post("/api/review/0", content=deep).status_code == 400
    assert client.post("/api/review/0/agreement", content=f"a = {deep}").status_code == 400


def test_a_page_of_another_origin_cannot_decide(client, policy):
    first = items(client)[0]["id"]
    asked = {"action": "accept", "id": first, "reviewer": "Sari"}
    answer = client.post("/api/review/0", json=asked, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not review_file.beside(policy).exists()


def test_another_reviewers_file_is_compared(client, policy, tmp_path):
    first, second = (i["id"] for i in items(client)[:2])
    act(client, "accept", first)
    act(client, "accept", second)
    other = session(policy, tmp_path / "budi.review.toml")
    other.decide(first, Verdict.REJECT, signed(reviewer="Budi"))
    found = client.post("/api/review/0/agreement", content=other.file.read_bytes()).json()
    assert [(d["id"], d["first"], d["second"]) for d in found["disagreements"]] == [
        (first, "accept", "reject")
    ]
    assert found["only_first"] == [second]


@pytest.mark.parametrize(("body", "status"), [(b"\xff", 400), (b"x = ", 400), (b"format = 9", 422)])
def test_what_is_no_review_file_cannot_be_compared(client, body, status):
    assert client.post("/api/review/0/agreement", content=body).status_code == status


def test_a_damaged_review_file_is_told(client, policy):
    review_file.beside(policy).write_text("format = 9\n", encoding="utf-8")
    answer = client.get("/api/review/0")
    assert (answer.status_code, "E-REVIEW" in answer.text) == (422, True)


def test_the_page_brings_its_own_policy_and_the_front_door_leads_to_it(client):
    page = client.get("/")
    assert page.url == f"{HERE}/review"
    assert "default-src &#39;none&#39;" in page.text
    assert "unsafe-inline" not in page.text


def test_every_word_of_the_page_is_there():
    known = {*words(), *common()}
    static = Path(review.__file__).parent / "static"
    code = "".join(
        (static / name).read_text(encoding="utf-8")
        for name in ("review.js", "picker.js", "lists.js")
    )
    used = set(re.findall(r"word\(\"([a-z-]+)\"", code)) | set(
        re.findall(r"labelled\(\"([a-z-]+)\"", code)
    )
    used |= {f"field-{f}" for f in FIELDS} | {f"did-{v}" for v in Verdict}
    used |= {
        f"do-{a}"
        for a in re.findall(r"^  const KEYS = .*", code, re.MULTILINE)
        for a in re.findall(r'"([a-z-]+)"', a)
        if a != "?"
    }
    assert used <= known, f"add to server/words.toml: {sorted(used - known)}"


def test_the_workbench_offers_the_policies_of_its_texts_to_whom_may_write(policy, tmp_path):
    with writing(tmp_path / "store"):
        pass
    for write, offered in ((True, [policy.name]), (False, [])):
        origin = Origin(store=tmp_path / "store", texts=policy.parent)
        settings = Settings(origin=origin, workers=1, write=write)
        with TestClient(workbench(settings), base_url=HERE) as found:
            assert found.get("/api/review").json()["policies"] == offered
            assert 'href="/validate"' in found.get("/review").text
