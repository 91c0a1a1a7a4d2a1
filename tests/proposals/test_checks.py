"""What a model proposes counts only where the text and the vocabulary bear it out."""

import pytest

from graph_builder.model import Modality, Polarity, Span
from graph_builder.proposals import quotes
from graph_builder.proposals.outcome import Outcome
from graph_builder.proposals.sections import LONGEST, sections
from tests.proposals.proposed import (
    COLLECT,
    DISCLOSED,
    SHARE,
    SHARED,
    SOUND,
    SOUND_SENTENCE,
    UNREAD,
    UNSHARED,
    all_found_of,
    found_of,
)
from tests.proposals.stub import POLICY, answers, asked, document, practice, serving


def test_proposal_that_the_extractor_confirms_agrees(tmp_path):
    found = found_of(tmp_path, COLLECT, "umbrella, we")
    assert found.outcome is Outcome.AGREES
    assert found.practice.proposer == "stub-1"


def test_offsets_are_found_in_the_text_and_evidence_is_the_whole_sentence(tmp_path):
    found = found_of(tmp_path, COLLECT, "umbrella, we").practice
    (span,) = found.evidence
    assert span.text(POLICY) == POLICY.splitlines()[4]
    assert {m.span.text(POLICY) for m in found.mentions} == {"collect", "name", "delivery address"}


def test_statement_that_the_extractor_does_not_read_waits_for_a_person(tmp_path):
    found = found_of(tmp_path, UNREAD, "whisperers")
    assert found.outcome in {Outcome.DOUBTFUL, Outcome.DIFFERS}
    assert "told" in found.why
    assert found.practice.confidence < 0.5


def test_sound_statement_that_the_extractor_does_not_read_is_new(tmp_path):
    text = f"# Privacy Policy\n\nWe collect your name.\n\n{SOUND_SENTENCE}\n"
    with serving(lambda *_: answers(SOUND)) as stub:
        (found,) = asked(stub, tmp_path, text, blind=True).found
    assert found.outcome is Outcome.NEW
    assert found.practice.recipients == ("alir:DeliveryProvider",)


def test_denial_with_its_negation_agrees(tmp_path):
    found = found_of(tmp_path, practice(UNSHARED, *DISCLOSED, denied=True), "bank")
    assert found.outcome is Outcome.AGREES
    assert found.practice.polarity is Polarity.DENIED


def test_denied_sentence_proposed_as_done_never_passes_as_new(tmp_path):
    found = found_of(tmp_path, practice(UNSHARED, *DISCLOSED), "bank")
    assert found.outcome is Outcome.DIFFERS
    assert "denied" in found.why


def test_lead_in_governs_its_item(tmp_path):
    said = practice(
        "measure how our advertisements perform",
        ("operation", "dpv:Use", "use"),
        ("data", "alir:CookieIdentifier", "cookies"),
        lead_ins=["We use cookies to:"],
    )
    found = found_of(tmp_path, said, "cookies")
    assert [s.text(POLICY) for s in found.practice.evidence] == [
        "We use cookies to:",
        "measure how our advertisements perform",
    ]


def test_heading_and_lead_in_may_govern_together(tmp_path):
    text = (
        "# Privacy Policy\n\nThis policy tells you how we handle personal data.\n\n"
        "## Data we collect\n\nFor deliveries:\n\n- your email address\n"
    )
    said = practice(
        "your email address",
        ("operation", "dpv:Collect", "collect"),
        ("data", "pd:EmailAddress", "email address"),
        lead_ins=["Data we collect", "For deliveries:"],
    )
    found = found_of(tmp_path, said, "deliveries", text)
    assert found.outcome is not Outcome.REFUSED
    assert len(found.practice.evidence) == 3


def test_words_of_two_sentences_put_together_are_doubtful_at_best(tmp_path):
    text = "# Privacy Policy\n\nWe know your email address. We sell umbrellas and colour.\n"
    said = practice(
        "We sell umbrellas and colour.",
        ("operation", "alir:Sell", "sell"),
        ("data", "pd:EmailAddress", "email address"),
        lead_ins=["We know your email address."],
    )
    found = found_of(tmp_path, said, "umbrellas", text)
    assert found.outcome in {Outcome.DOUBTFUL, Outcome.DIFFERS}
    assert "two sentences" in found.why


def test_sentence_that_follows_is_no_lead_in(tmp_path):
    text = "# Privacy Policy\n\nWe sell umbrellas and colour. We know your email address.\n"
    said = practice(
        "We sell umbrellas and colour.",
        ("operation", "alir:Sell", "sell"),
        ("data", "pd:EmailAddress", "email address"),
        lead_ins=["We know your email address."],
    )
    assert found_of(tmp_path, said, "umbrellas", text).outcome is Outcome.REFUSED


def test_item_under_a_negated_lead_in_is_doubtful_at_best(tmp_path):
    text = (
        "# Privacy Policy\n\nUnder no pretext shall we:\n\n- hawk your email address to couriers\n"
    )
    said = practice(
        "hawk your email address to couriers",
        ("operation", "dpv:Share", "hawk"),
        ("data", "pd:EmailAddress", "email address"),
    )
    assert found_of(tmp_path, said, "hawk", text).outcome in {Outcome.DOUBTFUL, Outcome.DIFFERS}


