"""What a build tells of itself: counts, a record of each version built and each input that failed.

A report of a million policies has to stay small: counts and failures are always kept, the records
of single versions only where somebody wants them printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from graph_builder.build.inputs import Failed
from graph_builder.build.pipeline import Built
from graph_builder.curation.overlay import NOT_APPLIED, Outcome


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A policy version that was built: where from, how much it says, the hash of its graph.

    ``coverage``, ``notes`` and ``account`` say how much of the file's visible text was read, and
    what became of the rest (:mod:`graph_builder.documents.account`).
    """

    iri: str
    policy: str
    language: str
    source: str
    practices: int
    quads: int
    digest: str
    coverage: float = 1.0
    notes: Sequence[str] = ()
    account: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """What became of the decisions about one input: how many held, and which did not.

    ``unapplied`` are the identities of statements whose sentence is gone, or says something else.
    """

    source: str
    decisions: int
    unapplied: tuple[str, ...]

    @classmethod
    def of(cls, source: str, outcomes: Sequence[Outcome]) -> ReviewRecord:
        """Return the record of an input's decisions."""
        unapplied = (o.decision.id for o in outcomes if o.fate in NOT_APPLIED)
        return cls(source, len(outcomes), tuple(unapplied))


def reviewed(built: Built) -> list[ReviewRecord]:
    """Return the record of the decisions about an input, if there are any."""
    return [ReviewRecord.of(built.source, built.outcomes)] if built.outcomes else []


@dataclass(slots=True)
class Report:
    """A run: how much was built, what failed, how many inputs had not changed.

    Args:
        keep: keep the record of every version in ``records``; ``noted`` are always those of which
            something has to be told (a low coverage).
    """

    keep: bool = True
    versions: int = 0
    practices: int = 0
    quads: int = 0
    unchanged: int = 0
    records: list[VersionRecord] = field(default_factory=list)
    noted: list[VersionRecord] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    reviews: list[ReviewRecord] = field(default_factory=list)

    def add(
        self,
        versions: Iterable[VersionRecord],
        failed: Iterable[Failed] = (),
        reviews: Iterable[ReviewRecord] = (),
    ) -> None:
        """Count versions, failures and decisions."""
        for version in versions:
            self.versions += 1
            self.practices += version.practices
            self.quads += version.quads
            if version.notes:
                self.noted.append(version)
            if self.keep:
                self.records.append(version)
        self.failed += failed
        self.reviews += reviews

    def skip(self, versions: Iterable[VersionRecord]) -> None:
        """Count an input that had not changed; its versions are there, but were not built."""
        self.unchanged += 1
        if self.keep:
            self.records += versions

    @property
    def codes(self) -> dict[str, int]:
        """How many inputs failed with each code."""
        codes = sorted({f.code for f in self.failed})
        return {code: sum(f.code == code for f in self.failed) for code in codes}

    def plain(self) -> dict[str, Any]:
        """Return the report as plain data for JSON."""
        return {
            "versions": [asdict(v) for v in self.records],
            "failed": [asdict(f) for f in self.failed],
            "reviews": [asdict(r) for r in self.reviews],
            "quads": self.quads,
            "unchanged": self.unchanged,
        }


__all__ = ["Report", "ReviewRecord", "VersionRecord", "reviewed"]
