"""Jobs on a document that somebody sends: judge it, examine it, add it to a store.

They run in a process of their own that holds no graph and is bounded in memory and time: a hostile
file can end it, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.errors import AlirError
from graph_builder.server.reply import Progress, Reply, Tell

if TYPE_CHECKING:
    from graph_builder.model import PolicyVersion
    from graph_builder.validation.run import VersionReport

STYLES: Mapping[str, str] = {
    "json": "application/json",
    "sarif": "application/sarif+json",
    "html": "text/html; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "turtle": "text/turtle",
}
STAGES = ("fetch", "read", "validate", "draw")
_UNREADABLE = 422


def validate(tell: Tell, *, name: str, data: bytes, law: str, style: str, language: str) -> Reply:
    """Return the report on a document; nothing of it is kept."""
    from graph_builder.validation.catalogue import jurisdictions
    from graph_builder.validation.reports import View, render

    found = _built(tell, name, data, force=False)
    if isinstance(found, Reply):
        return found
    tell(Progress("validate"))
    reports = _judged(found, name, law)
    laws = jurisdictions(law)
    return Reply(200, STYLES[style], render(style, reports, View(language, laws=laws)).encode())


def examine(
    tell: Tell,
    *,
    name: str,
    data: bytes,
    url: str,
    law: str,
    force: bool,
    most_bytes: int,
) -> Reply:
    """Return all that a person wants to see of a document: report, texts, downloads, views.

    The body is JSON: ``name``, ``hash``, ``reports`` (as the JSON report) and ``texts`` by version.
    The files are the reports in all styles (in English and Indonesian, ``id.html`` the latter),
    ``view`` the page of the views, and ``document`` the bytes themselves.

    Args:
        tell: hears of progress.
        name: what the document is called; its address where it is fetched.
        data: the document, empty where it is fetched.
        url: its address, empty where it was sent. Only public addresses are fetched.
        law: whose shapes to use.
        force: examine it although it does not look like a policy.
        most_bytes: largest document that is fetched.
    """
    from graph_builder.validation.catalogue import jurisdictions
    from graph_builder.validation.reports import View, render
    from graph_builder.validation.reports.json import version as as_plain

    if url:
        from graph_builder.documents.web import fetch

        tell(Progress("fetch"))
        try:
            fetched = fetch(url, max_bytes=most_bytes)
        except AlirError as error:
            return _refused(error)
        name, data = fetched.url, fetched.data
    found = _built(tell, name, data, force=force)
    if isinstance(found, Reply):
        return found
    tell(Progress("validate"))
    reports = _judged(found, name, law)
    laws = jurisdictions(law)
    tell(Progress("draw"))
    files = {
        f"{prefix}{style}": Reply(
            200, media, render(style, reports, View(language, laws=laws)).encode()
        )
        for language, prefix in (("en", ""), ("id", "id."))
        for style, media in STYLES.items()
    }
    files["document"] = Reply(200, "application/octet-stream", data)
    files["view"] = _view(found, reports)
    body = {
        "name": name,
        "hash": hashlib.sha256(data).hexdigest(),
        "reports": [as_plain(r) for r in reports],
        "texts": {_iri(v): v.text for v in found},
        "statements": {_iri(v): len(v.practices) for v in found},
    }
    return Reply(200, "application/json", json.dumps(body, ensure_ascii=False).encode(), {}, files)


def add(tell: Tell, *, name: str, data: bytes, store: Path, force: bool) -> Reply:
    """Build a document into a store, as ``alir build`` does."""
    from graph_builder.build.inputs import Input
    from graph_builder.build.pipeline import Options
    from graph_builder.build.run import Scale, Target, run

    tell(Progress("read"))
    options = Options(max(len(data), 1), force)
    report = run([Input(name, data)], Target(store), options, Scale(), lambda _done, _name: None)
    if report.failed:
        failed = report.failed[0]
        return Reply.problem(_UNREADABLE, f"{failed.code} {failed.message}", failed.hint)
    return Reply.json({"versions": [{"iri": v.iri, "policy": v.policy} for v in report.records]})


def _built(tell: Tell, name: str, data: bytes, *, force: bool) -> tuple[PolicyVersion, ...] | Reply:
    from graph_builder.build.inputs import Input
    from graph_builder.build.pipeline import Options, build

    tell(Progress("read"))
    try:
        return build(Input(name, data), Options(max(len(data), 1), force))
    except AlirError as error:
        return _refused(error)


def _refused(error: AlirError) -> Reply:
    return Reply.problem(_UNREADABLE, f"{error.code} {error.message}", error.hint)


def _judged(versions: Sequence[PolicyVersion], name: str, law: str) -> tuple[VersionReport, ...]:
    from graph_builder.build.validating import validate_versions

    return validate_versions(versions, {v.source: name for v in versions}, law)


def _view(
    versions: Sequence[PolicyVersion],
    reports: Sequence[VersionReport],
) -> Reply:
    from graph_builder.graph.sources import Source
    from graph_builder.server.place import place
    from graph_builder.views import matrix
    from graph_builder.views.page import render
    from graph_builder.vocabulary import default

    sources = [Source(_iri(v), v) for v in versions]
    html = render(sources, default(), matrix.table(reports, sources), place("/validate"))
    return Reply(200, "text/html; charset=utf-8", html.encode())


def _iri(version: PolicyVersion) -> str:
    from graph_builder.graph.to_rdf import version_iri

    return version_iri(version)


__all__ = ["STAGES", "STYLES", "add", "examine", "validate"]
