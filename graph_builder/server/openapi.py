"""The OpenAPI 3.1 description of the JSON API, as plain data."""

from __future__ import annotations

from typing import Any

from graph_builder.server.document_jobs import STYLES
from graph_builder.validation.catalogue import LAWS

_LANGUAGES = ["en", "id"]


def document(server: str, version: str) -> dict[str, Any]:
    """Return the description.

    Args:
        server: base address.
        version: of the program.
    """
    return {
        "openapi": "3.1.0",
        "info": {"title": "Alir", "version": version, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": server}],
        "paths": {
            "/api/ask": {
                "get": _operation(
                    "Answer a question in English or Indonesian, with its proofs",
                    [_parameter("q", required=True), _parameter("lang", _LANGUAGES)],
                )
            },
            "/api/policies": {"get": _operation("List the policy versions", [])},
            "/api/flows": {
                "get": _operation(
                    "List the data flows", [_parameter("policy"), _parameter("lang", _LANGUAGES)]
                )
            },
            "/api/validate": {"post": _validate()},
        },
    }


def _validate() -> dict[str, Any]:
    parameters = [
        _parameter("name"),
        _parameter("law", list(LAWS)),
        _parameter("format", list(STYLES)),
        _parameter("lang", _LANGUAGES),
    ]
    binary = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    body = {"required": True, "content": binary}
    return _operation("Validate a document; nothing of it is kept", parameters) | {
        "requestBody": body
    }


def _operation(summary: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    problem = {"description": "What is wrong, in plain text"}
    responses = {"200": {"description": "The answer"}, "400": problem, "503": problem}
    return {"summary": summary, "parameters": parameters, "responses": responses}


def _parameter(
    name: str, choices: list[str] | None = None, *, required: bool = False
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"} | ({"enum": choices} if choices else {})
    return {"name": name, "in": "query", "required": required, "schema": schema}


__all__ = ["document"]
