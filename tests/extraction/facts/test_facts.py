"""Facts of policies written for these tests; every company in them is invented."""

# ruff: noqa: E501 - a table of sentences reads best with one sentence a line

from __future__ import annotations

import re

import pytest

from graph_builder.documents import read
from graph_builder.extraction.facts import Facts, find
from graph_builder.extraction.facts.cues import cues
from graph_builder.extraction.facts.passages import level, passages
from graph_builder.vocabulary import default
from tests.work import an_end

FILLER = {
    "en": "This notice tells you how we use the personal data that you give to us for our services.",
    "id": "Kebijakan ini menjelaskan bagaimana kami menggunakan data pribadi yang Anda berikan kepada kami.",
}


def facts(text: str, language: str = "en") -> Facts:
    data = f"# Privacy Policy\n\n{FILLER[language]}\n\n{text}\n".encode()
    documents = read("test.md", data=data, force=True)
    return find(next(d for d in documents if d.language == language), default())


def rights(text: str, language: str = "en") -> set[str]:
    return {r.concept.removeprefix("alir:") for r in facts(text, language).rights}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "You can ask to access and correct your data at any branch.",
            {"RightOfAccess", "RightToRectification"},
        ),
        (
            "en",
            "You have the right to erasure, restriction and data portability.",
            {"RightToErasure", "RightToRestriction", "RightToCopy"},
        ),
        (
            "en",
            "You can ask us:\n\n- to erase your personal data;\n- to restrict our use of your data.",
            {"RightToErasure", "RightToRestriction"},
        ),
        (
            "en",
            "You may withdraw your consent or unsubscribe from our newsletter.",
            {"RightToWithdrawConsent", "RightToObject"},
        ),
        ("en", "You may complain to a supervisory authority.", {"RightToComplain"}),
        (
            "id",
            "Anda berhak meminta akses dan memperbaiki data pribadi Anda.",
            {"RightOfAccess", "RightToRectification"},
        ),
        (
            "id",
            "Anda dapat menarik persetujuan Anda dan meminta penghapusan data pribadi.",
            {"RightToWithdrawConsent", "RightToErasure"},
        ),
        ("id", "Anda dapat berhenti berlangganan buletin kami kapan saja.", {"RightToObject"}),
    ],
)
def test_rights_are_read_from_entitlement_and_ability(language, text, wanted):
    assert rights(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You must keep your account details up to date."),
        ("en", "You may access our services and website at any time."),
        ("en", "We reserve the right to amend this notice and to delete your account."),
        ("en", "You may not delete your account details."),
        ("en", "Other users can view your profile details."),
        ("id", "Anda wajib memperbarui data Anda."),
        ("id", "Kami berhak menghapus akun dan data Anda."),
        ("id", "Dengan memberikan kami akses ke data akun Anda, Anda dapat mengajukan pinjaman."),
    ],
)
def test_duties_denials_and_rights_of_others_are_no_rights(language, text):
    assert rights(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "duration", "kind"),
    [
        ("en", "We retain your personal data for at least 5 (five) years.", "P5Y", "minimum"),
        ("en", "Your data will be deleted within 30 days.", "P30D", "maximum"),
        (
            "en",
            "We keep such information for as long as necessary for these purposes.",
            "",
            "criterion",
        ),
        ("en", "We keep this information indefinitely.", "", "endless"),
        ("id", "Kami menyimpan data pribadi Anda paling singkat 5 (lima) tahun.", "P5Y", "minimum"),
        (
            "id",
            "Data pribadi Anda disimpan selama diperlukan untuk tujuan tersebut.",
            "",
            "criterion",
        ),
    ],
)
def test_retention_has_duration_and_kind(language, text, duration, kind):
    (found,) = facts(text, language).retention
    assert (found.duration, found.kind.value) == (duration, kind)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will respond to your request to delete data within 30 days."),
        ("en", "The free trial of your account data lasts 14 days."),
        ("id", "Kami akan menanggapi permintaan penghapusan data Anda dalam 14 hari kerja."),
    ],
)
def test_times_of_answers_and_trials_are_no_retention(language, text):
    assert not [r for r in facts(text, language).retention if r.duration]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "PT Contoh Data Nusantara (“We”) protects you.", "PT Contoh Data Nusantara"),
        ("en", "The data controller is Fictive Parcels Ltd.", "Fictive Parcels Ltd."),
        (
            "en",
            "Company (referred to as either “the Company” or “We”) refers to happy kiosk, Lane 4.",
            "happy kiosk",
        ),
        (
            "id",
            "“Kami” berarti PT Rekaan Sejahtera, suatu perseroan terbatas.",
            "PT Rekaan Sejahtera",
        ),
        ("id", "Toko Rekaan berkomitmen untuk melindungi privasi Anda.", "Toko Rekaan"),
    ],
)
def test_the_controller_is_named_once_and_exactly(language, text, name):
    controller = facts(text, language).controller
    assert controller is not None
    assert controller.names == (name,)


