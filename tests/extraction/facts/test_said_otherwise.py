"""What a notice says in other words than the usual ones, so that no rule calls it missing.

Each sentence is invented; each stands for a way of saying that real notices use.
"""

# ruff: noqa: E501 - a table of sentences reads best with one sentence a line

from __future__ import annotations

import pytest

from tests.extraction.facts.test_facts import facts, rights


def provisions(text: str, language: str = "en") -> dict[str, tuple[tuple[str, str], ...]]:
    return {p.concept.removeprefix("alir:"): p.attributes for p in facts(text, language).provisions}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Our account page helps you to review and correct your personal data.",
            {"RightOfAccess", "RightToRectification"},
        ),
        (
            "If you have any worry about our handling of your file and want to erase your data, write to us.",
            {"RightToErasure"},
        ),
        (
            "You may ask for a review of decisions taken by automated processing alone.",
            {"RightNotToBeAutomatedDecision"},
        ),
        (
            "To withdraw consent regarding your data, use the form below.",
            {"RightToWithdrawConsent"},
        ),
    ],
)
def test_rights_offered_in_passing(text, wanted):
    assert wanted <= rights(text)


@pytest.mark.parametrize(
    ("language", "text", "timing"),
    [
        (
            "en",
            "## Changes to this notice\n\nIf we make a change that lessens your rights, we will notify you by letter prior to the change becoming effective.",
            "BeforeChange",
        ),
        (
            "en",
            "## Changes to this notice\n\nWe will let you know by e-mail of important changes before they apply.",
            "BeforeChange",
        ),
        (
            "en",
            "Any material changes take effect 30 days after we have posted the revised notice.",
            "BeforeChange",
        ),
        (
            "en",
            "## Changes to this notice\n\nIf we make significant changes, we will notify you in the app.",
            "AfterChange",
        ),
        (
            "id",
            "## Perubahan Kebijakan\n\nApabila terdapat perubahan penting, kami akan memberitahukannya lewat surel sebelum berlaku.",
            "BeforeChange",
        ),
        (
            "id",
            "Perubahan kebijakan ini berlaku 14 hari setelah diumumkan di aplikasi.",
            "BeforeChange",
        ),
        (
            "id",
            "## Perubahan Kebijakan\n\nAnda akan diberitahu melalui pesan di aplikasi.",
            "AfterChange",
        ),
    ],
)
def test_changes_are_told_without_naming_the_notice_again(language, text, timing):
    assert ("alir:timing", f"alir:{timing}") in provisions(text, language)["ChangeNotice"]


@pytest.mark.parametrize(
    "text",
    [
        "## Changes to this notice\n\nIf we change our services, we will tell you of changes to our services in the app.",
        "## Our shop\n\nIf we make significant changes to the menu, we will notify you.",
    ],
)
def test_changes_of_other_things_are_no_change_of_the_notice(text):
    assert "ChangeNotice" not in provisions(text)


@pytest.mark.parametrize(
    ("language", "text", "safeguard"),
    [
        (
            "en",
            "Your data may be stored overseas. In such a case we ensure a level of protection comparable to ours.",
            "protection",
        ),
        (
            "en",
            "We transfer data to countries outside Indonesia. We use standard contract clauses for such transfers.",
            "clauses",
        ),
        (
            "en",
            "We process data abroad.\n\nWhen we transfer data, we rely on a data transfer agreement.",
            "agreement",
        ),
        (
            "en",
            "When we transfer data between countries we rely on standard contractual clauses.",
            "clauses",
        ),
        (
            "en",
            "No transfer of your data to an organisation or a country takes place without adequate controls.",
            "controls",
        ),
        (
            "id",
            "Kami mengirim data ke luar negeri hanya setelah lulus penilaian keamanan.",
            "penilaian",
        ),
        (
            "id",
            "Data dapat disimpan di luar negeri. Dalam hal tersebut kami menjamin pelindungan yang setara.",
            "setara",
        ),
    ],
)
def test_the_safeguard_of_a_transfer_may_stand_in_the_next_sentence(language, text, safeguard):
    attributes = dict(provisions(text, language)["TransferProvision"])
    assert safeguard in attributes["alir:safeguard"].lower()


