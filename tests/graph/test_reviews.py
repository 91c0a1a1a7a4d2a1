"""What a person decided stands in the graph in the terms of PROV, and answers nothing by itself."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from graph_builder.graph import to_rdf
from graph_builder.model import PolicyVersion, Review, Span, Superseded, Verdict
from graph_builder.namespaces import PREFIXES
from tests.graph import models

PREFIX = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())


def review(verdict: Verdict, reason: str = "kata “mitra” berarti pengiklan") -> Review:
    return Review("3fa8c01b92", verdict, "Sari", "2026-02-28T10:00:00Z", reason)


def store(version: PolicyVersion, *, quotes: bool = True) -> ox.Store:
    found = ox.Store()
    found.extend(to_rdf.quads(version, quotes=quotes))
    return found


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"{PREFIX} ASK {{ {pattern} }}", use_default_graph_as_union=True))


def edited() -> PolicyVersion:
    base = models.fixed(practices=1)
    decision = review(Verdict.EDIT)
    return replace(
        base,
        practices=(replace(base.practices[0], review=decision),),
        superseded=(Superseded(decision, (Span(0, 43),)),),
    )


def test_an_edited_practice_is_the_reviewers_and_supersedes_the_extractors():
    assert ask(
        store(edited()),
        """?p a alir:AffirmedPractice ; prov:wasAttributedTo/schema:name "Sari" ;
              prov:wasGeneratedBy/alir:verdict alir:Edited ; prov:wasRevisionOf ?old .
           ?old prov:wasInvalidatedBy/prov:endedAtTime ?time .
           ?old prov:wasGeneratedBy/schema:name "alir" .
           FILTER NOT EXISTS { ?p prov:wasGeneratedBy/schema:name "alir" }""",
    )


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.UNSURE])
def test_a_confirmed_or_doubted_practice_stays_the_extractors(verdict):
    base = models.fixed(practices=1)
    version = replace(base, practices=(replace(base.practices[0], review=review(verdict)),))
    found = store(version)
    assert ask(found, '?p alir:hasReview/alir:verdict ?v ; prov:wasGeneratedBy/schema:name "alir"')
    assert not ask(found, "?p prov:wasAttributedTo ?somebody")


def test_what_was_rejected_has_no_values_left():
    base = models.fixed(practices=0)
    version = replace(base, superseded=(Superseded(review(Verdict.REJECT), (Span(0, 43),)),))
    found = store(version)
    assert ask(found, "?s a alir:SupersededStatement ; prov:wasDerivedFrom ?evidence")
    assert not ask(found, "?s a alir:SupersededStatement ; dpv:hasPersonalData|alir:hasMention ?x")
    assert not ask(found, "?s a alir:AffirmedPractice")


def test_a_graph_without_quotes_keeps_no_reasons():
    assert ask(store(edited()), "?r a alir:Review ; rdfs:comment ?reason")
    assert not ask(store(edited(), quotes=False), "?r a alir:Review ; rdfs:comment ?reason")
