"""``alir propose`` from the command line, and what it proposed in a review and in the graph."""

import json
import sys
from dataclasses import replace

import pyoxigraph as ox
import pytest

from graph_builder import extraction
from graph_builder.cli import main
from graph_builder.extraction.extract import extract as really_extract
from graph_builder.namespaces import expand
from tests.proposals.proposed import COLLECT, SOUND, SOUND_SENTENCE, UNREAD
from tests.proposals.stub import POLICY, answers, practice, section_text, serving

INVENTED = practice(
    "We sell your \x1b[31mname to advertisers.",
    ("operation", "alir:Sell", "sell"),
    ("data", "pd:Name", "name"),
)


def _reply(request, _):
    text = section_text(request)
    return answers(COLLECT, INVENTED) if "umbrella, we" in text else answers(UNREAD)


@pytest.fixture
def policy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALIR_API_KEY", raising=False)
    path = tmp_path / "payung.en.md"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.fixture
def stub():
    with serving(_reply) as found:
        yield found


@pytest.fixture
def blind(monkeypatch):
    """The extractor reads no practices, so that what is new does not hang on how well it reads."""

    def nothing(document, vocabulary):
        return replace(really_extract(document, vocabulary), practices=())

    monkeypatch.setattr(extraction, "extract", nothing)


def _run(policy, stub, *options):
    return main.run(["propose", str(policy), "--model", "stub-1", "--base-url", stub.url, *options])


