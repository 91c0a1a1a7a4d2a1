"""The controller by its names, and by the kind of house that its name tells."""

from __future__ import annotations

import pytest

from tests.extraction.said import said


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            (
                "Rumah Sakit Kopi Lantana (RS Kopi Lantana) menghormati privasi Anda.\n\n"
                "Rumah Sakit dapat membagikan rekam medis Anda kepada BPJS Kesehatan."
            ),
            "id",
            ["+ possible dpv:Share pd:MedicalHealth > idp:BPJS-Kesehatan"],
        ),
        (
            (
                'Kopi Hospital Pte Ltd ("Kopi Hospital") respects your privacy.\n\n'
                "You give your name to the Hospital."
            ),
            "en",
            ["+ definite dpv:Collect pd:Name"],
        ),
        (
            "We are Kopi Lantana. We share your name with hospitals and insurers.",
            "en",
            ["+ definite dpv:Share pd:Name > alir:Merchant,alir:Insurer"],
        ),
    ],
)
def test_a_house_speaks_for_itself_only_in_its_own_notice(
    text: str, language: str, expected: list[str]
) -> None:
    assert said(text, language) == expected
