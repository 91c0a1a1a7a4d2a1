"""From the model to RDF: one policy version becomes the quads of its named graph.

The contract is ``docs/reference/graph.md``. Every node has an IRI made from the version's IRI and
its place in the model (``…#practice-3``, ``…#evidence-120-264``), never a blank node, so the same
model gives the same graph byte for byte.

1. Describe the version, its policy and the run.
2. Describe controller, named parties, retention, rights, provisions, definitions and references.
3. Describe each practice: its slots, its mentions, its evidence.
4. Describe the reviews and what they superseded (``graph_builder.graph.reviews``), and the models
   whose proposals are among the practices (``graph_builder.graph.proposers``).
5. Every span that served as evidence becomes one ``oa:SpecificResource``, described once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph_builder import __version__
from graph_builder.graph import proposers, reviews, terms
from graph_builder.graph.nodes import POLICY_BASE, node
from graph_builder.graph.writer import GraphWriter, decimal
from graph_builder.model import (
    Condition,
    Controller,
    Definition,
    Mention,
    Party,
    PolicyVersion,
    Practice,
    Provision,
    Reference,
    Retention,
    Right,
)
from graph_builder.vocabulary import default

_DATE_TYPES = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}


def policy_iri(version: PolicyVersion) -> str:
    """Return the IRI of the work a version belongs to."""
    return POLICY_BASE + version.policy


def version_iri(version: PolicyVersion) -> str:
    """Return the IRI of a version, which names its graph as well."""
    return f"{policy_iri(version)}/{version.key}"


def text_hash(text: str) -> str:
    """Return the ``alir:textHash`` of a normalised text."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def quads(version: PolicyVersion, *, quotes: bool = True) -> Iterator[ox.Quad]:
    """Yield the quads of a version's named graph, each once.

    Args:
        version: what extraction found.
        quotes: keep the policy's own words (evidence quotes, wording of conditions and
            references); without them only concepts, sections, offsets and hashes remain.
    """
    writer = _VersionWriter(version_iri(version), version.text, quotes, policy=version)
    writer.version()
    yield from dict.fromkeys(writer.found)


