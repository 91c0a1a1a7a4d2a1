"""Exchange files by their endings: what a session is written to, and what it takes over.

``.jsonld`` Web Annotation, ``.jsonl`` doccano, ``.csv`` table, ``.json`` annotated data (written
only), ``.toml`` another review file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from graph_builder.curation import review_file
from graph_builder.curation.decisions import Decision, Signature
from graph_builder.curation.interchange import annotated, spans, table, web_annotation
from graph_builder.curation.interchange.entries import decisions, entries
from graph_builder.curation.session import Session
from graph_builder.errors import DocumentError, UsageError
from graph_builder.graph.export import write_bytes
from graph_builder.graph.to_rdf import version_iri

_TEXT = frozenset({".txt", ".md", ".markdown"})

Read = Callable[[Session, Path, Signature], list[Decision]]


def export(session: Session, path: Path) -> list[Path]:
    """Write what was read and decided to a file; return the files written.

    Annotated data has one file a language where the policy has several, and the normalised text
    beside it where the policy is no text file.

    Raises:
        UsageError: the ending is none of those known.
        AlirError: ``E-OUTPUT``, it cannot be written.
    """
    form = _WRITERS.get(path.suffix.lower())
    if form is None:
        raise _unknown(path, _WRITERS)
    written = []
    for target, text in form(session, path):
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
    form = _READERS.get(path.suffix.lower())
    if form is None:
        raise _unknown(path, _READERS)
    return session.take_over(form(session, path, signature))


def _unknown(path: Path, known: Mapping[str, object]) -> UsageError:
    return UsageError("E-USAGE", f"{path}: unknown ending", f"One of {', '.join(known)}.")


def _web(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    sources = {v.language: version_iri(v) for v in session.versions}
    yield path, web_annotation.write(entries(session), sources)


def _table(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    yield path, table.write(entries(session))


def _spans(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    yield path, spans.write(session)


def _annotated(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    several = len(session.versions) > 1
    for version in session.versions:
        ending = f".{version.language}.json" if several else ".json"
        yield path.with_suffix(ending), annotated.write(session, version)
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


def _from_spans(session: Session, path: Path, signature: Signature) -> list[Decision]:
    return spans.read(_content(path), path.name, session, signature)


def _from_review(_: Session, path: Path, __: Signature) -> list[Decision]:
    return list(review_file.read(path).all)


_WRITERS: Mapping[str, Callable[[Session, Path], Iterator[tuple[Path, str]]]] = {
    ".jsonld": _web,
    ".jsonl": _spans,
    ".csv": _table,
    ".json": _annotated,
}
_READERS: Mapping[str, Read] = {
    ".jsonld": _from_web,
    ".jsonl": _from_spans,
    ".csv": _from_table,
    ".toml": _from_review,
}

__all__ = ["export", "take"]
