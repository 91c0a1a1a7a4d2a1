"""A build applies the decisions beside a policy, says so, and notices when they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.build.inputs import Failed, Input
from graph_builder.build.pipeline import Built, Options, attempt, versions
from graph_builder.build.run import Scale, Target, run
from graph_builder.curation import review_file
from graph_builder.curation.decisions import Decisions, Signature, decide
from graph_builder.curation.statement import statements
from graph_builder.model import Verdict
from tests.build.samples import policy


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "kedai.en.md"
    path.write_text(policy(), encoding="utf-8")
    return path


def reject_first(path: Path) -> str:
    """Reject the first statement of a policy and return its identity."""
    (version,) = versions(Input(str(path)), Options())
    first = statements(version)[0]
    signature = Signature("Sari", "2026-03-01T09:00:00Z")
    decision = decide(first, version.text, Verdict.REJECT, signature)
    review_file.write(review_file.beside(path), Decisions.of([decision]))
    return first.id


def build(path: Path, folder: Path, **scale: object) -> tuple[bytes, object]:
    target = folder / "graph.nq"
    report = run(
        [Input(str(path))], Target(file=target), Options(), Scale(**scale), lambda *_: None
    )
    return target.read_bytes(), report


def test_a_rejected_statement_is_not_in_the_graph(notice, tmp_path):
    before, _ = build(notice, tmp_path)
    reject_first(notice)
    after, report = build(notice, tmp_path)
    assert before.count(b"AffirmedPractice") == after.count(b"AffirmedPractice") + 1
    assert [(r.decisions, r.unapplied) for r in report.reviews] == [(1, ())]
    assert build(notice, tmp_path)[0] == after


def test_a_decision_that_lost_its_sentence_is_reported(notice, tmp_path):
    identity = reject_first(notice)
    text = notice.read_text(encoding="utf-8")
    notice.write_text(text.replace("We collect your name", "We drink"), encoding="utf-8")
    _, report = build(notice, tmp_path)
    assert report.reviews[0].unapplied == (identity,)


def test_a_damaged_review_file_fails_its_policy_rather_than_being_passed_over(notice):
    review_file.beside(notice).write_text("format = 7\n", encoding="utf-8")
    failed = attempt(Input(str(notice)), Options())
    assert isinstance(failed, Failed)
    assert failed.code == "E-REVIEW"


def test_a_resumed_build_sees_a_new_decision(notice, tmp_path):
    parts = tmp_path / "parts"
    build(notice, tmp_path, partitions=str(parts))
    reject_first(notice)
    resumed, report = build(notice, tmp_path, partitions=str(parts), resume=True)
    assert b"SupersededStatement" in resumed
    assert report.reviews[0].decisions == 1


def test_bytes_without_a_path_have_no_decisions(notice):
    reject_first(notice)
    built = attempt(Input("-", notice.read_bytes()), Options())
    assert isinstance(built, Built)
    assert built.outcomes == ()