@dataclass(slots=True, kw_only=True)
class _VersionWriter(GraphWriter):
    """Describes one policy version; ``_retention`` remembers the node of each period."""

    policy: PolicyVersion
    _retention: dict[Retention, ox.NamedNode] = field(default_factory=dict)

    # -- the version

    def version(self) -> None:
        said = self.policy
        policy = ox.NamedNode(policy_iri(said))
        self.types(policy, "alir:Policy")
        self.add(policy, "dct:hasVersion", self.graph)
        self.types(self.graph, "alir:PolicyVersion", "dpv:PrivacyNotice")
        self.say(self.graph, "schema:inLanguage", said.language)
        self.say(self.graph, "alir:sourceHash", f"sha256:{said.source_hash}")
        self.say(self.graph, "alir:textHash", text_hash(said.text))
        self.say(self.graph, "dct:source", said.source)
        self.say(self.graph, "dct:title", said.title)
        self.say(
            self.graph, "dct:valid", said.valid, _DATE_TYPES.get(len(said.valid), "xsd:string")
        )
        if said.translation_of:
            original = ox.NamedNode(f"{policy_iri(said)}/{said.translation_of}")
            self.add(self.graph, "schema:translationOfWork", original)
        self.add(self.graph, "alir:coverage", decimal(said.coverage))
        for note in said.notes:
            self.say(self.graph, "alir:note", note)
        self.activity()
        if said.controller:
            self.controller(said.controller)
        for party in said.parties:
            self.party(party)
        self.contents()

    def activity(self) -> None:
        run = self.part("run")
        self.add(self.graph, "prov:wasGeneratedBy", run)
        self.types(run, "prov:Activity")
        self.say(run, "schema:name", "alir")
        self.say(run, "schema:softwareVersion", __version__)

    def contents(self) -> None:
        said = self.policy
        practised = (r for p in said.practices for r in p.retention)
        for i, retention in enumerate(dict.fromkeys((*said.retention, *practised)), 1):
            self.retention(i, retention)
        for i, right in enumerate(said.rights, 1):
            self.right(i, right)
        for i, provision in enumerate(said.provisions, 1):
            self.provision(i, provision)
        for i, definition in enumerate(said.definitions, 1):
            self.definition(i, definition)
        for i, reference in enumerate(said.references, 1):
            self.reference(i, reference)
        for i, practice in enumerate(said.practices, 1):
            self.practice(i, practice)
        reviews.describe(self, said)
        proposers.describe(self, said)

    def controller(self, controller: Controller) -> None:
        subject = self.part("controller")
        self.add(self.graph, "dpv:hasDataController", subject)
        self.types(subject, "dpv:DataController")
        for i, name in enumerate(controller.names):
            self.say(subject, "skos:altLabel" if i else "dpv:hasName", name)
        for i, contact in enumerate(controller.contacts, 1):
            self.say(subject, "dpv:hasContact", contact.value)
            point = self.part(f"contact-{i}")
            self.add(subject, "alir:hasContactPoint", point)
            self.types(point, "alir:ContactPoint")
            self.say(point, "alir:contactKind", contact.kind)
            self.say(point, "rdf:value", contact.value)
            self.offsets(point, contact.span)
        self.derived(subject, controller.evidence)

    def party(self, party: Party) -> None:
        subject = node(party.curie)
        self.types(subject, "alir:NamedParty", *party.roles)
        self.say(subject, "rdfs:label", party.name)
        if party.country:
            self.attribute(subject, "alir:country", party.country)

    # -- what a version says beside its practices

    def retention(self, number: int, retention: Retention) -> None:
        subject, duration = self.part(f"retention-{number}"), self.part(f"duration-{number}")
        self._retention[retention] = subject
        self.add(self.graph, "dpv:hasStorageCondition", subject)
        self.types(subject, "dpv:StorageDuration")
        kind = terms.DURATION_KIND[retention.kind]
        self.add(subject, "alir:durationKind", node(kind))
        self.concepts(subject, "alir:concerns", retention.data)
        self.add(subject, "dpv:hasDuration", duration)
        self.types(duration, _duration_class(retention))
        self.say(duration, "rdf:value", retention.duration, "xsd:duration")
        self.concepts(duration, "alir:startsAt", filter(None, (retention.starts_at,)))
        self.statement(subject, retention)
        mention = self.part(f"mention-retention-{number}")
        self.add(subject, "alir:hasMention", mention)
        self.types(mention, "alir:Mention")
        self.add(mention, "alir:role", node("dpv:hasStorageCondition"))
        self.add(mention, "alir:concept", node(kind))
        self.offsets(mention, retention.span)

    def statement(self, subject: ox.NamedNode, said: Retention | Right | Provision) -> None:
        """Add what every evidenced statement has: section, confidence, evidence."""
        self.section(subject, said.section)
        self.confidence(subject, said.confidence)
        self.derived(subject, (said.evidence,))

    def right(self, number: int, right: Right) -> None:
        subject = self.part(f"right-{number}")
        self.add(self.graph, "dpv:hasRight", node(right.concept))
        self.add(self.graph, "alir:hasRightStatement", subject)
        self.types(subject, "alir:RightStatement")
        self.add(subject, "alir:concept", node(right.concept))
        self.say(subject, "dpv:isExercisedAt", right.exercised_at)
        self.statement(subject, right)

    def provision(self, number: int, provision: Provision) -> None:
        subject = self.part(f"provision-{number}")
        self.add(self.graph, "alir:hasProvision", subject)
        self.types(subject, "alir:Provision")
        self.add(subject, "alir:concept", node(provision.concept))
        for name, value in provision.attributes:
            if self.quotes or name not in terms.WORDING_ATTRIBUTES or terms.is_curie(value):
                self.attribute(subject, name, value)
        if provision.concept == terms.OFFICER_PROVISION:
            self.officer(number, provision)
        self.statement(subject, provision)

    def officer(self, number: int, provision: Provision) -> None:
        """A contact for data protection is somebody: the officer, with what reaches them."""
        subject = self.part(f"officer-{number}")
        self.add(self.graph, "dpv:hasDataProtectionOfficer", subject)
        self.types(subject, "dpv:DataProtectionOfficer")
        for name, value in provision.attributes:
            self.attribute(subject, name, value)

    def attribute(self, subject: ox.NamedNode, name: str, value: str) -> None:
        datatype = terms.ATTRIBUTE_DATATYPE.get(name, "xsd:string")
        if datatype == "xsd:string" and terms.is_curie(value):
            self.add(subject, name, node(value))
        else:
            self.say(subject, name, value, datatype)

    def definition(self, number: int, definition: Definition) -> None:
        subject = self.part(f"definition-{number}")
        self.add(self.graph, "alir:hasDefinition", subject)
        self.types(subject, "alir:Definition")
        term = ox.Literal(definition.term, language=self.policy.language)
        self.add(subject, "skos:prefLabel", term)
        self.concepts(subject, "alir:concept", default().called(definition.term, "data"))
        self.concepts(subject, "alir:includes", definition.includes)
        self.derived(subject, (definition.evidence,))

    def reference(self, number: int, reference: Reference) -> None:
        subject = self.part(f"reference-{number}")
        self.add(self.graph, "alir:hasReference", subject)
        self.types(subject, "alir:Reference")
        if self.quotes:
            self.say(subject, "rdf:value", reference.target)
        self.say(subject, "alir:resolvesTo", reference.resolves_to)
        self.derived(subject, (reference.evidence,))

    # -- practices

    def practice(self, number: int, practice: Practice) -> None:
        subject = self.part(f"practice-{number}")
        predicate, kind = terms.POLARITY[practice.polarity]
        self.add(self.graph, predicate, subject)
        self.types(subject, kind)
        self.add(subject, "alir:hasModality", node(terms.MODALITY[practice.modality]))
        for name, slot in terms.PRACTICE_FIELDS.items():
            for concept in getattr(practice, name):
                self.add(
                    subject,
                    terms.data_property(concept) if name == "data" else slot,
                    node(concept),
                )
        for retention in practice.retention:
            self.add(subject, "dpv:hasStorageCondition", self._retention[retention])
        self.conditions(subject, number, "condition", practice.conditions)
        self.conditions(subject, number, "exception", practice.exceptions)
        self.section(subject, practice.section)
        self.confidence(subject, practice.confidence)
        self.derived(subject, practice.evidence)
        own = practice.review is not None and practice.review.verdict in terms.REVIEWERS_OWN
        if not own and not practice.proposer:
            self.add(subject, "prov:wasGeneratedBy", self.part("run"))
        for i, mention in enumerate(practice.mentions, 1):
            self.mention(subject, f"mention-{number}-{i}", mention)

    def conditions(
        self, practice: ox.NamedNode, number: int, word: str, found: tuple[Condition, ...]
    ) -> None:
        for i, condition in enumerate(found, 1):
            subject = self.part(f"{word}-{number}-{i}")
            self.add(practice, f"alir:has{word.capitalize()}", subject)
            self.types(subject, "alir:Condition", *filter(None, (condition.concept,)))
            self.offsets(subject, condition.span)
            if self.quotes:
                self.say(subject, "rdf:value", condition.span.text(self.policy.text))

    def mention(self, practice: ox.NamedNode, name: str, mention: Mention) -> None:
        subject = self.part(name)
        self.add(practice, "alir:hasMention", subject)
        self.types(subject, "alir:Mention")
        self.add(subject, "alir:role", node(terms.role_property(mention.slot, mention.concept)))
        self.add(subject, "alir:concept", node(mention.concept))
        self.offsets(subject, mention.span)
        self.confidence(subject, mention.confidence)
        self.add(subject, "alir:origin", node(terms.ORIGIN[mention.origin]))
        self.say(subject, "alir:rule", mention.rule)


def _duration_class(retention: Retention) -> str:
    """Return the DPV class of a period: a length, an event, or neither."""
    if retention.duration:
        return "dpv:TemporalDuration"
    return "dpv:UntilEventDuration" if retention.starts_at else "dpv:IndeterminateDuration"


__all__ = ["policy_iri", "quads", "text_hash", "version_iri"]
