"""Old findings that may pass: a file of fingerprints, so that only what is new blocks a change.

The file is JSON and meant to be committed: one fingerprint with rule and policy per line, sorted.
It is written from a JSON report's findings (``alir validate … --write-baseline FILE``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from graph_builder.errors import UsageError
from graph_builder.validation.run import VersionReport
from graph_builder.validation.spool import Spool


def read(path: Path) -> frozenset[str]:
    """Return the fingerprints of a baseline.

    Raises:
        UsageError: the file is missing or is not a baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(entry["fingerprint"] for entry in data["findings"])
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise UsageError("E-USAGE", message, "Write one with --write-baseline.") from error
    except (ValueError, KeyError, TypeError) as error:
        message = f"{path}: not a baseline"
        raise UsageError("E-USAGE", message, "Write one with --write-baseline.") from error


def render(reports: Iterable[VersionReport]) -> str:
    """Return a baseline that lets all present findings pass."""
    found = sorted(
        {
            (f.header.source, f.rule.name, f.fingerprint)
            for report in reports
            for f in report.findings
        }
    )
    entries = [{"source": s, "rule": r, "fingerprint": f} for s, r, f in found]
    return json.dumps({"findings": entries}, ensure_ascii=False, indent=1) + "\n"


def apply(
    reports: Sequence[VersionReport], known: frozenset[str]
) -> tuple[Sequence[VersionReport], int]:
    """Return the reports without known findings, and how many of these there were."""
    if not known:
        return reports, 0
    kept, passed = Spool(), 0
    for report in reports:
        new = tuple(f for f in report.findings if f.fingerprint not in known)
        passed += len(report.findings) - len(new)
        kept.append(replace(report, findings=new))
    return kept, passed


__all__ = ["apply", "read", "render"]
