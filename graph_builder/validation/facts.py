"""What follows from a policy's graph and is needed to judge it: closure, measures, derived facts.

Shapes stay in SHACL Core, because joins and taxonomy paths inside pySHACL cost 24 times as much.
What they need to look at is derived first, by pyoxigraph, in milliseconds:

1. The slim vocabulary: for each concept that the policy uses, its scheme (``skos:inScheme``) and
   all that is broader (``skos:broaderTransitive``), and the legal module's links between articles
   and data categories. Nothing of the vocabulary that the policy does not touch is added.
2. ``alir:days``: the length of every stated duration as a number, since ``P5Y`` and ``P60M`` are
   one period and SPARQL does not order months and days.
3. The ``sh:rule`` parts of the shapes files (SPARQL CONSTRUCT), by ``sh:order``. ``$this`` is each
   instance of the target class in turn, as SHACL-AF has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from graph_builder import resources, vocabulary
from graph_builder.durations import days
from graph_builder.errors import ShapeError
from graph_builder.namespaces import PREFIXES, contract, expand
from graph_builder.validation.catalogue import Derivation

_TYPE = ox.NamedNode(expand("rdf:type"))
_IN_SCHEME = ox.NamedNode(expand("skos:inScheme"))
_BROADER = ox.NamedNode(expand("skos:broaderTransitive"))
_NARROW = ox.NamedNode(expand("skos:narrowMatch"))
_DAYS = ox.NamedNode(expand("alir:days"))
_DECIMAL = ox.NamedNode(expand("xsd:decimal"))
_DURATIONS = frozenset(
    expand(f"xsd:{name}") for name in ("duration", "dayTimeDuration", "yearMonthDuration")
)
_SCHEME_OF = {kind: scheme for scheme, kind in vocabulary.SCHEMES.items()}


def derive(store: ox.Store, derivations: Iterable[Derivation]) -> None:
    """Add to the default graph whatever follows from the named graphs of a policy.

    Raises:
        ShapeError: a rule is not a SPARQL CONSTRUCT that can run.
    """
    quads = tuple(store)
    store.extend(_slim_vocabulary(quads))
    store.extend(_measures(quads))
    for derivation in sorted(derivations):
        for this in _instances(store, derivation.target):
            store.extend(ox.Quad(*triple) for triple in _construct(store, derivation, this))


def _slim_vocabulary(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    known = vocabulary.default()
    used = {q.object.value for q in quads if isinstance(q.object, ox.NamedNode)}
    concepts = {c for iri in used if (c := contract(iri)) in known.concepts}
    for curie in sorted(concepts.union(*(known.ancestors(c) for c in concepts))):
        yield from _taxonomy(curie)
    yield from legal_links()


@cache
def _taxonomy(curie: str) -> tuple[ox.Quad, ...]:
    """Return the scheme and the broader concepts of a concept."""
    known, node = vocabulary.default(), ox.NamedNode(expand(curie))
    broader = (ox.NamedNode(expand(b)) for b in sorted(known.ancestors(curie)))
    quads = [ox.Quad(node, _BROADER, b) for b in broader]
    if curie in known.concepts:
        scheme = _SCHEME_OF[known.concepts[curie].kind]
        quads.append(ox.Quad(node, _IN_SCHEME, ox.NamedNode(expand(scheme))))
    return tuple(quads)


@cache
def legal_links() -> tuple[ox.Quad, ...]:
    """Return which data categories each legal category covers (``skos:narrowMatch``)."""
    return tuple(
        ox.Quad(quad.subject, quad.predicate, quad.object)
        for path in resources.files("ontology", "legal/*.ttl")
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if quad.predicate == _NARROW
    )


def _measures(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        value = quad.object
        if isinstance(value, ox.Literal) and value.datatype.value in _DURATIONS:
            length = days(value.value)
            if length is not None:
                yield ox.Quad(quad.subject, _DAYS, ox.Literal(str(length), datatype=_DECIMAL))


def _instances(store: ox.Store, target: str) -> list[ox.NamedNode]:
    found = {q.subject for q in store.quads_for_pattern(None, _TYPE, ox.NamedNode(target), None)}
    return sorted((x for x in found if isinstance(x, ox.NamedNode)), key=str)


def _construct(store: ox.Store, derivation: Derivation, this: ox.NamedNode) -> list[ox.Triple]:
    try:
        result = store.query(
            derivation.construct.replace("$this", str(this)),
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=True,
        )
    except SyntaxError as error:
        head = " ".join(derivation.construct.split())[:60]
        raise ShapeError("E-SHAPES", f"sh:construct “{head} …”: {error}") from error
    if not isinstance(result, ox.QueryTriples):
        raise ShapeError("E-SHAPES", "sh:construct is not a CONSTRUCT query")
    return list(result)


__all__ = ["derive", "legal_links"]
