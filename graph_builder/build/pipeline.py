"""One input all the way: bytes to documents to what they say.

1. Read the input; a file with two languages gives two documents.
2. Extract each.
3. Apply the decisions of the review file beside it (``graph_builder.curation``), if there is one.
4. Whatever goes wrong with one input becomes a :class:`Failed` with its code and
   never stops the next.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph_builder.build import translations
from graph_builder.build.inputs import STANDARD_INPUT, Failed, Input
from graph_builder.errors import AlirError, DocumentError
from graph_builder.files import DEFAULT_MAX_BYTES
from graph_builder.model import PolicyVersion
from graph_builder.vocabulary import default

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_builder.curation.overlay import Outcome, Reviewed
    from graph_builder.documents import Document


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read.

    Attributes:
        max_bytes: largest input.
        force: build what does not look like a policy, too.
        allow_private: fetch from private and loopback addresses, too.
    """

    max_bytes: int = DEFAULT_MAX_BYTES
    force: bool = False
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """An input, what its language versions say, and what became of decisions about it."""

    source: str
    versions: tuple[PolicyVersion, ...]
    outcomes: tuple[Outcome, ...] = ()


def build(given: Input, options: Options) -> tuple[PolicyVersion, ...]:
    """Return what one input says, a version for each language, decisions applied.

    Raises:
        DocumentError: it cannot be read, or holds nothing to extract from; ``E-REVIEW``, its review
            file is damaged.
    """
    return reviewed(given, options).versions


def reviewed(given: Input, options: Options) -> Reviewed:
    """Return what one input says with what became of the decisions about it.

    Raises:
        DocumentError: as :func:`build`.
    """
    return decided(versions(given, options), given)


def decided(read: tuple[PolicyVersion, ...], given: Input) -> Reviewed:
    """Return what was read in an input with the decisions about it applied.

    Raises:
        DocumentError: ``E-REVIEW``, its review file is damaged.
    """
    from graph_builder.curation import overlay, review_file

    path = given.review
    found = review_file.read(path) if path and path.is_file() else None
    return overlay.apply(read, found) if found else overlay.Reviewed(read, ())


def versions(given: Input, options: Options) -> tuple[PolicyVersion, ...]:
    """Return what extraction reads in one input, before any decision.

    Raises:
        DocumentError: it cannot be read, or holds nothing to extract from.
    """
    from graph_builder.documents import read

    source = given.name if given.source == STANDARD_INPUT else given.source
    where = source if "://" in source or given.data is not None else Path(source)
    documents = read(
        where,
        data=given.data,
        max_bytes=options.max_bytes,
        force=options.force,
        allow_private=options.allow_private,
    )
    return said(documents, given, options)


def said(
    documents: Iterable[Document], given: Input, options: Options
) -> tuple[PolicyVersion, ...]:
    """Return what extraction reads in the documents of an input, named and linked."""
    from graph_builder.extraction import extract

    vocabulary = default()
    found = (extract(replace(d, source=given.name), vocabulary) for d in documents)
    named = (replace(v, policy=work(v.source)) if "://" in v.source else v for v in found)
    original = (
        "" if given.review is None else translations.original(Path(given.source), options.max_bytes)
    )
    return translations.link(tuple(named), original)


def work(address: str) -> str:
    """Return the name of the policy at an address: of many called ``privacy`` each has its own.

    >>> work("https://www.example.com/legal/privacy.html?lang=en")
    'example-com-legal-privacy'
    """
    from graph_builder.extraction.extract import slug

    try:
        parts = urlsplit(address)
    except ValueError:  # it only looks like an address
        return slug(address)
    place = f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"
    return slug(place.replace("/", "-"))


def attempt(given: Input | Failed, options: Options) -> Built | Failed:
    """Build one input; a failure is returned, not raised."""
    if isinstance(given, Failed):
        return given
    try:
        found = reviewed(given, options)
        return Built(given.source, found.versions, found.outcomes)
    except AlirError as error:
        return Failed.of(given.source, error)
    except OSError as error:
        code = "E-UNREADABLE" if isinstance(error, PermissionError) else "E-NOT-FOUND"
        message = f"{given.source}: {error.strerror or error}"
        return Failed.of(given.source, DocumentError(code, message))
    except Exception as error:  # noqa: BLE001 - one input must never stop the others
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(where.filename).name}, line {where.lineno}"
        message = f"{given.source}: {type(error).__name__}: {error} ({place})"
        return Failed.of(given.source, AlirError("E-INTERNAL", message))


__all__ = [
    "Built",
    "Options",
    "attempt",
    "build",
    "decided",
    "reviewed",
    "said",
    "versions",
]
