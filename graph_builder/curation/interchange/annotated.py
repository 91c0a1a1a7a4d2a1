"""Reviewed statements as annotated data: the JSON that the scorer and annotators of policies use.

One document a policy version (fields and meaning: ``docs/how-to/review-statements.md``).

1. Practices are those a reviewer stands for (accepted, edited, added). What is open or in doubt is
   left out and counted under ``review``: annotated data holds nothing that nobody has seen.
2. A named party appears by its kinds, its name under ``recipient_names``.
3. The other fields are as extraction read them; ``review`` says that only practices were reviewed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from graph_builder.curation.decisions import Content
from graph_builder.curation.plain import Plain
from graph_builder.curation.queue import Item
from graph_builder.curation.session import Session
from graph_builder.model import Controller, PolicyVersion, Provision, Retention, Span
from graph_builder.vocabulary import default

_MOST_SECURITY = 6
_ISO_DATE = 10
_USE = "dpv:Use"
# Field of the annotation -> field of a statement and kind of its concepts.
_FIELDS = {
    "operations": ("operations", "operation"),
    "data": ("data", "data"),
    "sources": ("sources", "source"),
    "from": ("obtained_from", "recipient"),
    "purposes": ("purposes", "purpose"),
    "recipients": ("recipients", "recipient"),
    "bases": ("bases", "basis"),
}
_STATED = {
    "dpo": "alir:DataProtectionContact",
    "breach_notice": "alir:BreachNotice",
    "automated_decisions": "alir:AutomatedDecisionProvision",
    "cookies": "alir:CookieProvision",
    "complaint_authority": "alir:ComplaintAuthority",
}


def write(session: Session, version: PolicyVersion) -> str:
    """Return the annotated document of a version."""
    items = sorted(
        (i for i in session.items() if i.language == version.language),
        key=lambda i: (i.spans[-1:], i.id),
    )
    standing = [i for i in items if not i.open and i.decision and i.decision.says and i.spans]
    document = {
        "doc": f"{version.policy}.{version.language}",
        "policy_language": version.language,
        "practices": [_practice(n, i, version.text) for n, i in enumerate(standing, 1)],
        **_facts(version),
        "findings": [],
        "review": {
            "reviewers": sorted({i.decision.reviewer for i in items if i.decision}),
            "fields": ["practices"],
            "decided": sum(not i.open for i in items),
            "open": sum(i.open for i in items),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _practice(number: int, item: Item, text: str) -> Plain:
    said = item.content
    practice: Plain = {"id": number, "quotes": _quotes(item.spans, text)}
    practice |= {name: _concepts(said, *where) for name, where in _FIELDS.items()}
    entities = default().entities
    practice["recipient_names"] = [entities[c].name() for c in said.recipients if c in entities]
    clauses = [c.words for c in (*said.conditions, *said.exceptions)]
    return practice | {
        "polarity": str(said.polarity),
        "modality": str(said.modality),
        "condition": "; ".join(clauses) or None,
    }


def _concepts(said: Content, field: str, kind: str) -> list[str]:
    """Return the concepts of a field, named parties by their kinds, each once."""
    known = default()
    found: list[str] = []
    for curie in getattr(said, field):
        entity = known.entities.get(curie)
        found += entity.roles if entity else (curie,)
    right = [c for c in found if c in known.concepts and known.concepts[c].kind == kind]
    if field == "operations" and len(right) < len(found):
        right.append(_USE)  # what the list of operations does not name is a use
    return list(dict.fromkeys(right))


def _facts(version: PolicyVersion) -> Plain:
    text = version.text
    provisions: dict[str, list[Provision]] = {}
    for provision in version.provisions:
        provisions.setdefault(provision.concept, []).append(provision)
    rights: dict[str, list[Span]] = {}
    for right in version.rights:
        rights.setdefault(right.concept, []).append(right.evidence)
    security = provisions.get("alir:SecurityProvision", [])
    return {
        "definitions": [
            {"term": d.term, "includes": list(d.includes), "quotes": _quotes([d.evidence], text)}
            for d in version.definitions
        ],
        "retention": [_retention(r, text) for r in version.retention],
        "rights": [
            {"right": concept, "quotes": _quotes(spans, text)} for concept, spans in rights.items()
        ],
        "transfers": [_transfer(p, text) for p in provisions.get("alir:TransferProvision", [])],
        **_controller(version.controller, text),
        "effective_date": version.valid if len(version.valid) == _ISO_DATE else None,
        "children": _children(provisions.get("alir:ChildrenProvision", []), text),
        "security": _quotes((p.evidence for p in security), text)[:_MOST_SECURITY],
        "change_notice": _changes(provisions.get("alir:ChangeNotice", []), text),
        **{field: concept in provisions for field, concept in _STATED.items()},
    }


def _retention(stated: Retention, text: str) -> Plain:
    return {
        "data": list(stated.data),
        "duration": stated.duration or None,
        "kind": str(stated.kind),
        "start": default().name(stated.starts_at) if stated.starts_at else None,
        "quotes": _quotes([stated.evidence], text),
    }


def _controller(found: Controller | None, text: str) -> Plain:
    controller = found or Controller(())
    return {
        "controller": {
            "names": list(controller.names),
            "quotes": _quotes(controller.evidence, text),
        },
        "contacts": [{"kind": c.kind, "value": c.value} for c in controller.contacts],
    }


def _children(found: Sequence[Provision], text: str) -> Plain:
    ages = [int(value) for p in found for name, value in p.attributes if "age" in name]
    return {
        "stated": bool(found),
        "age": min(ages, default=None),
        "quotes": _quotes((p.evidence for p in found), text),
    }


def _changes(found: Sequence[Provision], text: str) -> Plain:
    return {
        "stated": bool(found),
        "prior": any(("alir:timing", "alir:BeforeChange") in p.attributes for p in found),
        "quotes": _quotes((p.evidence for p in found), text),
    }


def _transfer(provision: Provision, text: str) -> Plain:
    def told(name: str) -> list[str]:
        return [value for key, value in provision.attributes if key == name]

    return {
        "to": [default().name(place) for place in told("dpv:hasThirdCountry")],
        "safeguard": "; ".join(told("alir:safeguard")) or None,
        "quotes": _quotes([provision.evidence], text),
    }


def _quotes(spans: Iterable[Span], text: str) -> list[str]:
    return list(dict.fromkeys(span.text(text) for span in spans))


__all__ = ["write"]
