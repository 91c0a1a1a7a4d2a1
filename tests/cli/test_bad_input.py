"""What cannot be read leaves standard output empty, in every command and form of report."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph_builder.cli.main import run

# Fictional.
GOOD = """# Privacy policy of Rimba

PT Rimba Contoh collects your name and email address when you order from us. We share your
personal data with couriers to deliver your orders. You may ask us to delete your personal data.
"""
BAD = {
    "empty": b"",
    "binary": bytes(range(256)) * 8,
    "not UTF-8": b"Kebijakan \xff\xfe privasi \x80\x81",
    "missing": None,
    "folder": None,
}
DOCUMENTS = {
    "build": ("build", "{bad}", "-o", "{folder}/out.trig"),
    "validate": ("validate", "{bad}"),
    "contradictions": ("contradictions", "{bad}"),
    "vagueness": ("vagueness", "{bad}"),
    "parity": ("parity", "{bad}", "{good}"),
    "diff": ("diff", "{good}", "{bad}"),
    "compare": ("compare", "{good}", "{bad}"),
    "review": ("review", "{bad}"),
    "tally": ("tally", "{bad}"),
}
GRAPHS = {
    "ask": ("ask", "who receives data"),
    "query": ("query", "policies"),
    "stats": ("stats",),
    "templates": ("templates",),
    "reason": ("reason",),
    "view": ("view", "-o", "{folder}/page.html"),
    "validate": ("validate",),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "good.en.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def bad(place: Path, name: str, ending: str) -> Path:
    path = place / f"bad{ending}"
    content = BAD[name]
    if content is not None:
        path.write_bytes(content)
    elif name == "folder":
        path.mkdir()
    return path


@pytest.mark.parametrize("style", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", DOCUMENTS)
def test_an_unreadable_document_says_so_on_standard_error_alone(
    command: str,
    name: str,
    style: list[str],
    place: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = {"bad": bad(place, name, ".md"), "good": place / "good.en.md", "folder": place}
    words = [word.format(**names) for word in DOCUMENTS[command]]
    status = run([*words, *style])
    said = capsys.readouterr()
    assert status != 0
    assert "error: [E-" in said.err
    assert "Traceback" not in said.err
    assert told(said.out, style)


@pytest.mark.parametrize("style", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("name", sorted(BAD.keys() - {"empty"}))
@pytest.mark.parametrize("command", GRAPHS)
def test_an_unreadable_graph_says_so_on_standard_error_alone(
    command: str,
    name: str,
    style: list[str],
    place: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    graph = bad(place, name, ".trig")
    words = [word.format(folder=place) for word in GRAPHS[command]]
    assert run([*words, "--graph", str(graph), *style]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "error: [E-" in said.err
    assert "Traceback" not in said.err


def told(out: str, style: list[str]) -> bool:
    """Tell whether output is none, or the account of a run (JSON) in which an input failed."""
    return not out or (style == ["--json"] and bool(json.loads(out)))


@pytest.mark.parametrize("style", ["text", "json", "markdown", "html", "turtle", "sarif", "junit"])
def test_nothing_is_reported_of_what_could_not_be_validated(
    style: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = place / "report"
    source = str(bad(place, "empty", ".md"))
    assert run(["validate", source, "--format", style]) == 2
    assert capsys.readouterr().out == ""
    assert run(["validate", source, "--format", style, "-o", str(report)]) == 2
    assert not report.exists()


def test_empty_standard_input_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("validate", "contradictions"):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
        assert run([command, "-"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "[E-EMPTY]" in said.err


# -- every form that is promised


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_list_of_queries_is_json_where_json_is_asked_for(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    titles = {"en": "Who receives a category of data", "id": "Siapa yang menerima"}
    assert run(["query", "--list", "--json", "--lang", language]) == 0
    listed = {query["name"]: query for query in json.loads(capsys.readouterr().out)}
    assert listed["who-receives"]["title"].startswith(titles[language])
    assert listed["who-receives"]["parameters"][0] == {
        "name": "data",
        "kind": "data",
        "optional": False,
        "example": "IP address",
    }
    assert listed["contradictions-violation"]["check"]


def test_a_form_that_the_list_does_not_have_is_wrong_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["query", "--list", "--format", "xml"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "--json" in said.err


# -- names that may have been meant


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["query", "who-recieves"], "Did you mean who-receives"),
        (["query", "receives"], "Did you mean who-receives, what-receives"),
        (["query", "nope"], "alir query --list"),
        (["explain", "ip adresss"], "IP address"),
        (["explain", "alamat emial"], "email address"),
        (["explain", "frobnicators"], "alir explain recipient"),
        (["explain", "frobnikator"], "alir explain recipient"),
        (["nope"], "See `alir --help`."),
        (["valdate"], "Did you mean `alir validate`?"),
    ],
)
def test_only_what_may_have_been_meant_is_proposed(
    words: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert hint in said.err
    for silly in ("occupation", "compare", "professional adviser"):
        assert silly not in said.err


def test_a_policy_above_the_limit_is_told_and_may_be_let_in(place: Path, capsys) -> None:
    given = ["build", str(place / "good.en.md"), "-o", str(place / "out.trig"), "--max-bytes"]
    assert run([*given, "20"]) == 1
    told = capsys.readouterr().err
    assert "E-TOO-LARGE" in told
    assert "--max-bytes" in told
    assert run([*given, "2000"]) == 0
