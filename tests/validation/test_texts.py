"""From words to findings: what a sentence must and must not lead to (companies are fictional)."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.build.inputs import Input
from graph_builder.build.validating import document_jobs, validate_all
from graph_builder.validation.findings import Finding

OPENING = {
    "en": """# Privacy Policy

PT Warung Contoh (“we”) respects your privacy. This privacy policy tells how we treat personal data.

We collect your name and e-mail address to provide our services.

""",
    "id": """# Kebijakan Privasi

PT Warung Contoh (“kami”) menghormati privasi Anda. Kebijakan privasi ini menjelaskan cara kami
memperlakukan data pribadi.

Kami mengumpulkan nama dan alamat email Anda untuk menyediakan layanan kami.

""",
}
MERGED = {
    "en": (
        "If we are merged with or acquired by another company, your data may move to it. "
        "We will notify you by e-mail before and after the transfer."
    ),
    "id": (
        "Jika terjadi penggabungan atau akuisisi, data Anda dialihkan kepada perusahaan baru. "
        "Kami akan memberitahukan kepada Anda sebelum dan sesudah pengalihan."
    ),
}
LATE = {
    "en": (
        "For the above requests, you can contact our customer service team. "
        "We will respond within 15 days."
    ),
    "id": (
        "Untuk permintaan tersebut, Anda dapat menghubungi layanan pelanggan kami. "
        "Kami akan memberikan tanggapan dalam waktu 15 hari."
    ),
}


def findings(folder: Path, **texts: str) -> list[Finding]:
    for language, text in texts.items():
        file = folder / f"privacy.{language}.md"
        file.write_text(OPENING[language] + text + "\n", encoding="utf-8")
    jobs = document_jobs(Input(str(f)) for f in sorted(folder.glob("*.md")))
    outcomes = validate_all(jobs, "id", (), 1)
    return [f for outcome in outcomes for report in outcome for f in report.findings]


def rules(folder: Path, **texts: str) -> set[str]:
    return {f.rule.name for f in findings(folder, **texts)}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "By using our umbrella shop, you agree to this data processing."),
        ("en", "Your continued use of the app constitutes acceptance of this policy."),
        ("en", "If you do not agree to this notice, please do not use the umbrella shop."),
        ("id", "Dengan menggunakan layanan kami, Anda menyetujui pengumpulan data ini."),
        ("id", "Dengan tetap mengakses layanan, pengguna dianggap menyetujui kebijakan ini."),
    ],
)
def test_consent_taken_from_conduct_is_found(tmp_path, language, sentence) -> None:
    assert "PDP-07-implied-consent" in rules(tmp_path, **{language: sentence})


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "With your consent, we may use your e-mail address when you use our app."),
        ("en", "Whoever is a minor needs the consent of a guardian to use this shop."),
        ("en", "Where a step rests on your consent, you may withdraw it at any time."),
        ("en", "If you previously gave consent for us to use your name, you can withdraw it."),
        ("id", "Dengan persetujuan Anda, kami dapat menggunakan alamat email Anda untuk promosi."),
        (
            "id",
            "Saat Anda mengunjungi situs, atas persetujuan Anda, kami membaca kuki peramban Anda.",
        ),
        ("id", "Dengan mengeklik tombol “Setuju”, Anda menyetujui pengumpulan nama Anda."),
        ("en", "We share your e-mail address with florists whenever you consent to it."),
        (
            "en",
            "We keep your name by need:\n\n1. of our records;\n2. whether you agree to more;",
        ),
        ("en", "We collect photographs of your umbrella that you consent to send us."),
        ("id", "Setelah Anda menyetujui formulir itu, kami mengumpulkan nama Anda."),
    ],
)
def test_consent_that_is_asked_for_is_not_taken_for_implied(tmp_path, language, sentence) -> None:
    assert "PDP-07-implied-consent" not in rules(tmp_path, **{language: sentence})


CHANGES = "PDP-21-prior-notice", "PDP-21-change-clause"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We change this privacy policy from time to time."),
        ("en", "If we change this policy, we will post the new version on this page."),
        ("en", "Your continued use of the shop after changes to this policy means acceptance."),
        ("id", "Kami dapat mengubah kebijakan privasi ini sewaktu-waktu."),
        ("id", "Kebijakan ini diperbaharui dari waktu ke waktu dan dipasang di situs kami."),
    ],
)
def test_changes_that_are_not_told_beforehand_are_found(tmp_path, language, text) -> None:
    assert rules(tmp_path, **{language: text}) & set(CHANGES) == {"PDP-21-prior-notice"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "- [7. Changes to this Privacy Policy](#changes)"),
        ("id", "Jika Anda hendak mengubah setelan cookie, lihat Kebijakan Cookie kami di sini."),
    ],
)
def test_words_that_only_look_like_a_clause_on_changes_are_none(tmp_path, language, text) -> None:
    assert rules(tmp_path, **{language: text}) & set(CHANGES) == {"PDP-21-change-clause"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "We notify you by e-mail 30 days before a change of this policy takes effect.",
        ),
        (
            "id",
            "Kami memberitahukan perubahan kebijakan ini melalui surel sebelum berlaku.",
        ),
    ],
)
def test_changes_told_beforehand_are_in_order(tmp_path, language, text) -> None:
    assert not rules(tmp_path, **{language: text}) & set(CHANGES)


@pytest.mark.parametrize("language", ["en", "id"])
def test_notice_promised_in_the_sentence_after_a_takeover_counts(tmp_path, language) -> None:
    found = rules(tmp_path, **{language: MERGED[language]})
    assert not {"PDP-32-notice", "PDP-32-both"} & found


def test_takeover_without_notice_is_found(tmp_path) -> None:
    text = (
        "If we are acquired by another company, we may transfer your name to the acquirer. "
        "Our offices are in Bandung."
    )
    assert "PDP-32-notice" in rules(tmp_path, en=text)


@pytest.mark.parametrize("language", ["en", "id"])
def test_deadline_in_the_sentence_after_the_requests_is_measured(tmp_path, language) -> None:
    (late,) = [f for f in findings(tmp_path, **{language: LATE[language]}) if f.rule.check == 16]
    assert late.message("en") == "15 days exceeds 3 × 24 hours"


def test_sentence_that_opens_a_list_of_recipients_is_no_sharing_with_nobody(tmp_path) -> None:
    text = "We share your e-mail address with the following parties:\n\n- couriers\n- banks"
    assert "PDP-17-no-recipient" not in rules(tmp_path, en=text)


def test_sharing_without_a_word_on_with_whom_is_found(tmp_path) -> None:
    text = "We may disclose your e-mail address in the course of our business."
    assert "PDP-17-no-recipient" in rules(tmp_path, en=text)


def test_company_under_the_address_of_one_version_only_is_found_with_its_place(tmp_path) -> None:
    found = findings(
        tmp_path,
        en="Contact us:\n\nContoh Vietnam Company Limited, Jakarta, +62 21 555 0100",
        id="Hubungi kami:\n\nPT Warung Contoh, Jakarta, +62 21 555 0100",
    )
    (alone,) = [f for f in found if f.rule.name == "PAR-25-entity"]
    assert alone.value == "Contoh Vietnam Company Limited"
    assert alone.place is not None
    assert alone.place.quote.startswith("Contoh Vietnam")


def test_source_that_both_versions_name_is_no_recipient_of_one(tmp_path) -> None:
    found = rules(
        tmp_path,
        en="We obtain your credit history from the Financial Services Authority (OJK).",
        id="Kami juga menerima riwayat kredit Anda dari Otoritas Jasa Keuangan (OJK).",
    )
    assert "PAR-27-recipient" not in found


def test_recipient_that_one_version_leaves_out_is_found(tmp_path) -> None:
    found = rules(
        tmp_path,
        en="We keep your name for 5 years.\n\nWe share your e-mail address with insurers.",
        id="Kami menyimpan nama Anda selama 5 tahun.",
    )
    assert "PAR-27-recipient" in found


def test_quote_of_a_requirement_says_something_where_it_can(tmp_path) -> None:
    file = tmp_path / "privacy.en.md"
    text = "We use your data to:\n\n- send\n\nWe use your name to answer you. Write to a@b.example."
    file.write_text(f"{OPENING['en']}## How we use your data\n\n{text}\n", encoding="utf-8")
    ((report,),) = validate_all(document_jobs([Input(str(file))]), "id", (), 1)
    quotes = {j.requirement.element: j.place.quote for j in report.matrix if j.place}
    assert quotes["E02"] == "a@b.example"
    assert quotes["E04"].endswith(".")
