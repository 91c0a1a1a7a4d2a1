"""Queries and shapes tell what the analysis found, neither more nor less (decision 9)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph_builder.cli.main import run

# Perahu Senja is a fictional company.
EN = """# Privacy Policy of PT Perahu Senja

Last updated: 1 May 2024

We collect your name, your email address and your phone number.

We do not share your phone number with advertising networks.

We share your email address with payment processors.

We keep your transaction data for 5 years.

You have the right to access your personal data.

You have the right to request the deletion of your personal data.

Write to privacy@perahusenja.example or call +62 21 555 0100.
"""
ID = """# Kebijakan Privasi PT Perahu Senja

Terakhir diperbarui: 1 Mei 2024

Kami mengumpulkan nama, alamat email dan nomor telepon Anda.

Kami tidak membagikan nomor telepon Anda kepada jaringan iklan.

Kami membagikan alamat email Anda kepada pemroses pembayaran.

Kami menyimpan data transaksi Anda selama 5 tahun.

Anda berhak mengakses data pribadi Anda.

Anda berhak meminta penghapusan data pribadi Anda.

Kirim surat ke privacy@perahusenja.example atau telepon +62 21 555 0100.
"""
# What is edited in the Indonesian version, and the topic that has a shape of its own.
EDITS = {
    "nothing": ("", "", set()),
    "a longer period": ("selama 5 tahun", "selama 9 tahun", {"retention"}),
    "a right dropped": ("Anda berhak meminta penghapusan data pribadi Anda.\n", "", {"right"}),
    "a right in other words": (
        "Anda berhak meminta penghapusan",
        "Tentang penghapusan, tanyakan kepada kami:",
        set(),
    ),
    "another telephone": ("555 0100", "555 0199", {"contact"}),
    "another date": ("1 Mei 2024", "1 Mei 2023", {"date"}),
    "more data": (
        "Kami tidak membagikan",
        "Kami juga mengumpulkan data biometrik dan sidik jari Anda.\n\nKami tidak membagikan",
        {"data"},
    ),
    "another company": ("Privasi PT Perahu Senja", "Privasi PT Kapal Fajar", {"controller"}),
}
TOPICS = {
    "PAR-25-entity": "controller",
    "PAR-26-retention": "retention",
    "PAR-27-data": "data",
    "PAR-27-purpose": "purpose",
    "PAR-27-recipient": "recipient",
    "PAR-27-right": "right",
    "PAR-27-date": "date",
    "PAR-27-contact": "contact",
}


def told(capsys: pytest.CaptureFixture[str], *words: str) -> object:
    """Return what a command writes as JSON."""
    run([*words, "--json"])
    return json.loads(capsys.readouterr().out)


def rows(capsys: pytest.CaptureFixture[str], query: str, store: Path) -> list[dict[str, str]]:
    found = told(capsys, "query", query, "--store", str(store))["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]


def built(store: Path, capsys: pytest.CaptureFixture[str], **texts: str) -> Path:
    for language, text in texts.items():
        (store.parent / f"perahu.{language}.md").write_text(text, encoding="utf-8")
    sources = [str(store.parent / f"perahu.{language}.md") for language in texts]
    assert run(["build", *sources, "--store", str(store)]) == 0
    capsys.readouterr()
    return store


@pytest.mark.parametrize("name", EDITS)
def test_shapes_and_query_tell_the_differences_that_parity_tells(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, expected = EDITS[name]
    store = built(tmp_path / ".alir", capsys, en=EN, id=ID.replace(old, new) if old else ID)
    assert {r["kind"] for r in rows(capsys, "language-disagreement", store)} == {"not-examined"}
    texts = ("--texts", str(tmp_path))
    (compared,) = told(capsys, "parity", "--store", str(store), *texts)
    topics = {d["topic"] for d in compared["differences"]}
    assert topics == expected
    assert {r["topic"] for r in rows(capsys, "language-disagreement", store)} == topics
    reports = told(capsys, "validate", *(str(p) for p in sorted(tmp_path.glob("*.md"))))["reports"]
    shaped = {TOPICS.get(f["rule"]) for report in reports for f in report["findings"]} - {None}
    assert shaped == topics


@pytest.mark.parametrize(
    ("more", "conflicts"),
    [
        ({}, 0),
        ({"en": "We share your phone number with advertising networks.\n"}, 1),
        ({"id": "Kami membagikan nomor telepon Anda kepada jaringan iklan.\n"}, 1),
        # Only seems to contradict: narrower in the denial than in the practice.
        ({"en": "We share personal data with partners.\n"}, 0),
    ],
    ids=["none", "en", "id", "apparent"],
)
def test_the_query_tells_the_contradictions_that_the_analysis_found(
    more: dict[str, str], conflicts: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"en": EN + "\n" + more.get("en", ""), "id": ID + "\n" + more.get("id", "")}
    store = built(tmp_path / ".alir", capsys, **texts)
    before = rows(capsys, "contradictions-violation", store)
    assert [r["kind"] for r in before] == ["not-examined"] * 2
    examined = told(capsys, "contradictions", "--store", str(store))
    found = [conflict for version in examined for conflict in version["conflicts"]]
    assert len(found) == conflicts
    after = rows(capsys, "contradictions-violation", store)
    assert [r["kind"] for r in after] == [c["kind"] for c in found]
    assert all(r["practice"] != r["against"] for r in after)


@pytest.mark.parametrize(
    ("question", "first", "then"),
    [
        ("which statements contradict each other", "(not examined)", "“We do not share your phone"),
        (
            "pernyataan mana yang saling bertentangan",
            "(belum diperiksa)",
            "“We do not share your phone",
        ),
    ],
)
def test_a_question_says_what_was_not_examined_and_proves_both_sides(
    question: str, first: str, then: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conflict = "We share your phone number with advertising networks."
    store = built(tmp_path / ".alir", capsys, en=f"{EN}\n{conflict}\n")
    assert run(["ask", question, "--store", str(store)]) == 0
    assert first in capsys.readouterr().out.splitlines()[0]
    assert run(["contradictions", "--store", str(store)]) == 1
    capsys.readouterr()
    assert run(["ask", question, "--store", str(store)]) == 0
    said = capsys.readouterr().out
    assert first not in said
    assert then in said
    assert conflict in said


def test_a_graph_without_quotes_stays_not_examined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, store = tmp_path / "perahu.en.md", tmp_path / ".alir"
    source.write_text(EN, encoding="utf-8")
    assert run(["build", str(source), "--no-quotes", "--store", str(store)]) == 0
    run(["contradictions", "--store", str(store)])
    capsys.readouterr()
    assert [r["kind"] for r in rows(capsys, "contradictions-violation", store)] == ["not-examined"]
