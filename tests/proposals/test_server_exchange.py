"""What a server may do wrong: nothing gets through, nothing is lost, nobody waits for ever."""

import json
import threading

import pytest

from graph_builder.errors import ModelError
from graph_builder.proposals.answer import parse, schema
from graph_builder.proposals.outcome import Outcome
from graph_builder.proposals.server import Budget, Server, Session
from graph_builder.vocabulary import default
from tests.proposals.proposed import COLLECT
from tests.proposals.stub import POLICY, answers, asked, completion, section_text, serving

SECTIONS = 2


def _good(request, _):
    return answers(COLLECT) if "umbrella, we" in section_text(request) else answers()


def _session(stub, calls=20, pauses=None, **options):
    server = Server(stub.url, "stub-1", **options)
    sleep = (pauses if pauses is not None else []).append
    return Session(server, {"type": "object"}, Budget(calls), sleep)


QUESTION = [{"role": "user", "content": "{}"}]


# -- the protocol


def test_request_follows_the_protocol_and_holds_rules_concepts_and_the_text_only(tmp_path):
    with serving(_good) as stub:
        asked(stub, tmp_path)
    request = stub.requests[0]
    assert request["model"] == "stub-1"
    assert request["temperature"] == 0
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert "pd:EmailAddress = " in request["messages"][0]["content"]
    said = json.loads(request["messages"][1]["content"])
    assert set(said) == {"language", "headings", "text"}
    assert all(line.lstrip("# -") in POLICY for line in said["text"].splitlines())
    form = request["response_format"]["json_schema"]
    assert form["strict"] is True
    assert str(tmp_path) not in json.dumps(request)


def test_schema_is_closed_and_its_concepts_are_the_vocabulary():
    values = schema(default())["properties"]["practices"]["items"]["properties"]["values"]["items"]
    assert values["additionalProperties"] is False
    assert set(values["properties"]["concept"]["enum"]) <= set(default().concepts)


def test_server_without_structured_answers_is_asked_without_the_schema(tmp_path):
    def reply(request, number):
        if "response_format" in request:
            return 400, {}, b'{"error": "response_format is not supported"}'
        return _good(request, number)

    with serving(reply) as stub:
        assert [p.outcome for p in asked(stub, tmp_path).found] == [Outcome.AGREES]


# -- answers of the wrong form


@pytest.mark.parametrize(
    "said",
    [
        "",
        "I am sorry, I cannot do that.",
        '{"practices": [{"quote": "we collect',
        "[1, 2, 3]",
        '{"practices": "none"}',
        '{"practices": {"quote": "x"}}',
        "[" * 100_000,
        '{"practices": ' + "[" * 100_000,
        '{"practices": [{"quote": NaN}]}',
    ],
)
def test_malformed_answer_yields_nothing_and_is_not_kept(tmp_path, said):
    with serving(lambda *_: said) as stub:
        first = asked(stub, tmp_path)
        again = asked(stub, tmp_path)
    assert first.found == ()
    assert first.malformed == SECTIONS
    assert again.cached == (SECTIONS if "NaN" in said else 0)


@pytest.mark.parametrize(
    "row",
    [
        None,
        "we collect your name",
        {**COLLECT, "extra": 1},
        {**COLLECT, "denied": "no"},
        {**COLLECT, "start": 3, "end": 9},
        {**COLLECT, "values": []},
        {**COLLECT, "values": [{"slot": "weather", "concept": "pd:Name", "words": "name"}] * 2},
        {**COLLECT, "values": [{"slot": "data", "concept": "x" * 999, "words": "name"}] * 2},
        {**COLLECT, "quote": "x" * 9999},
        {"quote": "we collect"},
    ],
)
def test_damaged_practice_does_not_take_the_others_with_it(row):
    parsed = parse(answers(row, COLLECT))
    assert (len(parsed.practices), parsed.malformed) == (1, 1)


def test_fence_or_talk_around_an_answer_is_cut_off():
    said = f"<think>Let me see.</think>\n```json\n{answers(COLLECT)}\n```"
    assert len(parse(said).practices) == 1


def test_repetitions_count_once_and_a_flood_is_cut():
    assert len(parse(answers(*[COLLECT] * 50)).practices) == 1
    many = [{**COLLECT, "quote": f"quote number {n}"} for n in range(500)]
    parsed = parse(answers(*many))
    assert (len(parsed.practices), parsed.malformed) == (60, 440)


@pytest.mark.parametrize(
    "body", [b"<html>gateway</html>", b"{}", b'{"choices": []}', b"\xff\xfe", b'{"choices": [{}]}']
)
def test_answer_that_is_not_of_the_protocol_is_told_for_its_section(tmp_path, body):
    with serving(lambda *_: (200, {}, body)) as stub:
        found = asked(stub, tmp_path)
    assert found.found == ()
    assert [s.error.code for s in found.unanswered] == ["E-MODEL"] * SECTIONS


def test_answer_without_text_yields_nothing(tmp_path):
    with serving(lambda *_: (200, {}, json.dumps(completion(None)).encode())) as stub:
        assert asked(stub, tmp_path).malformed == SECTIONS


def test_endless_answer_is_cut_off(tmp_path):
    with serving(lambda *_: (200, {}, b"x" * 3_000_000)) as stub:
        found = asked(stub, tmp_path)
    assert "more than" in found.unanswered[0].error.message


