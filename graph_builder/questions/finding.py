"""What a question finds, without ever making all of its rows: who says what, and rows to show.

Over thousands of policies a question has tens of thousands of rows, and people read 25 of them.

1. Who says it: for each policy, with which certainties, and whether one is more than a "may". The
   flow index counts this out without making a row; where there is none, the rows are counted.
2. Silence: policies in question that say nothing are added as ``not-found``.
3. Values: for the sentence, in how many policies each value of the subject column stands.
4. Rows to show: every certainty keeps a reserve, so that no denial is pushed out by what is
   affirmed; what is left goes to the firmest. Within a certainty each policy gives one row before
   any gives two. Only the policies that can be shown are asked for their rows.

Rows that differ only in what people do not see (which statement it is) count as one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.namespaces import contract
from graph_builder.questions.session import not_found
from graph_builder.questions.tables import Table
from graph_builder.questions.twins import CERTAINTY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graph_builder.questions.library import NamedQuery
    from graph_builder.questions.parameters import Terms
    from graph_builder.questions.session import FlowTables, Session
    from graph_builder.questions.tables import Row, Term

Said = dict[str, dict[str, bool]]
Value = tuple["Term | None", ...]

NOT_FOUND = "not-found"
CERTAINTIES = (*CERTAINTY, NOT_FOUND)
"""What a row can be, the firmest first."""

STATED = frozenset({"explicit", "definition"})
UNSOLD = frozenset({"denied-sale"})
"""Of what is asked as sharing, the sale alone is denied, which leaves other sharing open."""
HIDDEN = frozenset({"practice", "against"})
_RESERVES = 12
_POSSIBLE = "alir:Possible"


@dataclass(frozen=True, slots=True)
class Found:
    """What a question finds.

    Args:
        said: certainties by policy, each with whether the policy is firm; silent policies last.
        values: of the subject columns, by the number of policies that state them (or, where none
            states anything, that say it in broader terms); without certainties, by that of rows.
        unsold: the same of the statements that deny a sale alone.
        table: the rows to show, in the order of their terms; ``truncated`` where there are more.
        total: number of all rows, where all were made.
    """

    said: Said
    values: Mapping[Value, int]
    unsold: Mapping[Value, int]
    table: Table
    total: int | None = None

    def policies(self, certainties: Collection[str]) -> list[str]:
        """Return the policies that say it with one of some certainties."""
        return _policies(self.said, certainties)

    def counts(self) -> dict[str, int]:
        """Return in how many policies each certainty occurs, the firmest first."""
        found = Counter(word for words in self.said.values() for word in words)
        return {c: found[c] for c in CERTAINTIES if found[c]}


def find(
    session: Session,
    query: NamedQuery,
    terms: Mapping[str, Terms],
    subject: Sequence[str] = (),
    limit: int | None = None,
) -> Found:
    """Return what a query finds.

    Args:
        session: the graph asked.
        query: named query.
        terms: parameter values.
        subject: columns whose values are counted together; none where empty.
        limit: rows to show; all where ``None``.

    Raises:
        QueryError: malformed or out of time.
    """
    if session.index is not None and query.sql and query.not_found:
        return _from_index(session, session.index, query, terms, subject, limit)
    return _from_rows(session, query, terms, subject, limit)


def _from_index(  # noqa: PLR0917 - those of find(), and the index that it looked for
    session: Session,
    index: FlowTables,
    query: NamedQuery,
    terms: Mapping[str, Terms],
    subject: Sequence[str],
    limit: int | None,
) -> Found:
    said = index.said(query, terms, session.limits)
    said |= {policy: {NOT_FOUND: False} for policy in session.silent(terms, said)}

    def values(certainties: Collection[str]) -> dict[Value, int]:
        if not subject or not _policies(said, certainties):
            return {}
        return index.values(query, terms, subject, certainties, session.limits)

    wanted = [p for p in _candidates(said, limit) if NOT_FOUND not in said[p]]
    named = terms if limit is None else {**terms, "policy": [ox.NamedNode(p) for p in wanted]}
    rows = session.rows(query, named, replace(session.limits, rows=None))
    return Found(said, values(_leading(said)), values(UNSOLD), _shown(rows, said, limit))


def _from_rows(
    session: Session,
    query: NamedQuery,
    terms: Mapping[str, Terms],
    subject: Sequence[str],
    limit: int | None,
) -> Found:
    rows = session.rows(query, terms, replace(session.limits, rows=None))
    if not query.not_found:
        kept = rows.rows if limit is None else rows.rows[:limit]
        cut = len(kept) < len(rows)
        counts = Counter(_picked(rows, subject))
        return Found({}, counts, {}, replace(rows, rows=kept, truncated=cut), len(rows))
    said = _said(rows)
    said |= {policy: {NOT_FOUND: False} for policy in session.silent(terms, said)}
    values, unsold = (_values(rows, subject, words) for words in (_leading(said), UNSOLD))
    return Found(said, values, unsold, _shown(rows, said, limit))


def _policies(said: Said, certainties: Collection[str]) -> list[str]:
    return [policy for policy, words in said.items() if not words.keys().isdisjoint(certainties)]


def _said(table: Table) -> Said:
    found: Said = defaultdict(dict)
    for record in table.records():
        words = found[_text(record["policy"])]
        certainty = _text(record["certainty"])
        firm = contract(_text(record.get("modality"))) != _POSSIBLE
        words[certainty] = words.get(certainty, False) or firm
    return dict(sorted(found.items()))


def _leading(said: Said) -> frozenset[str]:
    """Return the certainties whose values the sentence names."""
    stated = any(not words.keys().isdisjoint(STATED) for words in said.values())
    return STATED if stated else frozenset({"broader"})


def _values(table: Table, subject: Sequence[str], certainties: Collection[str]) -> dict[Value, int]:
    place, policy = (table.columns.index(c) for c in ("certainty", "policy"))
    heard = [row for row in table.rows if _text(row[place]) in certainties]
    policies: dict[Value, set[str]] = defaultdict(set)
    for row in heard:
        for value in _picked(replace(table, rows=(row,)), subject):
            policies[value].add(_text(row[policy]))
    return {value: len(found) for value, found in policies.items()}


def _picked(table: Table, columns: Sequence[str]) -> Iterator[Value]:
    """Yield the values of some columns, where there are any."""
    places = [table.columns.index(c) for c in columns if c in table.columns]
    for row in table.rows:
        value = tuple(row[i] for i in places)
        if any(term is not None for term in value):
            yield value


def _shown(table: Table, said: Said, limit: int | None) -> Table:
    """Return the rows to show, with rows for the silent policies among them."""
    silent = [p for p, words in said.items() if NOT_FOUND in words]
    if limit is None:
        return replace(table, rows=(*table.rows, *not_found(table.columns, silent)))
    rows = (*table.rows, *not_found(table.columns, silent[:limit]))
    found = pick(replace(table, rows=rows), limit)
    place = table.columns.index("policy")
    heard = {row[place] for row in found.rows}
    return replace(found, truncated=found.truncated or len(heard) < len(said))


def pick(table: Table, limit: int) -> Table:
    """Return some rows of a table with the columns policy and certainty; see step 4 above."""
    visible = [i for i, name in enumerate(table.columns) if name not in HIDDEN]
    policy, certainty = (table.columns.index(c) for c in ("policy", "certainty"))
    seen = [tuple(row[i] for i in visible) for row in table.rows]
    found: dict[str, dict[str, dict[Row, None]]] = defaultdict(lambda: defaultdict(dict))
    for row, shown in zip(table.rows, seen, strict=True):
        found[_text(row[certainty])][_text(row[policy])][shown] = None
    room = rooms({word: sum(map(len, by.values())) for word, by in found.items()}, limit)
    chosen: set[Row] = set()
    for word, by in found.items():
        turns = _turns({who: len(rows) for who, rows in by.items()}, room[word])
        chosen.update(row for who, turn in turns.items() for row in list(by[who])[:turn])
    kept = tuple(row for row, shown in zip(table.rows, seen, strict=True) if shown in chosen)
    return replace(table, rows=kept, truncated=len(kept) < len(table.rows))


def rooms(counts: Mapping[str, int], limit: int) -> dict[str, int]:
    """Return how many of ``limit`` rows each certainty gets, given how many rows it has."""
    reserve = max(1, limit // _RESERVES)
    left = limit
    given: dict[str, int] = {}
    for most in (reserve, limit):
        for certainty in CERTAINTIES:
            before = given.get(certainty, 0)
            given[certainty] = min(counts.get(certainty, 0), most, before + left)
            left -= given[certainty] - before
    return given


def _turns(available: Mapping[str, int], room: int) -> dict[str, int]:
    """Return how many rows each policy gives when they take turns until the room is full."""
    taken = dict.fromkeys(available, 0)
    while room > 0 and (waiting := [p for p, n in available.items() if taken[p] < n]):
        for policy in waiting[:room]:
            taken[policy] += 1
        room -= len(waiting[:room])
    return taken


def _candidates(said: Said, limit: int | None) -> Iterable[str]:
    """Return the policies of which a row could be shown.

    A policy gives at least one row for each of its certainties, so that the first policies of a
    certainty, as many as its room could hold at the very most, are enough.
    """
    if limit is None:
        return said
    having: dict[str, list[str]] = defaultdict(list)
    for policy, words in said.items():
        for word in words:
            having[word].append(policy)
    least = {word: len(policies) for word, policies in having.items()}
    return dict.fromkeys(
        policy
        for word, policies in having.items()
        for policy in policies[: rooms({**least, word: limit}, limit)[word]]
    )


def _text(term: Term | None) -> str:
    return "" if term is None else term.value


__all__ = [
    "CERTAINTIES",
    "HIDDEN",
    "NOT_FOUND",
    "STATED",
    "UNSOLD",
    "Found",
    "find",
    "pick",
    "rooms",
]
