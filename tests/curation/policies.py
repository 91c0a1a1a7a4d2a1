"""Policies of fictional companies, and their decisions, for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable

from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, versions
from graph_builder.curation.decisions import Content, Decision, Signature, decide
from graph_builder.curation.statement import Statement, statements
from graph_builder.model import PolicyVersion, Verdict

ENGLISH = """# Privacy Policy of PT Kedai Pagi Fiktif

PT Kedai Pagi Fiktif is a fictional company.

## What we collect

We collect your name, e-mail address and telephone number when you register.

We collect your IP address automatically through cookies.

## Who receives it

We may share your IP address with advertising networks for targeted advertising.

We share your e-mail address with payment providers to process payments.

We do not sell your personal data.

## How long

We keep your order history for five years after your last purchase.
"""

INDONESIAN = """# Kebijakan Privasi PT Kedai Pagi Fiktif

PT Kedai Pagi Fiktif adalah perusahaan rekaan.

## Data yang kami kumpulkan

Kami mengumpulkan nama, alamat email dan nomor telepon Anda saat Anda mendaftar.

## Siapa yang menerima

Kami dapat membagikan alamat IP Anda kepada jaringan iklan untuk iklan tertarget.

Kami tidak menjual data pribadi Anda.
"""


def read(text: str, name: str = "kedai-pagi.en.md") -> PolicyVersion:
    """Return what extraction reads in a text of one language."""
    (version,) = versions(Input(name, text.encode()), Options(force=True))
    return version


def statement(version: PolicyVersion, words: str) -> Statement:
    """Return the first statement whose evidence has these words."""
    return next(
        s
        for s in statements(version)
        if any(words in span.text(version.text) for span in s.practice.evidence)
    )


def signed(second: int = 0, reviewer: str = "Sari", reason: str = "") -> Signature:
    return Signature(reviewer, f"2026-03-01T09:00:{second:02}Z", reason)


def decided(
    version: PolicyVersion,
    words: str,
    verdict: Verdict,
    change: Callable[[Content], Content] = lambda content: content,
    signature: Signature | None = None,
) -> Decision:
    """Return a decision about the statement with these words; ``change`` makes the edit."""
    found = statement(version, words)
    says = change(Content.of(found.practice, version.text)) if verdict is Verdict.EDIT else None
    return decide(found, version.text, verdict, signature or signed(), says)
