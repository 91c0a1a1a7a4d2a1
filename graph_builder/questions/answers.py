"""From rows to an answer: a verdict for each policy, and one plain sentence.

Three values, never two. A policy *states* something (explicitly, or through what it defines its
own terms to include), states it *vaguely* (only a broader term covers it), *denies* it
(wholly, in part,
or with a qualifier, which is no clear denial), or nothing was *found*, which says nothing about the
company. The sentence tells them apart and never turns silence into a no.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.namespaces import contract, expand
from graph_builder.questions.labels import Labels, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph_builder.questions.meaning import Meaning
    from graph_builder.questions.tables import Table, Term

_ITEMS = 8
_NAMES = 3
# What counts most is shown first.
RANK = {
    word: rank
    for rank, word in enumerate(
        ("explicit", "definition", "broader", "denied", "denied-in-part", "qualified", "not-found")
    )
}
_STATED = frozenset({"explicit", "definition"})
_DENIED = frozenset({"denied", "denied-in-part"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one policy says.

    ``value`` is ``stated``, ``may``, ``vague``, ``denied``, ``denied-in-part``, ``denied-vague``,
    ``in-part`` (stated for some of the data, denied for other), ``qualified``, ``both`` or
    ``not-found``.
    """

    policy: str
    value: str


def verdicts(table: Table) -> tuple[Verdict, ...]:
    """Return the verdict of every policy in a table with the columns policy and certainty."""
    said: dict[str, set[str]] = defaultdict(set)
    firm: set[str] = set()
    for record in table.records():
        policy, certainty = _text(record["policy"]), _text(record["certainty"])
        said[policy].add(certainty)
        if certainty in _STATED and contract(_text(record.get("modality"))) != "alir:Possible":
            firm.add(policy)
    return tuple(Verdict(p, _verdict(words, p in firm)) for p, words in said.items())


def _verdict(words: set[str], firm: bool) -> str:  # noqa: FBT001 - one caller
    affirmed = bool(words & _STATED)
    if words & _DENIED == {"denied-in-part"}:
        return "in-part" if affirmed else "denied-in-part"
    if words & _DENIED and (affirmed or "broader" in words):
        return "both" if affirmed else "denied-vague"
    if affirmed:
        return "stated" if firm else "may"
    if "broader" in words:
        return "vague"
    if words & _DENIED:
        return "denied"
    return "qualified" if "qualified" in words else "not-found"


def sentence(meaning: Meaning, table: Table, labels: Labels) -> str:
    """Return the answer in one plain sentence (a second and third where policies differ)."""
    labels.learn(term for row in table.rows for term in row)
    return _SHAPES[meaning.intent.shape](meaning, table, labels)


def _text(term: Term | None) -> str:
    return "" if term is None else term.value


def _say(labels: Labels, key: str, **parts: object) -> str:
    words = wording()[labels.language]["sentences"]
    return words[key].format(**parts)


def _silence(meaning: Meaning, silent: Sequence[str], labels: Labels) -> str:
    """Say that nothing was found, for one policy by name or for all."""
    who = labels.iri(silent[0]) if len(silent) == 1 else ""
    claim = _claim(meaning, labels, "-silent")
    return _say(labels, "silent-one" if who else "silent-all", claim=claim, who=who)


def _claim(meaning: Meaning, labels: Labels, mood: str = "") -> str:
    shown = {
        name: _join([_value(v, labels) for v in values[:_NAMES]], labels)
        for name, values in meaning.values.items()
    }
    claims, name = wording()[labels.language]["claims"], meaning.intent.name
    return claims.get(name + mood, claims[name]).format(**shown)


def _value(value: str, labels: Labels) -> str:
    if ":" not in value:
        return labels.value(value)
    return labels.iri(value if value.startswith("http") else expand(value))


def _join(names: Sequence[str], labels: Labels, most: int = _ITEMS) -> str:
    """Join names as people do: "a, b and c", or "a, b and 5 more"."""
    unique = list(dict.fromkeys(names))
    shown, rest = unique[:most], len(unique) - most
    if rest > 0:
        return f"{', '.join(shown)} {_say(labels, 'more', n=rest)}"
    if len(shown) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {_say(labels, 'and')} {shown[-1]}"


def _number(n: int, labels: Labels) -> Mapping[str, object]:
    one = n == 1
    return {
        "n": n,
        "policies": _say(labels, "policy" if one else "policies"),
        "say": _say(labels, "says" if one else "say"),
        "deny": _say(labels, "denies" if one else "deny"),
    }


def _policies(iris: Iterable[str], labels: Labels) -> Mapping[str, object]:
    listed = list(iris)
    names = _join([labels.iri(p) for p in listed], labels, _NAMES)
    return {**_number(len(listed), labels), "names": names}


