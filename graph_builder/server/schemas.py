"""The JSON schemas of what the API answers (JSON Schema 2020-12, as OpenAPI 3.1 uses it)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from graph_builder.graph.flows import Flow
from graph_builder.questions.answers import Verdict
from graph_builder.questions.proof import Proof

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_TYPES = {"str": _TEXT, "int": {"type": "integer"}, "float": {"type": "number"}}


def schemas() -> dict[str, Json]:
    """Return the schemas by name."""
    named = _record(value=_TEXT, name=_TEXT)
    return {
        "Answer": _record(
            question=_TEXT,
            language=_TEXT,
            intent=_TEXT,
            answer=_TEXT,
            verdicts=_list(_of(Verdict, name=_TEXT)),
            columns=_by_name(_TEXT),
            policies=_by_name(_COUNT),
            rows=_list(_by_name(named)),
            truncated={"type": "boolean"},
            evidence=_list(_of(Proof)),
            query=_TEXT,
            sparql=_TEXT,
        ),
        "Suggestions": _by_name(
            _record(patterns=_list(_TEXT), names=_by_name(_list(_TEXT))),
        ),
        "Policies": _list(
            _record(iri=_TEXT, policy=_TEXT, language=_TEXT, source=_TEXT, name=_TEXT)
        ),
        "Completeness": _record(elements=_COUNT, versions=_by_name(_by_name(_COUNT))),
        "Flows": _list(_of(Flow)),
        "Report": _record(
            reports=_list(_version()), matrix=_matrix(), baseline=_record(passed=_COUNT)
        ),
        "Started": _record(id=_TEXT, address=_TEXT),
        "State": {"oneOf": [_working(), _failed(), _done()]},
        "Added": _record(versions=_list(_record(iri=_TEXT, policy=_TEXT))),
    }


def _state(state: str, **more: Json) -> Json:
    return _record(name=_TEXT, stages=_list(_TEXT), state={"const": state}, **more)


def _working() -> Json:
    return _state("working", stage=_TEXT)


def _failed() -> Json:
    return _state("failed", error=_TEXT)


def _done() -> Json:
    return _state(
        "done",
        hash=_TEXT,
        reports=_list(_version()),
        texts=_by_name(_TEXT),
        statements=_by_name(_COUNT),
    )


def _matrix() -> Json:
    row = _record(version=_TEXT, source=_TEXT, language=_TEXT, statuses=_list(_TEXT))
    return _record(elements=_list(_TEXT), versions=_list(row))


def _version() -> Json:
    """Return the schema of one version's report (:mod:`graph_builder.validation.reports.json`)."""
    both = _by_name(_TEXT)
    maybe: Json = {"oneOf": [{"type": "null"}, {"type": "object", "required": ["start", "end"]}]}
    judgement = _record(
        element=_TEXT, name=both, law=both, status=_TEXT, place=maybe, nearest=maybe
    )
    finding = {
        "type": "object",
        "required": ["rule", "severity", "message", "law", "place", "fingerprint"],
        "properties": {"rule": _TEXT, "severity": _TEXT, "message": both, "law": both},
    }
    return {
        "type": "object",
        "required": ["policy", "version", "source", "language", "findings", "requirements"],
        "properties": {
            "policy": _TEXT,
            "version": _TEXT,
            "source": _TEXT,
            "language": _TEXT,
            "title": _TEXT,
            "coverage": {"type": ["number", "null"]},
            "counts": _by_name(_COUNT),
            "findings": _list(finding),
            "requirements": _list(judgement),
        },
    }


def _of(record: type, **more: Json) -> Json:
    """Return the schema of a dataclass of plain values, with further fields."""
    plain = {f.name: _TYPES[str(f.type)] for f in fields(record)}
    return _record(**plain, **more)


def _record(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _by_name(schema: Json) -> Json:
    return {"type": "object", "additionalProperties": schema}


def _list(schema: Json) -> Json:
    return {"type": "array", "items": schema}


__all__ = ["schemas"]
