"""Findings: what a rule found in one version of one policy, ready to be told to people.

A finding names its rule, the thing it is about and the place in the text; its fingerprint stays the
same from run to run as long as rule, policy and thing stay the same, so that a baseline can let it
pass and code scanning does not report it twice. A finding about something that is not there has no
place of its own; its ``candidate`` is the sentence that comes nearest, since a sentence that the
reader missed looks like a duty that the company missed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from graph_builder.validation.catalogue import Rule, Severity
from graph_builder.validation.evidence import Place
from graph_builder.vocabulary import default


@dataclass(frozen=True, slots=True)
class Header:
    """The version that findings are about.

    Attributes:
        policy, version: IRIs.
        source: file or URL of the version, as reports show it.
        language: of the version.
        title: the notice's own title, or empty.
        coverage: share (0-1) of the visible text that was read.
    """

    policy: str
    version: str
    source: str
    language: str
    title: str = ""
    coverage: float = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        rule: what was not met.
        header: the version it is about.
        focus: IRI of the thing found wanting (version, practice, retention, …).
        value: the offending value, IRI or literal; empty for something absent.
        place: where it stands; None for something absent.
        candidate: for something absent, the nearest sentence; None where there is none.
        counterpart: where the other statement stands, for a finding about two of them.
        component: IRI of the SHACL constraint component.
        detail: words of the engine where the rule has no message of its own.
    """

    rule: Rule
    header: Header
    focus: str
    value: str = ""
    place: Place | None = None
    candidate: Place | None = None
    counterpart: Place | None = None
    component: str = ""
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """Return the severity of the rule."""
        return self.rule.severity

    @property
    def absent(self) -> bool:
        """Tell whether the finding is that something was not found anywhere in the version."""
        return self.place is None and not self.value and self.focus == self.header.version

    @property
    def fingerprint(self) -> str:
        """Return 16 hex digits that name this finding in every run over this policy.

        Offsets and file hashes are left out, so that an edit elsewhere does not make old news new;
        what a value-less finding about a statement is about, its quote tells.
        """
        about = "" if self.value.startswith(self.header.version) else self.value
        quote = self.place.quote if self.place else ""
        parts = (self.rule.name, self.header.policy, self.header.language, about, quote)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def message(self, language: str) -> str:
        """Return the message with its placeholders filled."""
        text = self.rule.say(self.rule.message, language) or self.detail
        return self._fill(text, language)

    def suggestion(self, language: str) -> str:
        """Return wording that would meet the rule."""
        return self._fill(self.rule.say(self.rule.suggestion, language), language)

    def said_value(self, language: str) -> str:
        """Return the offending value as the message says it: the value, or else the focus."""
        named = "{focus}" in self.rule.say(self.rule.message, language)
        return default().in_words(self.focus if named else self.value, language)

    def _fill(self, text: str, language: str) -> str:
        known = default()
        filled = text.replace("{value}", known.in_words(self.value, language))
        return filled.replace("{focus}", known.in_words(self.focus, language))

    @property
    def order(self) -> tuple[object, ...]:
        """Return the key that sorts findings: severity, rule, place, value."""
        start = self.place.start if self.place else -1
        rank = self.severity.rank
        return (rank, self.rule.name, start, self.value, self.focus)


def count_by_severity(findings: tuple[Finding, ...]) -> Mapping[Severity, int]:
    """Return how many findings there are of each severity, worst first."""
    return {s: sum(f.severity is s for f in findings) for s in Severity}


__all__ = ["Finding", "Header", "count_by_severity"]
