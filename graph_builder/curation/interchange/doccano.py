"""Labelled spans as the JSONL of doccano's relation projects: one document a line.

Source: doccano's documentation, "Dataset formats", and its exports of projects with relations.
"""

from __future__ import annotations

import json

from graph_builder.curation.decisions import Decision, Signature
from graph_builder.curation.interchange import spans
from graph_builder.curation.session import Session
from graph_builder.errors import DocumentError


def write(session: Session) -> str:
    """Return what stands in a policy as JSONL."""
    lines = (json.dumps(document, ensure_ascii=False) for document in spans.documents(session))
    return "".join(f"{line}\n" for line in lines)


def read(text: str, name: str, session: Session, signature: Signature) -> list[Decision]:
    """Return the decisions that a JSONL file called ``name`` means about a policy.

    Raises:
        DocumentError: ``E-REVIEW``, a line is damaged, or its text is not that of the policy.
    """
    found: list[Decision] = []
    for number, line in enumerate(filter(str.strip, text.split("\n")), 1):
        where = f"{name}, line {number}"
        try:
            document = json.loads(line)
        except ValueError as error:
            raise DocumentError("E-REVIEW", f"{where}: {error}") from error
        found += spans.decisions(document, where, session, signature)
    return found


__all__ = ["read", "write"]
