"""What a person should decide about, kept between ``alir propose`` and a review.

One file for each text, language and model in ``.alir/proposals/review``, named by their hash, so
that a review finds what was proposed about exactly the text in front of it. Writing is atomic; a
file that is damaged or of another form counts as missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.curation.statement import Statement, clause, statement_id, statements
from graph_builder.files import write_bytes
from graph_builder.model import (
    Mention,
    Modality,
    Origin,
    Polarity,
    PolicyVersion,
    Practice,
    Slot,
    Span,
)
from graph_builder.proposals.cache import FOLDER
from graph_builder.proposals.outcome import TO_REVIEW

if TYPE_CHECKING:
    from graph_builder.proposals.compare import Proposal  # needs the extra; a review does not

_FORMAT = 1
_FIELDS = ("operations", "data", "recipients", "purposes", "bases", "section")


def keep(
    text: str, language: str, model: str, proposals: Iterable[Proposal], folder: Path = FOLDER
) -> int:
    """Keep the proposals that a person should see; return how many they are.

    Args:
        text: normalised text that their offsets count in.
        language: of the document.
        model: its name.
        proposals: of that model about that text, earlier ones of its are replaced.
        folder: of everything that belongs to proposals.
    """
    rows = [
        {"concern": p.why, "practice": _plain(p.practice)}
        for p in proposals
        if p.outcome in TO_REVIEW and p.practice
    ]
    plain = {"format": _FORMAT, "model": model, "proposals": rows}
    data = json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    write_bytes(data, folder / "review" / f"{_name(text, language)}-{_short(model)}.json")
    return len(rows)


def waiting(version: PolicyVersion, folder: Path = FOLDER) -> tuple[Statement, ...]:
    """Return what models proposed about a version and a person should see, for its review.

    Args:
        version: as extraction reads it.
        folder: of everything that belongs to proposals.
    """
    read = statements(version)
    found: list[Statement] = []
    pattern = f"{_name(version.text, version.language)}-*.json"
    for path in sorted((folder / "review").glob(pattern)):
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
            if plain["format"] == _FORMAT:
                found += [
                    _statement(version, plain["model"], row, read) for row in plain["proposals"]
                ]
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return tuple(found)


def _statement(
    version: PolicyVersion, model: str, row: dict[str, Any], read: Iterable[Statement]
) -> Statement:
    practice = _practice(row["practice"], model)
    place = clause(practice)
    return Statement(
        id=statement_id(practice, version.text),
        language=version.language,
        practice=practice,
        proposer=model,
        concern=row["concern"] or f"only {model} reads this",
        rivals=tuple(
            s.id
            for s in read
            if (c := clause(s.practice)).start < place.end and place.start < c.end
        ),
    )


def _name(text: str, language: str) -> str:
    return f"{_short(text)}.{language}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _plain(practice: Practice) -> dict[str, Any]:
    return {
        "polarity": practice.polarity.value,
        "modality": practice.modality.value,
        **{name: list(getattr(practice, name)) for name in _FIELDS},
        "evidence": [[span.start, span.end] for span in practice.evidence],
        "confidence": practice.confidence,
        "mentions": [
            {
                "slot": m.slot.value,
                "concept": m.concept,
                "start": m.span.start,
                "end": m.span.end,
                "confidence": m.confidence,
                "origin": m.origin.value,
                "rule": m.rule,
            }
            for m in practice.mentions
        ],
    }


def _practice(plain: dict[str, Any], model: str) -> Practice:
    fields: dict[str, Any] = {name: tuple(plain[name]) for name in _FIELDS}
    return Practice(
        polarity=Polarity(plain["polarity"]),
        modality=Modality(plain["modality"]),
        evidence=tuple(Span(start, end) for start, end in plain["evidence"]),
        mentions=tuple(
            Mention(
                Slot(m["slot"]),
                m["concept"],
                Span(m["start"], m["end"]),
                m["confidence"],
                Origin(m["origin"]),
                m["rule"],
            )
            for m in plain["mentions"]
        ),
        confidence=plain["confidence"],
        proposer=model,
        **fields,
    )


__all__ = ["keep", "waiting"]
