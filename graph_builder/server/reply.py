"""What workers send back: progress on the way, and a reply at the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on its way to HTTP: status, media type, body, further headers.

    ``files`` are what a job made beside its answer, by name, each a reply of its own.
    """

    status: int
    media: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Reply] = field(default_factory=dict)

    @classmethod
    def problem(cls, status: int, message: str, hint: str = "") -> Reply:
        """Return a refusal in plain text, as the SPARQL Protocol recommends."""
        text = f"{message}\n{hint}\n" if hint else f"{message}\n"
        return cls(status, "text/plain; charset=utf-8", text.encode())

    @classmethod
    def json(cls, value: object, status: int = 200) -> Reply:
        """Return a value as JSON."""
        return cls(status, "application/json", json.dumps(value, ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: the name of its stage."""

    stage: str


Tell = Callable[[Progress], None]

__all__ = ["Progress", "Reply", "Tell"]
