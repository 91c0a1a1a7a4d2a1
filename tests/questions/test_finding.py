"""What is shown of many rows: some of every certainty, from many policies, with counts of all."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.questions.ask import ask
from graph_builder.questions.finding import CERTAINTIES, pick, rooms
from graph_builder.questions.tables import Table


def table(*rows):
    columns = ("policy", "stated", "certainty", "practice")
    made = [
        (
            ox.NamedNode(f"urn:{p}"),
            ox.NamedNode(f"urn:{s}"),
            ox.Literal(c),
            ox.NamedNode(f"urn:{x}"),
        )
        for p, s, c, x in rows
    ]
    return Table(columns, tuple(made))


def shown(found):
    return [tuple(term.value.removeprefix("urn:") for term in row) for row in found.rows]


@given(
    st.dictionaries(st.sampled_from(CERTAINTIES), st.integers(1, 99), min_size=1),
    st.integers(1, 60),
)
def test_the_room_is_filled_and_shared_by_all_certainties(counts, limit):
    given_rooms = rooms(counts, limit)
    assert sum(given_rooms.values()) == min(limit, sum(counts.values()))
    assert all(given_rooms[c] <= counts.get(c, 0) for c in CERTAINTIES)
    if limit >= len(CERTAINTIES):
        assert all(given_rooms[c] for c in counts)


def test_denials_are_not_pushed_out_by_what_is_affirmed():
    rows = [("a", f"d{i}", "explicit", f"x{i}") for i in range(30)]
    found = pick(table(*rows, ("z", "d", "denied", "y")), 5)
    assert [row[2] for row in shown(found)] == ["explicit"] * 4 + ["denied"]
    assert found.truncated


def test_policies_take_turns():
    rows = [(p, f"d{i}", "explicit", f"{p}{i}") for p in "abc" for i in range(4)]
    assert [row[0] for row in shown(pick(table(*rows), 4))] == ["a", "a", "b", "c"]


def test_statements_that_look_alike_count_once_and_all_come_along():
    rows = [
        ("a", "d", "explicit", "x1"),
        ("a", "d", "explicit", "x2"),
        ("b", "d", "explicit", "x3"),
    ]
    found = pick(table(*rows), 2)
    assert len(found) == 3
    assert not found.truncated


@pytest.mark.parametrize("limit", [1, 3, 25])
def test_an_answer_is_the_same_with_and_without_index(limit, portfolio, indexed):
    for question in ("who receives IP addresses", "siapa yang menjual data pribadi"):
        assert ask(question, indexed, rows=limit) == ask(question, portfolio, rows=limit)


def test_a_short_answer_says_how_many_policies_there_are_of_each_kind(indexed):
    whole = ask("who receives IP addresses", indexed, rows=None)
    short = ask("who receives IP addresses", indexed, rows=2)
    assert (short.counts, short.verdicts, short.sentence) == (
        whole.counts,
        whole.verdicts,
        whole.sentence,
    )
    assert short.table.truncated
    assert not whole.table.truncated
    assert short.counts["not-found"] == 2