def test_a_sentence_on_something_else_gives_no_safeguard():
    found = provisions(
        "We process data abroad. Our staff follow appropriate measures for clean desks."
    )
    assert "alir:safeguard" not in dict(found["TransferProvision"])


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        (
            "en",
            "While we use accepted means to protect your data, we cannot guarantee absolute security.",
            "SecurityProvision",
        ),
        (
            "en",
            "The shop takes all measures needed to protect against unauthorised use.",
            "SecurityProvision",
        ),
        ("en", "Your account is protected by a password.", "SecurityProvision"),
        ("id", "Akun Anda dilindungi dengan kata sandi.", "SecurityProvision"),
        (
            "en",
            "In case of violation of your personal data we will notify you and the authority.",
            "BreachNotice",
        ),
        (
            "en",
            "If unauthorised access to your file occurs, we will inform you at once.",
            "BreachNotice",
        ),
        (
            "id",
            "Apabila terjadi akses tidak sah terhadap data Anda, kami akan memberitahu Anda.",
            "BreachNotice",
        ),
        ("en", "If we learn of a security breach, we may write or notify you.", "BreachNotice"),
        ("en", "A breach of your data will be disclosed publicly on our pages.", "BreachNotice"),
        ("en", "Should our systems be compromised, people will be informed.", "BreachNotice"),
        ("en", "Write to our Privacy Officer to ask for your file.", "DataProtectionContact"),
        ("id", "Kami tidak membuat profil dari data pribadi seorang anak.", "ChildrenProvision"),
        ("en", "- Request deletion of your account through the app settings", "RequestProcedure"),
        ("id", "- Minta penghapusan akun melalui pengaturan aplikasi", "RequestProcedure"),
        (
            "en",
            "If our business is acquired, we will notify you before your data are transferred.",
            "OwnershipChangeNotice",
        ),
        (
            "en",
            "In the event you choose not to give certain information, we may not be able to reply.",
            "MandatoryDataProvision",
        ),
        (
            "en",
            "This is needed for parcels; if you refuse, you will not be able to use our lockers.",
            "MandatoryDataProvision",
        ),
        ("en", "- Profile photo (optional)", "MandatoryDataProvision"),
        ("id", "- Foto profil (opsional)", "MandatoryDataProvision"),
        (
            "en",
            "After a merger or sale of our assets you will be informed of the new owner.",
            "OwnershipChangeNotice",
        ),
    ],
)
def test_provisions_in_other_words(language, text, concept):
    assert concept in provisions(text, language)


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        (
            "en",
            "Details obtained in the context of a sale of our products are used to inform you about offers.",
            "OwnershipChangeNotice",
        ),
        (
            "en",
            "We take care to prevent leakage when we handle personal information.",
            "BreachNotice",
        ),
        ("en", "We share files to report a breach of applicable law.", "BreachNotice"),
        ("en", "Kindly notify us of any breach of security of your account.", "BreachNotice"),
        (
            "id",
            "Anda setuju untuk segera memberi tahu kami tentang pelanggaran keamanan.",
            "BreachNotice",
        ),
        (
            "en",
            "We merge usage data with your answers to inform you about our kiosks.",
            "OwnershipChangeNotice",
        ),
        (
            "en",
            "We tell you of a breach if your file was acquired by an outsider.",
            "OwnershipChangeNotice",
        ),
        (
            "en",
            "We are not responsible for the security practices of third parties.",
            "SecurityDisclaimer",
        ),
        (
            "en",
            "We cannot guarantee the safety of data that you provide to third parties.",
            "SecurityDisclaimer",
        ),
        (
            "id",
            "Kami melakukan penilaian risiko sehubungan dengan permohonan Anda.",
            "SecurityDisclaimer",
        ),
        ("id", "Kami mencatat data pribadi pasangan dan anak Anda.", "ChildrenProvision"),
    ],
)
def test_words_alike_about_other_things(language, text, concept):
    assert concept not in provisions(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "For requests that are manifestly unfounded we may charge a reasonable fee for access.",
        ),
        ("id", "Untuk permintaan akses yang berlebihan kami dapat mengenakan biaya wajar."),
    ],
)
def test_a_fee_for_abuse_is_no_fee(language, text):
    assert ("dpv:hasFee", "true") not in provisions(text, language)["RequestProcedure"]


def test_no_obligation_to_keep_is_not_keeping_without_end():
    found = facts("We are under no obligation to store your information indefinitely.").retention
    assert "endless" not in {r.kind.value for r in found}


