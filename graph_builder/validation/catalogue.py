"""The rules as plain data: what a shapes file says about each of its shapes besides the SHACL.

A shape that is also an ``alir:Rule`` carries everything a reader of a finding wants to know: its
messages, why it matters, wording that would satisfy it, the articles it rests on, how the article
was verified and what the rule cannot see. Reports and documentation take it from here.

1. Parse each file with pyoxigraph (a few ms) and note the ``alir:RulePack`` it declares.
2. Every ``alir:Rule`` of the file becomes a :class:`Rule` of that pack; a rule with
   ``alir:variantOf`` takes whatever it does not say itself from the rule it names.
3. A shape of a user without any of this still works: its name, message and severity are enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph_builder import resources
from graph_builder.errors import ShapeError, UsageError
from graph_builder.namespaces import contract
from graph_builder.validation.laws import ANCHORS, JURISDICTIONS, LAWS, OF_ONE_LAW

Properties = Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]


class Severity(StrEnum):
    """How serious a finding is (``sh:severity``), worst first."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the worst; sorts findings."""
        return tuple(Severity).index(self)


class Verification(StrEnum):
    """How the legal anchor of a rule was checked."""

    LAW = "law"
    SECONDARY = "secondary"
    ASSUMPTION = "assumption"


@dataclass(frozen=True, slots=True)
class Rule:
    """One named shape and what people are told about it; texts are by language (``en``, ``id``).

    Attributes:
        iri: of the shape; reports name it by its local part (:attr:`name`).
        pack: name of the pack (``uu-pdp``), or the file stem of a user's shapes.
        check: number of the check in the rule table; 0 where it has none.
        elements: notice elements (``E14``) it is about.
        anchors: CURIEs of the articles.
        basis: the articles as people cite them (``UU 27/2022 Art. 21(1)d``).
    """

    iri: str
    pack: str
    severity: Severity = Severity.VIOLATION
    check: int = 0
    elements: tuple[str, ...] = ()
    message: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    suggestion: Mapping[str, str] = field(default_factory=dict)
    limit: Mapping[str, str] = field(default_factory=dict)
    anchors: tuple[str, ...] = ()
    basis: Mapping[str, str] = field(default_factory=dict)
    verification: Verification = Verification.ASSUMPTION

    @property
    def name(self) -> str:
        """Return the stable identifier that reports show: the local part of the IRI."""
        return self.iri.rpartition("#")[2].rpartition("/")[2]

    @property
    def jurisdiction(self) -> str:
        """Return whose law its articles are of; empty where it cites none."""
        anchor = next(iter(self.anchors), "")
        return next((law for start, law in ANCHORS.items() if anchor.startswith(start)), "")

    def __reduce__(self) -> tuple[Callable[..., Rule], tuple[object, ...]]:
        """Pickle a shipped rule by its IRI: findings by the thousand refer to it."""
        if _shipped_rules().get(self.iri) is self:
            return _shipped_rule, (self.iri,)
        return Rule, tuple(getattr(self, f.name) for f in fields(self))

    def say(self, texts: Mapping[str, str], language: str) -> str:
        """Return a text in a language, else in English, else in whichever there is."""
        return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True, order=True)
