"""What a sentence, list or heading of a notice is read as, one linguistic pattern a row."""

from __future__ import annotations

import pytest
from said import practices, said

from graph_builder.model import Slot

PATTERNS = [
    (
        "We will not sell your data except to the government.",
        "en",
        [
            "- qualified alir:Sell dpv:PersonalData unless",
            "+ definite dpv:Share dpv:PersonalData > dpv:Authority",
        ],
    ),
    (
        "When a merger or asset sale takes place, your data may be transferred.",
        "en",
        ["+ possible dpv:Share dpv:PersonalData if"],
    ),
    (
        "Nomor telepon Anda dibagikan kepada mitra pembayaran kami.",
        "id",
        ["+ definite dpv:Share pd:TelephoneNumber > alir:PaymentProcessor"],
    ),
    (
        "Your email address and phone number may be shared with banks.",
        "en",
        ["+ possible dpv:Share pd:EmailAddress,pd:TelephoneNumber > alir:FinancialInstitution"],
    ),
    ("We collect your email address.", "en", ["+ definite dpv:Collect pd:EmailAddress"]),
    (
        "We collect:\n\n- your name\n- device data:\n  - IP address\n  - browser type\n",
        "en",
        [
            "+ definite dpv:Collect pd:Name",
            "+ definite dpv:Collect pd:DeviceBased",
            "+ definite dpv:Collect pd:IPAddress",
            "+ definite dpv:Collect pd:UserAgent",
        ],
    ),
    (
        "## Information we share\n\n- email address with advertisers\n",
        "en",
        ["+ definite dpv:Share pd:EmailAddress > alir:Advertiser"],
    ),
    (
        "Your phone number is shared with our payment partners.",
        "en",
        ["+ definite dpv:Share pd:TelephoneNumber > alir:PaymentProcessor"],
    ),
    (
        "We do not sell your email address. We share your IP address with advertisers.",
        "en",
        [
            "- definite alir:Sell pd:EmailAddress",
            "+ definite dpv:Share pd:IPAddress > alir:Advertiser",
        ],
    ),
    (
        "We do not sell your email address, nor do we share your phone number with advertisers.",
        "en",
        [
            "- definite alir:Sell pd:EmailAddress",
            "- definite dpv:Share pd:TelephoneNumber > alir:Advertiser",
        ],
    ),
    (
        "We do not sell your phone number and will store your email address.",
        "en",
        ["- definite alir:Sell pd:TelephoneNumber", "+ definite dpv:Store pd:EmailAddress"],
    ),
    (
        "We do not share your email address with third parties without your consent.",
        "en",
        ["- qualified dpv:Share pd:EmailAddress > dpv:ThirdParty by dpv:Consent"],
    ),
    (
        "We do not share your email address with anyone except our payment processors.",
        "en",
        [
            "- qualified dpv:Share pd:EmailAddress > dpv:ThirdParty unless",
            "+ definite dpv:Share pd:EmailAddress > alir:PaymentProcessor",
        ],
    ),
    (
        "If you register, we collect your email address.",
        "en",
        ["+ definite dpv:Collect pd:EmailAddress if"],
    ),
    (
        "We collect your email address when you register.",
        "en",
        ["+ definite dpv:Collect pd:EmailAddress if"],
    ),
    (
        "We use the email address that you provide to send newsletters.",
        "en",
        ["+ definite dpv:Use pd:EmailAddress for dpv:Marketing"],
    ),
    (
        "We collect your email address. We share this information with advertisers.",
        "en",
        [
            "+ definite dpv:Collect pd:EmailAddress",
            "+ definite dpv:Share pd:EmailAddress > alir:Advertiser",
        ],
    ),
    (
        "We collect device information such as your IP address and browser type.",
        "en",
        ["+ definite dpv:Collect pd:DeviceBased,pd:IPAddress,pd:UserAgent"],
    ),
    (
        "You authorise us to share your email address with advertisers.",
        "en",
        ["+ definite dpv:Share pd:EmailAddress > alir:Advertiser by dpv:ImpliedConsent"],
    ),
    (
        "In the event of a merger, we may transfer your email address.",
        "en",
        ["+ possible dpv:Share pd:EmailAddress > alir:Acquirer for alir:BusinessTransfer"],
    ),
    (
        "We may disclose your email address when required by law.",
        "en",
        ["+ possible dpv:Share pd:EmailAddress for dpv:LegalCompliance by dpv:LegalObligation if"],
    ),
    (
        "We use cookies to remember your preferences.",
        "en",
        ["+ definite dpv:Collect,dpv:Use alir:CookieIdentifier for dpv:Personalisation"],
    ),
    (
        "We collect your IP address and your name.",
        "en",
        ["+ definite dpv:Collect pd:IPAddress", "+ definite dpv:Collect pd:Name"],
    ),
    (
        "Courts and regulators. We may disclose your email address.",
        "en",
        ["+ possible dpv:Share pd:EmailAddress > alir:Court,alir:Regulator"],
    ),
    (
        "We use your email address to: (a) send newsletters; (b) prevent fraud; (c) process payments.",  # noqa: E501 - one statement
        "en",
        [
            "+ definite dpv:Use pd:EmailAddress for dpv:Marketing,dpv:FraudPreventionAndDetection,dpv:PaymentManagement"  # noqa: E501 - one statement
        ],
    ),
    ("This policy describes how we collect your email address.", "en", []),
    ("“Personal Data” means data about an identifiable person.", "en", []),
    ("I collect your email address.", "en", ["+ definite dpv:Collect pd:EmailAddress"]),
    ("Kami mengumpulkan alamat email Anda.", "id", ["+ definite dpv:Collect pd:EmailAddress"]),
    (
        "Kami mengumpulkan:\n\n- nama Anda\n- alamat IP\n",
        "id",
        ["+ definite dpv:Collect pd:Name", "+ definite dpv:Collect pd:IPAddress"],
    ),
    (
        "Alamat email Anda dapat kami bagikan kepada pengiklan.",
        "id",
        ["+ possible dpv:Share pd:EmailAddress > alir:Advertiser"],
    ),
    ("Kami tidak menjual nomor telepon Anda.", "id", ["- definite alir:Sell pd:TelephoneNumber"]),
    (
        "Kami tidak membagikan alamat email Anda kepada pihak ketiga tanpa persetujuan Anda.",
        "id",
        ["- qualified dpv:Share pd:EmailAddress > dpv:ThirdParty by dpv:Consent"],
    ),
    (
        "Kami tidak membagikan alamat email Anda kepada siapa pun kecuali penyedia layanan kami.",
        "id",
        [
            "- qualified dpv:Share pd:EmailAddress unless",
            "+ definite dpv:Share pd:EmailAddress > dpv:ServiceProvider",
        ],
    ),
    (
        "Jika Anda mendaftar, kami mengumpulkan alamat email Anda.",
        "id",
        ["+ definite dpv:Collect pd:EmailAddress if"],
    ),
    (
        "Kami mengumpulkan alamat email Anda. Kami membagikan informasi tersebut kepada pengiklan.",
        "id",
        [
            "+ definite dpv:Collect pd:EmailAddress",
            "+ definite dpv:Share pd:EmailAddress > alir:Advertiser",
        ],
    ),
    (
        "Kami menggunakan kuki untuk mengingat preferensi Anda.",
        "id",
        ["+ definite dpv:Collect,dpv:Use alir:CookieIdentifier for dpv:Personalisation"],
    ),
    (
        "Anda memberikan wewenang kepada kami untuk membagikan alamat email Anda kepada pengiklan.",
        "id",
        ["+ definite dpv:Share pd:EmailAddress > alir:Advertiser by dpv:ImpliedConsent"],
    ),
    ("Kebijakan ini menjelaskan bagaimana kami mengumpulkan alamat email Anda.", "id", []),
    (
        "Kami menggunakan alamat email Anda untuk mengirimkan buletin dan mencegah penipuan.",
        "id",
        ["+ definite dpv:Use pd:EmailAddress for dpv:Marketing,dpv:FraudPreventionAndDetection"],
    ),
]


@pytest.mark.parametrize(("text", "language", "expected"), PATTERNS)
def test_a_pattern_is_read_as_what_it_says(text: str, language: str, expected: list[str]) -> None:
    assert said(text, language) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("We collect your IP address.", "alir:AutomaticCollection"),
        ("We collect your name.", "dpv:DataSubjectDataSource"),
    ],
)
def test_a_source_that_is_not_said_follows_the_nature_of_the_datum(text: str, source: str) -> None:
    (one,) = practices(text)
    assert one.sources == (source,)


@pytest.mark.parametrize(
    "before",
    ["", "Cafe\u0301 cre\u0301me \U0001f600\U0001f1ee\U0001f1e9. ", "\u05d0\u05d1 \u200f\u200e. "],
)
def test_the_words_of_a_value_stand_at_its_offsets(before: str) -> None:
    text = before + "We collect your e-mail address."
    (one,) = practices(text)
    spans = [m.span.text(text) for m in one.mentions if m.slot is Slot.DATA]
    assert spans == ["e-mail address"]
