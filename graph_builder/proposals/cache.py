"""Answers by what was asked: the same question is asked once, so that a run can be repeated.

The name of a file is the SHA-256 of server, model, messages and schema: another word in the
section, the rules or the vocabulary is another question. Only answers that hold JSON are kept.
Files hold quotes of the policy and lie in ``.alir/proposals``, which is never committed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_builder.files import write_bytes
from graph_builder.proposals.server import Server

FOLDER = Path(".alir/proposals")


@dataclass(frozen=True, slots=True)
class Cache:
    """The answers of one server's model to questions after one schema."""

    folder: Path
    server: Server
    schema: dict[str, Any]

    def get(self, messages: list[dict[str, str]]) -> str | None:
        """Return the answer to a question, if it was asked before."""
        try:
            kept = json.loads(self._path(messages).read_text(encoding="utf-8"))
            answer = kept["answer"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return answer if isinstance(answer, str) else None

    def put(self, messages: list[dict[str, str]], answer: str) -> None:
        """Keep an answer."""
        plain = {"model": self.server.model, "answer": answer}
        data = json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "replace")
        write_bytes(data, self._path(messages))

    def _path(self, messages: list[dict[str, str]]) -> Path:
        asked = [self.server.base_url, self.server.model, messages, self.schema]
        plain = json.dumps(asked, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        return self.folder / "answers" / f"{hashlib.sha256(plain).hexdigest()}.json"


__all__ = ["FOLDER", "Cache"]
