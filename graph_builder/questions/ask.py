"""``ask``: a question in English or Indonesian, and its answer with the sentences that prove it.

1. The question is understood (``meaning.py``), or refused with choices, near names or examples.
2. Its named query runs with terms for parameters, from the flow index where there is one.
3. The answer is a sentence, the rows, the proofs of the statements shown, and the query itself.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph_builder.namespaces import contract, expand
from graph_builder.questions import answers
from graph_builder.questions.finding import HIDDEN, find
from graph_builder.questions.labels import wording
from graph_builder.questions.library import NamedQuery, named
from graph_builder.questions.meaning import Meaning, understand
from graph_builder.questions.parameters import bind
from graph_builder.questions.proof import Proof, Prover
from graph_builder.questions.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph_builder.questions.labels import Labels
    from graph_builder.questions.parameters import Terms
    from graph_builder.questions.session import Session

_OF_HISTORY = frozenset({"changes"})
"""Questions about versions that were replaced, too."""

SHOWN = 25
"""Rows of an answer, unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: one sentence, rows behind it, the proofs of the first of them, the query.

    ``table`` holds some rows of every certainty where not all were asked for (then it is
    ``truncated``). ``counts`` tells in how many policies each certainty occurs in all; an answer
    without certainties has ``total``, the number of all rows, instead.
    """

    question: str
    language: str
    intent: str
    sentence: str
    verdicts: tuple[answers.Verdict, ...]
    counts: dict[str, int]
    total: int | None
    table: Table
    proofs: tuple[Proof, ...]
    query: str
    sparql: str
    labels: Labels = field(repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain data: concepts as CURIEs beside their names."""
        shown = [
            {
                name: {"value": contract(term.value), "name": self.labels.term(term)}
                for name, term in record.items()
                if term is not None
            }
            for record in self.table.records()
        ]
        return {
            "question": self.question,
            "language": self.language,
            "intent": self.intent,
            "answer": self.sentence,
            "verdicts": [{**asdict(v), "name": self.labels.iri(v.policy)} for v in self.verdicts],
            "columns": {name: self.labels.column(name) for name in self.visible().columns},
            "policies": self.counts,
            "rows": shown,
            "truncated": self.table.truncated,
            "evidence": [asdict(p) for p in self.proofs],
            "query": self.query,
            "sparql": self.sparql,
        }

    def _repr_html_(self) -> str:
        from graph_builder.questions.formats import to_html

        return to_html(self.sentence, self.visible(), self.labels)

    def visible(self) -> Table:
        """Return the columns that people read, equal rows once."""
        keep = [i for i, name in enumerate(self.table.columns) if name not in HIDDEN]
        seen = dict.fromkeys(tuple(row[i] for i in keep) for row in self.table.rows)
        columns = tuple(self.table.columns[i] for i in keep)
        return Table(columns, tuple(seen), truncated=self.table.truncated)


def ask(
    question: str,
    session: Session,
    *,
    language: str = "",
    texts: Path | None = None,
    proofs: int = 10,
    rows: int | None = SHOWN,
) -> Answer:
    """Answer a question.

    Args:
        question: in English or Indonesian.
        session: the graph asked.
        language: of the answer; that of the question where empty.
        texts: folder in which the sentences of a graph without quotes are looked up.
        proofs: how many statements to prove at most.
        rows: how many to show at most, some of every certainty; all where ``None``.

    Raises:
        QueryError: ``E-QUESTION``, the question is outside of the grammar.
        UsageError: a word in it is unknown or ambiguous.
    """
    meaning = understand(question, session)
    query = named(meaning.intent.query)
    terms: dict[str, Terms] = {n: _terms(values) for n, values in meaning.values.items()}
    if any(p.name == "policy" for p in query.parameters) and query.name not in _OF_HISTORY:
        terms |= {"policy": now} if (now := session.current(terms)) else {}
    spoken = language or meaning.language
    labels = session.labels(spoken)
    found = find(session, query, terms, answers.subject(meaning), rows)
    text = answers.sentence(meaning, found, labels)
    table = answers.arranged(found.table, labels)
    statements = _statements(table)[:proofs]
    return Answer(
        question=question,
        language=spoken,
        intent=meaning.intent.name,
        sentence=text,
        verdicts=answers.verdicts(found.said),
        counts=found.counts(),
        total=found.total,
        table=table,
        proofs=tuple(Prover(session.engine, texts).prove(statements)) if statements else (),
        query=f"{query.theme}/{query.name}",
        sparql=_shown(query, meaning, terms),
        labels=labels,
    )


def _terms(values: Sequence[str]) -> tuple[ox.NamedNode | ox.Literal, ...]:
    return tuple(ox.NamedNode(expand(v)) if ":" in v else ox.Literal(v) for v in values)


def _statements(table: Table) -> list[str]:
    """Return the statements that the rows are about, those they stand against included."""
    places = [table.columns.index(c) for c in ("practice", "against") if c in table.columns]
    found = (row[place] for row in table.rows for place in places)
    return list(dict.fromkeys(t.value for t in found if isinstance(t, ox.NamedNode)))


def _shown(
    query: NamedQuery,
    _meaning: Meaning,
    terms: dict[str, Terms],
) -> str:
    return bind(query, terms)


def sentences(language: str) -> dict[str, str]:
    """Return the fixed words of answers in a language."""
    return dict(wording()[language]["sentences"])
