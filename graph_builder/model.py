"""What a policy says, as plain frozen values: the meeting point of extraction and graph.

Concepts are CURIEs of the vocabulary (``pd:IPAddress``), named parties CURIEs in ``ent:`` or
``idp:``. Offsets are code points of the document's normalised text. Nothing here reads, writes or
knows RDF.

A :class:`Practice` is one clause in which every data category goes to every recipient for every
purpose; where that does not hold, extraction makes several practices of it.

>>> Span(3, 9).text("We collect it.")
'collec'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_HASH_IN_KEY = 12


class Slot(StrEnum):
    """A role that a value plays in a practice."""

    OPERATION = "operation"
    DATA = "data"
    SOURCE = "source"
    OBTAINED_FROM = "obtained-from"
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    BASIS = "basis"
    SUBJECT = "subject"
    RETENTION = "retention"


class Polarity(StrEnum):
    """Whether a policy says that it does something, or that it does not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(StrEnum):
    """How firmly: does, may, must, or only within a qualifier."""

    DEFINITE = "definite"
    POSSIBLE = "possible"
    REQUIRED = "required"
    QUALIFIED = "qualified"


class Origin(StrEnum):
    """How a value came to its practice.

    ``EXPLICIT``: it stands in the clause. ``INHERITED``: it stands in the heading, lead-in or
    antecedent that governs the clause. ``INFERRED``: no words of its own (a default).
    """

    EXPLICIT = "explicit"
    INHERITED = "inherited"
    INFERRED = "inferred"


class DurationKind(StrEnum):
    """What a stated duration bounds (``alir:durationKind``)."""

    EXACT = "exact"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    APPROXIMATE = "approximate"
    CRITERION = "criterion"
    ENDLESS = "endless"


class Verdict(StrEnum):
    """What a reviewer decided about a statement, or that they stated it themselves."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    ADD = "add"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the normalised text, ``start`` inclusive, ``end`` exclusive."""

    start: int
    end: int

    def text(self, document_text: str) -> str:
        """Return the words of the span."""
        return document_text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that give a slot its value.

    ``concept`` is the value (concept or named party). ``confidence`` is the calibrated chance
    (0-1) that the value is right; ``rule`` names the rule that decided, for ``alir explain``.
    """

    slot: Slot
    concept: str
    span: Span
    confidence: float = 1.0
    origin: Origin = Origin.EXPLICIT
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition or exception in the policy's own words.

    ``concept`` is a concept of kind ``condition`` (``alir:OnConsent``), or empty.
    """

    span: Span
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A named company or body: CURIE, name as the vocabulary or text has it, recipient roles."""

    curie: str
    name: str
    roles: tuple[str, ...]
    country: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long something is kept.

    Attributes:
        data: categories it is about (``dpv:PersonalData`` where the text is generic).
        kind: what the duration bounds.
        duration: ISO 8601 (``P5Y``), or empty where only a criterion is given.
        starts_at: concept of kind ``event`` (``alir:EndOfUse``) that starts the clock, or empty.
        evidence: the sentence.
        span: the words of the period itself.
    """

    data: tuple[str, ...]
    kind: DurationKind
    duration: str
    starts_at: str
    evidence: Span
    span: Span
    section: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision about one statement.

    Attributes:
        statement: identity of the statement decided about
            (``graph_builder.curation.statement.statement_id``).
        verdict: what they decided.
        reviewer: who, as they call themselves.
        time: when, ISO 8601 with a time zone (``2026-11-25T17:14:16.120Z``).
        reason: why, in their words, or empty.
    """

    statement: str
    verdict: Verdict
    reviewer: str
    time: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A statement that a review took out of the graph: where it stood and the review, no more."""

    review: Review
    evidence: tuple[Span, ...]
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """One statement about data: who does (or does not do) what with which data, and why.

    ``operations`` and ``data`` are never empty. ``recipients`` and ``obtained_from`` hold concepts
    and named parties. ``retention`` are durations stated in the same clause. ``evidence`` are the
    clause and whatever lead-in it inherits from, in text order. ``review`` is there where a person
    decided about the statement; what they edited or added is theirs. ``proposer`` is the name of
    the language model that proposed it, empty for what the extractor reads.
    """

    polarity: Polarity
    modality: Modality
    operations: tuple[str, ...]
    data: tuple[str, ...]
    sources: tuple[str, ...] = ()
    obtained_from: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    exceptions: tuple[Condition, ...] = ()
    retention: tuple[Retention, ...] = ()
    evidence: tuple[Span, ...] = ()
    section: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    review: Review | None = None
    proposer: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the controller: ``kind`` is email, phone, address, url, form or chat."""

    kind: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Controller:
    """Who is responsible: legal or brand names (best first), contacts, where the text says so."""

    names: tuple[str, ...]
    contacts: tuple[Contact, ...] = ()
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """A right offered to the person (concept of kind ``right``) and how it is exercised."""

    concept: str
    evidence: Span
    section: tuple[str, ...] = ()
    exercised_at: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Provision:
    """Any other element of a notice that a law asks for (concept of kind ``provision``).

    ``attributes`` are (property CURIE, value) pairs, e.g. ``("alir:ageThreshold", "13")``,
    ``("alir:responseDeadline", "PT72H")``, ``("alir:timing", "alir:BeforeChange")``. The property
    table of ``docs/reference/graph.md`` says which provision has which attributes and their
    datatypes.
    """

    concept: str
    evidence: Span
    section: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Definition:
    """What the policy itself says its term includes (“Personal Information” means …)."""

    term: str
    includes: tuple[str, ...]
    evidence: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference: target wording, and the heading it resolves to (empty: dangling)."""

    target: str
    resolves_to: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """Everything one language version of one policy says.

    Attributes:
        policy: slug of the work, shared by its language versions (``jalurkerja``).
        title: the notice's own title, or empty.
        valid: effective date, ISO 8601 (``2023-07-24``, ``2021-10``), or empty.
        source, source_hash, language, text, coverage, notes: as in ``Document``.
        superseded: statements that reviews replaced or rejected.
        account: as in ``Document``; told by the build, not in the graph.
        translation_of: ``key`` of the version that this one is a translation of, or empty.
    """

    policy: str
    source: str
    source_hash: str
    language: str
    text: str
    title: str = ""
    valid: str = ""
    controller: Controller | None = None
    practices: tuple[Practice, ...] = ()
    retention: tuple[Retention, ...] = ()
    rights: tuple[Right, ...] = ()
    provisions: tuple[Provision, ...] = ()
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    parties: tuple[Party, ...] = ()
    coverage: float = 1.0
    notes: tuple[str, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    account: Mapping[str, int] = field(default_factory=dict, compare=False)
    translation_of: str = ""

    @property
    def key(self) -> str:
        """Language and start of the source hash: what tells it from other versions."""
        return f"{self.language}/{self.source_hash[:_HASH_IN_KEY]}"
