"""Whole builds: unchanged inputs are skipped, files streamed, hostile inputs listed and no more."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graph_builder.build import ledger
from graph_builder.build.inputs import Failed, Input, listing
from graph_builder.build.pipeline import Built, Options, attempt
from graph_builder.build.records import Report
from graph_builder.build.run import Scale, Target, run
from graph_builder.cli import main
from graph_builder.graph import export, from_rdf, load, store
from tests.build import samples


def silent(_done: int, _name: str) -> None:
    pass


def build(policies: Path, target: Target, **options: bool) -> Report:
    inputs = listing([str(policies)])
    return run(inputs, target, Options(), Scale(), silent, **options)


def test_an_unchanged_input_is_built_once(tmp_path: Path) -> None:
    policies, target = samples.folder(tmp_path / "policies", 4), Target(tmp_path / "store")
    assert (build(policies, target).versions, build(policies, target).unchanged) == (4, 4)
    (policies / "kedai-001.en.md").write_text(samples.policy("Baru"), encoding="utf-8")
    again = build(policies, target)
    assert (again.versions, again.unchanged) == (1, 3)


def test_what_does_not_end_is_refused_and_a_pipe_is_read_once(tmp_path: Path) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there are no devices here")
    ends, target = os.pipe(), Target(tmp_path / "store")
    os.write(ends[1], samples.policy().encode())
    os.close(ends[1])
    report = run(listing(["/dev/zero", f"/dev/fd/{ends[0]}"]), target, Options(), Scale(), silent)
    os.close(ends[0])
    assert (report.versions, report.codes) == (1, {"E-TOO-LARGE": 1})


def test_other_options_build_anew(tmp_path: Path) -> None:
    policies, target = samples.folder(tmp_path / "policies", 1), Target(tmp_path / "store")
    build(policies, target)
    assert build(policies, target, quotes=False).versions == 1
    # The graph without quotes has taken the place of the other, which must not count as known.
    assert build(policies, target).versions == 1


def test_what_was_removed_from_the_store_is_built_again(tmp_path: Path) -> None:
    policies, target = samples.folder(tmp_path / "policies", 2), Target(tmp_path / "store")
    iri = build(policies, target).records[0].iri
    with store.writing(tmp_path / "store") as writer:
        writer.remove(iri)
    again = build(policies, target)
    assert again.versions == 1
    assert iri in {r.iri for r in again.records}


def test_a_damaged_ledger_costs_time_only(tmp_path: Path) -> None:
    policies, target = samples.folder(tmp_path / "policies", 1), Target(tmp_path / "store")
    build(policies, target)
    (tmp_path / "store" / ledger.FILE).write_bytes(b"no database at all" * 100)
    assert build(policies, target).versions == 1
    assert build(policies, target).unchanged == 1


def test_a_stopped_build_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies, target = samples.folder(tmp_path / "policies", 3), Target(tmp_path / "store")

    def stop(given: Input | Failed, options: Options) -> Built | Failed:
        if given.source.endswith("002.en.md"):
            raise KeyboardInterrupt
        return attempt(given, options)

    with monkeypatch.context() as patched:
        patched.setattr("graph_builder.build.run.attempt", stop)
        with pytest.raises(KeyboardInterrupt):
            build(policies, target)
    again = build(policies, target)
    assert (again.versions, again.unchanged) == (1, 2)


@pytest.mark.parametrize("ending", [".trig", ".nq.gz", ".ttl", ".jsonld"])
def test_a_streamed_file_is_the_file_written_at_once(ending: str, tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 3)
    build(policies, Target(tmp_path / "store", tmp_path / f"streamed{ending}"))
    opened = store.reading(tmp_path / "store")
    quads = [q for iri in from_rdf.version_iris(opened) for q in graph_of(opened, iri)]
    export.write(quads, tmp_path / f"whole{ending}")
    whole = (tmp_path / f"whole{ending}").read_bytes()
    assert (tmp_path / f"streamed{ending}").read_bytes() == whole


def graph_of(opened: store.ox.Store, iri: str) -> list[store.ox.Quad]:
    return list(opened.quads_for_pattern(None, None, None, store.ox.NamedNode(iri)))


HOSTILE = {
    "E-BINARY": ("binary.txt", bytes(range(256)) * 40),
    "E-EMPTY": ("empty.html", b"<html><body></body></html>"),
    "E-TOO-LARGE": ("large.md", samples.policy().encode() * 60_000),
    "E-NOT-A-POLICY": ("recipe.html", b"<p>" + samples.RECIPE.encode()),
    "E-LANGUAGE": ("french.txt", samples.FRENCH.encode("latin-1")),
}
READABLE = {
    "truncated.html": b"<html><body><h1>Privacy</h1><p>"
    + samples.policy().encode()
    + b"<table><tr",
    "utf16.txt": samples.policy("Enam Belas").encode("utf-16"),
    "wrong.txt": samples.policy("Caf\u00e9").encode("latin-1"),
}


def test_hostile_inputs_are_listed_by_code_and_cost_no_other(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 20)
    for name, data in [*HOSTILE.values(), *READABLE.items()]:
        (policies / name).write_bytes(data)
    scale = Scale(jobs=2, partitions=str(tmp_path / "parts"))
    report = run(listing([str(policies)]), Target(), Options(), scale, silent)
    assert {f.code: Path(f.source).name for f in report.failed} == {
        code: name for code, (name, _) in HOSTILE.items()
    }
    assert {Path(r.source).name for r in report.records} >= set(READABLE)
    assert report.versions == 20 + len(READABLE)
    counts = json.loads((tmp_path / "parts" / "manifest.json").read_text())["counts"]
    assert counts["failed"] == dict.fromkeys(sorted(HOSTILE), 1)


def test_partitions_are_all_that_a_store_needs(tmp_path: Path) -> None:
    policies = samples.folder(tmp_path / "policies", 3)
    (policies / "kedai-001.id.md").write_text(samples.policy("Dua"), encoding="utf-8")
    parts = str(tmp_path / "parts")
    run(listing([str(policies)]), Target(), Options(), Scale(partitions=parts, size=2), silent)
    names = sorted(p.name for p in (tmp_path / "parts").glob("*.nq.gz"))
    assert names == ["part-00000.nq.gz", "part-00001.nq.gz", "vocabulary.nq.gz"]
    commit = json.loads((tmp_path / "parts" / "part-00000.json").read_text())
    # The versions of one policy stay together, although the partition is full.
    assert [Path(source).name for source, _ in commit["inputs"]] == [
        "kedai-000.en.md",
        "kedai-001.en.md",
        "kedai-001.id.md",
    ]
    loaded = load.read(*sorted((tmp_path / "parts").glob("*.nq.gz")))
    assert len(list(from_rdf.version_iris(loaded))) == 4


def test_numbers_agree_with_their_nouns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    samples.folder(tmp_path / "policies", 1)
    (tmp_path / "policies" / "empty.md").write_bytes(b"")
    assert main.run(["build", "policies"]) == 1
    told = capsys.readouterr().err
    assert "built 1 policy version (" in told
    assert told.endswith("1 input failed\n")
    main.run(["build", "policies"])
    assert "; 1 input unchanged; 1 input failed" in capsys.readouterr().err


def test_a_graph_does_not_go_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["build", "x.md", "-o", "-"]) == 2
    told = capsys.readouterr().err
    assert "standard output" in told
    assert ".trig" in told


def history(folder: Path) -> list[str]:
    """Return of each version in a store whether it stands or was replaced."""
    opened = store.reading(folder)
    old = from_rdf.replaced(opened)
    return ["replaced" if iri in old else "stands" for iri in from_rdf.version_iris(opened)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_says_something_else_replaces_what_it_said(tmp_path: Path, jobs: int) -> None:
    policies, target = samples.folder(tmp_path / "policies", 2), Target(tmp_path / "store")
    path = policies / "kedai-001.en.md"
    first = path.read_text(encoding="utf-8")
    for words, standing in ((first, 2), (samples.policy("Baru"), 2), (first, 2)):
        path.write_text(words, encoding="utf-8")
        run(listing([str(policies)]), target, Options(), Scale(jobs), silent)
        found = history(tmp_path / "store")
        assert found.count("stands") == standing
    assert found.count("replaced") == 1


def test_what_another_file_still_says_is_not_replaced(tmp_path: Path) -> None:
    target = Target(tmp_path / "store")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "privacy.md").write_text(samples.policy("Lama"), encoding="utf-8")
    run(listing([str(tmp_path / "a"), str(tmp_path / "b")]), target, Options(), Scale(), silent)
    (tmp_path / "a" / "privacy.md").write_text(samples.policy("Baru"), encoding="utf-8")
    run(listing([str(tmp_path / "a")]), target, Options(), Scale(), silent)
    assert history(tmp_path / "store") == ["stands", "stands"]


def test_questions_are_answered_by_what_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, folder = tmp_path / "toko.txt", str(tmp_path / "store")
    notice = "Privacy Policy of PT Toko Fiktif\n\nWe share your IP address with {}."
    for recipient in ("Google Analytics", "our payment processors"):
        path.write_text(notice.format(recipient), encoding="utf-8")
        assert main.run(["build", str(path), "--store", folder]) == 0
    asked = ["ask", "who receives IP addresses", "--store", folder, "--json"]
    assert main.run(asked) == 0
    answer = json.loads(capsys.readouterr().out)
    assert "Google" not in answer["answer"]
    assert answer["policies"] == {"explicit": 1}
    assert main.run(["ask", "what changed", "--store", folder, "--json"]) == 0
    changed = json.loads(capsys.readouterr().out)["rows"]
    assert {row["change"]["value"] for row in changed} == {"added", "removed"}
    assert main.run(["stats", "--store", folder, "--json"]) == 0
    assert "Google" not in capsys.readouterr().out
