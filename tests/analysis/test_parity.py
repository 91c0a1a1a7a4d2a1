"""``alir parity`` on a fictional ferry in two languages: what differs is found, nothing else is."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.analysis.parity.compare import parity
from graph_builder.analysis.parity.differences import Certainty, Topic
from graph_builder.analysis.telling import STYLES
from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, build
from graph_builder.cli.main import run
from graph_builder.graph.quoted import fill
from graph_builder.vocabulary import default

SHARED = Path(__file__).resolve().parents[3] / "shared"

# Perahu Senja is a fictional company.
EN = """# Privacy Policy of PT Perahu Senja

PT Perahu Senja runs ferries. This policy says what we do with your personal data.

## 1. Data we collect

When you book a trip, we collect your name, your email address and your phone number.

When you visit our website, we automatically collect your IP address.

We use your email address to send you our newsletter.

## 2. Sharing

We may share your phone number with business partners.

We do not sell your personal data.

## 3. Retention

We keep your booking and transaction data for 5 years.

## 4. Your rights

You have the right to access your personal data.

You have the right to request the deletion of your personal data.

## 5. Contact

Write to privacy@perahusenja.example or call +62 21 555 0100.
"""

ID = """# Kebijakan Privasi PT Perahu Senja

PT Perahu Senja menjalankan feri. Kebijakan ini menjelaskan apa yang kami lakukan dengan data pribadi Anda.

## 1. Data yang kami kumpulkan

Saat Anda memesan perjalanan, kami mengumpulkan nama, alamat email dan nomor telepon Anda.

Saat Anda mengunjungi situs web kami, kami secara otomatis mengumpulkan alamat IP Anda.

Kami menggunakan alamat email Anda untuk mengirimkan buletin kami.

## 2. Pembagian

Kami dapat membagikan nomor telepon Anda kepada mitra bisnis.

Kami tidak menjual data pribadi Anda.

## 3. Penyimpanan

Kami menyimpan data pemesanan dan transaksi Anda selama 5 tahun.

## 4. Hak Anda

Anda berhak mengakses data pribadi Anda.

Anda berhak meminta penghapusan data pribadi Anda.

## 5. Kontak

Kirim surat ke privacy@perahusenja.example atau telepon +62 21 555 0100.
"""  # noqa: E501 - a paragraph is a line

# Only a heading follows what corresponds to the sentence before the rights.
BARE = """# Kebijakan Privasi PT Perahu Senja

PT Perahu Senja menjalankan feri.

## Penyimpanan

- Kami menyimpan nama Anda di server kami.

## Pembagian kepada pihak lain dan mitra kami

