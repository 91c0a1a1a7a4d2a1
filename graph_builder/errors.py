"""What can go wrong, in one family: a stable code, what happened, what to do.

Codes, causes and advice live in ``failures.toml``, which the command line, the server, the batch
report and the documentation all read; here are only the classes that carry them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Failure:
    """One row of the failure table."""

    code: str
    cause: str
    action: str


@cache
def failures() -> dict[str, Failure]:
    """Return the failure table by code."""
    table = tomllib.loads((Path(__file__).parent / "failures.toml").read_text(encoding="utf-8"))
    return {code: Failure(code, row["cause"], row["action"]) for code, row in table.items()}


class AlirError(Exception):
    """Base of all errors that a user may see; never shown as a traceback.

    Args:
        code: a code of ``failures.toml``, e.g. ``E-EMPTY``.
        message: what happened, with the name of the thing it happened to.
        hint: what to do; the table's advice where it is left out.
    """

    exit_code = 2

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint or failures()[code].action

    def __reduce__(self) -> tuple[type[AlirError], tuple[str, str, str]]:
        """Pickle by the three arguments, so that a worker process can raise it too."""
        return type(self), (self.code, self.message, self.hint)


class DocumentError(AlirError):
    """An input document cannot be read, or holds nothing that could be extracted."""


class UsageError(AlirError):
    """A command, parameter or query is not one that Alir can carry out."""


class QueryError(AlirError):
    """A query is malformed, unknown, or ran out of its limits."""


class StoreError(AlirError):
    """The store cannot be opened, is locked, or holds something else."""


class ShapeError(AlirError):
    """A shapes file cannot be parsed or run."""


class ModelError(AlirError):
    """A language model's server cannot be asked, or does not answer as the protocol says."""


class VocabularyError(AlirError):
    """The ontology is damaged: a test of the shipped files would have said so."""


class UnsupportedError(AlirError):
    """The thing asked for needs an optional part that is not installed."""

    exit_code = 3
