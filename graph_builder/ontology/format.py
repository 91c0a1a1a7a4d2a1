"""Canonical Turtle: one way to write a file, so that a change shows as the change it is.

1. Keep the comment block at the head of the file; comments elsewhere do not survive, which is why
   remarks belong in ``skos:editorialNote`` or ``rdfs:comment``.
2. Declare the prefixes that are used, in alphabetical order.
3. Leave the subjects in the order of their first appearance: it is the author's reading order.
4. Order predicates by :data:`PREDICATES`, then by name; order objects by language and text.
5. Nest blank nodes that are used once; write RDF lists in round brackets.
6. Wrap at 100 columns, a language to a line.

``python -m graph_builder.ontology.format [--check] [FILE ...]`` (all of ``ontology/`` by default).
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from graph_builder import resources
from graph_builder.errors import VocabularyError
from graph_builder.files import write_bytes
from graph_builder.namespaces import PREFIXES, contract

PREDICATES = (
    "rdf:type",
    "skos:inScheme",
    "skos:topConceptOf",
    "skos:broader",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "owl:equivalentClass",
    "owl:disjointWith",
    "rdfs:domain",
    "rdfs:range",
    "schema:domainIncludes",
    "schema:rangeIncludes",
    "skos:prefLabel",
    "rdfs:label",
    "skos:altLabel",
    "skos:hiddenLabel",
    "alir:contextualLabel",
    "skos:definition",
    "skos:scopeNote",
)
_RANK = {name: rank for rank, name in enumerate(PREDICATES)}
_WIDTH = 100
_RDF = PREFIXES["rdf"]
_FIRST, _REST, _NIL = f"{_RDF}first", f"{_RDF}rest", f"{_RDF}nil"
_XSD = PREFIXES["xsd"]
_PLAIN = frozenset({f"{_XSD}integer", f"{_XSD}boolean", f"{_XSD}decimal"})
_LOCAL_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal
_Properties = dict[str, list[Term]]


def canonical(text: str) -> str:
    """Return Turtle text in canonical form.

    Raises:
        SyntaxError: the text is not Turtle.
    """
    return _Writer(text).text()


class _Writer:
    """One Turtle document on its way to its canonical form."""

    def __init__(self, text: str) -> None:
        self._head = _leading_comments(text)
        self._subjects: dict[Node, _Properties] = {}
        self._used: set[str] = set()
        references: dict[Term, int] = defaultdict(int)
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, Node) and isinstance(quad.object, Term):
                values = self._subjects.setdefault(quad.subject, {})
                objects = values.setdefault(quad.predicate.value, [])
                if quad.object not in objects:
                    objects.append(quad.object)
                    references[quad.object] += 1
        self._nested = {
            node
            for node in self._subjects
            if isinstance(node, ox.BlankNode) and references[node] == 1
        }

    def text(self) -> str:
        blocks = [self._block(subject) for subject in self._subjects if subject not in self._nested]
        prefixes = [f"@prefix {name}: <{PREFIXES[name]}> ." for name in sorted(self._used)]
        return (
            "\n\n".join([part for part in (self._head, "\n".join(prefixes)) if part] + blocks)
            + "\n"
        )

    def _block(self, subject: Node) -> str:
        name = self._term(subject, 0)
        return f"{name} {self._properties(self._subjects[subject], 4)} ."

    def _properties(self, properties: _Properties, indent: int) -> str:
        lines = [
            self._line(predicate, properties[predicate], indent)
            for predicate in sorted(properties, key=_predicate_key)
        ]
        return f" ;\n{' ' * indent}".join(lines)

    def _line(self, predicate: str, objects: Sequence[Term], indent: int) -> str:
        name = "a" if predicate == f"{_RDF}type" else self._iri(predicate)
        written = [(self._term(x, indent + 4), x) for x in objects]
        written.sort(key=lambda pair: _object_key(*pair))
        rows: list[str] = []
        row, language = name, None
        for number, (text, term) in enumerate(written):
            tongue = term.language if isinstance(term, ox.Literal) else None
            addition = f" {text}" if number == 0 or row == "" else f", {text}"
            wide = indent + len(row) + len(addition) + 2 > _WIDTH
            if number and (wide or tongue != language):
                rows.append(f"{row},")
                row = f"{' ' * (indent + 4)}{text}"
            else:
                row += addition
            language = tongue
        rows.append(row)
        return "\n".join(rows)

    def _term(self, term: Term, indent: int) -> str:
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        if term not in self._nested:
            return f"_:{term.value}"
        members = self._list(term)
        if members is not None:
            return self._collection([self._term(x, indent + 2) for x in members], indent)
        return f"[ {self._properties(self._subjects[term], indent + 2)} ]"

    @staticmethod
    def _collection(members: Sequence[str], indent: int) -> str:
        line = f"( {' '.join(members)} )"
        if indent + len(line) <= _WIDTH and "\n" not in line:
            return line
        rows = f"\n{' ' * (indent + 2)}".join(members)
        return f"( {rows} )"

    def _list(self, node: Term) -> list[Term] | None:
        members: list[Term] = []
        while not (isinstance(node, ox.NamedNode) and node.value == _NIL):
            values = self._subjects.get(node, {}) if isinstance(node, Node) else {}
            if set(values) != {_FIRST, _REST}:
                return None
            members.append(values[_FIRST][0])
            node = values[_REST][0]
        return members

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        if datatype in _PLAIN:
            return literal.value
        text = (
            literal.value.replace("\\", "\\\\")
            .replace('"', '\\"')
            .replace("\n", "\\n")
            .replace("\t", "\\t")
        )
        if literal.language:
            return f'"{text}"@{literal.language}'
        return f'"{text}"' if datatype == f"{_XSD}string" else f'"{text}"^^{self._iri(datatype)}'

    def _iri(self, iri: str) -> str:
        prefix, colon, local = contract(iri).partition(":")
        if not colon or prefix not in PREFIXES or not _LOCAL_SAFE.issuperset(local):
            return f"<{iri}>"
        self._used.add(prefix)
        return f"{prefix}:{local}"


def _leading_comments(text: str) -> str:
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.rstrip())
    return "\n".join(lines)


def _predicate_key(predicate: str) -> tuple[int, str]:
    name = contract(predicate)
    return _RANK.get(name, len(_RANK)), name


def _object_key(text: str, term: Term) -> tuple[str, str, str]:
    language = (term.language or "") if isinstance(term, ox.Literal) else ""
    return language, text.casefold(), text


def reformat(paths: Iterable[Path], *, write: bool) -> Iterator[Path]:
    """Yield the files that are not canonical, and make them so where ``write`` is true.

    Raises:
        VocabularyError: a file is not Turtle.
    """
    for path in paths:
        before = path.read_text(encoding="utf-8")
        try:
            after = canonical(before)
        except SyntaxError as error:
            raise VocabularyError("E-VOCABULARY", f"{path}: {error}") from error
        if before != after:
            if write:
                write_bytes(after.encode(), path)
            yield path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the formatter; returns 1 where ``--check`` finds a file that is not canonical."""
    parser = argparse.ArgumentParser(prog="python -m graph_builder.ontology.format")
    parser.add_argument("--check", action="store_true", help="say which files differ, change none")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    paths = options.files or resources.files("ontology", "*.ttl")
    changed = list(reformat(paths, write=not options.check))
    for path in changed:
        sys.stderr.write(
            f"{'differs from' if options.check else 'brought into'} canonical form: {path}\n"
        )
    return int(options.check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