Kami dapat membagikan nomor telepon Anda kepada mitra bisnis.
"""

LAYOUT = {
    "itself": lambda t: t,
    "line breaks": lambda t: t.replace("\n\n", "\n\n\n"),
    "numbering": lambda t: re.sub(r"## (\d)\.", lambda m: f"## {int(m[1]) + 4}.", t),
    "bullets": lambda t: re.sub(
        r"^(?=We |When |You |Kami |Saat |Anda )", "- ", t, flags=re.MULTILINE
    ),
    "headings": lambda t: re.sub(r"^## (\d\.) ", r"### \1 On ", t, flags=re.MULTILINE),
    "spaces": lambda t: t.replace(" data", "  data"),
}

# What is edited in the Indonesian version: the difference that must be told, and nothing else.
EDITS = {
    "another company": (
        ("PT Perahu Senja menjalankan", "PT Kapal Fajar menjalankan"),
        (Topic.CONTROLLER, Certainty.MISSING, None, ("PT Kapal Fajar",)),
    ),
    "a name misspelt": (
        ("PT Perahu Senja menjalankan", "PT Perahu Senia menjalankan"),
        (Topic.CONTROLLER, Certainty.DIFFERENT, None, ("PT Perahu Senia",)),
    ),
    "a longer period": (
        ("selama 5 tahun", "selama 9 tahun"),
        (Topic.RETENTION, Certainty.DIFFERENT, ("P5Y",), ("P9Y",)),
    ),
    "a right dropped": (
        ("Anda berhak meminta penghapusan data pribadi Anda.\n", ""),
        (Topic.RIGHT, Certainty.MISSING, ("alir:RightToErasure",), None),
    ),
    "another telephone": (
        ("555 0100", "555 0199"),
        (Topic.CONTACT, Certainty.DIFFERENT, ("+62 21 555 0100",), ("+62 21 555 0199",)),
    ),
    "firmer": (
        ("Kami dapat membagikan", "Kami membagikan"),
        (Topic.MODALITY, Certainty.DIFFERENT, ("dpv:Share",), ("dpv:Share",)),
    ),
    "a denial dropped": (
        ("Kami tidak menjual data pribadi Anda.\n\n", ""),
        (Topic.DENIAL, Certainty.MISSING, ("alir:Sell",), None),
    ),
    "data added": (
        (
            "## 2. Pembagian",
            "Kami juga mengumpulkan data biometrik dan sidik jari Anda.\n\n## 2. Pembagian",
        ),
        (Topic.DATA, Certainty.MISSING, None, ("pd:Biometric",)),
    ),
    "a condition": (
        ("Kami menggunakan alamat", "Jika Anda menyetujuinya, kami menggunakan alamat"),
        (Topic.CONDITION, Certainty.DIFFERENT, ("dpv:Use",), ("dpv:Use",)),
    ),
}


def version(text: str):
    (built,) = build(Input("-", text.encode()), Options(force=True))
    return built


def compared(first: str, second: str):
    return parity(version(first), version(second), default())


def told(differences):
    return [
        (
            d.topic,
            d.certainty,
            d.first.values if d.first else None,
            d.second.values if d.second else None,
        )
        for d in differences
    ]


@pytest.mark.parametrize("text", [EN, ID], ids=["en", "id"])
@pytest.mark.parametrize("name", sorted(LAYOUT))
def test_a_copy_in_another_layout_has_no_differences(name, text) -> None:
    assert told(compared(text, LAYOUT[name](text))) == []


def test_a_faithful_translation_has_no_firm_differences() -> None:
    assert told(d for d in compared(EN, ID) if d.certainty.firm) == []


@pytest.mark.parametrize("name", sorted(EDITS))
def test_what_was_edited_is_told_and_nothing_else(name) -> None:
    (old, new), expected = EDITS[name]
    assert old in ID
    firm = [d for d in compared(EN, ID.replace(old, new)) if d.certainty.firm]
    (found,) = told(firm)
    topic, certainty, first, second = expected
    assert found[:2] == (topic, certainty)
    assert first is None or found[2] == first
    assert second is None or found[3] == second


@pytest.mark.parametrize("name", sorted(EDITS))
def test_the_order_of_the_versions_does_not_matter(name) -> None:
    (old, new), _ = EDITS[name]
    edited = ID.replace(old, new)
    forth = told(compared(EN, edited))
    back = [(t, c, b, a) for t, c, a, b in told(compared(edited, EN))]
    assert sorted(forth, key=str) == sorted(back, key=str)


def test_something_missing_has_the_nearest_sentence_beside_it() -> None:
    (old, new), _ = EDITS["a right dropped"]
    (one,) = [d for d in compared(EN, ID.replace(old, new)) if d.certainty.firm]
    assert one.nearest is not None
    assert one.nearest.citation.quote == "Anda berhak mengakses data pribadi Anda."


def test_a_heading_or_its_mark_is_never_the_nearest_sentence() -> None:
    found = [d.nearest.citation.quote for d in compared(EN, BARE) if d.nearest and d.first]
    assert "Kami menyimpan nama Anda di server kami." in found
    assert [
        quote for quote in found if quote.startswith(("#", "-", "Pembagian", "Penyimpanan"))
    ] == []


def test_contacts_that_no_statement_quotes_are_the_same_in_a_graph() -> None:
    versions = version(EN), version(ID)
    quoted = [
        replace(v, text=fill({s: s.text(v.text) for p in v.practices for s in p.evidence}))
        for v in versions
    ]
    assert all(v.controller and v.controller.contacts for v in quoted)
    assert [d for d in parity(*quoted, default()) if d.topic is Topic.CONTACT] == []
    number = ID.replace("555 0100", "555 0199")
    other = replace(quoted[1], controller=version(number).controller)
    (one,) = [d for d in parity(quoted[0], other, default()) if d.topic is Topic.CONTACT]
    assert one.second is not None
    assert one.second.values == ("+62 21 555 0199",)
    assert not one.second.citation.quote.strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "Anda dapat mengakses data pribadi Anda melalui privasi@perahusenja.example.",
        "Anda dapat mengakses data pribadi Anda dengan menulis ke privasi@perahusenja.example.",
    ],
)
def test_an_email_address_is_a_request_procedure_in_both_languages(sentence: str) -> None:
    english = "You may access your personal data by writing to privasi@perahusenja.example."
    versions = f"# Privacy\n\n{english}\n", f"# Privasi\n\n{sentence}\n"
    assert [d for d in compared(*versions) if d.topic is Topic.PROVISION] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Read in one version only", "id, not read as such; nearest sentence")),
        ("id", ("Terbaca hanya dalam satu versi", "id, tidak terbaca demikian; kalimat terdekat")),
    ],
)
def test_a_gap_is_told_as_something_not_read(language, words, files, capsys) -> None:
    Path(files[1]).write_text(BARE, encoding="utf-8")
    assert run(["parity", *files, "--lang", language]) == 1
    out = capsys.readouterr().out
    assert words[0] in out
    assert words[1] in out
    assert "“#" not in out


def test_words_that_were_not_read_are_no_gap() -> None:
    found = compared(
        EN,
        ID.replace("Anda berhak meminta penghapusan", "Tentang penghapusan, tanyakan kepada kami:"),
    )
    assert [d.certainty for d in found if d.topic is Topic.RIGHT] == [Certainty.UNREAD]


@pytest.fixture
def files(tmp_path):
    paths = tmp_path / "perahu.en.md", tmp_path / "perahu.id.md"
    paths[0].write_text(EN, encoding="utf-8")
    paths[1].write_text(ID.replace("selama 5 tahun", "selama 9 tahun"), encoding="utf-8")
    return [str(p) for p in paths]


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_format_has_both_sentences(style, files, capsys) -> None:
    assert run(["parity", *files, "--format", style]) == 1
    shown = capsys.readouterr().out
    assert "We keep your booking and transaction data for 5 years." in shown
    assert "Kami menyimpan data pemesanan dan transaksi Anda selama 9 tahun." in shown


def test_json_and_csv_have_the_same_rows(files, capsys) -> None:
    run(["parity", *files, "--json"])
    (one,) = json.loads(capsys.readouterr().out)
    run(["parity", *files, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [d["topic"] for d in one["differences"]] == [r["topic"] for r in rows] == ["retention"]
    assert one["differences"][0]["summary"].endswith(
        "5 years ↔ " + one["differences"][0]["summary"].split(" ↔ ")[1]
    )
    assert rows[0]["second_place"] == "perahu.id.md:21"


def test_a_file_against_itself_has_no_differences(files, capsys) -> None:
    assert run(["parity", files[0], files[0]]) == 0
    assert "no differences found" in capsys.readouterr().out


def test_one_file_may_hold_both_languages(tmp_path, capsys) -> None:
    both = tmp_path / "perahu.md"
    both.write_text(EN + "\n\n" + ID.replace("555 0100", "555 0199"), encoding="utf-8")
    assert run(["parity", str(both), "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert [d["topic"] for d in one["differences"]] == ["contact"]


def test_one_version_alone_is_wrong_use(files, capsys) -> None:
    assert run(["parity", files[0]]) == 2
    assert "no policy has two versions" in capsys.readouterr().err


def test_differences_of_a_store_are_kept_in_it(files, tmp_path, capsys) -> None:
    store = tmp_path / "store"
    run(["build", *files, "--force", "--store", str(store)])
    capsys.readouterr()
    for _ in range(2):
        assert run(["parity", "--store", str(store), "--json"]) == 1
    kept = ox.Store.read_only(str(store / "quads"))
    rows = kept.query(
        "PREFIX alir: <https://w3id.org/alir#> PREFIX oa: <http://www.w3.org/ns/oa#> "
        "PREFIX dct: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT ?topic ?first ?second WHERE { GRAPH ?g { ?d a alir:ParityDifference ; "
        "dct:subject ?topic ; prov:wasGeneratedBy/prov:used ?v ; "
        "alir:firstEvidence/oa:hasSelector/oa:exact ?first ; "
        "alir:secondEvidence/oa:hasSelector/oa:exact ?second } ?v a alir:PolicyVersion }",
        use_default_graph_as_union=True,
    )
    found = {(r["topic"].value, r["first"].value[-9:], r["second"].value[-9:]) for r in rows}
    assert found == {("retention", " 5 years.", " 9 tahun.")}


def test_graphs_without_quotes_show_nothing_and_say_so(files, tmp_path, capsys) -> None:
    store = tmp_path / "store"
    run(["build", *files, "--force", "--no-quotes", "--store", str(store)])
    capsys.readouterr()
    assert run(["parity", "--store", str(store)]) == 0
    assert "no quotes" in capsys.readouterr().err
    assert run(["parity", "--store", str(store), "--texts", str(tmp_path)]) == 1
    assert "perahu.id.md:21" in capsys.readouterr().out


@pytest.mark.skipif(not (SHARED / "policies").is_dir(), reason="needs the policies in ../shared")
def test_a_real_pair_has_the_differences_that_its_readers_found() -> None:
    english, indonesian = build(Input(str(SHARED / "policies" / "seeds" / "iij.txt")), Options())
    firm = [d for d in parity(english, indonesian, default()) if d.certainty.firm]
    names = [d.first.values[0] for d in firm if d.topic is Topic.CONTROLLER and d.first]
    assert any("Vietnam" in n for n in names)
    (period,) = [d for d in firm if d.topic is Topic.RETENTION]
    assert "alir:LogData" in period.first.about
    assert period.second.about == ("pd:Communication",)
    erased = [d for d in firm if d.topic is Topic.RIGHT and d.second is None]
    assert [d.first.values for d in erased] == [("alir:RightToErasure",)]
    assert len(firm) <= 6, "a reader would not look at so many"
