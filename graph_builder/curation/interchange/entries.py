"""What is exchanged: an entry for each statement, decided about or not, as plain data.

An entry is a decision as ``graph_builder.curation.plain`` writes it. One without a decision has no
``verdict``, ``reviewer`` and ``time``, and its ``was`` is what is read. Every format turns entries
into its own shape and back, so that all of them carry the same and are checked alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph_builder.curation import plain
from graph_builder.curation.anchors import Anchor
from graph_builder.curation.decisions import Content, Decision, Signature
from graph_builder.curation.plain import Plain
from graph_builder.curation.session import Session
from graph_builder.model import Verdict


def entries(session: Session) -> list[Plain]:
    """Return every statement of a policy with what was decided about it, in text order."""
    items = sorted(session.items(), key=lambda i: (i.language, i.spans[-1:], i.id))
    found = []
    for item in items:
        if item.decision:
            entry = plain.from_decision(item.decision)
            # What was accepted is what had been read: told twice, a change can be noticed.
            found.append({"was": entry.get("says")} | entry)
            continue
        text = session.text(item.language)
        found.append(
            {
                "id": item.id,
                "language": item.language,
                "section": list(item.section),
                "proposer": item.proposer,
                "was": plain.from_content(item.content),
                "quote": [plain.from_anchor(Anchor.at(span, text)) for span in item.spans],
            }
        )
    return found


def decisions(found: Iterable[tuple[str, Plain]], signature: Signature) -> list[Decision]:
    """Return the decisions among entries that came back.

    Args:
        found: where each stands (for errors) and the entry; one without verdict is not decided.
        signature: who and when, where an entry does not tell.

    Raises:
        DocumentError: ``E-REVIEW``, an entry holds something that is no decision.
    """
    signed = {"reviewer": signature.reviewer, "time": signature.time}
    return [
        _settled(plain.to_decision(signed | entry, where))
        for where, entry in found
        if entry.get("verdict")
    ]


def _settled(decision: Decision) -> Decision:
    """Return a decision whose verdict fits its values: other tools change values, not verdicts."""
    if decision.verdict is Verdict.ACCEPT and _differs(decision.was, decision.says):
        return replace(decision, verdict=Verdict.EDIT)
    if decision.verdict is Verdict.ACCEPT:
        return replace(decision, was=None)
    return decision


def _differs(was: Content | None, says: Content | None) -> bool:
    return was is not None and says is not None and not was.same(says)


__all__ = ["decisions", "entries"]
