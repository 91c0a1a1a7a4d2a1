"""Statements as W3C Web Annotations (JSON-LD), one annotation page a policy.

Each statement is an annotation of its sentences:

- target: a specific resource for each evidence, with a TextQuoteSelector and a TextPositionSelector
  (Web Annotation Data Model, 4.2.4 and 4.2.5; offsets in code points);
- body: a classifying resource for each value, with the field it stands in, and the reason as a
  commenting text;
- creator and created: reviewer and time, or the program that reads it so;
- motivation: ``editing`` where values were changed, ``assessing`` where the reviewer only judged,
  ``classifying`` for what was read or added.

What the standard has no term for (verdict, polarity, conditions, what had been read) stands in
terms of ours, which the context defines. Values come back from the bodies, so that a change made in
another tool counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph_builder.curation.plain import Plain
from graph_builder.curation.statement import EXTRACTOR, FIELDS
from graph_builder.errors import DocumentError
from graph_builder.graph.terms import PRACTICE_FIELDS, VERDICT
from graph_builder.model import Verdict
from graph_builder.namespaces import PREFIXES, contract, expand

STANDARD = "http://www.w3.org/ns/anno.jsonld"
_ANNOTATION = "#annotation-"
_MOTIVATION = {
    Verdict.ACCEPT: "assessing",
    Verdict.REJECT: "assessing",
    Verdict.UNSURE: "assessing",
    Verdict.EDIT: "editing",
    Verdict.ADD: "classifying",
}
_VERDICT = {expand(curie): verdict for verdict, curie in VERDICT.items()}
_FIELD = {expand(predicate): field for field, predicate in PRACTICE_FIELDS.items()}
_TERMS = ("polarity", "modality", "conditions", "exceptions", "retention")
_JSON = {"@type": "@json"}
CONTEXT: list[Any] = [
    STANDARD,
    {"@version": 1.1}
    | {prefix: PREFIXES[prefix] for prefix in ("alir", "dpv", "pd", "ent", "idp")}
    | {
        "verdict": {"@id": "alir:verdict", "@type": "@id"},
        "field": {"@id": "alir:role", "@type": "@id"},
        "section": {"@id": "alir:section", "@container": "@list"},
        "terms": {"@id": "alir:terms"} | _JSON,
        "read": {"@id": "alir:read"} | _JSON,
        "previous": {"@id": "alir:previous"} | _JSON,
    },
]


def write(entries: Iterable[Plain], sources: Mapping[str, str]) -> str:
    """Return entries as an annotation page.

    Args:
        entries: what is exchanged.
        sources: IRI of the policy version by language.
    """
    page = {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        "items": [_annotation(entry, sources[entry["language"]]) for entry in entries],
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def read(text: str, name: str) -> Iterator[tuple[str, Plain]]:
    """Yield place and entry of each annotation of a page, a list or a single annotation.

    Raises:
        DocumentError: ``E-REVIEW``, it is no JSON, or an annotation lacks target or selectors.
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        raise DocumentError("E-REVIEW", f"{name}: {error}") from error
    page = found if isinstance(found, list) else found.get("items", [found])
    for number, annotation in enumerate(page, 1):
        where = f"{name}, annotation {number}"
        try:
            yield where, _entry(annotation)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise DocumentError("E-REVIEW", f"{where}: {type(error).__name__} {error}") from error


def _annotation(entry: Plain, source: str) -> Plain:
    verdict = Verdict(entry["verdict"]) if entry.get("verdict") else None
    shown: Plain = entry.get("says") or entry["was"]
    program = {"type": "Software", "name": entry.get("proposer") or EXTRACTOR}
    annotation: Plain = {
        "id": f"{source}{_ANNOTATION}{entry['id']}",
        "type": "Annotation",
        "motivation": _MOTIVATION[verdict] if verdict else "classifying",
        "creator": {"type": "Person", "name": entry["reviewer"]} if verdict else program,
        "body": [
            {
                "type": "SpecificResource",
                "purpose": "classifying",
                "field": expand(PRACTICE_FIELDS[field]),
                "source": expand(curie),
            }
            for field in FIELDS
            for curie in shown.get(field, ())
        ],
        "target": [_target(quote, source) for quote in entry["quote"]],
        "language": entry["language"],
        "terms": {name: shown[name] for name in _TERMS if name in shown},
    }
    if entry.get("section"):
        annotation["section"] = entry["section"]
    if verdict:
        annotation |= {"created": entry["time"], "verdict": expand(VERDICT[verdict])}
        annotation["generator"] = program
        if verdict is not Verdict.ADD and "was" in entry:
            annotation["read"] = entry["was"]
    if entry.get("reason"):
        comment = {"type": "TextualBody", "purpose": "commenting", "value": entry["reason"]}
        annotation["body"].append(comment)
    if entry.get("previous"):
        annotation["previous"] = entry["previous"]
    return annotation


def _target(quote: Plain, source: str) -> Plain:
    words = {name: quote[name] for name in ("exact", "prefix", "suffix")}
    place = {name: quote[name] for name in ("start", "end")}
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextQuoteSelector"} | words,
            {"type": "TextPositionSelector"} | place,
        ],
    }


def _entry(annotation: Plain) -> Plain:
    bodies = _many(annotation.get("body"))
    content: Plain = dict(annotation.get("terms", {}))
    for body in bodies:
        if body.get("purpose") == "classifying":
            field = _FIELD[expand(body["field"])]
            content.setdefault(field, []).append(contract(expand(body["source"])))
    verdict = _VERDICT.get(expand(annotation.get("verdict") or "urn:none"))
    generator = annotation.get("generator") or annotation.get("creator") or {}
    entry: Plain = {
        "id": annotation["id"].rpartition(_ANNOTATION)[2],
        "language": annotation["language"],
        "section": annotation.get("section", []),
        "proposer": generator.get("name", ""),
        "quote": [_quote(target) for target in _many(annotation["target"])],
        "reason": next((b["value"] for b in bodies if b.get("purpose") == "commenting"), ""),
        "previous": annotation.get("previous", {}),
    }
    if verdict is None:
        return entry | {"was": content}
    entry |= {"verdict": str(verdict), "time": annotation["created"]}
    entry["reviewer"] = annotation["creator"]["name"]
    if verdict in {Verdict.ACCEPT, Verdict.EDIT, Verdict.ADD}:
        entry["says"] = content
    if verdict is not Verdict.ADD:
        entry["was"] = annotation.get("read", content)
    return entry


def _quote(target: Plain) -> Plain:
    selectors = {s["type"]: s for s in _many(target["selector"])}
    words, place = selectors["TextQuoteSelector"], selectors.get("TextPositionSelector", {})
    return {
        "exact": words["exact"],
        "prefix": words.get("prefix", ""),
        "suffix": words.get("suffix", ""),
        "start": place.get("start", 0),
        "end": place.get("end", 0),
    }


def _many(value: Any) -> list[Any]:  # noqa: ANN401 - JSON-LD writes one value without a list
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


__all__ = ["CONTEXT", "STANDARD", "read", "write"]
