"""What an engine of shapes returns, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One result of SHACL: shape or constraint, focus node, offending value, engine's message."""

    source: str
    focus: str
    value: str = ""
    component: str = ""
    severity: str = ""
    message: str = ""


__all__ = ["Result"]
