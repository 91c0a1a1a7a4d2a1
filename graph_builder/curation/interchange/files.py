"""Exchange files by their endings: what a session is written to, and what it takes over.

``.jsonld`` Web Annotation, ``.jsonl`` doccano, ``.cas.json`` INCEpTION, ``.csv`` table, any other
``.json`` annotated data (written only), ``.toml`` another review file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from graph_builder.curation import review_file
from graph_builder.curation.decisions import Decision, Signature
from graph_builder.curation.interchange import (
    annotated,
    doccano,
    inception,
    spans,
    table,
    web_annotation,
)
from graph_builder.curation.interchange.entries import decisions, entries
from graph_builder.curation.session import Session
from graph_builder.errors import DocumentError, UsageError
from graph_builder.files import write_bytes
from graph_builder.graph.to_rdf import version_iri

_TEXT = frozenset({".txt", ".md", ".markdown"})

T = TypeVar("T")
Read = Callable[[Session, Path, Signature], list[Decision]]


def export(session: Session, path: Path) -> list[Path]:
    """Write what was read and decided to a file; return the files written.

    Annotated data and CAS have one file a language where the policy has several; beside annotated
    data stands the normalised text where the policy is no text file.

    Raises:
        UsageError: the ending is none of those known.
        AlirError: ``E-OUTPUT``, it cannot be written.
    """
    written = []
    for target, text in _form(path, _WRITERS)(session, path):
        write_bytes(text.encode(), target)
        written.append(target)
    return written


def take(session: Session, path: Path, signature: Signature) -> int:
    """Take the decisions of a file over; return how many were new.

    Args:
        session: the policy they are about.
        path: of the file.
        signature: who and when, where the file does not tell.

    Raises:
        UsageError: the ending is none of those known.
        DocumentError: ``E-REVIEW``, the file holds something that is no decision.
    """
    return session.take_over(_form(path, _READERS)(session, path, signature))


def _form(path: Path, known: Mapping[str, T]) -> T:
    """Return what a file's ending stands for; the first that fits counts."""
    name = path.name.lower()
    for ending, form in known.items():
        if name.endswith(ending):
            return form
    raise UsageError("E-USAGE", f"{path}: unknown ending", f"One of {', '.join(known)}.")


def _for_language(path: Path, ending: str, language: str, session: Session) -> Path:
    """Return the file of one language: named after it where the policy has several."""
    stem = path.name[: -len(ending)]
    several = len(session.versions) > 1
    return path.with_name(f"{stem}.{language}{ending}" if several else path.name)


def _web(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    sources = {v.language: version_iri(v) for v in session.versions}
    yield path, web_annotation.write(entries(session), sources)


def _table(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    yield path, table.write(entries(session))


def _lines(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    yield path, doccano.write(session)


def _cas(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    for document in spans.documents(session):
        target = _for_language(path, ".cas.json", document["language"], session)
        yield target, inception.write(document)


def _annotated(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    for version in session.versions:
        target = _for_language(path, ".json", version.language, session)
        yield target, annotated.write(session, version)
    if Path(session.name).suffix.lower() not in _TEXT:
        yield path.with_suffix(".txt"), session.versions[0].text


def _content(path: Path) -> str:
    try:
        # newline="" keeps line breaks inside the cells of a table as they are.
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise DocumentError("E-REVIEW", f"{path}: {error}") from error


def _from_web(_: Session, path: Path, signature: Signature) -> list[Decision]:
    return decisions(web_annotation.read(_content(path), path.name), signature)


def _from_table(_: Session, path: Path, signature: Signature) -> list[Decision]:
    return decisions(table.read(_content(path), path.name), signature)


def _from_lines(session: Session, path: Path, signature: Signature) -> list[Decision]:
    return doccano.read(_content(path), path.name, session, signature)


def _from_cas(session: Session, path: Path, signature: Signature) -> list[Decision]:
    return inception.read(_content(path), path.name, session, signature)


def _from_review(_: Session, path: Path, __: Signature) -> list[Decision]:
    return list(review_file.read(path).all)


_WRITERS: Mapping[str, Callable[[Session, Path], Iterator[tuple[Path, str]]]] = {
    ".jsonld": _web,
    ".jsonl": _lines,
    ".csv": _table,
    ".cas.json": _cas,
    ".json": _annotated,
}
_READERS: Mapping[str, Read] = {
    ".jsonld": _from_web,
    ".jsonl": _from_lines,
    ".cas.json": _from_cas,
    ".csv": _from_table,
    ".toml": _from_review,
}

__all__ = ["export", "take"]