def _items(table: Table, subject: str, wanted: frozenset[str], labels: Labels) -> str:
    """Return the values that most policies have, the most frequent first."""
    policies: dict[str, set[str]] = defaultdict(set)
    for record in table.records():
        item = _item(record, subject, labels)
        if _text(record["certainty"]) in wanted and item:
            policies[item].add(_text(record["policy"]))
    return _join(sorted(policies, key=lambda x: (-len(policies[x]), x)), labels)


def _item(record: Mapping[str, Term | None], subject: str, labels: Labels) -> str:
    """Return what a row adds to a list: "5 years (minimum, account closure)"."""
    head, *more = (labels.term(record.get(column)) for column in subject.split())
    rest = ", ".join(filter(None, more))
    return f"{head} ({rest})" if head and rest else head or rest


def _with(table: Table, words: frozenset[str]) -> list[str]:
    found = (r["policy"] for r in table.records() if _text(r["certainty"]) in words)
    return list(dict.fromkeys(_text(p) for p in found))


def _list(meaning: Meaning, table: Table, labels: Labels) -> str:
    claim, subject = _claim(meaning, labels), meaning.intent.subject
    stated = _with(table, _STATED)
    broader = [p for p in _with(table, frozenset({"broader"})) if p not in stated]
    everyone = list(dict.fromkeys(_text(r["policy"]) for r in table.records()))
    silent = _with(table, frozenset({"not-found"}))
    if len(everyone) == len(silent):
        return _silence(meaning, silent, labels)
    parts = []
    if lead := stated or broader:
        key = "stated" if stated else "vague-only"
        items = _items(table, subject, _STATED if stated else frozenset({"broader"}), labels)
        one = len(everyone) == 1
        known = {"claim": claim, "items": items or "–", "all": len(everyone)}
        parts.append(
            _say(
                labels,
                key + ("-one" if one else ""),
                **known,
                **_number(len(lead), labels),
                who=labels.iri(lead[0]),
            )
        )
    if stated and broader:
        parts.append(_say(labels, "broader-too", **_number(len(broader), labels)))
    parts += _denials(table, labels)
    if silent:
        parts.append(_say(labels, "silent", **_number(len(silent), labels)))
    return " ".join(parts)


def _denials(table: Table, labels: Labels) -> list[str]:
    parts = []
    for key, words in (("denied", _DENIED), ("qualified", frozenset({"qualified"}))):
        if found := _with(table, words):
            parts.append(_say(labels, key, **_policies(found, labels)))
    return parts


_JUDGED = {
    "stated": "yes",
    "may": "may",
    "in-part": "yes-in-part",
    "vague": "unclear",
    "both": "both",
    "qualified": "hedged",
    "denied-vague": "mostly-no",
    "denied-in-part": "partly-no",
    "denied": "no",
}


def _judgement(meaning: Meaning, table: Table, labels: Labels) -> str:
    claim = _claim(meaning, labels)
    by_value: dict[str, list[str]] = defaultdict(list)
    for verdict in verdicts(table):
        by_value[verdict.value].append(verdict.policy)
    silent = by_value.get("not-found", [])
    parts = [
        _say(labels, key, claim=claim, **_policies(by_value[value], labels))
        for value, key in _JUDGED.items()
        if by_value.get(value)
    ]
    if not parts:
        return _silence(meaning, silent, labels)
    if silent:
        parts.append(_say(labels, "silent", **_number(len(silent), labels)))
    return " ".join(parts)


def _rows(meaning: Meaning, table: Table, labels: Labels) -> str:
    named = (_item(record, meaning.intent.subject, labels) for record in table.records())
    items = _join([*filter(None, named)], labels)
    key = "rows-items" if items else "rows" if table.rows else "rows-none"
    return _say(labels, key, claim=_claim(meaning, labels), n=len(table), items=items)


_SHAPES: Mapping[str, Callable[[Meaning, Table, Labels], str]] = {
    "list": _list,
    "judgement": _judgement,
    "rows": _rows,
}


def arranged(table: Table, labels: Labels) -> Table:
    """Return the table with the firmest statements first, then by policy, in words."""
    if "certainty" not in table.columns:
        return table
    place = table.columns.index("certainty")

    def key(row: tuple[Term | None, ...]) -> tuple[int, list[str]]:
        certainty = row[place]
        rank = RANK.get(certainty.value, 9) if isinstance(certainty, ox.Literal) else 9
        return rank, [labels.term(term) for term in row]

    return replace(table, rows=tuple(sorted(table.rows, key=key)))
