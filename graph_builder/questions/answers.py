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

from graph_builder.namespaces import expand
from graph_builder.questions.finding import CERTAINTIES, NOT_FOUND, STATED, UNSOLD
from graph_builder.questions.labels import Labels, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from graph_builder.questions.finding import Found, Value
    from graph_builder.questions.meaning import Meaning
    from graph_builder.questions.tables import Row, Table

_ITEMS = 8
_NAMES = 3
_DENIED = frozenset({"denied", "denied-in-part"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one policy says.

    ``value`` is ``stated``, ``may``, ``vague``, ``denied``, ``denied-in-part``, ``denied-vague``,
    ``in-part`` (stated for some of the data, denied for other), ``qualified``, ``both``,
    ``denied-sale`` (of sharing, only a sale is denied) or ``not-found``.
    """

    policy: str
    value: str


def verdicts(said: Mapping[str, Mapping[str, bool]]) -> tuple[Verdict, ...]:
    """Return the verdict of every policy; ``said`` as in :class:`finding.Found`."""
    return tuple(
        Verdict(policy, _verdict(words.keys(), any(words.get(word) for word in STATED)))
        for policy, words in said.items()
    )


def _verdict(words: AbstractSet[str], firm: bool) -> str:  # noqa: FBT001 - one caller
    affirmed = bool(words & STATED)
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
    return next((word for word in ("qualified", "denied-sale") if word in words), NOT_FOUND)


def subject(meaning: Meaning) -> tuple[str, ...]:
    """Return the columns whose values the sentence names."""
    return () if meaning.intent.shape == "judgement" else tuple(meaning.intent.subject.split())


def sentence(meaning: Meaning, found: Found, labels: Labels) -> str:
    """Return the answer in one plain sentence (a second and third where policies differ)."""
    return _SHAPES[meaning.intent.shape](meaning, found, labels)


def _say(labels: Labels, key: str, **parts: object) -> str:
    words = wording()[labels.language]["sentences"]
    return words[key].format(**parts)


def _silence(meaning: Meaning, silent: Sequence[str], labels: Labels) -> str:
    """Say that nothing was found, for one policy by name or for all."""
    who = _policies(silent, labels)["names"] if len(silent) == 1 else ""
    claim = _claim(meaning, labels, "-silent")
    return _say(labels, "silent-one" if who else "silent-all", claim=claim, who=who)


def _claim(meaning: Meaning, labels: Labels, mood: str = "", **more: str) -> str:
    shown = {
        name: _join([_value(v, labels) for v in values[:_NAMES]], labels)
        for name, values in meaning.values.items()
    }
    claims, name = wording()[labels.language]["claims"], meaning.intent.name
    return claims.get(name + mood, claims[name]).format(**shown, **more)


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


def _policies(iris: Sequence[str], labels: Labels) -> Mapping[str, object]:
    labels.learn(ox.NamedNode(iri) for iri in iris[:_NAMES])
    shown = [labels.iri(p) for p in iris[:_NAMES]] + list(iris[_NAMES:])
    return {**_number(len(iris), labels), "names": _join(shown, labels, _NAMES)}


def _items(values: Mapping[Value, int], labels: Labels) -> str:
    """Return the values that most policies have, the most frequent first.

    Only values that can be among the first are given names; equal names are one.
    """
    frequent = sorted(values, key=lambda value: (-values[value], str(value)))
    enough = values[frequent[min(2 * _ITEMS, len(frequent)) - 1]] if frequent else 0
    near = [value for value in frequent if values[value] >= enough]
    counts: dict[str, int] = {}
    for value, name in zip(near, _named(near, labels), strict=True):
        counts.setdefault(name, values[value])
    names = sorted(counts, key=lambda name: (-counts[name], name))
    return _join([*names, *map(str, frequent[len(near) :])], labels)


def _named(values: Sequence[Value], labels: Labels) -> list[str]:
    """Return values in words: "5 years (minimum, account closure)"."""
    labels.learn(term for value in values for term in value)
    found = []
    for value in values:
        head, *more = map(labels.term, value)
        rest = ", ".join(filter(None, more))
        found.append(f"{head} ({rest})" if head and rest else head or rest)
    return found


def _list(meaning: Meaning, found: Found, labels: Labels) -> str:
    claim = _claim(meaning, labels)
    stated = found.policies(STATED)
    known = set(stated)
    broader = [p for p in found.policies({"broader"}) if p not in known]
    silent = found.policies({NOT_FOUND})
    if len(found.said) == len(silent):
        return _silence(meaning, silent, labels)
    parts = []
    if lead := stated or broader:
        key = "stated" if stated else "vague-only"
        one = len(found.said) == 1
        told: dict[str, object] = {"claim": claim, "items": _items(found.values, labels) or "–"}
        told |= {"all": len(found.said), "who": _policies(lead[:1], labels)["names"]}
        parts.append(
            _say(labels, key + ("-one" if one else ""), **told, **_number(len(lead), labels))
        )
    if stated and broader:
        parts.append(_say(labels, "broader-too", **_number(len(broader), labels)))
    parts += _denials(found, labels)
    parts += _unsold(meaning, found, labels)
    if silent:
        parts.append(_say(labels, "silent", **_number(len(silent), labels)))
    return " ".join(parts)


def _unsold(meaning: Meaning, found: Found, labels: Labels) -> Iterator[str]:
    """Yield what is said not to be sold, apart from what is found to be shared otherwise."""
    by_key: dict[str, dict[Value, int]] = {"unsold": {}, "unsold-shared": {}}
    for value, count in found.unsold.items():
        by_key["unsold-shared" if value in found.values else "unsold"][value] = count
    who = _policies(found.policies(UNSOLD), labels)
    for key, values in by_key.items():
        if values:
            claim = _claim(meaning, labels, "-unsold", items=_items(values, labels))
            yield _say(labels, key, claim=claim, **who)


def _denials(found: Found, labels: Labels) -> list[str]:
    parts = []
    for key, words in (("denied", _DENIED), ("qualified", frozenset({"qualified"}))):
        if policies := found.policies(words):
            parts.append(_say(labels, key, **_policies(policies, labels)))
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
    "denied-sale": "unsold",
}


def _judgement(meaning: Meaning, found: Found, labels: Labels) -> str:
    claim = _claim(meaning, labels)
    claims = {"denied-sale": _claim(meaning, labels, "-unsold")}
    by_value: dict[str, list[str]] = defaultdict(list)
    for verdict in verdicts(found.said):
        by_value[verdict.value].append(verdict.policy)
    silent = by_value.get(NOT_FOUND, [])
    parts = [
        _say(labels, key, claim=claims.get(value, claim), **_policies(by_value[value], labels))
        for value, key in _JUDGED.items()
        if by_value.get(value)
    ]
    if not parts:
        return _silence(meaning, silent, labels)
    if silent:
        parts.append(_say(labels, "silent", **_number(len(silent), labels)))
    return " ".join(parts)


def _rows(meaning: Meaning, found: Found, labels: Labels) -> str:
    items = _join(_named(list(found.values), labels), labels)
    key = "rows-items" if items else "rows" if found.total else "rows-none"
    return _say(labels, key, claim=_claim(meaning, labels), n=found.total, items=items)


def _meaning(meaning: Meaning, _found: Found, labels: Labels) -> str:
    """Say what a term means, in the words of the vocabulary."""
    concepts = [labels.vocabulary.concepts[term] for term in meaning.values["term"]]
    return " ".join(
        _say(
            labels,
            "meaning",
            name=concept.name(labels.language),
            definition=concept.definition.get(labels.language, "–"),
        )
        for concept in concepts
    )


_SHAPES: Mapping[str, Callable[[Meaning, Found, Labels], str]] = {
    "list": _list,
    "judgement": _judgement,
    "rows": _rows,
    "meaning": _meaning,
}


def arranged(table: Table, labels: Labels) -> Table:
    """Return the table with the firmest statements first, then by policy, in words."""
    if "certainty" not in table.columns:
        return table
    place = table.columns.index("certainty")

    labels.learn(term for row in table.rows for term in row)
    rank = {word: i for i, word in enumerate(CERTAINTIES)}

    def key(row: Row) -> tuple[int, list[str]]:
        certainty = row[place]
        said = certainty.value if isinstance(certainty, ox.Literal) else ""
        return rank.get(said, len(rank)), [labels.term(term) for term in row]

    return replace(table, rows=tuple(sorted(table.rows, key=key)))