# -- servers in trouble


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 529])
def test_overloaded_server_is_asked_again(status):
    def reply(_, number):
        return (status, {}, b"busy") if number <= 2 else "done"

    with serving(reply) as stub, _session(stub) as session:
        assert session.complete(QUESTION) == "done"
    assert len(stub.requests) == 3


def test_pauses_double_and_obey_the_server_within_bounds():
    pauses = []

    def reply(_, number):
        headers = {3: {"retry-after": "20"}, 4: {"retry-after": "86400"}}.get(number, {})
        return (429, headers, b"") if number <= 4 else "done"

    with serving(reply) as stub, _session(stub, pauses=pauses) as session:
        session.complete(QUESTION)
    assert pauses == [1.0, 2.0, 20.0, 60.0]


def test_server_that_stays_overloaded_is_given_up(tmp_path):
    with serving(lambda *_: (503, {}, b"")) as stub:
        found = asked(stub, tmp_path, attempts=2)
    assert [s.error.code for s in found.unanswered] == ["E-MODEL"] * SECTIONS
    assert "503, tried 2 times" in found.unanswered[0].error.message
    assert len(stub.requests) == 2 * SECTIONS


def test_section_that_times_out_does_not_cost_the_others(tmp_path):
    given_up = threading.Event()

    def reply(request, number):
        if "umbrella, we" not in section_text(request):
            given_up.wait(60)
        return _good(request, number)

    with serving(reply) as stub:
        found = asked(stub, tmp_path, attempts=1, timeout=1.5)
        given_up.set()
    assert [p.outcome for p in found.found] == [Outcome.AGREES]
    assert ["no answer within" in s.error.message for s in found.unanswered] == [True]


def test_missing_server_ends_the_run_at_once(tmp_path):
    with serving(_good) as stub:
        pass
    with pytest.raises(ModelError) as caught:
        asked(stub, tmp_path)
    assert caught.value.code == "E-MODEL-SERVER"


def test_unknown_model_ends_the_run_with_what_the_server_says(tmp_path):
    body = b'{"error": "model \x1b[31mstub-1 not found"}'
    with serving(lambda *_: (404, {}, body)) as stub, pytest.raises(ModelError) as caught:
        asked(stub, tmp_path)
    assert caught.value.code == "E-MODEL-SERVER"
    assert "not found" in caught.value.message
    assert "\x1b" not in caught.value.message


# -- keys


def test_key_goes_into_the_header_and_nowhere_else(tmp_path):
    with serving(_good) as stub:
        asked(stub, tmp_path, key="sk-secret")
    assert set(stub.keys) == {"Bearer sk-secret"}
    kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert "sk-secret" not in json.dumps(stub.requests)
    assert b"sk-secret" not in kept
    assert "sk-secret" not in repr(Server("http://localhost/v1", "m", "sk-secret"))


@pytest.mark.parametrize(("key", "words"), [("", "asks for a key"), ("sk-1", "not take the key")])
def test_refused_key_ends_the_run(tmp_path, key, words):
    with serving(lambda *_: (401, {}, b"")) as stub, pytest.raises(ModelError) as caught:
        asked(stub, tmp_path, key=key)
    assert caught.value.code == "E-MODEL-KEY"
    assert words in caught.value.message


def test_key_never_travels_unencrypted_to_another_machine():
    with pytest.raises(ModelError) as caught:
        Server("http://models.example/v1", "m", "sk-1")
    assert caught.value.code == "E-MODEL-KEY"
    Server("https://models.example/v1", "m", "sk-1")


def test_redirect_is_not_followed(tmp_path):
    with serving(_good) as other:
        moved = (307, {"location": other.url + "/chat/completions"}, b"")
        with serving(lambda *_: moved) as stub, pytest.raises(ModelError):
            asked(stub, tmp_path, key="sk-1")
    assert other.requests == []


@pytest.mark.parametrize("url", ["ftp://x/v1", "localhost:11434", "http://", "http://u:p@x/v1"])
def test_address_that_is_none_is_told(url):
    with pytest.raises(ModelError) as caught:
        Server(url, "m")
    assert caught.value.code == "E-MODEL-SERVER"


# -- budget and cache


def test_budget_counts_every_request_and_names_what_was_not_asked(tmp_path):
    with serving(_good) as stub:
        found = asked(stub, tmp_path, calls=1)
    assert len(stub.requests) == 1
    assert [s.error.code for s in found.unanswered] == ["E-MODEL-CALLS"]


def test_next_run_goes_on_where_the_budget_ended(tmp_path):
    with serving(_good) as stub:
        asked(stub, tmp_path, calls=1)
        found = asked(stub, tmp_path, calls=1)
    assert (found.cached, found.unanswered) == (1, ())


def test_same_question_is_asked_once_and_answered_the_same(tmp_path):
    with serving(_good) as stub:
        first, again = asked(stub, tmp_path), asked(stub, tmp_path)
    assert len(stub.requests) == SECTIONS
    assert again.found == first.found
    assert again.cached == SECTIONS


def test_only_a_section_that_changed_is_asked_about_again(tmp_path):
    with serving(_good) as stub:
        asked(stub, tmp_path)
        asked(stub, tmp_path, POLICY.replace("shoe size", "hat size"))
    assert len(stub.requests) == SECTIONS + 1


def test_damaged_cache_is_asked_again(tmp_path):
    with serving(_good) as stub:
        asked(stub, tmp_path)
        for path in (tmp_path / "answers").iterdir():
            path.write_bytes(b"{")
        assert asked(stub, tmp_path).cached == 0
