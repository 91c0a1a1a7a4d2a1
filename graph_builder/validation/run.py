"""Validation of one policy: all its language versions against the chosen packs.

1. Put the versions' graphs into one small store and derive what follows (:mod:`facts`), which
   statements contradict each other (:mod:`conflicts`), and what only one language version says
   (:mod:`differences`).
2. Run the shapes over it once: the shipped ones compiled (:mod:`compiled`), a user's in pySHACL
   (:mod:`shacl`).
3. Give every result to the version whose graph describes its focus node, with the rule behind the
   shape, the place in the text, or the nearest sentence where something is absent.
4. Judge every requirement of the notice in four values (:mod:`requirements`).

A :class:`Validator` keeps what is worth keeping between policies: parsed rules, compiled shapes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph_builder.namespaces import contract, expand
from graph_builder.validation.catalogue import Pack, Rule, Severity, shipped
from graph_builder.validation.compiled import CompiledShapes
from graph_builder.validation.conflicts import conflicts_in
from graph_builder.validation.dataset import PolicyGraph
from graph_builder.validation.differences import judge as judge_differences
from graph_builder.validation.evidence import EvidenceIndex, Place
from graph_builder.validation.facts import derive
from graph_builder.validation.findings import Finding, Header
from graph_builder.validation.requirements import Judgement, Status, judge
from graph_builder.validation.results import Result
from graph_builder.validation.shacl import Shapes

_CONFLICTS, _PARITY = "consistency", "parity"
_READING = frozenset({_CONFLICTS, _PARITY})
"""Packs whose facts come from the sentences, too."""
_ABSENT = Status.NOT_FOUND
_SEVERITIES = {expand(f"sh:{s.value.capitalize()}"): s for s in Severity}


@dataclass(frozen=True, slots=True)
class VersionReport:
    """What was found in one language version, and how complete it is."""

    header: Header
    findings: tuple[Finding, ...]
    matrix: tuple[Judgement, ...] = ()


class Validator:
    """Validates policies against packs of shapes.

    Raises:
        ShapeError: a shapes file cannot be compiled.
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs = tuple(packs)
        self.rules: Mapping[str, Rule] = {i: r for p in self.packs for i, r in p.rules.items()}
        self.derivations = tuple(d for p in self.packs for d in p.derivations)
        self.packs_used = frozenset(p.name for p in self.packs)
        self.shapes = _engine(self.packs)

    def validate(self, policy: PolicyGraph) -> tuple[VersionReport, ...]:
        """Return one report per version, in the order of their IRIs.

        Raises:
            ShapeError: a shape or derivation cannot run.
        """
        store = policy.store()
        read = policy.versions(store) if self.packs_used & _READING else {}
        conflicts = list(conflicts_in(store, read)) if _CONFLICTS in self.packs_used else []
        derive(store, self.derivations)
        store.extend(conflicts)
        if _PARITY in self.packs_used:
            judge_differences(store, {v: p for v, p in read.items() if v in policy.texts})
        evidence = {version: EvidenceIndex(policy, version) for version in sorted(policy.graphs)}
        by_version: dict[str, list[Result]] = defaultdict(list)
        for result in self.shapes.validate(store):
            for version in _owners(result.focus, evidence):
                by_version[version].append(result)
        return tuple(self._report(policy, v, store, by_version[v], e) for v, e in evidence.items())

    def _report(
        self,
        policy: PolicyGraph,
        version: str,
        store: ox.Store,
        results: list[Result],
        evidence: EvidenceIndex,
    ) -> VersionReport:
        about = _literals(store, ox.NamedNode(version))
        header = Header(
            policy=policy.policy,
            version=version,
            source=policy.names.get(version) or about.get("dct:source") or contract(version),
            language=about.get("schema:inLanguage", ""),
            title=about.get("dct:title", ""),
            coverage=float(about.get("alir:coverage", "1")),
        )
        matrix = judge(store, version, evidence)
        candidates = {j.requirement.element: j.place for j in matrix if j.status is _ABSENT}
        findings = [self._finding(r, header, evidence, candidates) for r in dict.fromkeys(results)]
        return VersionReport(header, tuple(_once(findings)), matrix)

    def _finding(
        self,
        result: Result,
        header: Header,
        evidence: EvidenceIndex,
        candidates: Mapping[str, Place | None],
    ) -> Finding:
        rule = self.rules.get(result.source) or _unnamed(result)
        value = "" if result.value == result.focus else result.value
        place, counterpart = _places(result.focus, value, header.version, evidence)
        absent = place is None and not value
        return Finding(
            rule=rule,
            header=header,
            focus=result.focus,
            value=value,
            place=place,
            candidate=_first(candidates.get(e) for e in rule.elements) if absent else None,
            counterpart=counterpart,
            component=result.component,
            detail=result.message,
        )


def _engine(packs: Sequence[Pack]) -> CompiledShapes | Shapes:
    """Return what runs the shapes; a user's may use all of SHACL, and shapes that are shipped."""
    paths = [pack.path for pack in packs]
    ours = {pack.path for pack in shipped().values()}
    return CompiledShapes(paths) if ours.issuperset(paths) else Shapes(paths)


def _places(
    focus: str, value: str, version: str, evidence: EvidenceIndex
) -> tuple[Place | None, Place | None]:
    """Return the place of a finding, and of the other statement where it is about two."""
    if focus == version:
        return (evidence.of(value) or evidence.words(value) if value else None), None
    other = evidence.of(value) if value.startswith(f"{version}#") else None
    own = evidence.of(focus)
    return (own, other) if own else (other, None)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings in order; a rule finds a value once in a place, in however many practices."""
    told: set[tuple[str, Place | None]] = set()
    for finding in sorted(findings, key=lambda f: f.order):
        key = (finding.fingerprint, finding.place)
        if key not in told or finding.place is None:
            told.add(key)
            yield finding


def _first(places: Iterable[Place | None]) -> Place | None:
    return next((p for p in places if p is not None), None)


def _owners(focus: str, versions: Mapping[str, EvidenceIndex]) -> Sequence[str]:
    """Return the versions whose graphs describe, or else use, a focus node; else the first."""
    if focus in versions:
        return [focus]
    found = [version for version, graph in versions.items() if graph.describes(focus)]
    found = found or [version for version, graph in versions.items() if graph.uses(focus)]
    return found or [next(iter(versions))]


def _literals(store: ox.Store, subject: ox.NamedNode) -> dict[str, str]:
    """Return the literal values of a version by CURIE of the property (one each)."""
    return {
        contract(q.predicate.value): q.object.value
        for q in store.quads_for_pattern(subject, None, None, subject)
        if isinstance(q.object, ox.Literal)
    }


def _unnamed(result: Result) -> Rule:
    """Return a rule for a shape of a user that carries no description."""
    return Rule(
        iri=result.source,
        pack="own",
        severity=_SEVERITIES.get(result.severity, Severity.VIOLATION),
        message={"en": result.message},
    )


__all__ = ["Validator", "VersionReport"]
