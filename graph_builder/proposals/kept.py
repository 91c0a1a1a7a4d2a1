"""What a person should decide about, kept between ``alir propose`` and a review.

One file for each text, language and model in ``.alir/proposals/review``, named by their hash, so
that a review finds what was proposed about exactly the text in front of it. Writing is atomic; a
file that is damaged or of another form counts as missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_builder.graph.export import write_bytes
from graph_builder.model import Mention, Modality, Origin, Polarity, Practice, Slot, Span
from graph_builder.proposals.cache import FOLDER
from graph_builder.proposals.compare import TO_REVIEW, Proposal

_FORMAT = 1
_FIELDS = ("operations", "data", "recipients", "purposes", "bases", "section")


@dataclass(frozen=True, slots=True)
class Kept:
    """A practice of a model that waits for a decision, and why somebody should look."""

    practice: Practice
    concern: str


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


def kept(text: str, language: str, folder: Path = FOLDER) -> Iterator[Kept]:
    """Yield what waits for a decision about a text, of all models, by name and in their order."""
    for path in sorted((folder / "review").glob(f"{_name(text, language)}-*.json")):
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
            if plain["format"] != _FORMAT:
                continue
            found = [
                Kept(_practice(row["practice"], plain["model"]), row["concern"])
                for row in plain["proposals"]
            ]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        yield from found


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


__all__ = ["Kept", "keep", "kept"]
