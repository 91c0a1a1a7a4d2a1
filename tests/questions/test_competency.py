"""The forty competency questions: each has a query, is asked in words, and gives its rows.

``competency.tsv`` holds, by number: the query, its parameters, how people ask it in English and in
Indonesian, and what it gives on the annotated policies of ``../shared``: how many different facts
(statements and wordings left out) on how many policies, and three of the facts. The rows on the
fictional portfolio are in ``golden/``. After a change of query or vocabulary, review what
``python tests/questions/test_competency.py`` prints and write it to the table.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph_builder.namespaces import contract
from graph_builder.questions.engines import StoreEngine
from graph_builder.questions.library import named
from graph_builder.questions.meaning import understand
from graph_builder.questions.names import default_index
from graph_builder.questions.session import Session
from graph_builder.questions.sources import read_file
from graph_builder.questions.tables import Table, Term

HERE = Path(__file__).parent
TABLE = HERE / "competency.tsv"
SHARED = HERE.parents[2] / "shared"
# Columns that hold the texts' own words, or name statements by their place.
WORDS = frozenset(
    {"practice", "against", "section", "start", "end", "wording", "exception", "condition"}
)
EXAMPLES = 3
# A concept that moves in the taxonomy shifts counts a little; a query gone wrong shifts them a lot.
DRIFT = 0.2


@dataclass(frozen=True, slots=True)
class Competency:
    """A row of the table."""

    number: int
    query: str
    parameters: dict[str, str]
    questions: tuple[str, ...]
    rows: int
    policies: int
    facts: tuple[str, ...]


def read() -> list[Competency]:
    with TABLE.open(encoding="utf-8") as lines:
        found = list(csv.reader(lines, delimiter="\t"))[1:]
    return [
        Competency(
            int(number),
            query,
            dict(p.split("=", 1) for p in parameters.split("; ") if p),
            tuple(filter(None, (en, id_))),
            int(rows),
            int(policies),
            tuple(filter(None, facts.split("; "))),
        )
        for number, query, parameters, en, id_, rows, policies, facts in found
    ]


ALL = read()


def facts_of(table: Table) -> list[str]:
    """The stated rows of a table as facts, each once."""
    kept = [
        " ".join(f"{c}={_short(t)}" for c, t in record.items() if c not in WORDS and t is not None)
        for record in table.records()
        if getattr(record.get("certainty"), "value", "") != "not-found"
    ]
    return list(dict.fromkeys(kept))


def _short(term: Term) -> str:
    return contract(term.value).replace("https://w3id.org/alir/gold/", "")


def policies_of(table: Table) -> int:
    kept = {r.get("policy") for r in table.records() if "not-found" not in str(r.get("certainty"))}
    return len(kept - {None})


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The annotated policies as a graph."""
    script = SHARED / "eval" / "gold_to_trig.py"
    if not script.is_file():
        pytest.skip("needs the annotated policies of ../shared")
    return _gold(script, tmp_path_factory.mktemp("gold") / "gold.trig")


def _gold(script: Path, target: Path) -> Session:
    subprocess.run([sys.executable, script, SHARED / "gold", target], check=True)
    return Session(StoreEngine(read_file(target)), default_index())


def test_all_forty_questions_are_there() -> None:
    assert [c.number for c in ALL] == list(range(1, 41))


@pytest.mark.parametrize("asked", ALL, ids=lambda c: f"{c.number}-{c.query}")
def test_a_competency_question_gives_its_facts_on_the_annotated_policies(
    asked: Competency, gold: Session
) -> None:
    table = gold.run(named(asked.query), asked.parameters)
    found = facts_of(table)
    assert len(found) == pytest.approx(asked.rows, rel=DRIFT)
    assert policies_of(table) == pytest.approx(asked.policies, rel=DRIFT)
    assert set(asked.facts) <= set(found)


@pytest.mark.parametrize("asked", ALL, ids=lambda c: f"{c.number}-{c.query}")
def test_a_competency_question_gives_facts_somewhere(asked: Competency) -> None:
    golden = (HERE / "golden" / f"{asked.query}.csv").read_text(encoding="utf-8").splitlines()
    stated = [line for line in golden[1:] if "not-found" not in line]
    assert stated or asked.rows, "add a statement for it to portfolio.trig"


@pytest.mark.parametrize(
    ("question", "query"), [(q, c.query) for c in ALL for q in c.questions], ids=str
)
def test_a_competency_question_can_be_asked_in_words(
    question: str, query: str, portfolio: Session
) -> None:
    # Implied consent is one of the bases that can be asked for.
    same = {"implied-consent": "relies-on"}
    assert understand(question, portfolio).intent.query in {query, same.get(query)}


def _print(session: Session) -> None:
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    with TABLE.open(encoding="utf-8") as lines:
        head, *rows = csv.reader(lines, delimiter="\t")
    out.writerow(head)
    for row, asked in zip(rows, ALL, strict=True):
        table = session.run(named(asked.query), asked.parameters)
        found = facts_of(table)
        step = max(1, len(found) // EXAMPLES)
        out.writerow(
            [*row[:5], len(found), policies_of(table), "; ".join(found[::step][:EXAMPLES])]
        )


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        _print(_gold(SHARED / "eval" / "gold_to_trig.py", Path(folder) / "gold.trig"))
