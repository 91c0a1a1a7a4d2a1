"""One bad input never stops the others, and each is reported with its code."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.build.inputs import Failed, Input, expand
from graph_builder.build.pipeline import Built, Options, attempt
from tests.build import samples

BAD = {
    "empty.txt": (b"", "E-EMPTY"),
    "blank.md": (b" \n\n\t\n", "E-EMPTY"),
    "binary.txt": (bytes(range(256)) * 20, "E-BINARY"),
    "large.txt": (b"We collect your name. " * 250_000, "E-TOO-LARGE"),
    "french.txt": (samples.FRENCH.encode(), "E-LANGUAGE"),
    "recipe.txt": (samples.RECIPE.encode(), "E-NOT-A-POLICY"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_has_its_code_and_says_which_file(name: str, tmp_path: Path) -> None:
    content, code = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    outcome = attempt(Input(str(path)), Options())
    assert isinstance(outcome, Failed)
    assert outcome.code == code
    assert name in outcome.message
    assert outcome.hint


def test_the_others_are_built(tmp_path: Path) -> None:
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "kedai.en.md").write_text(samples.policy(), encoding="utf-8")
    outcomes = [attempt(given, Options()) for given in expand([str(tmp_path)])]
    assert {o.code for o in outcomes if isinstance(o, Failed)} == {code for _, code in BAD.values()}
    built = [o for o in outcomes if isinstance(o, Built)]
    assert [Path(o.source).name for o in built] == ["kedai.en.md"]
    assert built[0].versions[0].practices


def test_a_file_that_vanished_is_reported(tmp_path: Path) -> None:
    outcome = attempt(Input(str(tmp_path / "gone.txt")), Options())
    assert isinstance(outcome, Failed)
    assert outcome.code == "E-NOT-FOUND"


def test_force_builds_what_does_not_look_like_a_policy(tmp_path: Path) -> None:
    (tmp_path / "recipe.txt").write_text(samples.RECIPE, encoding="utf-8")
    given = Input(str(tmp_path / "recipe.txt"))
    assert isinstance(attempt(given, Options(force=True)), Built)


def test_a_higher_limit_lets_a_large_file_in(tmp_path: Path) -> None:
    (tmp_path / "kedai.md").write_text(samples.policy(), encoding="utf-8")
    given = Input(str(tmp_path / "kedai.md"))
    size = len(samples.policy().encode())
    assert isinstance(attempt(given, Options(max_bytes=size)), Built)
    failed = attempt(given, Options(max_bytes=size - 1))
    assert isinstance(failed, Failed)
    assert failed.code == "E-TOO-LARGE"


def test_standard_input_is_an_input_like_any_other() -> None:
    (given,) = expand(["-"], samples.policy().encode())
    assert isinstance(given, Input)
    outcome = attempt(given, Options())
    assert isinstance(outcome, Built)
    assert outcome.versions[0].source == "stdin"


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", ".hidden.md", "image.png", "sub/c.html", ".git/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    names = [Path(i.source).name for i in expand([str(tmp_path), str(tmp_path / "a.txt")])]
    assert names == ["a.txt", "b.md", "c.html"]


def test_a_folder_without_documents_is_reported(tmp_path: Path) -> None:
    (failed,) = expand([str(tmp_path)])
    assert isinstance(failed, Failed)
    assert failed.code == "E-NOT-FOUND"


def test_a_folder_that_cannot_be_listed_is_reported_beside_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.folder(tmp_path / "open", 1)
    (tmp_path / "locked").mkdir()
    scandir = __import__("os").scandir

    def guarded(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", guarded)
    found = expand([str(tmp_path)])
    assert [f.code for f in found if isinstance(f, Failed)] == ["E-UNREADABLE"]
    assert [Path(i.source).name for i in found if isinstance(i, Input)] == ["kedai-000.en.md"]


def test_an_unforeseen_error_is_one_failure_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("graph_builder.documents.read", broken)
    outcome = attempt(Input("a.txt"), Options())
    assert isinstance(outcome, Failed)
    assert outcome.code == "E-INTERNAL"


def test_the_graph_keeps_the_file_name_not_the_path(tmp_path: Path) -> None:
    (tmp_path / "kedai.en.md").write_text(samples.policy(), encoding="utf-8")
    outcome = attempt(Input(str(tmp_path / "kedai.en.md")), Options())
    assert isinstance(outcome, Built)
    assert outcome.versions[0].source == "kedai.en.md"