@pytest.mark.parametrize(
    "text",
    [
        "See section 4 of our Terms.",
        "Please read our [Terms of Use](/terms), section 5.",
        "You have rights under Law Number 27 of 2022, Chapter IV.",
        "See the “Help” section of your browser.",
        "Section 26 of the Fictive Data Act gives you rights.",
        "You may do so by navigating to “Account & Settings” on our site.",
    ],
)
def test_references_into_other_texts_are_none_of_this_one(text):
    assert not facts(text).references


def test_a_heading_that_says_what_it_numbers_is_found():
    (found,) = facts("See Article 3.\n\n## Article 3 : Offers\n\nWe send none.").references
    assert found.resolves_to.strip(" :") == "Offers"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Last Updated: November 20, 2025_._", "2025-11-20"),
        ("en", "Published on 19 June 2026", "2026-06-19"),
        ("id", "Mulai dari 01 Juli 2019", "2019-07-01"),
    ],
)
def test_dates_in_other_words(language, text, wanted):
    assert facts(text, language).valid == wanted


def test_the_company_of_the_imprint_may_stand_on_the_line_above():
    text = "Fictive Parcels Ltd  \nRegistered Office: 1 Invented Lane, Nowhere."
    controller = facts(text).controller
    assert controller is not None
    assert controller.names == ("Fictive Parcels Ltd",)


@pytest.mark.parametrize("place", ["Finland", "6th Floor", "Nowhere 1 110 00"])
def test_parts_of_an_address_are_no_controller(place):
    controller = facts(f"## Contact\n\n{place}, write to us at a@b.example.").controller
    assert controller is not None
    assert place not in controller.names


@pytest.mark.parametrize("words", ["Location Information", "Why Kiosk", "Websites"])
def test_questions_and_kinds_of_data_are_no_controller(words):
    controller = facts(f"## {words} collects much\n\n{words} collects names.").controller
    assert controller is None or words not in controller.names


def test_the_company_of_the_imprint_is_the_controller():
    controller = facts(
        "Fictive Parcels Ltd, Registered Office: 1 Invented Lane, Nowhere."
    ).controller
    assert controller is not None
    assert controller.names == ("Fictive Parcels Ltd",)


def test_a_right_that_is_not_given_is_none():
    text = "We do not provide a right to object to automated decision-making in games."
    assert "RightNotToBeAutomatedDecision" not in rights(text)


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        (
            "en",
            "“Profiling” means any automated processing of personal data to judge a person.",
            "AutomatedDecisionProvision",
        ),
        (
            "id",
            "“Profiling”, berarti segala bentuk pemrosesan otomatis data pribadi.",
            "AutomatedDecisionProvision",
        ),
        (
            "en",
            "Responding to your request for information: when you contact us we keep your data.",
            "RequestProcedure",
        ),
        ("id", "- Menilai dan memproses permintaan Anda terkait layanan;", "RequestProcedure"),
    ],
)
def test_definitions_and_orders_are_no_provisions(language, text, concept):
    assert concept not in provisions(text, language)


def test_a_reference_may_be_a_link():
    (found,) = facts("See “[Our uses](#uses)” below.\n\n## Our uses\n\nWe use none.").references
    assert found.resolves_to == "Our uses"


@pytest.mark.parametrize(
    "text",
    [
        "Data of an advertising bid request are kept for up to 7 days after the request.",
        "If you send us a request, we keep the data of the request for up to 18 months.",
    ],
)
def test_how_long_requests_are_kept_is_no_deadline_of_an_answer(text):
    found = facts(text).provisions
    assert not [v for p in found for k, v in p.attributes if k == "alir:responseDeadline"]


def test_a_wish_to_update_data_is_no_change_of_the_notice():
    text = "If you wish to access, correct or update your data, see our privacy requests page."
    assert "ChangeNotice" not in provisions(text)


def test_an_account_that_is_idle_for_a_time_is_not_kept_for_that_time():
    found = facts("If an account has been suspended for 90 days or more, its data are deleted.")
    assert not [r for r in found.retention if r.duration]


def test_cookies_that_people_delete_are_no_criterion_of_retention():
    text = "You can set your browser to warn you when a cookie comes, or delete cookies."
    assert not facts(text).retention


def test_a_known_company_that_the_text_keeps_naming_is_its_author():
    often = "\n\n".join(f"Google collects your data for purpose {n}." for n in range(8))
    controller = facts(often).controller
    assert controller is not None
    assert controller.names == ("Google",)
    assert facts("We count visits with Google, which collects data.").controller is None
