"""What a build tells about itself: a line for each version built and each input that failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pyoxigraph as ox

from graph_builder.build.inputs import Failed
from graph_builder.build.pipeline import Built
from graph_builder.curation.overlay import NOT_APPLIED, Outcome
from graph_builder.graph import to_rdf


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A policy version that was built: where from, how much it says."""

    iri: str
    policy: str
    language: str
    source: str
    practices: int
    quads: int


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


@dataclass(slots=True)
class Report:
    """A run: versions, failures and decisions in the order of the inputs."""

    versions: list[VersionRecord] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    reviews: list[ReviewRecord] = field(default_factory=list)

    @property
    def quads(self) -> int:
        """The number of quads of all versions."""
        return sum(v.quads for v in self.versions)

    def plain(self) -> dict[str, Any]:
        """Return the report as plain data for JSON."""
        return {
            "versions": [asdict(v) for v in self.versions],
            "failed": [asdict(f) for f in self.failed],
            "reviews": [asdict(r) for r in self.reviews],
            "quads": self.quads,
        }

    @classmethod
    def merged(cls, plain: Iterable[dict[str, Any]]) -> Report:
        """Return the reports of several runs, as :meth:`plain` gave them, as one."""
        report = cls()
        for part in plain:
            report.versions += [VersionRecord(**v) for v in part["versions"]]
            report.failed += [Failed(**f) for f in part["failed"]]
            report.reviews += [
                ReviewRecord(r["source"], r["decisions"], tuple(r["unapplied"]))
                for r in part["reviews"]
            ]
        return report


def graphs(
    outcomes: Iterable[Built | Failed], report: Report, *, quotes: bool
) -> Iterator[tuple[str, list[ox.Quad]]]:
    """Yield IRI and graph of each version built, and keep the report on the way."""
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            report.failed.append(outcome)
            continue
        if outcome.outcomes:
            report.reviews.append(ReviewRecord.of(outcome.source, outcome.outcomes))
        for version in outcome.versions:
            graph = list(to_rdf.quads(version, quotes=quotes))
            iri = to_rdf.version_iri(version)
            report.versions.append(
                VersionRecord(
                    iri,
                    version.policy,
                    version.language,
                    outcome.source,
                    len(version.practices),
                    len(graph),
                )
            )
            yield iri, graph


__all__ = ["Report", "ReviewRecord", "VersionRecord", "graphs"]
