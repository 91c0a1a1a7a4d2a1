"""What a format's reader hands over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_builder.documents.lines import Line


@dataclass(frozen=True, slots=True)
class Parts:
    """Normalised text, its lines in all languages, and what was lost on the way.

    Attributes:
        text: the normalised text.
        lines: in reading order, with the marks that the format gives them.
        coverage: share (0-1) of the visible text that the lines keep.
        notes: codes of ``failures.toml`` that the reader has to tell.
        account: signs by fate (:mod:`graph_builder.documents.account`) where the text is not the
            file's own; empty otherwise.
    """

    text: str
    lines: tuple[Line, ...]
    coverage: float = 1.0
    notes: tuple[str, ...] = ()
    account: Mapping[str, int] = field(default_factory=dict)
