"""The concepts that the tables of facts name are concepts of the vocabulary."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graph_builder.extraction import facts
from graph_builder.vocabulary import default

TABLES = sorted((Path(facts.__file__).parent / "cues").glob("*.toml"))


@pytest.mark.parametrize("table", TABLES, ids=lambda p: p.stem)
def test_every_event_that_starts_a_period_is_a_concept(table):
    events = tomllib.loads(table.read_text(encoding="utf-8"))["words"]["events"]
    said = {event["says"] for event in events}
    assert said <= {concept.curie for concept in default().of_kind("event")}, (
        "add them to ontology/alir/events.ttl"
    )
