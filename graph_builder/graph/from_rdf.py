"""From RDF back to the model: what a version's graph says, as a :class:`PolicyVersion`.

The inverse of ``to_rdf``: for a version with its text,
``version(store, iri, text) == the version that was written``, apart from the order of concepts
within a slot, which the graph does not keep (they come back sorted), and the spelling of durations
(a store keeps their canonical form: ``PT72H`` comes back as ``P3D``).

1. Index the graph by subject and predicate, once.
2. Read the numbered parts (``#practice-3``) in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph_builder.graph import terms
from graph_builder.graph.nodes import POLICY_BASE, node
from graph_builder.graph.values import Values, order
from graph_builder.model import (
    Condition,
    Contact,
    Controller,
    Definition,
    Mention,
    Party,
    Polarity,
    PolicyVersion,
    Practice,
    Provision,
    Reference,
    Retention,
    Review,
    Right,
    Slot,
    Superseded,
)
from graph_builder.namespaces import contract, expand

_SLOT = {p: slot for slot, p in terms.SLOT_PROPERTY.items()} | {"dpv:hasData": Slot.DATA}
_MODALITY = {c: m for m, c in terms.MODALITY.items()}
_ORIGIN = {c: o for o, c in terms.ORIGIN.items()}
_VERDICT = {c: v for v, c in terms.VERDICT.items()}
_KIND = {c: k for k, c in terms.DURATION_KIND.items()}
_STRUCTURE = frozenset(
    {"rdf:type", "alir:concept", "alir:confidence", "alir:section", "prov:wasDerivedFrom"}
)
_PARTS = {
    "retention": "dpv:hasStorageCondition",
    "right": "alir:hasRightStatement",
    "provision": "alir:hasProvision",
}


def version_iris(store: ox.Store) -> tuple[str, ...]:
    """Return the IRIs of all policy versions of a store, sorted."""
    found = store.quads_for_pattern(None, node("rdf:type"), node("alir:PolicyVersion"), None)
    return tuple(sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)}))


def replaced(store: ox.Store) -> frozenset[str]:
    """Return the IRIs of the versions that a later one of the same notice has replaced."""
    found = store.quads_for_pattern(None, node("dct:replaces"), None, None)
    pairs = [(q.subject, q.object) for q in found]
    return frozenset(
        old.value
        for new, old in pairs
        if isinstance(old, ox.NamedNode)
        and isinstance(new, ox.NamedNode)
        and store.contains_named_graph(new)
        and _of(new) == _of(old)
    )


def _of(version: ox.NamedNode) -> str:
    """Return what a version is of: the notice in one language."""
    return version.value.rpartition("/")[0]


def versions(store: ox.Store) -> Iterator[PolicyVersion]:
    """Yield every policy version of a store, without texts, in the order of their IRIs."""
    return (version(store, iri) for iri in version_iris(store))


def version(store: ox.Store, iri: str, text: str = "") -> PolicyVersion:
    """Return what the graph of a version says.

    Args:
        store: holds the version's named graph.
        iri: of the version.
        text: its normalised text where known; the graph itself holds only quotes.
    """
    graph = ox.NamedNode(iri)
    return _Reader(iri, store.quads_for_pattern(None, None, None, graph)).version(text)


def parts(store: ox.Store, iri: str) -> dict[str, tuple[str, ...]]:
    """Return the IRIs of a version's practices, retention, rights and provisions.

    They are in the order in which :func:`version` has the things themselves.
    """
    graph = ox.NamedNode(iri)
    reader = _Reader(iri, store.quads_for_pattern(graph, None, None, graph))
    me = contract(iri)
    named = {
        "practice": tuple(subject for subject, _ in reader.statements(me)),
        **{name: reader.numbered(me, predicate) for name, predicate in _PARTS.items()},
    }
    return {name: tuple(map(expand, found)) for name, found in named.items()}


@dataclass(slots=True)
class _Reader(Values):
    """One version's graph, read part by part."""

    _retention: dict[str, Retention] = field(default_factory=dict)

    # -- the version

    def version(self, text: str) -> PolicyVersion:
        me = contract(self.iri)
        periods = self.parts(me, "dpv:hasStorageCondition", self.retention)
        slug, language, _ = self.iri.removeprefix(POLICY_BASE).rsplit("/", 2)
        return PolicyVersion(
            policy=slug,
            source=self.one(me, "dct:source"),
            source_hash=self.one(me, "alir:sourceHash").removeprefix("sha256:"),
            language=self.one(me, "schema:inLanguage") or language,
            text=text,
            title=self.one(me, "dct:title"),
            valid=self.one(me, "dct:valid"),
            controller=self.controller(me),
            practices=self.practices(me),
            retention=periods,
            rights=self.parts(me, "alir:hasRightStatement", self.right),
            provisions=self.parts(me, "alir:hasProvision", self.provision),
            definitions=self.parts(me, "alir:hasDefinition", self.definition),
            references=self.parts(me, "alir:hasReference", self.reference),
            parties=self.parties(),
            coverage=self.number(me, "alir:coverage"),
            translation_of=self.key("schema:translationOfWork"),
            notes=self.many(me, "alir:note"),
            superseded=self.superseded(),
        )

    def key(self, link: str) -> str:
        """Return the key of the version that this one is linked to, or empty."""
        return "/".join(self.one(contract(self.iri), link).rsplit("/", 2)[1:])

    def controller(self, me: str) -> Controller | None:
        subject = self.one(me, "dpv:hasDataController")
        if not subject:
            return None
        return Controller(
            names=self.many(subject, "dpv:hasName") + self.many(subject, "skos:altLabel"),
            contacts=self.parts(subject, "alir:hasContactPoint", self.contact),
            evidence=self.evidence(subject),
        )

    def contact(self, subject: str) -> Contact:
        kind, value = self.one(subject, "alir:contactKind"), self.one(subject, "rdf:value")
        return Contact(kind, value, self.span(subject))

    def parties(self) -> tuple[Party, ...]:
        found = (s for s in self.index if "alir:NamedParty" in self.many(s, "rdf:type"))
        return tuple(
            Party(
                curie=s,
                name=self.one(s, "rdfs:label"),
                roles=tuple(t for t in self.many(s, "rdf:type") if t != "alir:NamedParty"),
                country=self.one(s, "alir:country"),
            )
            for s in sorted(found)
        )

    def retention(self, subject: str) -> Retention:
        duration = self.one(subject, "dpv:hasDuration")
        period = Retention(
            data=self.many(subject, "alir:concerns"),
            kind=_KIND[self.one(subject, "alir:durationKind")],
            duration=self.one(duration, "rdf:value"),
            starts_at=self.one(duration, "alir:startsAt"),
            evidence=self.first_evidence(subject),
            span=self.span(self.one(subject, "alir:hasMention")),
            section=self.section(subject),
            confidence=self.number(subject, "alir:confidence"),
        )
        self._retention[subject] = period
        return period

    def right(self, subject: str) -> Right:
        return Right(
            concept=self.one(subject, "alir:concept"),
            evidence=self.first_evidence(subject),
            section=self.section(subject),
            exercised_at=self.one(subject, "dpv:isExercisedAt"),
            confidence=self.number(subject, "alir:confidence"),
        )

    def provision(self, subject: str) -> Provision:
        said = self.index.get(subject, {})
        return Provision(
            concept=self.one(subject, "alir:concept"),
            evidence=self.first_evidence(subject),
            section=self.section(subject),
            attributes=tuple(
                (p, value) for p in sorted(said) if p not in _STRUCTURE for value in said[p]
            ),
            confidence=self.number(subject, "alir:confidence"),
        )

    def definition(self, subject: str) -> Definition:
        return Definition(
            term=self.one(subject, "skos:prefLabel"),
            includes=self.many(subject, "alir:includes"),
            evidence=self.first_evidence(subject),
        )

    def reference(self, subject: str) -> Reference:
        return Reference(
            target=self.one(subject, "rdf:value"),
            resolves_to=self.one(subject, "alir:resolvesTo"),
            evidence=self.first_evidence(subject),
        )

    # -- practices

    def practices(self, me: str) -> tuple[Practice, ...]:
        return tuple(self.practice(*pair) for pair in self.statements(me))

    def statements(self, me: str) -> list[tuple[str, Polarity]]:
        """Return the names of all practices in order, with their polarity."""
        pairs = [
            (subject, polarity)
            for polarity, (predicate, _) in terms.POLARITY.items()
            for subject in self.many(me, predicate)
        ]
        return sorted(pairs, key=lambda pair: order(pair[0]))

    def practice(self, subject: str, polarity: Polarity) -> Practice:
        slots = {
            name: self.many(subject, predicate) for name, predicate in terms.PRACTICE_FIELDS.items()
        }
        slots["data"] = tuple(sorted(slots["data"] + self.many(subject, "dpv:hasData")))
        return Practice(
            polarity=polarity,
            modality=_MODALITY[self.one(subject, "alir:hasModality")],
            conditions=self.parts(subject, "alir:hasCondition", self.condition),
            exceptions=self.parts(subject, "alir:hasException", self.condition),
            retention=self.parts(subject, "dpv:hasStorageCondition", self._retention.__getitem__),
            evidence=self.evidence(subject),
            section=self.section(subject),
            mentions=self.parts(subject, "alir:hasMention", self.mention),
            confidence=self.number(subject, "alir:confidence"),
            review=self.review(self.one(subject, "alir:hasReview")),
            proposer=self.proposer(subject),
            **slots,
        )

    def proposer(self, subject: str) -> str:
        """Return the model that a practice is attributed to, or an empty string."""
        agents = self.many(subject, "prov:wasAttributedTo")
        models = (a for a in agents if "prov:SoftwareAgent" in self.many(a, "rdf:type"))
        return next((self.one(agent, "schema:name") for agent in models), "")

    def review(self, subject: str) -> Review | None:
        if not subject:
            return None
        person = self.one(subject, "prov:wasAssociatedWith")
        return Review(
            statement=self.one(subject, "alir:statementId"),
            verdict=_VERDICT[self.one(subject, "alir:verdict")],
            reviewer=self.one(person, "schema:name"),
            time=self.one(subject, "prov:endedAtTime"),
            reason=self.one(subject, "rdfs:comment"),
        )

    def superseded(self) -> tuple[Superseded, ...]:
        subjects = (s for s in self.index if "alir:SupersededStatement" in self.many(s, "rdf:type"))
        return tuple(
            Superseded(review, self.evidence(s), self.section(s))
            for s in sorted(subjects, key=order)
            if (review := self.review(self.one(s, "prov:wasInvalidatedBy")))
        )

    def condition(self, subject: str) -> Condition:
        kinds = [t for t in self.many(subject, "rdf:type") if t != "alir:Condition"]
        return Condition(self.span(subject), next(iter(kinds), ""))

    def mention(self, subject: str) -> Mention:
        return Mention(
            slot=_SLOT[self.one(subject, "alir:role")],
            concept=self.one(subject, "alir:concept"),
            span=self.span(subject),
            confidence=self.number(subject, "alir:confidence"),
            origin=_ORIGIN[self.one(subject, "alir:origin")],
            rule=self.one(subject, "alir:rule"),
        )


__all__ = ["parts", "replaced", "version", "version_iris", "versions"]
