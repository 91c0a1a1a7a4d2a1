"""The OpenAPI 3.1 description of the JSON API, as plain data.

Schemas of records are derived from the dataclasses that answers are made of, so that a field added
there is described here; the rest is in :mod:`graph_builder.server.schemas`.
"""

from __future__ import annotations

from typing import Any

from graph_builder.server.document_jobs import STYLES
from graph_builder.server.schemas import schemas
from graph_builder.validation.laws import LAWS

Json = dict[str, Any]

_LANGUAGES = ["en", "id"]
_PLAIN = {"text/plain": {"schema": {"type": "string"}}}
_PROBLEMS = {
    "400": "A parameter is missing or unknown",
    "401": "The server needs its token",
    "403": "A page of another origin asked, or this server only reads",
    "404": "There is no such thing",
    "413": "The document is too large",
    "415": "A file of this kind cannot be read",
    "422": "The document cannot be read as a policy",
    "429": "Too many requests",
    "503": "Too busy, out of time, or out of memory",
}
_ALWAYS = ("401", "429", "503")


def document(server: str, version: str) -> Json:
    """Return the description.

    Args:
        server: base address.
        version: of the program.
    """
    return {
        "openapi": "3.1.0",
        "info": {"title": "Alir", "version": version, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": server}],
        "paths": _paths(),
        "components": {"schemas": schemas()},
    }


def _paths() -> Json:
    key = _parameter("key", where="path")
    return {
        "/api/ask": {"get": _ask()},
        "/api/suggestions": {
            "get": _operation("Tell what can be asked, by language", "Suggestions")
        },
        "/api/policies": {"get": _operation("List the policy versions", "Policies")},
        "/api/completeness": {
            "get": _operation(
                "Count what the versions of a policy state of the elements of a notice",
                "Completeness",
                [_parameter("policy", required=True)],
                ("400", "404"),
            )
        },
        "/api/flows": {
            "get": _operation(
                "List the data flows, of one policy or of all",
                "Flows",
                [_parameter("policy"), _parameter("lang", _LANGUAGES)],
                ("400",),
            )
        },
        "/api/validate": {"post": _validate()},
        "/api/validations": {"post": _start()},
        "/api/validations/{key}": {
            "get": _operation(
                "Tell how far it is; in the end, the report", "State", [key], ("404",)
            ),
            "delete": _bare("Forget it, and stop what still runs", "204", [key], ("403", "404")),
        },
        "/api/validations/{key}/{file}": {"get": _file(key)},
        "/api/validations/{key}/store": {
            "post": _operation("Add it to the store", "Added", [key], ("403", "404", "422"))
        },
    }


def _ask() -> Json:
    return _operation(
        "Answer a question in English or Indonesian, with its proofs",
        "Answer",
        [_parameter("q", required=True), _parameter("lang", _LANGUAGES)],
        ("400",),
    )


def _validate() -> Json:
    parameters = [
        _parameter("name"),
        _parameter("law", list(LAWS)),
        _parameter("format", list(STYLES)),
        _parameter("lang", _LANGUAGES),
    ]
    refusals = ("400", "403", "413", "415", "422")
    operation = _bare("Validate a document; nothing of it is kept", "200", parameters, refusals)
    operation["responses"]["200"]["content"] = {
        media.partition(";")[0]: {"schema": {"$ref": "#/components/schemas/Report"}}
        if style == "json"
        else {}
        for style, media in STYLES.items()
    }
    return operation | {"requestBody": _body(required=True)}


def _start() -> Json:
    parameters = [
        _parameter("name"),
        _parameter("url"),
        _parameter("law", list(LAWS)),
        _parameter("force", ["yes"]),
    ]
    operation = _operation(
        "Begin to examine a document, sent or fetched; it is kept in memory for an hour at most",
        "Started",
        parameters,
        ("400", "403", "413", "415"),
        status="202",
    )
    return operation | {"requestBody": _body(required=False)}


def _file(key: Json) -> Json:
    names = [*STYLES, *(f"id.{style}" for style in STYLES), "view"]
    wanted = _parameter("file", names, where="path")
    return _bare(
        "Return the report as a file, or the page of the views", "200", [key, wanted], ("404",)
    )


def _body(*, required: bool) -> Json:
    schema = {"type": "string", "format": "binary"}
    return {"required": required, "content": {"application/octet-stream": {"schema": schema}}}


def _operation(
    summary: str,
    schema: str,
    parameters: list[Json] | None = None,
    refusals: tuple[str, ...] = (),
    status: str = "200",
) -> Json:
    operation = _bare(summary, status, parameters or [], refusals)
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    operation["responses"][status]["content"] = content
    return operation


def _bare(summary: str, status: str, parameters: list[Json], refusals: tuple[str, ...]) -> Json:
    problems = {
        code: {"description": _PROBLEMS[code], "content": _PLAIN}
        for code in sorted({*refusals, *_ALWAYS})
    }
    responses = {status: {"description": "Done"}, **problems}
    return {"summary": summary, "parameters": parameters, "responses": responses}


def _parameter(
    name: str, choices: list[str] | None = None, *, required: bool = False, where: str = "query"
) -> Json:
    schema: Json = {"type": "string"} | ({"enum": choices} if choices else {})
    return {"name": name, "in": where, "required": required or where == "path", "schema": schema}


__all__ = ["document"]
