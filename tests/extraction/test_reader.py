"""What a sentence, list or heading of a notice is read as, one linguistic pattern a row."""

from __future__ import annotations

import pytest
from said import practices, said

from graph_builder.model import Slot

PATTERNS = [
    (
        "You must give us the details that your shop needs, including your full name, phone number and occupation.",
        "en",
        ["+ required dpv:Collect pd:Name,pd:TelephoneNumber,pd:Job"],
    ),
    (
        "Anda akan memberikan informasi kepada kami yang diperlukan termasuk tetapi tidak terbatas pada nama lengkap, alamat dan pekerjaan.",
        "id",
        ["+ definite dpv:Collect pd:Name,pd:PhysicalAddress,pd:Job"],
    ),
    (
        "We may collect technical data in connection with your orders such as IP address and browser type.",
        "en",
        ["+ possible dpv:Collect pd:DeviceBased,pd:IPAddress,pd:UserAgent"],
    ),
    (
        "We collect contact details from you, including your name and phone number.",
        "en",
        ["+ definite dpv:Collect pd:Contact,pd:Name,pd:TelephoneNumber"],
    ),
    (
        "You may withdraw your consent to the use or disclosure of your personal data by giving us written notice.",
        "en",
        [],
    ),
    ("Anda berhak menolak pemrosesan data pribadi Anda untuk pemasaran langsung.", "id", []),
    (
        "We are not responsible for the use or disclosure of your information by those shops.",
        "en",
        [],
    ),
    (
        "Kami tidak dapat menjamin bahwa data pribadi Anda tidak akan diungkapkan oleh pihak lain.",
        "id",
        [],
    ),
    (
        "We are not responsible for how other sites use your data, and we do not share your e-mail address with them.",
        "en",
        ["- definite dpv:Share pd:EmailAddress"],
    ),
    (
        "Informasi dapat dikumpulkan secara otomatis dengan menggunakan cookie.",
        "id",
        [
            "+ possible dpv:Collect dpv:PersonalData",
            "+ possible dpv:Collect,dpv:Use alir:CookieIdentifier",
        ],
    ),
    (
        "By using cookies, we collect your IP address.",
        "en",
        ["+ definite dpv:Collect pd:IPAddress"],
    ),
    (
        "By using this shop, you agree that we may collect your IP address.",
        "en",
        ["+ possible dpv:Collect pd:IPAddress by dpv:ImpliedConsent"],
    ),
    (
        "We may send you promotions via email, phone calls and social media.",
        "en",
        ["+ possible dpv:Use dpv:PersonalData for dpv:Marketing"],
    ),
    (
        "We personalise our offers based on your purchase history.",
        "en",
        ["+ definite dpv:Use pd:Purchase"],
    ),
    (
        "Data pribadi dapat diberikan oleh Anda atau oleh pihak ketiga.",
        "id",
        ["+ possible dpv:Collect dpv:PersonalData < dpv:ThirdParty"],
    ),
    (
        "Kami membagikan data Anda kepada pihak lain. Contohnya adalah penyedia pembayaran dan kurir.",
        "id",
        [
            "+ definite dpv:Share dpv:PersonalData > dpv:ThirdParty",
            "+ definite dpv:Share dpv:PersonalData > alir:PaymentProcessor,alir:DeliveryProvider",
        ],
    ),
    (
        "Our partners may provide us with your contact details.",
        "en",
        ["+ possible dpv:Collect pd:Contact < alir:BusinessPartner"],
    ),
    (
        "Mitra kami dapat memberikan data kontak Anda kepada kami.",
        "id",
        ["+ possible dpv:Collect pd:Contact < alir:BusinessPartner"],
    ),
    (
        "Our partners may disclose your contact details to their auditors.",
        "en",
        ["+ possible dpv:Share pd:Contact > alir:BusinessPartner,alir:ProfessionalAdviser"],
    ),
    ("We make sure that our service providers provide a good level of protection.", "en", []),
    (
        "If we sell or transfer part of our assets, your data may be transferred to the buyer.",
        "en",
        ["+ possible dpv:Share dpv:PersonalData > alir:Acquirer for alir:BusinessTransfer if"],
    ),
    (
        "Apabila kami menjual atau mengalihkan sebagian dari usaha kami, data pribadi Anda dapat dialihkan.",
        "id",
        ["+ possible dpv:Share dpv:PersonalData > alir:Acquirer for alir:BusinessTransfer if"],
    ),
    (
        "Kami mengumpulkan alamat IP yang digunakan untuk menghubungkan komputer Anda, jenis browser, dan sistem operasi.",
        "id",
        ["+ definite dpv:Collect pd:IPAddress,pd:UserAgent,pd:DeviceOperatingSystem"],
    ),
    ("Roaster means any person who processes the data on our behalf.", "en", []),
    ("You have the right to:\n\n- access the personal data that we process", "en", []),
    (
        "Kami menggunakan data pribadi untuk tujuan berikut:\n\n- menyediakan layanan;\n\n## Kepatuhan\n\nmematuhi hukum yang berlaku;\n\nmelakukan penilaian kredit;",
        "id",
        [
            "+ definite dpv:Use dpv:PersonalData",
            "+ definite dpv:Use dpv:PersonalData for dpv:ServiceProvision",
            "+ definite dpv:Use dpv:PersonalData for dpv:LegalCompliance by dpv:LegalObligation",
            "+ definite dpv:Use dpv:PersonalData for alir:CreditAssessment",
        ],
    ),
    (
        "Kami menyimpan data pribadi Anda dan pelanggan Anda.",
        "id",
        ["+ definite dpv:Store dpv:PersonalData"],
    ),
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
        ["+ possible dpv:Share dpv:PersonalData > alir:Acquirer for alir:BusinessTransfer if"],
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
