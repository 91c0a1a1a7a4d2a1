"""Word files: mammoth makes a page of them, which goes the way of all pages."""

from __future__ import annotations

import io
import zipfile

from graph_builder.documents.readers import html
from graph_builder.documents.readers.parts import Parts
from graph_builder.errors import DocumentError, UnsupportedError

_LARGEST_UNPACKED = 100 * 1024 * 1024
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"


def read(data: bytes, source: str) -> Parts:
    """Return the lines of a Word file.

    Raises:
        DocumentError: it is damaged (``E-DAMAGED``), no Word file (``E-BINARY``), or unpacks to
            more than 100 MB (``E-TOO-LARGE``).
        UnsupportedError: mammoth is not installed.
    """
    try:
        import mammoth
    except ImportError as error:
        hint = "pip install 'alir[documents]'"
        raise UnsupportedError("E-EXTRA", f"{source}: Word files need mammoth", hint) from error
    _check(data, source)
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_image)
        )
    except Exception as error:  # mammoth raises whatever its XML meets
        raise DocumentError("E-DAMAGED", f"{source}: {type(error).__name__}: {error}") from error
    return html.read(f"<html><body><main>{page.value}</main></body></html>")


def _no_image(_image: object) -> dict[str, str]:
    return {"src": ""}


def _check(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except zipfile.BadZipFile as error:
        raise DocumentError("E-DAMAGED", f"{source}: the file is cut off or damaged") from error
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise DocumentError("E-BINARY", f"{source}: a zip archive, but no Word file")
    size = sum(entry.file_size for entry in entries)
    if size > _LARGEST_UNPACKED:
        raise DocumentError("E-TOO-LARGE", f"{source}: unpacks to {size:,} bytes")