def test_the_controller_of_a_text_without_name_or_contact_is_none():
    assert facts("We use cookies to count visits.").controller is None


def test_contacts_are_found_by_kind():
    controller = facts("Contact us at privacy@fictive.example.com or +62 21 555 0199.").controller
    assert controller is not None
    assert [(c.kind, c.value) for c in controller.contacts] == [
        ("email", "privacy@fictive.example.com"),
        ("phone", "+62 21 555 0199"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "concept", "attribute"),
    [
        (
            "en",
            "Our services are not for children under 16.",
            "ChildrenProvision",
            ("alir:ageThreshold", "16"),
        ),
        (
            "id",
            "Layanan ini tidak ditujukan bagi anak di bawah usia 18 tahun.",
            "ChildrenProvision",
            ("alir:ageThreshold", "18"),
        ),
        (
            "en",
            "We notify you of a personal data breach within 72 hours.",
            "BreachNotice",
            ("alir:responseDeadline", "PT72H"),
        ),
        (
            "id",
            "Kami akan memberitahukan kebocoran data paling lambat 3x24 jam.",
            "BreachNotice",
            ("alir:responseDeadline", "PT72H"),
        ),
        (
            "en",
            "We will notify you before any changes to this policy take effect.",
            "ChangeNotice",
            ("alir:timing", "alir:BeforeChange"),
        ),
        (
            "id",
            "Perubahan kebijakan privasi ini dapat dilakukan tanpa pemberitahuan.",
            "ChangeNotice",
            ("alir:timing", "alir:NoNotice"),
        ),
        (
            "en",
            "Your data may be transferred to servers in Singapore and other countries.",
            "TransferProvision",
            ("dpv:hasThirdCountry", "loc:SG"),
        ),
        (
            "en",
            "Your data may be transferred to servers in the United\N{NO-BREAK SPACE}  States.",
            "TransferProvision",
            ("dpv:hasThirdCountry", "loc:US"),
        ),
        (
            "en",
            "The Indonesian version shall prevail over the translation.",
            "PrevailingLanguage",
            ("schema:inLanguage", "id"),
        ),
    ],
)
def test_provisions_carry_their_attributes(language, text, concept, attribute):
    found = [p for p in facts(text, language).provisions if p.concept == f"alir:{concept}"]
    assert found
    assert attribute in found[0].attributes


def test_a_definition_gives_the_members_of_a_term():
    found = facts(
        "“Contact Data” means your name, e-mail address and telephone number."
    ).definitions
    assert [d.term for d in found] == ["Contact Data"]
    assert {"pd:EmailAddress", "pd:TelephoneNumber"} <= set(found[0].includes)


def test_references_resolve_to_a_heading_or_dangle():
    text = "See section 2 and section 9.\n\n## 2. Your choices\n\nYou may opt out."
    found = {r.target: r.resolves_to for r in facts(text).references}
    assert found["section 2"].endswith("Your choices")
    assert found["section 9"] == ""


def test_evidence_is_the_sentence():
    text = "You may ask us to delete your personal data."
    data = f"# Privacy Policy\n\n{FILLER['en']}\n\n{text}\n".encode()
    (document,) = read("test.md", data=data, force=True)
    (right,) = find(document, default()).rights
    assert document.quote(right.evidence.start, right.evidence.end) == text


@pytest.mark.parametrize("text", ["İstanbul “Data” — x", "a\u200bb\u00a0*c*", ""])
def test_levelling_keeps_every_offset(text):
    assert len(level(text)) == len(text)


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_trigger_is_written_in_levelled_form(language):
    wrong = [w for rule in cues(language).rules for w in rule.on if w.replace("’", "'") != level(w)]
    assert not wrong, f"cues/{language}.toml: write these triggers in lower case: {wrong}"


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_concept_of_the_tables_is_a_curie_or_a_table_word(language):
    for rule in cues(language).rules:
        if rule.table in {"rights", "provisions"}:
            assert re.fullmatch(r"alir:[A-Z]\w+", rule.says), rule


@pytest.mark.parametrize(
    "unit", ["you may request access to your data, ", "we keep it as long as (you "]
)
def test_a_line_without_end_is_read_in_pieces(unit):
    line = unit * 3000
    (document,) = read(
        "test.txt", data=f"Privacy Policy\n\n{FILLER['en']}\n\n{line}".encode(), force=True
    )
    pieces = [p for p in passages(document) if unit.strip() in p.text]
    assert max(len(p.text) for p in pieces) <= 2_000
    assert "".join(p.text for p in pieces).split() == level(line).split()
    with an_end():
        found = find(document, default())
    assert {r.concept for r in found.rights} == ({"alir:RightOfAccess"} if "may" in unit else set())
