"""The named queries of ``queries/``: their headers, their parameters, their text.

A query is a ``.rq`` file that any SPARQL tool can run as it is. Its header comments say what it
is for::

    # title: Who receives a category of data
    # title@id: Siapa yang menerima suatu kategori data
    # description: One row per policy, recipient and category as stated …
    # keywords: recipient, sharing
    # parameters: data: data = IP address; policy: policy?
    # not-found: certainty

A parameter is a variable that the text binds with ``VALUES ?data { … }``; what stands between the
braces is a default that keeps the file runnable, and the value given replaces it as a term.
``data`` before the equals
sign is the kind of concept that the value must be; a question mark makes the parameter optional,
and
its ``VALUES`` clauses are left out when it is not given.

``not-found`` names the column in which a policy without any row gets a row that says so: absence is
shown, never left to be inferred.

A file of the same name ending in ``.sql`` answers the same question from the flow index.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph_builder import resources
from graph_builder.errors import QueryError
from graph_builder.nearest import nearest

_HEADER = re.compile(r"^#\s*(title(?:@id)?|description|keywords|parameters|not-found):\s*(.*)$")
_CONTINUED = re.compile(r"^#\s{2,}(\S.*)$")
_PARAMETER = re.compile(
    r"(?P<name>\w+):\s*(?P<kind>[\w-]+)(?P<optional>\?)?(?:\s*=\s*(?P<example>.+))?"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: ``kind`` is a kind of concept, ``policy``, ``text`` or ``any``."""

    name: str
    kind: str
    optional: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its header. ``name`` is ``who-receives``, ``theme`` its folder.

    ``not_found`` is the column that tells of policies without rows, or empty. ``sql`` is the text
    of
    the twin that runs on the flow index, or empty.
    """

    name: str
    theme: str
    text: str
    titles: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    keywords: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    not_found: str = ""
    sql: str = ""

    def title(self, language: str = "en") -> str:
        """Return the title in a language, else the English one, else the name."""
        return self.titles.get(language) or self.titles.get("en") or self.name

    @property
    def body(self) -> str:
        """Return the query without its header comments."""
        lines = self.text.splitlines()
        first = next((i for i, line in enumerate(lines) if not line.startswith("#")), 0)
        return "\n".join(lines[first:]).strip() + "\n"

    @property
    def is_check(self) -> bool:
        """Tell whether any row of the result is a failure."""
        return self.name.endswith("-violation")


def parse(text: str, name: str = "query", theme: str = "", sql: str = "") -> NamedQuery:
    """Read a query text with its header comments; a text without header has no parameters.

    Raises:
        QueryError: the ``parameters`` line cannot be read.
    """
    header: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        if found := _HEADER.match(line):
            last = found[1]
            header[last] = found[2].strip()
        elif last and (more := _CONTINUED.match(line)):
            header[last] += " " + more[1].strip()
        elif not line.startswith("#"):
            break
    return NamedQuery(
        name=name,
        theme=theme,
        text=text,
        titles={
            language: header[key]
            for key, language in (("title", "en"), ("title@id", "id"))
            if key in header
        },
        description=header.get("description", ""),
        keywords=tuple(x.strip() for x in header.get("keywords", "").split(",") if x.strip()),
        parameters=tuple(
            _parameter(x, name) for x in header.get("parameters", "").split(";") if x.strip()
        ),
        not_found=header.get("not-found", ""),
        sql=sql,
    )


def _parameter(text: str, query: str) -> Parameter:
    found = _PARAMETER.fullmatch(text.strip())
    if not found:
        raise QueryError(
            "E-QUERY",
            f"query {query}: cannot read the parameter {text.strip()!r}",
            "Write `# parameters: name: kind = example; other: kind?`.",
        )
    return Parameter(
        found["name"], found["kind"], bool(found["optional"]), (found["example"] or "").strip()
    )


def read_file(path: Path) -> NamedQuery:
    """Read a query from a file of the user's.

    Raises:
        QueryError: the file is missing or unreadable.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError("E-NOT-FOUND", f"cannot read the query {path}: {error}") from error
    twin = path.with_suffix(".sql")
    return parse(
        text,
        name=path.stem,
        theme=path.parent.name,
        sql=twin.read_text(encoding="utf-8") if twin.is_file() else "",
    )


@cache
def _paths() -> Mapping[str, Path]:
    return {path.stem: path for path in resources.files("queries", "*.rq")}


def names() -> tuple[str, ...]:
    """Return the names of the shipped queries in the order of their themes."""
    return tuple(_paths())


@cache
def named(name: str) -> NamedQuery:
    """Return a shipped query by name (``who-receives`` or ``recipients/who-receives``).

    Raises:
        QueryError: no query has that name; the hint shows the nearest ones.
    """
    path = _paths().get(name.removesuffix(".rq").split("/")[-1])
    if path is None:
        near = ", ".join(nearest(name.removesuffix(".rq").split("/")[-1], names()))
        raise QueryError(
            "E-QUERY",
            f"no query is called {name!r}",
            f"Did you mean {near}?" if near else "",
        )
    return read_file(path)


def library() -> tuple[NamedQuery, ...]:
    """Return all shipped queries in the order of their themes."""
    return tuple(named(name) for name in names())
