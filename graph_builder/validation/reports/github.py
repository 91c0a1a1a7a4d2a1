"""Workflow commands for GitHub Actions: findings become annotations on the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.validation.catalogue import Severity
from graph_builder.validation.findings import Finding
from graph_builder.validation.reports import View
from graph_builder.validation.run import VersionReport

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def pieces(reports: Sequence[VersionReport], view: View) -> Iterator[str]:
    """Yield one ``::error …::`` line per finding."""
    return (f"{_line(f, view)}\n" for report in reports for f in report.findings)


def _line(finding: Finding, view: View) -> str:
    where = finding.place or finding.candidate
    position = f",line={where.line},col={where.column}" if where and where.line else ",line=1"
    law = finding.rule.say(finding.rule.basis, view.language)
    message = finding.message(view.language) + (f" ({law})" if law else "")
    return (
        f"::{_COMMANDS[finding.severity]} file={_property(finding.header.source)}{position},"
        f"title={_property(finding.rule.name)}::{_data(message)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


__all__ = ["pieces"]
