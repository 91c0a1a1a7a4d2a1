"""What every policy version of a store says, lean enough to hold a thousand of them in memory.

A profile leaves out texts, mentions and offsets; each of its parts keeps the IRI of its node, by
which the evidence is found again when something is to be shown.

1. Practices and their slots come from the flow index (four scans, no joins).
2. Periods, rights, names and parties, which the index does not hold, come from the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph_builder.graph.flow_index import FlowIndex
from graph_builder.graph.nodes import POLICY_BASE
from graph_builder.namespaces import contract
from graph_builder.questions.session import Session

_PRACTICES = """
SELECT practice.id, iri, practice.version, MAX(denied), MAX(modality)
FROM practice JOIN flow ON flow.version = practice.version AND flow.practice = practice.id
GROUP BY practice.id ORDER BY practice.id
"""
_FLOWS = "SELECT DISTINCT practice, data, recipient, purpose FROM flow"
_SLOTS = "SELECT practice, role, value FROM slot WHERE role IN ('operation', 'source', 'basis')"
_TERMS = "SELECT id, iri FROM term"
_DEFINITIONS = "SELECT version, concept, includes FROM definition"
_SLOT_FIELD = {"operation": "operations", "source": "sources", "basis": "bases"}
_FLOW_FIELDS = ("data", "recipients", "purposes")

_BOUNDED = frozenset({"alir:Exact", "alir:Maximum", "alir:Approximate"})
_QUALIFIED = "alir:Qualified"
# A clause on children (“we do not knowingly collect their data”) denies nothing of other people.
_LIMITED = """
SELECT DISTINCT ?node WHERE {
  { ?node alir:hasCondition|alir:hasException|dpv:hasDataSubject ?any }
  UNION
  { ?version alir:hasProvision ?provision ; dpv:hasProhibition ?node .
    ?provision alir:concept alir:ChildrenProvision ; alir:section ?section .
    ?node alir:section ?section ; dpv:hasProcessing dpv:Collect }
}
"""
_PERIODS = """
SELECT ?version ?node ?kind ?data ?duration ?starts WHERE {
  ?version dpv:hasStorageCondition ?node .
  ?version a alir:PolicyVersion .
  ?node alir:durationKind ?kind .
  OPTIONAL { ?node alir:concerns ?data }
  OPTIONAL { ?node dpv:hasDuration ?time .
    OPTIONAL { ?time rdf:value ?duration } OPTIONAL { ?time alir:startsAt ?starts } }
} ORDER BY ?node ?data
"""
_RIGHTS = """
SELECT ?version ?concept ?node WHERE {
  ?version dpv:hasRight ?concept .
  OPTIONAL { ?version alir:hasRightStatement ?node . ?node alir:concept ?concept }
} ORDER BY ?version ?concept ?node
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One practice; slots hold CURIEs in alphabetical order, ``modality`` is one too.

    ``limited``: it holds for some people or in some cases only, or within a qualifier.
    """

    node: str
    denied: bool
    modality: str
    limited: bool = False
    operations: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """One retention period; ``kind`` is a concept (``alir:Maximum``), ``duration`` ISO 8601."""

    node: str
    kind: str
    data: tuple[str, ...] = ()
    duration: str = ""
    starts_at: str = ""

    @property
    def open_ended(self) -> bool:
        """Tell whether nobody can say when it ends: no bound above, no event that ends it."""
        if self.kind == "alir:Criterion":
            return not self.starts_at and not self.duration
        return self.kind not in _BOUNDED


@dataclass(frozen=True, slots=True)
class Profile:
    """One policy version.

    ``policy`` is the slug of the work; ``rights`` gives the node that says so by concept (the
    version itself where no statement is known); ``definitions`` gives by a category what the policy
    says that its term includes.
    """

    iri: str
    policy: str
    name: str
    language: str
    source: str
    statements: tuple[Statement, ...] = ()
    periods: tuple[Period, ...] = ()
    rights: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Return the name and the language."""
        return f"{self.name} ({self.language})"


def read(session: Session, index: FlowIndex) -> Iterator[Profile]:
    """Yield the profiles of all policy versions of a store, in the order of their IRIs.

    Args:
        session: over the store.
        index: its flow index, in step with it.
    """
    terms = {int(str(n)): contract(str(iri)) for n, iri in _rows(index, _TERMS)}
    said = _statements(index, terms, _limited(session))
    defined = _definitions(index, terms)
    periods, rights = _periods(session), _rights(session)
    for policy in (p for p in session.policies if p.iri not in session.replaced):
        iri = contract(policy.iri)
        slug = policy.iri.removeprefix(POLICY_BASE).split("/")[0]
        yield Profile(
            iri=policy.iri,
            policy=slug,
            name=policy.name or slug,
            language=policy.language,
            source=policy.source,
            statements=tuple(said.get(iri, ())),
            periods=tuple(periods.get(policy.iri, {}).values()),
            rights=rights.get(policy.iri, {}),
            definitions={c: frozenset(i) for c, i in defined.get(iri, {}).items()},
        )


def _rows(index: FlowIndex, sql: str) -> list[tuple[object, ...]]:
    return index.select(sql, {})[1]


def _statements(
    index: FlowIndex,
    terms: Mapping[int, str],
    restricted: frozenset[str],
) -> Mapping[str, list[Statement]]:
    slots: dict[object, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for practice, *values in _rows(index, _FLOWS):
        mine = slots[practice]
        for name, value in zip(_FLOW_FIELDS, values, strict=True):
            if value:
                mine[name].add(terms[int(str(value))])
    for practice, role, value in _rows(index, _SLOTS):
        slots[practice][_SLOT_FIELD[str(role)]].add(terms[int(str(value))])
    said: dict[str, list[Statement]] = defaultdict(list)
    for practice, iri, version, denied, modality in _rows(index, _PRACTICES):
        name, firmness = str(iri), terms.get(int(str(modality)), "")
        limited = firmness == _QUALIFIED or name in restricted
        filled = {slot: tuple(sorted(found)) for slot, found in slots[practice].items()}
        statement = Statement(name, bool(denied), firmness, limited, **filled)
        said[terms[int(str(version))]].append(statement)
    return said


def _definitions(index: FlowIndex, terms: Mapping[int, str]) -> Mapping[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for version, concept, included in _rows(index, _DEFINITIONS):
        mine = found[terms[int(str(version))]]
        mine[terms[int(str(concept))]].add(terms[int(str(included))])
    return found


def _limited(session: Session) -> frozenset[str]:
    rows = session.engine.query(_LIMITED).rows
    return frozenset(x.value for (x,) in rows if x is not None)


def _periods(session: Session) -> Mapping[str, dict[str, Period]]:
    found: dict[str, dict[str, Period]] = defaultdict(dict)
    for row in session.engine.query(_PERIODS).rows:
        version, name, kind, data, duration, starts = ("" if x is None else x.value for x in row)
        known = found[version].get(name)
        listed = (*(known.data if known else ()), *filter(None, [contract(data)]))
        found[version][name] = Period(name, contract(kind), listed, duration, contract(starts))
    return found


def _rights(session: Session) -> Mapping[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in session.engine.query(_RIGHTS).rows:
        version, concept, name = ("" if x is None else x.value for x in row)
        found[version].setdefault(contract(concept), name or version)
    return found


__all__ = ["Period", "Profile", "Statement", "read"]
