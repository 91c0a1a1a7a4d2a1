"""The Python interface: ``from graph_builder import open_store``.

>>> store = open_store("examples/facts/seeds.nq.gz")
>>> "who receives IP address: " in store.ask("who receives IP addresses").sentence
True
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_builder.questions.ask import Answer, ask
from graph_builder.questions.engines import Limits, StoreEngine
from graph_builder.questions.formats import to_html
from graph_builder.questions.library import named, parse
from graph_builder.questions.sources import open_session
from graph_builder.questions.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_builder.model import Practice
    from graph_builder.questions.session import Session


class Result:
    """The rows of a query: iterable, shown as a table in a notebook, a data frame on request."""

    def __init__(self, table: Table, session: Session, language: str) -> None:
        self.table = table
        self._labels = session.labels(language)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.table)

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield the rows in words, by column."""
        for row in self._labels.rows(self.table):
            yield dict(zip(self.table.columns, row, strict=True))

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas is optional and unknown here
        """Return the rows in words as a pandas data frame.

        Raises:
            UnsupportedError: pandas is not installed.
        """
        try:
            import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]  # optional
        except ImportError as error:
            from graph_builder.errors import UnsupportedError

            raise UnsupportedError(
                "E-EXTRA", "data frames need pandas", "pip install pandas"
            ) from error
        return pd.DataFrame(list(self), columns=list(self.table.columns))

    def _repr_html_(self) -> str:
        return to_html("", self.table, self._labels)


class PolicyStore:
    """A graph opened for questions; make it with :func:`open_store`."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def ask(self, question: str, language: str = "", texts: str | Path | None = None) -> Answer:
        """Answer a question in English or Indonesian; see ``graph_builder.questions.ask``."""
        folder = Path(texts) if texts else None
        return ask(question, self.session, language=language, texts=folder)

    def query(self, query: str, language: str = "en", **parameters: str) -> Result:
        """Run a named query, or a SPARQL text, with parameters in words.

        Raises:
            QueryError: the query is unknown or malformed.
            UsageError: a parameter or its value is unknown.
        """
        found = parse(query) if "{" in query else named(query)
        return Result(self.session.run(found, parameters), self.session, language)

    def practices(self, policy: str = "") -> Iterator[Practice]:
        """Yield the practices of a policy, or of all, as typed objects.

        Raises:
            UnsupportedError: the store is an endpoint, which gives rows only.
        """
        from graph_builder.graph import from_rdf

        engine = self.session.engine
        if not isinstance(engine, StoreEngine):
            from graph_builder.errors import UnsupportedError

            raise UnsupportedError(
                "E-EXTRA", "an endpoint gives rows only", "Use query(…) on an endpoint."
            )
        chosen = self.session.find_policies(policy) if policy else None
        for iri in chosen if chosen is not None else from_rdf.version_iris(engine.store):
            yield from from_rdf.version(engine.store, iri).practices


def open_store(place: str | Path = ".alir", timeout: float | None = None) -> PolicyStore:
    """Open a store folder, a graph file or the URL of a SPARQL endpoint.

    Raises:
        StoreError: it cannot be opened.
    """
    limits = Limits(timeout)
    if str(place).startswith(("http://", "https://")):
        return PolicyStore(open_session(endpoint=str(place), limits=limits))
    path = Path(place)
    if path.is_file():
        return PolicyStore(open_session(graph=path, limits=limits))
    return PolicyStore(open_session(directory=path, limits=limits))
