"""The findings that a page shows. The shop is fictional."""

from __future__ import annotations

from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, build
from graph_builder.graph.sources import Source
from graph_builder.graph.to_rdf import version_iri
from graph_builder.views import findings
from graph_builder.vocabulary import default

ENGLISH = """# Privacy policy of Kopi Lantana

We do not share your e-mail address with third parties.

We share your e-mail address with advertisers.

We keep your personal data for 5 years.
"""
INDONESIAN = """# Kebijakan privasi Kopi Lantana

Kami membagikan alamat surel Anda kepada pengiklan.

Kami menyimpan data pribadi Anda selama 2 tahun.
"""


def _source(name: str, text: str) -> Source:
    (version,) = build(Input(name, text.encode()), Options(force=True))
    return Source(version_iri(version), version)


def _pair() -> list[Source]:
    return [_source("kopi.en.md", ENGLISH), _source("kopi.id.md", INDONESIAN)]


def test_a_contradiction_is_shown_with_both_sentences_in_both_languages() -> None:
    first = findings.find(_pair(), default())[0]
    assert first["policies"] == (0, 0)
    assert set(first["summary"]) == set(first["why"]) == {"en", "id"}
    quotes = [s["quote"] for s in first["sentences"]]
    assert quotes[0].startswith("We do not share your e-mail address")
    assert quotes[1].startswith("We share your e-mail address")


def test_what_two_languages_say_differently_is_shown_with_the_sentence_of_each() -> None:
    found = findings.find(_pair(), default())
    kept = next(f for f in found if f["policies"] == (0, 1) and "5 years" in f["summary"]["en"])
    assert [s["quote"] for s in kept["sentences"]] == [
        "We keep your personal data for 5 years.",
        "Kami menyimpan data pribadi Anda selama 2 tahun.",
    ]


def test_a_policy_that_says_one_thing_once_has_none() -> None:
    assert findings.find([_source("kopi.en.md", INDONESIAN)], default()) == []


def test_more_than_a_page_can_bear_is_not_examined() -> None:
    (one, _) = _pair()
    assert findings.find([one] * (findings.MOST + 1), default()) is None
