"""Short privacy notices are told from short texts of other kinds, in both languages.

A recipe or the news may name privacy and cookies in its footer, and ask for a name and an e-mail
address under a comment; only a notice says what is done with them. The texts are in ``genre.toml``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graph_builder.documents.genre import genre
from graph_builder.documents.read import read

SAMPLES = tomllib.loads((Path(__file__).parent / "genre.toml").read_text(encoding="utf-8"))


def samples(group: str) -> list[object]:
    return [
        pytest.param(text, id=f"{name} ({language})")
        for name, pair in SAMPLES[group].items()
        for language, text in pair.items()
    ]


@pytest.mark.parametrize("text", samples("notices"))
def test_a_short_notice_is_one(text: str) -> None:
    assert genre(text).is_policy


@pytest.mark.parametrize("text", samples("others"))
def test_what_only_names_privacy_is_no_notice(text: str) -> None:
    assert not genre(text).is_policy


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_page_of_three_sentences_is_read(language: str) -> None:
    text = SAMPLES["notices"]["three sentences under a title"][language]
    title, _, words = text.partition("\n")
    page = f"<html><body><h1>{title}</h1><p>{words}</p></body></html>"
    (document,) = read("page.html", data=page.encode())
    assert document.notes == ("E-SHORT",)


@pytest.mark.parametrize("title", ["Privacy policy", "Kebijakan privasi"])
def test_a_title_alone_makes_no_notice(title: str) -> None:
    rules = (
        "Be kind to the other guests. Dogs stay on the lead. Jangan berisik setelah pukul sepuluh."
    )
    assert not genre(f"{title}\n{rules}").is_policy


def test_a_long_notice_may_speak_of_one_kind_of_data_only() -> None:
    said = "Kami mencatat nama pasien. Dokter menulis catatan perawatan dalam berkas pasien. "
    text = "KEBIJAKAN PRIVASI KLINIK LANTANA\n\n" + said * 30
    assert genre(text).is_policy
    assert not genre("RUANG TUNGGU KLINIK LANTANA\n\n" + said * 30).is_policy
