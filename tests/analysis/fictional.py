"""Policies of fictional companies, and portfolios made of them."""

from __future__ import annotations

from pathlib import Path

from graph_builder.analysis.portfolio.collection import Portfolio, built
from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, build
from graph_builder.cli.main import run

# Every company here is fictional.
KOPI = """# Privacy Policy of PT Kopi Rimba

PT Kopi Rimba is a fictional company.

## Data we collect

We collect your name, your email address and your IP address when you order coffee.

## Who receives your data

We may share your email address with third parties for direct marketing.

We share your IP address and your device identifiers with Google Analytics for analytics.

## Retention

We keep your personal data for as long as necessary.

## Your rights

You have the right to access your personal data.
"""

BUKU = """# Privacy Policy of PT Buku Senja

PT Buku Senja is a fictional company.

## Data we collect

We collect personal data when you order books.

We collect information such as your name, your phone number, etc.

## Who receives your data

We share your email address with Mailchimp for direct marketing.

We share your phone number and your email address with Google Analytics for analytics.

We do not share your IP address with advertisers.

## Retention

We keep your personal data for 2 years.

## Your rights

You have the right to access your personal data. You have the right to delete your personal data.
"""

SEPEDA = """# Kebijakan Privasi PT Sepeda Angin

PT Sepeda Angin adalah perusahaan fiktif.

## Data yang kami kumpulkan

Kami mengumpulkan nama, alamat email, dan nomor telepon Anda saat Anda menyewa sepeda.

## Siapa yang menerima data

Kami dapat membagikan data pribadi Anda kepada pihak ketiga.

## Masa simpan

Kami menyimpan data pribadi Anda selama diperlukan.
"""

TEXTS = {"kopi-rimba.en.md": KOPI, "buku-senja.en.md": BUKU, "sepeda-angin.id.md": SEPEDA}


def versions(texts=TEXTS):
    return [v for name, text in texts.items() for v in build(Input(name, text.encode()), Options())]


def portfolio(texts=TEXTS) -> Portfolio:
    return Portfolio([built(versions(texts))])


def write(folder: Path, texts=TEXTS) -> list[str]:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name in texts]


def store(folder: Path, texts=TEXTS) -> Path:
    """Build the policies into a store and return its folder."""
    (folder / "texts").mkdir()
    write(folder / "texts", texts)
    assert run(["build", str(folder / "texts"), "--store", str(folder / "store")]) == 0
    return folder / "store"