def test_json_tells_every_proposal_with_its_outcome(policy, stub, capsys):
    assert _run(policy, stub, "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    outcomes = [p["outcome"] for p in found["proposals"]]
    assert outcomes == ["agrees", "refused", "doubtful"]
    assert found["model"] == "stub-1"
    start, end = found["proposals"][0]["evidence"][0]
    assert POLICY[start:end] == found["proposals"][0]["quote"]


def test_table_shows_what_a_person_should_see_and_counts_the_rest(policy, stub, capsys):
    assert _run(policy, stub) == 0
    said = capsys.readouterr()
    assert "shoe size" in said.out
    assert "delivery address" not in said.out
    assert "1 agrees, 1 doubtful, 1 refused" in said.err


def test_words_of_a_model_reach_the_terminal_spelled_out(policy, stub, capsys):
    assert _run(policy, stub, "--refused") == 0
    said = capsys.readouterr()
    assert "not in the text" in said.out
    assert "\x1b" not in said.out + said.err


def test_key_is_taken_from_the_environment(policy, stub, monkeypatch):
    monkeypatch.setenv("ALIR_API_KEY", "sk-1")
    _run(policy, stub)
    assert set(stub.keys) == {"Bearer sk-1"}


def test_second_run_sends_nothing(policy, stub, capsys):
    _run(policy, stub, "--json")
    first = json.loads(capsys.readouterr().out)
    sent = len(stub.requests)
    _run(policy, stub, "--json")
    again = json.loads(capsys.readouterr().out)
    assert len(stub.requests) == sent
    assert again[0]["proposals"] == first[0]["proposals"]


def test_sections_without_answer_are_told_and_end_in_status_one(policy, stub, capsys):
    assert _run(policy, stub, "--max-calls", "1") == 1
    assert "E-MODEL-CALLS" in capsys.readouterr().err


def test_server_that_answers_nothing_at_all_is_an_error(policy, capsys):
    with serving(lambda *_: (200, {}, b"<html>")) as broken:
        assert _run(policy, broken) == 2
    assert "E-MODEL]" in capsys.readouterr().err


def test_missing_server_is_an_error_with_a_hint(policy, capsys):
    with serving(_reply) as gone:
        pass
    assert _run(policy, gone) == 2
    said = capsys.readouterr().err
    assert "E-MODEL-SERVER" in said
    assert "--base-url" in said


def test_missing_extra_says_what_to_install(policy, stub, monkeypatch, capsys):
    for name in [n for n in sys.modules if n.startswith("graph_builder.proposals")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pydantic", None)
    assert _run(policy, stub) == 3
    assert "pip install 'alir[llm]'" in capsys.readouterr().err
    assert stub.requests == []


def test_other_commands_never_ask_a_model(policy, stub):
    assert main.run(["build", str(policy), "-o", "graph.trig"]) == 0
    assert stub.requests == []


def test_build_finds_the_folder_of_proposals_no_hindrance(policy, stub):
    _run(policy, stub)
    assert main.run(["build", str(policy)]) == 0


# -- the graph


def _graph(path):
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TRIG)
    return store


def _of_models(store):
    agent = ox.NamedNode(expand("prov:SoftwareAgent"))
    models = {q.subject for q in store.quads_for_pattern(None, None, agent)}
    attributed = store.quads_for_pattern(None, ox.NamedNode(expand("prov:wasAttributedTo")), None)
    return [q.subject for q in attributed if q.object in models]


def test_doubtful_statements_stay_out_of_the_graph(policy, stub, tmp_path):
    _run(policy, stub, "-o", str(tmp_path / "graph.trig"))
    assert _of_models(_graph(tmp_path / "graph.trig")) == []


@pytest.mark.usefixtures("blind")
def test_sound_new_statement_is_in_the_graph_as_the_models(policy, tmp_path):
    policy.write_text(f"{POLICY}\n{SOUND_SENTENCE}\n", encoding="utf-8")

    def reply(request, _):
        return answers(SOUND) if SOUND_SENTENCE in section_text(request) else answers()

    with serving(reply) as stub:
        assert _run(policy, stub, "-o", str(tmp_path / "graph.trig")) == 0
    store = _graph(tmp_path / "graph.trig")
    (found,) = _of_models(store)
    said = {q.object for q in store.quads_for_pattern(found, None, None)}
    assert ox.NamedNode(expand("alir:DeliveryProvider")) in said
    assert ox.Literal("0.6", datatype=ox.NamedNode(expand("xsd:decimal"))) in said


@pytest.mark.parametrize(
    "question", ["who receives voice recordings", "siapa penerima rekaman suara"]
)
@pytest.mark.usefixtures("blind")
def test_answer_says_that_a_model_proposed_its_proof(policy, tmp_path, capsys, question):
    sentence = "It is good to share, and so your voice recording is known to couriers."
    policy.write_text(f"{POLICY}\n{sentence}\n", encoding="utf-8")
    said = practice(
        sentence,
        ("operation", "dpv:Share", "share"),
        ("data", "pd:VoiceCommunicationRecording", "voice recording"),
        ("recipient", "alir:DeliveryProvider", "couriers"),
    )

    def reply(request, _):
        return answers(said) if sentence in section_text(request) else answers()

    with serving(reply) as stub:
        _run(policy, stub, "-o", str(tmp_path / "graph.trig"))
    capsys.readouterr()
    assert main.run(["ask", "--graph", str(tmp_path / "graph.trig"), question]) == 0
    assert "model" in capsys.readouterr().out.partition(sentence[:20])[0].splitlines()[-2]


@pytest.mark.usefixtures("blind")
def test_statement_that_a_person_rejected_stays_out_of_the_graph(policy, tmp_path, capsys):
    policy.write_text(f"{POLICY}\n{SOUND_SENTENCE}\n", encoding="utf-8")

    def reply(request, _):
        return answers(SOUND) if SOUND_SENTENCE in section_text(request) else answers()

    with serving(reply) as stub:
        _run(policy, stub)
        (row,) = (r for r in _statements(_queue(policy, capsys)) if r["proposer"] == "stub-1")
        main.run(["review", str(policy), "--reject", row["id"], "--reviewer", "Sari"])
        _run(policy, stub, "-o", str(tmp_path / "graph.trig"))
    assert _of_models(_graph(tmp_path / "graph.trig")) == []


def test_graph_is_the_same_byte_for_byte(policy, stub, tmp_path):
    _run(policy, stub, "-o", str(tmp_path / "one.trig"))
    _run(policy, stub, "-o", str(tmp_path / "two.trig"))
    assert (tmp_path / "one.trig").read_bytes() == (tmp_path / "two.trig").read_bytes()


# -- the review


def _queue(policy, capsys):
    capsys.readouterr()
    assert main.run(["review", str(policy), "--list", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_proposals_wait_in_the_review_with_the_models_name_and_the_concern(policy, stub, capsys):
    _run(policy, stub)
    rows = [row for row in _statements(_queue(policy, capsys)) if row["proposer"] == "stub-1"]
    assert len(rows) == 1
    assert "does not know the words" in rows[0]["concern"]


def test_proposal_that_a_person_accepts_is_in_every_build_as_the_models(policy, stub, capsys):
    _run(policy, stub)
    (row,) = (r for r in _statements(_queue(policy, capsys)) if r["proposer"] == "stub-1")
    assert main.run(["review", str(policy), "--accept", row["id"], "--reviewer", "Sari"]) == 0
    assert main.run(["build", str(policy), "-o", "graph.trig"]) == 0
    store = _graph(policy.parent / "graph.trig")
    (practice_,) = _of_models(store)
    review = ox.NamedNode(expand("alir:hasReview"))
    assert list(store.quads_for_pattern(practice_, review, None))


def test_review_needs_no_extra(policy, stub, monkeypatch, capsys):
    _run(policy, stub)
    for name in [n for n in sys.modules if n.startswith("graph_builder.proposals")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pydantic", None)
    monkeypatch.setitem(sys.modules, "httpx2", None)
    assert any(r["proposer"] == "stub-1" for r in _statements(_queue(policy, capsys)))


def test_proposals_about_another_text_do_not_wait(policy, stub, capsys):
    _run(policy, stub)
    policy.write_text(POLICY + "\nOne more line.\n", encoding="utf-8")
    assert all(r["proposer"] != "stub-1" for r in _statements(_queue(policy, capsys)))


def test_damaged_file_of_proposals_counts_as_missing(policy, stub, capsys):
    _run(policy, stub)
    (path,) = (policy.parent / ".alir/proposals/review").iterdir()
    path.write_bytes(b'{"format": 1, "model": "stub-1", "proposals": [{}]}')
    assert all(r["proposer"] != "stub-1" for r in _statements(_queue(policy, capsys)))


def _statements(queue):
    return [statement for session in queue for statement in session["statements"]]
