"""The page of queries is up to date, the Python interface works, and asking imports little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from graph_builder import open_store
from graph_builder.questions.reference import page

ROOT = Path(__file__).resolve().parents[2]
PORTFOLIO = Path(__file__).parent / "portfolio.trig"


def test_the_page_of_queries_is_up_to_date() -> None:
    written = (ROOT / "docs" / "reference" / "queries.md").read_text(encoding="utf-8")
    assert written == page(), (
        "run python -m graph_builder.questions.reference > docs/reference/queries.md"
    )


def test_a_question_loads_no_slow_library() -> None:
    code = (
        "import sys; from graph_builder.cli.main import run; "
        f"run(['ask', 'who receives IP addresses', '--graph', {str(PORTFOLIO)!r}]); "
        "slow = {'rdflib', 'pyshacl', 'networkx', 'pyvis', 'owlready2', 'pandas'}; "
        "sys.exit(' '.join(sorted(slow & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_answer_tells_stated_vague_denied_and_silent_apart() -> None:
    answer = open_store(PORTFOLIO).ask("who receives IP addresses")
    assert {
        (v.policy.split("/")[-3], v.policy.split("/")[-2], v.value) for v in answer.verdicts
    } == {
        ("awan", "en", "stated"),
        ("awan", "id", "not-found"),
        ("bahari", "en", "denied-vague"),
        ("cemara", "en", "not-found"),
    }
    assert answer.proofs[0].quote == "We pass your IP address on to Google Analytics."
    assert "not a denial" in answer.sentence


def test_a_qualified_denial_is_no_clear_no() -> None:
    answer = open_store(PORTFOLIO).ask("does Awan share e-mail addresses with advertisers")
    assert answer.sentence.startswith("Unclear")


def test_practices_are_typed_objects() -> None:
    practices = list(open_store(PORTFOLIO).practices("bahari"))
    assert len(practices) == 4
