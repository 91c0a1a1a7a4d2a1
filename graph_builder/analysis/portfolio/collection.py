"""A portfolio: the policies of a store or graph file, files given by name, or both together.

1. What is in a store is read through its flow index; a file is built and put into a store in
   memory, so that everything downstream knows one kind of policy.
2. :meth:`Portfolio.cite` finds the words behind a node (practice, period, right) only when they are
   to be shown: in the text where it is at hand (files, ``--texts``), else in the graph's quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from graph_builder.analysis.citation import Citation, cite
from graph_builder.analysis.portfolio.profiles import Profile, Statement, read
from graph_builder.analysis.relation import Taxonomy
from graph_builder.errors import UsageError
from graph_builder.graph import flow_upkeep, sources, to_rdf, vocabulary
from graph_builder.graph.flow_index import FlowIndex
from graph_builder.graph.nodes import node
from graph_builder.graph.sources import Source
from graph_builder.graph.store import DEFAULT, reading
from graph_builder.model import Party, PolicyVersion, Span
from graph_builder.namespaces import contract, expand
from graph_builder.questions.engines import StoreEngine
from graph_builder.questions.names import default_index
from graph_builder.questions.session import Session
from graph_builder.questions.sources import read_file
from graph_builder.vocabulary import default

_EVIDENCE = re.compile(r"#evidence-(\d+)-(\d+)$")


@dataclass(slots=True)
class _Evidence:
    """The spans behind the nodes of one version, and their words."""

    version: PolicyVersion
    spans: Mapping[str, tuple[Span, ...]]
    quotes: Mapping[Span, str]

    def cite(self, name: str) -> Citation | None:
        spans = self.spans.get(name, ())
        return cite(self.version, spans, self.quotes) if spans else None

    def clause(self, name: str) -> str:
        spans = self.spans.get(name, ())
        return self.quotes.get(spans[-1]) or spans[-1].text(self.version.text) if spans else ""


@dataclass
class Member:
    """One store of a portfolio; ``text`` gives the text of a version by its IRI, or nothing."""

    session: Session
    store: ox.Store
    index: FlowIndex
    text: Callable[[str], str]

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """The profiles of all versions, in the order of their IRIs."""
        return tuple(read(self.session, self.index))

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The parties that the texts name, each once."""
        found: dict[str, Party] = {}
        kind, party = node("rdf:type"), node("alir:NamedParty")
        for quad in self.store.quads_for_pattern(None, kind, party, None):
            curie = contract(str(getattr(quad.subject, "value", "")))
            if quad.graph_name != vocabulary.GRAPH and curie not in found:
                found[curie] = self._party(curie, quad.graph_name)
        return tuple(found.values())

    def _party(self, curie: str, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> Party:
        said: dict[str, list[str]] = {}
        for quad in self.store.quads_for_pattern(ox.NamedNode(expand(curie)), None, None, graph):
            value = str(getattr(quad.object, "value", ""))
            said.setdefault(contract(quad.predicate.value), []).append(contract(value))
        roles = (t for t in said.get("rdf:type", ()) if t != "alir:NamedParty")
        return Party(curie, next(iter(said.get("rdfs:label", ())), curie), tuple(sorted(roles)))

    @cached_property
    def _known(self) -> dict[str, _Evidence]:
        return {}

    def evidence(self, profile: Profile) -> _Evidence:
        """Return where the statements of a version stand."""
        if profile.iri not in self._known:
            graph = ox.NamedNode(profile.iri)
            spans: dict[str, list[Span]] = {}
            found = self.store.quads_for_pattern(None, node("prov:wasDerivedFrom"), None, graph)
            for quad in found:
                place = _EVIDENCE.search(str(getattr(quad.object, "value", "")))
                if place and isinstance(quad.subject, ox.NamedNode):
                    span = Span(int(place[1]), int(place[2]))
                    spans.setdefault(quad.subject.value, []).append(span)
            self._known[profile.iri] = _Evidence(
                PolicyVersion(
                    profile.policy,
                    profile.source,
                    source_hash="",
                    language=profile.language,
                    text=self.text(profile.iri),
                ),
                {name: tuple(sorted(s)) for name, s in spans.items()},
                sources.quotes(self.store, profile.iri),
            )
        return self._known[profile.iri]

    def source(self, profile: Profile) -> Source:
        """Return everything that a version says, mentions included."""
        return sources.source(self.store, profile.iri, self.text(profile.iri))


class Portfolio:
    """Policy versions to study, from one or more members; a version counts once, the first."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._members: dict[str, Member] = {}
        self._profiles: dict[str, Profile] = {}
        for member in members:
            for profile in member.profiles:
                self._profiles.setdefault(profile.iri, profile)
                self._members.setdefault(profile.iri, member)
        self.profiles: tuple[Profile, ...] = tuple(self._profiles.values())
        self.taxonomy = Taxonomy(default(), (p for m in members for p in m.parties))

    def cite(self, name: str) -> Citation | None:
        """Return the words behind the node of a statement, period or right."""
        profile = self._profiles.get(name.partition("#")[0])
        return self._members[profile.iri].evidence(profile).cite(name) if profile else None

    def profile(self, name: str) -> Profile:
        """Return the version that a node belongs to."""
        return self._profiles[name.partition("#")[0]]

    def words(self, statement: Statement) -> str:
        """Return the clause of a statement, without its lead-ins; empty where it is not known."""
        profile = self.profile(statement.node)
        return self._members[profile.iri].evidence(profile).clause(statement.node)

    def source(self, profile: Profile) -> Source:
        """Return everything that a version says, mentions included."""
        return self._members[profile.iri].source(profile)


def stored(
    graph: Path | None = None, directory: Path | None = None, texts: Path | None = None
) -> Member:
    """Open a graph file or a store.

    Args:
        graph: a graph file.
        directory: a store, ``.alir`` where neither is given.
        texts: folder in which the policies' own files are found by their hashes.

    Raises:
        StoreError, DocumentError: something is not there or cannot be read.
    """
    if graph is not None and directory is not None:
        raise UsageError("E-USAGE", "give one of --graph and --store")
    finder = None
    if texts:
        from graph_builder.graph.evidence import Texts

        finder = Texts(texts)
    place = directory or DEFAULT
    store = read_file(graph) if graph else reading(place)
    index = (None if graph else flow_upkeep.of_reader(place, store)) or _index(store)
    session = Session(StoreEngine(store), default_index())
    return Member(session, store, index, lambda iri: sources.text(store, iri, finder))


def built(versions: Iterable[PolicyVersion]) -> Member:
    """Return policy versions that were just built, as a member of a portfolio."""
    store = ox.Store()
    store.bulk_extend(vocabulary.quads())
    texts = {}
    for version in versions:
        store.bulk_extend(to_rdf.quads(version))
        texts[to_rdf.version_iri(version)] = version.text
    session = Session(StoreEngine(store), default_index())
    return Member(session, store, _index(store), lambda iri: texts.get(iri, ""))


def _index(store: ox.Store) -> FlowIndex:
    index = FlowIndex(":memory:")
    index.sync(store)
    return index
