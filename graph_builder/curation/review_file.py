"""The review file: the decisions about a policy, in TOML, beside it.

``notice.en.md`` has ``notice.en.review.toml``; so has ``notice.en.html``, as decisions follow their
sentences into another format. The file is written whole, in the order of the text and always the
same way, so that a change of one decision is a change of one entry for ``git diff`` and
``git merge``. Writing is atomic.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from graph_builder.curation import plain
from graph_builder.curation.decisions import Decision, Decisions
from graph_builder.errors import DocumentError
from graph_builder.files import write_bytes

SUFFIX = ".review.toml"
_FORMAT = 1
_HEADER = (
    "# Decisions about {name}, kept by `alir review`, applied by every build.\n"
    "# Values may be edited by hand; comments are not kept.\n"
)


def beside(policy: Path) -> Path:
    """Return where the review file of a policy lies, whether it is there or not.

    >>> beside(Path("notices/warung.en.md")).as_posix()
    'notices/warung.en.review.toml'
    """
    return policy.with_name(policy.stem + SUFFIX)


def read(path: Path) -> Decisions:
    """Return the decisions of a review file; none where there is no file.

    Raises:
        DocumentError: ``E-REVIEW``, the file is no TOML, has a newer format, or an entry is wrong;
            ``E-UNREADABLE``, it cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Decisions()
    except OSError as error:
        raise DocumentError("E-UNREADABLE", f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DocumentError("E-REVIEW", f"{path}: {error}") from error
    return parse(table, path.name)


def parse(table: dict[str, Any], name: str) -> Decisions:
    """Return the decisions of a parsed review file called ``name``.

    Raises:
        DocumentError: as :func:`read`.
    """
    if table.get("format") != _FORMAT:
        raise DocumentError("E-REVIEW", f"{name}: format {table.get('format')!r} is not {_FORMAT}")
    entries = table.get("decision", [])
    if not isinstance(entries, list):
        raise DocumentError("E-REVIEW", f"{name}: decision is not a list of tables")
    found = [plain.to_decision(e, f"{name}, decision {i}") for i, e in enumerate(entries, 1)]
    seen: set[tuple[str, str]] = set()
    for decision in found:
        key = decision.language, decision.id
        if key in seen:
            raise DocumentError("E-REVIEW", f"{name}: two decisions about {decision.id}")
        seen.add(key)
    return Decisions.of(found)


def write(path: Path, decisions: Decisions) -> None:
    """Write a review file; with no decisions left it is removed.

    Raises:
        AlirError: ``E-OUTPUT``, it cannot be written.
    """
    if not decisions.all:
        path.unlink(missing_ok=True)
        return
    write_bytes(render(decisions, path.name.removesuffix(SUFFIX)).encode(), path)


def render(decisions: Decisions, name: str) -> str:
    """Return the text of a review file about the policy ``name``."""
    import tomli_w

    table = {"format": _FORMAT, "decision": [_with_times(d) for d in decisions.all]}
    return _HEADER.format(name=name) + tomli_w.dumps(table)


def _with_times(decision: Decision) -> plain.Plain:
    """Return the plain data of a decision with times as TOML knows them."""
    found = plain.from_decision(decision)
    entry = found
    while entry:
        entry["time"] = datetime.fromisoformat(entry["time"])
        entry = entry.get("previous", {})
    return found


__all__ = ["SUFFIX", "beside", "parse", "read", "render", "write"]