class Derivation:
    """A ``sh:SPARQLRule``: what its CONSTRUCT adds for every instance of a class, in this order."""

    order: int
    target: str
    construct: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One shapes file: its rules by IRI, the facts it derives, where it lies."""

    name: str
    path: Path
    title: Mapping[str, str]
    rules: Mapping[str, Rule]
    derivations: tuple[Derivation, ...] = ()


def jurisdictions(law: str, packs: Iterable[Pack] = ()) -> tuple[str, ...]:
    """Return whose articles a report cites: those of the packs in use, else of the law chosen."""
    used = {r.jurisdiction for p in packs if p.name in OF_ONE_LAW for r in p.rules.values()}
    found = tuple(x for x in JURISDICTIONS if x in used)
    return found or (JURISDICTIONS if law == "all" else (law,))


def read_pack(path: Path) -> Pack:
    """Read the rules of one shapes file.

    Raises:
        ShapeError: the file cannot be read, or is not Turtle (with line and column).
    """
    subjects: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if not isinstance(quad.object, ox.Triple):
                subjects[_key(quad.subject)][contract(quad.predicate.value)].append(quad.object)
    except SyntaxError as error:
        place = f"{path}:{error.lineno}:{error.offset}"
        raise ShapeError("E-SHAPES", f"{place}: not valid Turtle: {error.msg}") from error
    except OSError as error:
        raise ShapeError("E-SHAPES", f"{path}: {error.strerror}", "Check the path.") from error
    packs = [s for s, p in subjects.items() if _has(p, "rdf:type", "alir:RulePack")]
    name = packs[0].rpartition("/")[2] if packs else path.stem
    title = _texts(subjects[packs[0]], "dct:title") if packs else {"en": path.stem}
    rules = {s: _rule(s, name, subjects) for s, p in subjects.items() if _is_rule(s, p)}
    return Pack(name, path, title, dict(sorted(rules.items())), _derivations(subjects))


@cache
def shipped() -> Mapping[str, Pack]:
    """Return the packs that Alir brings, by name."""
    packs = (read_pack(path) for path in resources.files("shapes", "*.ttl"))
    return {pack.name: pack for pack in packs}


@cache
def _shipped_rules() -> Mapping[str, Rule]:
    return {iri: rule for pack in shipped().values() for iri, rule in pack.rules.items()}


def _shipped_rule(iri: str) -> Rule:
    return _shipped_rules()[iri]


def select(law: str = "all", extra: Iterable[Path] = ()) -> tuple[Pack, ...]:
    """Return the packs for a law, or those named (``core``), followed by a user's own shapes.

    Raises:
        UsageError: the law is unknown, there is no such file, or a folder of shapes is empty.
        ShapeError: a file is not readable Turtle.
    """
    if law not in LAWS:
        known = ", ".join(LAWS)
        raise UsageError("E-USAGE", f"unknown law {law!r}; known are {known}")
    given = tuple(extra)
    named = tuple(str(path) for path in given if str(path) in shipped())
    files = (file for path in given if str(path) not in named for file in _shape_files(path))
    own = tuple(_own_pack(file) for file in files)
    return (*(shipped()[name] for name in named or LAWS[law]), *own)


def _own_pack(path: Path) -> Pack:
    from graph_builder.validation import own_shapes

    pack = read_pack(path)
    own_shapes.check(path)
    return pack


def _shape_files(path: Path) -> tuple[Path, ...]:
    if not path.exists():
        known = ", ".join(sorted(shipped()))
        hint = f"Give a file or a folder, or one of {known}."
        raise UsageError("E-USAGE", f"there are no shapes called {str(path)!r}", hint)
    if not path.is_dir():
        return (path,)
    found = tuple(sorted(path.rglob("*.ttl")))
    if not found:
        raise UsageError("E-USAGE", f"{path}: no Turtle file (*.ttl) in this folder")
    return found


def _rule(iri: str, pack: str, subjects: Mapping[str, Properties]) -> Rule:
    properties = _with_inherited(iri, subjects)
    severity = next((contract(x.value) for x in properties.get("sh:severity", ())), "sh:Violation")
    verified = next(
        (contract(x.value) for x in properties.get("alir:verification", ())), "alir:Assumption"
    )
    return Rule(
        iri=iri,
        pack=pack,
        severity=_SEVERITIES.get(severity, Severity.VIOLATION),
        check=int(next((x.value for x in properties.get("alir:check", ())), "0")),
        elements=tuple(sorted(x.value for x in properties.get("alir:element", ()))),
        message=_texts(properties, "sh:message"),
        why=_texts(properties, "alir:why"),
        suggestion=_texts(properties, "alir:suggestion"),
        limit=_texts(properties, "alir:limit"),
        anchors=tuple(sorted(contract(x.value) for x in properties.get("alir:legalAnchor", ()))),
        basis=_texts(properties, "alir:legalBasis"),
        verification=_VERIFICATIONS[verified],
    )


_SEVERITIES = {
    "sh:Violation": Severity.VIOLATION,
    "sh:Warning": Severity.WARNING,
    "sh:Info": Severity.INFO,
}
_VERIFICATIONS = {
    "alir:ReadInLaw": Verification.LAW,
    "alir:SecondarySource": Verification.SECONDARY,
    "alir:Assumption": Verification.ASSUMPTION,
}


def _derivations(subjects: Mapping[str, Properties]) -> tuple[Derivation, ...]:
    found = [
        Derivation(
            order=int(next((x.value for x in rule.get("sh:order", ())), "0")),
            target=target.value,
            construct=construct.value,
        )
        for properties in tuple(subjects.values())
        for target in properties.get("sh:targetClass", ())
        for node in properties.get("sh:rule", ())
        for rule in (subjects[_key(node)],)
        for construct in rule.get("sh:construct", ())
    ]
    return tuple(sorted(found))


def _with_inherited(iri: str, subjects: Mapping[str, Properties]) -> Properties:
    """Return a rule's properties, completed by those of the rule it is a variant of."""
    own = dict(subjects[iri])
    base = own.get("alir:variantOf")
    if base:
        own = {**subjects[_key(base[0])], **own}
    return own


def _is_rule(iri: str, properties: Properties) -> bool:
    if iri.startswith("_:"):
        return False
    return any(
        _has(properties, "rdf:type", kind)
        for kind in ("alir:Rule", "sh:NodeShape", "sh:PropertyShape", "sh:SPARQLConstraint")
    ) and ("sh:message" in properties or "alir:variantOf" in properties)


def _has(properties: Properties, name: str, value: str) -> bool:
    return any(contract(x.value) == value for x in properties.get(name, ()))


def _texts(properties: Properties, name: str) -> dict[str, str]:
    """Return literals by language; one without a tag counts as English."""
    return {
        x.language or "en": " ".join(x.value.split())
        for x in properties.get(name, ())
        if isinstance(x, ox.Literal)
    }


def _key(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


__all__ = [
    "JURISDICTIONS",
    "LAWS",
    "Derivation",
    "Pack",
    "Rule",
    "Severity",
    "Verification",
    "jurisdictions",
    "read_pack",
    "select",
    "shipped",
]
