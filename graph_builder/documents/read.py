"""One input to its documents, one for each supported language found in it.

1. Get the bytes (file, given bytes, or address) within the size limit.
2. Decide the format by the bytes, then by the name; let its reader make text and blocks.
3. Decide the language of every line; a language with a real share of the text is a document.
4. Make blocks of the lines of each, and sentences of the blocks.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from graph_builder.documents import inline, language, sentences, shapes
from graph_builder.documents.account import FATES, WORDS, signs
from graph_builder.documents.decode import decode
from graph_builder.documents.document import Block, BlockKind, Document, Sentence
from graph_builder.documents.genre import genre
from graph_builder.documents.lines import Line
from graph_builder.documents.media import DOCX, HTML, PDF, media_type
from graph_builder.documents.readers import text as text_reader
from graph_builder.documents.readers.parts import Parts
from graph_builder.documents.structure import Outline
from graph_builder.errors import DocumentError
from graph_builder.files import DEFAULT_MAX_BYTES, read_bytes, too_large

_REAL_SHARE = 0.1
_REAL_LENGTH = 400


def read(
    source: str | Path,
    *,
    data: bytes | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    force: bool = False,
    allow_private: bool = False,
) -> tuple[Document, ...]:
    """Return the documents of one input, in the order in which their languages appear.

    Args:
        source: path or ``http(s)`` address; only a name where ``data`` is given.
        data: the bytes, where they are at hand already.
        max_bytes: largest input that is read.
        force: read it although it does not look like a privacy policy.
        allow_private: fetch from private and loopback addresses, too.

    Raises:
        DocumentError: it cannot be read, or holds nothing that Alir could read.
        UnsupportedError: its format needs an extra that is not installed.
    """
    name = str(source)
    if data is None:
        data = (
            _fetched(name, max_bytes, allow_private=allow_private)
            if _is_address(name)
            else _load(Path(source), max_bytes)
        )
    if len(data) > max_bytes:
        raise too_large(name, len(data), max_bytes)
    kind = media_type(data, name)
    parts = _parts(data, name, kind)
    if not parts.lines:
        raise DocumentError("E-EMPTY", f"{name}: no text in it{_besides(parts)}")
    documents = _by_language(name, parts)
    found = genre(parts.text)
    if not force and not found.is_policy:
        raise DocumentError("E-NOT-A-POLICY", f"{name}: this looks like {found.reason}")
    if found.is_thin:
        parts = replace(parts, notes=(*parts.notes, "E-SHORT"))
    digest = hashlib.sha256(data).hexdigest()
    return tuple(
        _document(parts, code, lines, source=name, source_hash=digest, media_type=kind)
        for code, lines in documents
    )


def _besides(parts: Parts) -> str:
    """Return what an input without text holds nevertheless: a page of menus is not empty to see."""
    largest = max(parts.account, key=parts.account.__getitem__, default="")
    return f" but {WORDS[largest]}" if largest in WORDS else ""


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _fetched(name: str, max_bytes: int, *, allow_private: bool) -> bytes:
    from graph_builder.documents.web import fetch

    return fetch(name, max_bytes=max_bytes, allow_private=allow_private).data


def _parts(data: bytes, name: str, kind: str) -> Parts:
    """Return text and lines of a file by the reader for its format."""
    if kind in _OF_BYTES:
        return _OF_BYTES[kind](data, name)
    if kind in {"application/msword", "application/rtf"}:
        hint = "Save it as .docx, .pdf or .txt and give that."
        raise DocumentError("E-BINARY", f"{name}: an old word processor format", hint)
    return _OF_TEXT.get(kind, text_reader.read)(decode(data, name))


def _html(text: str) -> Parts:
    from graph_builder.documents.readers import html

    return html.read(text)


def _docx(data: bytes, name: str) -> Parts:
    from graph_builder.documents.readers import docx

    return docx.read(data, name)


def _pdf(data: bytes, name: str) -> Parts:
    from graph_builder.documents.readers import pdf

    return pdf.read(data, name)


_OF_BYTES: dict[str, Callable[[bytes, str], Parts]] = {DOCX: _docx, PDF: _pdf}
_OF_TEXT: dict[str, Callable[[str], Parts]] = {HTML: _html}


def _load(path: Path, max_bytes: int) -> bytes:
    try:
        return read_bytes(path, max_bytes)
    except FileNotFoundError as error:
        raise DocumentError("E-NOT-FOUND", f"{path}: no such file") from error
    except OSError as error:
        raise DocumentError("E-UNREADABLE", f"{path}: {error.strerror or error}") from error


def _by_language(name: str, parts: Parts) -> list[tuple[str, list[Line]]]:
    """Return the languages to make documents of, in order of appearance, with their lines."""
    lines = list(inline.split(parts.lines, parts.text))
    codes = language.assign(
        [line.text for line in lines],
        frozenset(at for at, line in enumerate(lines) if line.level or shapes.could_head(line)),
    )
    sizes: Counter[str] = Counter()
    for code, line in zip(codes, lines, strict=True):
        sizes[code] += len(line.text)
    whole = sum(sizes.values())
    readable = {code: sizes[code] for code in language.SUPPORTED if sizes[code]}
    if not readable or max(readable.values()) * 3 < whole:
        overall = language.identify(parts.text)
        if overall is None or overall.code not in language.SUPPORTED:
            raise _foreign(name, parts.text)
        readable.setdefault(overall.code, whole)  # its lines are too short to tell one by one
    main = max(readable, key=lambda code: (readable[code], code))
    chosen = [
        code
        for code, size in readable.items()
        if code == main or (size >= _REAL_LENGTH and size >= _REAL_SHARE * whole)
    ]
    homes = [code if code in chosen else main for code in codes]
    chosen.sort(key=homes.index)
    return [
        (code, [line for line, home in zip(lines, homes, strict=True) if home == code])
        for code in chosen
    ]


def _foreign(name: str, text: str) -> DocumentError:
    guess = language.identify(text)
    seems = f"seems to be {guess.name}" if guess else "is in no language that could be told"
    return DocumentError(
        "E-LANGUAGE", f"{name}: the text {seems}; Alir reads English and Indonesian"
    )


def _document(parts: Parts, code: str, lines: list[Line], **origin: str) -> Document:
    blocks = Outline(lines).build()
    return Document(
        text=parts.text,
        language=code,
        blocks=blocks,
        sentences=tuple(_sentences(parts.text, code, blocks)),
        coverage=parts.coverage,
        notes=parts.notes,
        account=_account(parts),
        source=origin["source"],
        source_hash=origin["source_hash"],
        media_type=origin["media_type"],
    )


def _account(parts: Parts) -> dict[str, int]:
    """Return the signs of the visible text by fate; what is in no line of a text is markup."""
    if parts.account:
        return {fate: n for fate in FATES if (n := parts.account.get(fate, 0))}
    kept = sum(
        sum(signs(parts.text[c.start : c.end]) for c in line.cells) or signs(line.text)
        for line in parts.lines
    )
    headers = {cell.header for line in parts.lines for cell in line.cells}
    kept += sum(map(signs, headers))
    return {"kept": kept, "markup": signs(parts.text) - kept}


def _sentences(text: str, code: str, blocks: tuple[Block, ...]) -> list[Sentence]:
    return [
        Sentence(block.start + start, block.start + end, at)
        for at, block in enumerate(blocks)
        for start, end in sentences.split(
            text[block.start : block.end], code, bullets=block.kind is not BlockKind.ROW
        )
    ]


__all__ = ["DEFAULT_MAX_BYTES", "read"]
