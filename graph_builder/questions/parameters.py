"""Parameter values become RDF terms and take the place of a query's defaults.

1. A value is looked up by the kind of its parameter: a label in English or Indonesian, a CURIE or
   an IRI for concepts; a company, policy or file name for ``policy``; text or a number as it is.
2. Each ``VALUES ?name { … }`` of the query gets the serialised term between its braces; optional
   parameters without a value lose their ``VALUES`` clauses. Terms are serialised by Oxigraph, and
   all are put in at once, so no value, whatever it holds, can become part of the query's syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import pyoxigraph as ox

from graph_builder.errors import QueryError, UsageError
from graph_builder.namespaces import PREFIXES, expand
from graph_builder.questions.library import NamedQuery, Parameter
from graph_builder.questions.names import NameIndex

Terms = Sequence[ox.NamedNode | ox.Literal]
PolicyFinder = Callable[[str], tuple[str, ...]]

_CURIE = re.compile(r"[a-z][a-z-]*:[A-Za-z][\w.-]*")
_CLAUSE = r"VALUES\s+\?{name}\s*\{{[^{{}}]*\}}"


def resolve(
    parameter: Parameter, value: str, names: NameIndex, policies: PolicyFinder | None = None
) -> Terms:
    """Return the terms that a value stands for.

    Raises:
        UsageError: ``E-CONCEPT`` where nothing is called so, ``E-AMBIGUOUS`` where several are;
            the hint holds the nearest or the possible names.
    """
    value = value.strip()
    if parameter.kind in _PLAIN:
        return (_PLAIN[parameter.kind](value),)
    if value.startswith(("http://", "https://", "urn:")):
        return (_iri(value),)
    if parameter.kind == "policy":
        return tuple(_iri(x) for x in _policies(value, policies))
    return (ox.NamedNode(expand(concept(value, parameter.kind, names))),)


def concept(value: str, kind: str, names: NameIndex) -> str:
    """Return the CURIE of the one concept that a wording names.

    Raises:
        UsageError: none or several have that name.
    """
    kinds = () if kind == "any" else (kind,)
    found = names.find(value, kinds)
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(f"{names.vocabulary.name(c)} ({c})" for c in found)
        raise UsageError(
            "E-AMBIGUOUS", f"{value!r} has several meanings", f"Choose one of {choices}."
        )
    if _CURIE.fullmatch(value) and value.split(":", 1)[0] in PREFIXES and names.find(value):
        return value
    near = names.nearest(value, kinds)
    article = "concept" if kind == "any" else f"{kind} concept"
    hint = f"Did you mean {', '.join(near)}?" if near else ""
    raise UsageError("E-CONCEPT", f"no {article} is called {value!r}", hint)


def _policies(value: str, finder: PolicyFinder | None) -> tuple[str, ...]:
    found = finder(value) if finder else ()
    if not found:
        raise UsageError(
            "E-CONCEPT",
            f"no policy in this graph is called {value!r}",
            "Run `alir query policies` to see the policies of the graph.",
        )
    return found


def _iri(value: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise UsageError("E-CONCEPT", f"{value!r} is not an IRI: {error}") from error


def _integer(value: str) -> ox.Literal:
    try:
        return ox.Literal(int(value))
    except ValueError as error:
        raise UsageError("E-USAGE", f"{value!r} is not a whole number") from error


_PLAIN: Mapping[str, Callable[[str], ox.Literal]] = {"text": ox.Literal, "number": _integer}


def check_names(query: NamedQuery, given: Iterable[str]) -> None:
    """See that a query has the parameters that are given, before their values are looked up.

    Raises:
        UsageError: ``E-USAGE``, it has not; the hint names those that it has.
    """
    known = {p.name for p in query.parameters}
    for name in given:
        if name not in known and not re.search(_CLAUSE.format(name=re.escape(name)), query.text):
            raise UsageError(
                "E-USAGE",
                f"query {query.name} has no parameter {name!r}",
                f"Its parameters: {', '.join(sorted(known)) or 'none'}; a query of your own takes "
                f"one where it says VALUES ?{name} {{ … }}.",
            )


_DECLARED = re.compile(r"^#\s*parameters:.*\n(?:#\s{2,}\S.*\n)*", re.MULTILINE)


def bind(query: NamedQuery, terms: Mapping[str, Terms]) -> str:
    """Return the query's text with its parameters bound, and so without the line that names them.

    Raises:
        UsageError: a parameter is unknown, or has no place in the text.
        QueryError: a parameter that must be given is not.
    """
    known = {p.name for p in query.parameters}
    for name in known:
        if not re.search(_CLAUSE.format(name=name), query.text):
            raise QueryError(
                "E-QUERY", f"query {query.name} declares ?{name} but has no VALUES for it"
            )
    check_names(query, terms)
    text = _DECLARED.sub("", query.text)
    for parameter in query.parameters:
        if parameter.name not in terms and not parameter.optional:
            raise QueryError(
                "E-USAGE",
                f"query {query.name} needs --param {parameter.name}=…",
                f"For example --param {parameter.name}={parameter.example!r}.",
            )
        if parameter.name not in terms:
            text = re.sub(_CLAUSE.format(name=parameter.name) + r"\s*\.?", "", text)
    blocks = {
        name: f"VALUES ?{name} {{ {' '.join(str(v) for v in values)} }}"
        for name, values in terms.items()
    }
    if not blocks:
        return text
    clause = _CLAUSE.format(name=f"({'|'.join(map(re.escape, blocks))})")
    return re.sub(clause, lambda found: blocks[found[1]], text)
