"""Slim modules of DPV: the terms that the project uses and everything above them.

1. Collect the ``dpv:``, ``pd:``, ``eu-gdpr:`` and ``loc:`` names that our Turtle, queries, tables
   and modules mention.
2. Add their parents, and the parents of those, from a copy of the specification.
3. Write one file a module under ``ontology/imports/``: IRI, types, label, parents. DPV's own
   definition texts stay in DPV. Parents are ``alir:dpvBroader``, since the hierarchy that queries
   walk is the project's own (``docs/decisions/0001-hierarchy.md``).

A name that the specification does not have ends the run: projects in this field mint DPV IRIs that
do not exist, and this is where that would show.

``python -m graph_builder.ontology.imports DPV_DIR`` (``make refresh-imports DPV=DIR``).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from graph_builder import resources
from graph_builder.errors import AlirError, VocabularyError
from graph_builder.files import write_bytes
from graph_builder.namespaces import PREFIXES, contract
from graph_builder.ontology.format import canonical

MODULES = ("dpv", "pd", "eu-gdpr", "loc")
_NAME = re.compile(r"(?<![\w/:.-])(" + "|".join(MODULES) + r"):([A-Za-z0-9][\w-]*)")
_SOURCES = (
    ("ontology", "*.ttl"),
    ("shapes", "*.ttl"),
    ("queries", "*.rq"),
)
_CODE = ("*.py", "*.toml")
_TYPES = frozenset({"rdfs:Class", "rdf:Property", "skos:Concept"})
_NOTICE = """\
# Slim module of {title}, made by `make refresh-imports`: do not edit.
# Source: {source} (version {version}). Includes material copied from the Data Privacy Vocabulary,
# Copyright (c) 2019-2026 the contributors to the Data Privacy Vocabulary, used under
# https://www.w3.org/copyright/software-license-2023/ (see NOTICE). Changed: only terms used here
# and those above them, with labels; parents are given as alir:dpvBroader.
"""
_TITLES = {
    "dpv": "the Data Privacy Vocabulary",
    "pd": "the DPV personal data categories",
    "eu-gdpr": "the DPV concepts of the EU GDPR",
    "loc": "the DPV locations and jurisdictions",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the specification: CURIE, types, English label, direct parents."""

    curie: str
    types: tuple[str, ...] = ()
    label: str = ""
    parents: tuple[str, ...] = ()


@dataclass(slots=True)
class Specification:
    """What a copy of DPV says of its terms, with the version of each module."""

    terms: dict[str, Term] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def with_ancestors(self, curies: Iterable[str]) -> list[Term]:
        """Return the terms and everything above them, sorted by CURIE.

        Raises:
            VocabularyError: a name is not in the specification.
        """
        waiting, found = sorted(curies), {}
        while waiting:
            curie = waiting.pop()
            if curie in found:
                continue
            if curie not in self.terms:
                raise VocabularyError(
                    "E-VOCABULARY",
                    f"{curie} is not in this copy of DPV",
                    "Find where it is used (grep) and take a term that DPV has, or one of alir:.",
                )
            found[curie] = self.terms[curie]
            waiting.extend(p for p in found[curie].parents if p in self.terms)
        return [found[curie] for curie in sorted(found)]


def read(folder: Path) -> Specification:
    """Read the modules of a DPV copy (``dpv.ttl``, ``pd.ttl``, ``eu-gdpr.ttl``, ``loc.ttl``).

    Raises:
        VocabularyError: a module is missing or is not Turtle.
    """
    found = Specification()
    for module in MODULES:
        path = folder / f"{module}.ttl"
        if not path.is_file():
            raise VocabularyError(
                "E-NOT-FOUND", f"{path} is missing", "Give a folder with DPV 2.3."
            )
        try:
            _read_module(found, module, path)
        except SyntaxError as error:
            raise VocabularyError("E-VOCABULARY", f"{path}: {error}") from error
    return found


def _read_module(found: Specification, module: str, path: Path) -> None:
    values: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode):
            predicate = contract(quad.predicate.value)
            value = getattr(quad.object, "value", "")
            subject = contract(quad.subject.value)
            if predicate == "owl:versionIRI":
                found.sources[module] = value
            if predicate == "owl:versionInfo":
                found.versions[module] = value
            values.setdefault(subject, {}).setdefault(predicate, []).append(value)
    for subject, given in values.items():
        if subject.startswith(f"{module}:") and "skos:prefLabel" in given:
            found.terms[subject] = _term(subject, given)


def _term(curie: str, given: Mapping[str, Sequence[str]]) -> Term:
    kinds = {contract(x) for x in given.get("rdf:type", ())}
    parents = {
        contract(x) for x in (*given.get("skos:broader", ()), *given.get("rdfs:subClassOf", ()))
    }
    return Term(
        curie,
        types=tuple(sorted(kinds & _TYPES)),
        label=given["skos:prefLabel"][0],
        parents=tuple(sorted(p for p in parents if p.partition(":")[0] in MODULES and p != curie)),
    )


def used() -> frozenset[str]:
    """Return the DPV names that the project mentions outside its imports."""
    package = Path(__file__).resolve().parent.parent
    paths = [p for folder, glob in _SOURCES for p in resources.files(folder, glob)]
    paths += [p for glob in _CODE for p in sorted(package.rglob(glob))]
    return frozenset(
        f"{m[1]}:{m[2]}"
        for path in paths
        if "imports" not in path.parent.name and path.name != "imports.py"
        for m in _NAME.finditer(path.read_text(encoding="utf-8"))
    )


def module_text(module: str, terms: Iterable[Term], specification: Specification) -> str:
    """Return the Turtle of one slim module, in canonical form."""
    version = specification.versions.get(module, "")
    source = specification.sources.get(module, PREFIXES[module])
    lines = [_NOTICE.format(title=_TITLES[module], source=source, version=version)]
    lines += [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    lines.append(
        f"<https://w3id.org/alir/imports/{module}> a owl:Ontology ; dct:source <{source}> ; "
        f'owl:versionInfo "{version}" ; '
        "dct:license <https://www.w3.org/copyright/software-license-2023/> ."
    )
    for term in terms:
        if term.curie.startswith(f"{module}:"):
            types = ", ".join(term.types) or "skos:Concept"
            parents = f" ; alir:dpvBroader {', '.join(term.parents)}" if term.parents else ""
            label = term.label.replace('"', '\\"')
            lines.append(f'{term.curie} a {types} ; rdfs:label "{label}"@en{parents} .')
    return canonical("\n".join(lines))


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh ``ontology/imports`` from a copy of the specification."""
    parser = argparse.ArgumentParser(prog="python -m graph_builder.ontology.imports")
    parser.add_argument(
        "folder", type=Path, help="folder with dpv.ttl, pd.ttl, eu-gdpr.ttl, loc.ttl"
    )
    folder = parser.parse_args(arguments).folder
    try:
        specification = read(folder)
        terms = specification.with_ancestors(used())
    except AlirError as error:
        sys.stderr.write(f"{error.code}: {error.message}\n{error.hint}\n")
        return error.exit_code
    target = resources.folder("ontology") / "imports"
    target.mkdir(exist_ok=True)
    for module in MODULES:
        text = module_text(module, terms, specification)
        write_bytes(text.encode(), target / f"{module}.ttl")
    sys.stderr.write(f"{len(terms)} terms of DPV in {target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
