"""What `alir build` tells of the text that it kept and left out. The shop is fictional."""

from pathlib import Path

import pytest

from graph_builder.cli.main import run

LOST = "<p>We share your personal data with third parties for many purposes of our shop.</p>"
KEPT = "<p>We collect your personal data and your privacy is what our shop cares about.</p>" * 7


def _build(page: str, folder: Path, *before: str) -> int:
    file = folder / "shop.html"
    file.write_text(f"<html><body>{page}</body></html>", "utf-8")
    return run([*before, "build", str(file), "-o", str(folder / "shop.trig")])


def test_text_that_was_lost_is_told_with_its_account(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = f"<div class='widget'>{LOST}</div><aside>{LOST}</aside>"
    assert _build(f"{lost}<main>{KEPT}</main>", tmp_path) == 0
    said = capsys.readouterr().err
    assert "warning: [E-COVERAGE]" in said
    assert "in parts whose name says furniture" in said
    assert "hint: " in said


def test_the_account_of_a_text_is_told_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = f"<nav>Shop Basket Help</nav><main>{KEPT}</main>"
    assert _build(page, tmp_path) == 0
    assert "left out" not in capsys.readouterr().err
    assert _build(page, tmp_path, "-v") == 0
    assert "left out: 14 in navigation, page headers and footers" in capsys.readouterr().err