def test_firmness_is_read_from_the_text(tmp_path):
    text = "# Privacy Policy\n\nWe may share your email address with couriers.\n"
    said = practice(
        "We may share your email address with couriers.",
        ("operation", "dpv:Share", "share"),
        ("data", "pd:EmailAddress", "email address"),
    )
    assert found_of(tmp_path, said, "couriers", text).practice.modality is Modality.POSSIBLE


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (practice("We sell your email address to insurers.", *SHARED), "not in the text"),
        (practice(SHARE, *SHARED, ("recipient", "alir:Wizard", "couriers")), "vocabulary"),
        (practice(SHARE, *SHARED, ("recipient", "dpv:Marketing", "couriers")), "for the slot"),
        (practice(SHARE, *SHARED, ("recipient", "alir:AdNetwork", "couriers")), "something else"),
        (practice(SHARE, *SHARED, ("recipient", "alir:AdNetwork", "ad net")), "not in its quote"),
        (practice(SHARE, ("operation", "alir:Sell", "share"), SHARED[1]), "something else"),
        (practice(SHARE, SHARED[0], ("data", "pd:IPAddress", "email address")), "something else"),
        (practice(SHARE, *SHARED, denied=True), "denies it"),
        (practice(SHARE, *SHARED, lead_ins=["We use cookies to:"]), "lead-in"),
        (practice(SHARE, SHARED[0], SHARED[0]), "no operation or no data"),
        (practice("share your", *SHARED), "too short"),
        (practice("disclose your bank account number", *DISCLOSED), "negation"),
    ],
)
def test_what_is_made_up_is_refused_with_the_reason(tmp_path, said, why):
    found = found_of(tmp_path, said, "couriers")
    assert found.outcome is Outcome.REFUSED
    assert why in found.why


def test_narrower_concept_than_the_words_is_refused(tmp_path):
    text = "# Privacy Policy\n\nWe share your contact details with couriers.\n"
    said = practice(
        "We share your contact details with couriers.",
        ("operation", "dpv:Share", "share"),
        ("data", "pd:EmailAddress", "contact details"),
    )
    assert found_of(tmp_path, said, "couriers", text).outcome is Outcome.REFUSED


def test_role_of_a_named_company_becomes_the_company(tmp_path):
    text = "# Privacy Policy\n\nWe share your IP address with Google Analytics.\n"
    said = practice(
        "We share your IP address with Google Analytics.",
        ("operation", "dpv:Share", "share"),
        ("data", "pd:IPAddress", "IP address"),
        ("recipient", "alir:AnalyticsProvider", "Google Analytics"),
    )
    found = found_of(tmp_path, said, "Google", text).practice
    assert [c.partition(":")[0] for c in found.recipients] == ["ent"]


def test_indonesian_proposals_are_checked_in_their_language(tmp_path):
    text = (
        "# Kebijakan Privasi (fiktif)\n\n"
        "Kami tidak menjual alamat email Anda kepada pengiklan dan kami menjaga data Anda.\n"
    )
    cut = practice(
        "menjual alamat email Anda kepada pengiklan",
        ("operation", "alir:Sell", "menjual"),
        ("data", "pd:EmailAddress", "alamat email"),
    )
    whole = practice(
        "Kami tidak menjual alamat email Anda kepada pengiklan",
        ("operation", "alir:Sell", "menjual"),
        ("data", "pd:EmailAddress", "alamat email"),
        ("recipient", "alir:Advertiser", "pengiklan"),
        denied=True,
    )
    found = all_found_of(tmp_path, cut, whole, text=text)
    assert [p.outcome for p in found] == [Outcome.REFUSED, Outcome.AGREES]


# -- quotes


@pytest.mark.parametrize(
    ("text", "quote", "places"),
    [
        ("We  share\n it.", "We share it.", [Span(0, 14)]),
        ("your “name”", 'your "name"', [Span(0, 11)]),
        ("a b a b", "a b", [Span(0, 3), Span(4, 7)]),
        ("We cannot share it.", "not share", []),
        ("for 15 years", "for 1", []),
        ("for 1.5 years", "5 years", []),
        ("for 5.5 years", "for 5", []),
        ("non-personal data", "personal data", []),
        ("we don’t", "we don", []),
        ("Kept. 5 years", "5 years", [Span(6, 13)]),
        ("We share it.", "we share it.", []),
        ("We share it.", "We … it.", []),
        ("We share it.", "   ", []),
    ],
)
def test_quote_is_found_word_for_word_or_not_at_all(text, quote, places):
    assert quotes.find(text, quote, 0, len(text)) == places


# -- sections


def test_sections_hold_every_sentence_once():
    one = document()
    pieces = sections(one)
    held = [index for s in pieces for index in range(s.first, s.last)]
    assert held == sorted(set(held))
    assert {s.block for s in one.sentences if one.blocks[s.block].kind != "title"} <= set(held)


def test_long_section_is_cut_but_no_item_loses_its_lead_in():
    paragraph = "We collect your name. " * 120
    paragraphs = f"{paragraph}\n\n" * 3
    text = f"# Privacy Policy\n\n{paragraphs}We collect:\n\n- your name\n"
    one = document(text)
    pieces = sections(one)
    assert len(pieces) > 1
    assert all(len(s.text(one)) <= 2 * LONGEST for s in pieces)
    assert "We collect:" in pieces[-1].text(one)
    assert "- your name" in pieces[-1].text(one)
