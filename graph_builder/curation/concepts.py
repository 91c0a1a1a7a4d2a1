"""Values by name: which concepts may stand in a field, and which of them a word means.

A reviewer says ``recipients=advertising network`` or ``recipients=jaringan iklan``; a decision
keeps ``alir:AdNetwork``. Names are those of the vocabulary in both languages; a CURIE is always
right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph_builder.errors import UsageError
from graph_builder.nearest import nearest
from graph_builder.vocabulary import Vocabulary, default

# Field of a statement -> kind of concept that may stand in it; parties may be named ones, too.
KIND: Mapping[str, str] = MappingProxyType(
    {
        "operations": "operation",
        "data": "data",
        "sources": "source",
        "obtained_from": "recipient",
        "purposes": "purpose",
        "recipients": "recipient",
        "bases": "basis",
        "subjects": "recipient",
        "methods": "method",
    }
)
_PARTIES = frozenset({"obtained_from", "recipients"})
# The lexicon is a selection of DPV; extraction states some of its other terms by rule.
_DPV = "dpv:"


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a picker offers: CURIE, kind, names in both languages, other words for it."""

    curie: str
    kind: str
    en: str
    id: str
    words: tuple[str, ...] = ()


def is_value(curie: str, field: str) -> bool:
    """Tell whether a concept may stand in a field.

    >>> is_value("pd:IPAddress", "data"), is_value("pd:IPAddress", "recipients")
    (True, False)
    """
    vocabulary = default()
    if curie in vocabulary.concepts:
        return vocabulary.concepts[curie].kind == KIND[field]
    if curie in vocabulary.entities:
        return field in _PARTIES
    return curie.startswith(_DPV)


def find(name: str, field: str) -> str:
    """Return the concept of a field that a name, a synonym or a CURIE means.

    >>> find("jaringan iklan", "recipients")
    'alir:AdNetwork'

    Raises:
        UsageError: ``E-CONCEPT``, there is none, or the word means several.
    """
    wanted = name.strip()
    if ":" in wanted and is_value(wanted, field):
        return wanted
    found = sorted(set(_called(default(), wanted.casefold(), field)))
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            "E-CONCEPT", f"{name!r} means several things", f"Give one of {', '.join(found)}."
        )
    near = _nearest(wanted, field)
    hint = f"Close to it: {'; '.join(near)}." if near else ""
    raise UsageError("E-CONCEPT", f"{name!r} is no value for {field}", hint)


def options() -> tuple[Option, ...]:
    """Return every value that a statement can have, by kind and English name."""
    vocabulary = default()
    kinds = set(KIND.values())
    concepts = (
        Option(c.curie, c.kind, c.name("en"), c.name("id"), tuple(x.text for x in c.labels))
        for c in vocabulary.concepts.values()
        if c.kind in kinds
    )
    parties = (
        Option(e.curie, "recipient", e.name("en"), e.name("id"), tuple(x.text for x in e.labels))
        for e in vocabulary.entities.values()
    )
    return tuple(sorted((*concepts, *parties), key=lambda o: (o.kind, o.en.casefold(), o.curie)))


def _called(vocabulary: Vocabulary, wanted: str, field: str) -> Iterator[str]:
    """Yield what has this name; a preferred name wins over a synonym of something else."""
    concepts = list(vocabulary.of_kind(KIND[field]))
    named = [c.curie for c in concepts if wanted in {n.casefold() for n in c.names.values()}]
    yield from named or vocabulary.called(wanted, KIND[field])
    if field in _PARTIES:
        for entity in vocabulary.entities.values():
            if any(x.text.casefold() == wanted for x in entity.labels):
                yield entity.curie


def _nearest(wanted: str, field: str) -> list[str]:
    names = {name: c.curie for c in default().of_kind(KIND[field]) for name in c.names.values()}
    return [f"{name} ({names[name]})" for name in nearest(wanted, names)]


__all__ = ["KIND", "Option", "find", "is_value", "options"]
