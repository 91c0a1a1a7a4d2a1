"""Twin queries: what a named query asks, put to the flow index.

A twin (``queries/**/NAME.sql``) says only what is its own: a SELECT over the flow index that gives
``version``, ``practice``, the columns of the query by name, ``denied``, ``modality``, and the
certainty of an affirming (``yes``) and of a denying statement (``no``). What twins share lies in
``queries/parts/`` as common table expressions; ``-- parts: about, parties`` names those it uses.

1. Parts, the twin itself (as ``hit``) and ``certainty.sql`` are put together to one WITH clause.
2. Where policies are named, ``scope.sql`` comes first: its tables hide those of the index and show
   the chosen policies alone, so that no twin has to think of it.
3. Three questions can be put to the result: its rows, which policy says it how, and in how many
   policies each value stands.

A twin of a query without the column ``certainty`` is a finished query, whose rows are the answer.
Terms are numbers throughout; ``indexed.py`` turns those that are shown into IRIs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph_builder import resources
from graph_builder.questions.library import NamedQuery

CERTAINTY = (
    "explicit",
    "definition",
    "broader",
    "denied",
    "denied-in-part",
    "qualified",
    "denied-sale",
)
"""The words for the numbers of ``certainty.sql``."""

_PARTS = re.compile(r"^-- parts:\s*(.*)$", re.MULTILINE)
_COLUMNS = re.compile(r"\bSELECT\s+(?:DISTINCT\s+)?((?:\?\w+\s+)+)WHERE\b")
_FIXED = frozenset({"policy", "certainty", "modality", "practice"})
_POSSIBLE = 2
# The part that judges in place of certainty.sql where data is received.
_SALE = "sale"
_POLICY_PLACES, _CERTAINTY_PLACES = 16, 2


@dataclass(frozen=True, slots=True)
class Twin:
    """A twin query put together.

    ``columns`` are those of the named query, empty for a finished query; ``body`` is the WITH
    clause, or the finished query.
    """

    columns: tuple[str, ...]
    body: str

    @property
    def own(self) -> tuple[str, ...]:
        """The columns that other queries do not have."""
        return tuple(c for c in self.columns if c not in _FIXED)

    def rows(self) -> str:
        """Return the SQL for version, practice's IRI, certainty, modality and own columns."""
        own = "".join(f", {c}" for c in self.own)
        return (
            f"{self.body}\nSELECT DISTINCT said.version, iri, certainty, modality{own}\n"
            "FROM said JOIN main.practice AS p ON p.id = said.practice"
        )

    def cells(self) -> str:
        """Return the SQL for who says it how, one number each; read it with :func:`cell`."""
        possible = f"(modality = {_POSSIBLE})" if "modality" in self.columns else "0"
        packed = f"version * {_POLICY_PLACES} + certainty * {_CERTAINTY_PLACES} + {possible}"
        return f"{self.body}\nSELECT DISTINCT {packed} FROM said"

    def values(self, columns: Sequence[str]) -> str:
        """Return the SQL that counts the policies in which values of own columns stand.

        Only statements of the certainties in the parameter ``certainties`` count.
        """
        own = [c for c in columns if c in self.own]
        shown, some = ", ".join(own), " OR ".join(f"{c} IS NOT NULL" for c in own)
        return (
            f"{self.body}\nSELECT COUNT(DISTINCT version), {shown} FROM said\n"  # noqa: S608 - our columns
            f"WHERE certainty IN (SELECT value FROM json_each(:certainties)) AND ({some})\n"
            f"GROUP BY {shown}"
        )


def cell(packed: int) -> tuple[int, str, bool]:
    """Return version, certainty and whether the statement only says that it may be."""
    version, rest = divmod(packed, _POLICY_PLACES)
    return version, CERTAINTY[rest // _CERTAINTY_PLACES], bool(rest % _CERTAINTY_PLACES)


def twin(query: NamedQuery, *, scoped: bool) -> Twin:
    """Return the twin of a named query, for named policies (``scoped``) or for all."""
    return _twin(query.sql, query.text, scoped)


@cache
def _twin(sql: str, text: str, scoped: bool) -> Twin:  # noqa: FBT001 - one caller
    found = _PARTS.search(sql)
    names = [n.strip() for n in found[1].split(",")] if found else []
    shown = _COLUMNS.search(text)
    columns = tuple(c[1:] for c in shown[1].split()) if shown else ()
    judge = _SALE if _SALE in names else "certainty"
    parts = [_part(n) for n in (["scope"] if scoped else []) + names if n != _SALE]
    if "certainty" not in columns:
        return Twin((), f"WITH {', '.join(parts)}\n{sql}" if parts else sql)
    return Twin(columns, f"WITH {', '.join([*parts, f'hit AS ({sql})', _part(judge)])}")


@cache
def _part(name: str) -> str:
    path = resources.folder("queries") / "parts" / f"{name}.sql"
    return "\n" + path.read_text(encoding="utf-8").strip()


__all__ = ["CERTAINTY", "Twin", "cell", "twin"]
