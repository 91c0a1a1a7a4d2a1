"""Sixty statements reviewed with nothing but the keyboard, in the page as users get it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")
from graph_builder.build.reviewing import session
from graph_builder.curation import review_file
from graph_builder.curation.decisions import Signature
from graph_builder.model import Verdict
from graph_builder.server.app import LOOPBACK
from graph_builder.server.review import Reviewing, create
from tests.server.running import running

pytestmark = pytest.mark.browser

DATA = ("name", "e-mail address", "telephone number", "IP address", "location", "date of birth")
PARTIES = ("advertising networks", "payment providers", "our affiliates", "insurers", "couriers")
WHY = ("to process payments", "for marketing", "to prevent fraud")


def notice() -> str:
    """Return a notice of a fictional company that says more than sixty things."""
    lines = [
        "# Privacy Policy of PT Enam Puluh Fiktif",
        "",
        "PT Enam Puluh Fiktif is fictional.",
        "",
    ]
    for i, party in enumerate(PARTIES):
        lines += [f"## Part {i + 1}", ""]
        for j, data in enumerate(DATA):
            for k, why in enumerate(WHY):
                if (i + j + k) % 7:
                    lines += [f"We may share your {data} with {party} {why}.", ""]
    return "\n".join(lines)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "enam-puluh.en.md"
    path.write_text(notice(), encoding="utf-8")
    return path


@pytest.fixture
def served(policy: Path) -> Iterator[str]:
    with running(create(Reviewing((policy,), "Sari"), LOOPBACK)) as address:
        yield address


def press(page, key: str, said: str) -> None:
    """Press a key and wait until the page has said what came of it."""
    page.locator("#said").evaluate("x => { x.textContent = ''; }")
    page.keyboard.press(key)
    page.wait_for_function(
        "s => document.querySelector('#said').textContent.startsWith(s)", arg=said
    )


def test_sixty_statements_are_reviewed_with_the_keyboard_alone(visiting, served, policy):
    page = visiting(served).open(path="/review")
    assert page.locator("#card mark.clause").inner_text().startswith("We may share your")
    for i in range(60):
        if i % 10 == 5:
            page.keyboard.press("e")
            page.keyboard.type("tanggal lahir" if i == 5 else "browsing hist")
            page.keyboard.press("Enter")
            press(page, "Control+Enter", "edited")
        elif i % 10 == 8:
            page.keyboard.press("r")
            page.keyboard.type("not said here")
            page.keyboard.press("Enter")
            press(page, "x", "rejected")
        elif i % 10 == 9:
            press(page, "u", "left unsure")
        else:
            press(page, "a", "accepted")
    press(page, "x", "rejected")
    press(page, "z", "taken back")
    decisions = review_file.read(review_file.beside(policy)).all
    counts = Counter(str(d.verdict) for d in decisions)
    assert counts == {"accept": 42, "edit": 6, "reject": 6, "unsure": 6}
    assert {d.reviewer for d in decisions} == {"Sari"}
    assert {d.reason for d in decisions if d.verdict == "reject"} == {"not said here"}
    edited = [d.says.data for d in decisions if d.verdict == "edit" and d.says]
    assert sum("pd:BirthDate" in data for data in edited) >= 1
    assert "54 of" in page.locator(".how-far").inner_text()


def test_a_statement_of_the_same_words_is_added_and_everything_speaks_indonesian(
    visiting, served, policy
):
    page = visiting(served).open("lang=id", "/review")
    assert page.locator("[data-action=accept]").inner_text().startswith("Terima")
    page.keyboard.press("s")
    page.locator("#pick-recipients").press("Backspace")
    page.locator("#pick-recipients").type("pialang d")
    assert page.locator("#pick-recipients-list li").first.inner_text().startswith("pialang data")
    page.keyboard.press("Enter")
    press(page, "Control+Enter", "ditambahkan")
    (added,) = review_file.read(review_file.beside(policy)).all
    assert added.says.recipients == ("alir:DataBroker",)
    press(page, "z", "dibatalkan")
    assert not review_file.beside(policy).exists()


def test_the_list_tells_what_became_of_decisions_and_leads_to_them(visiting, served, policy):
    page = visiting(served).open(path="/review")
    first = page.locator("#card mark.clause").inner_text()
    press(page, "a", "accepted")
    policy.write_text(
        "# Privacy Policy\n\nWe collect your name when you register.", encoding="utf-8"
    )
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.locator("#all summary").press("Enter")
    page.locator("#which").select_option("changed")
    row = page.locator("#all tbody tr")
    assert "not applied" in row.inner_text()
    row.locator("button").press("Enter")
    assert page.locator("#card mark.clause").inner_text() == first
    assert page.locator("[data-action=accept]").count() == 0


def test_two_reviewers_are_compared_in_the_page(visiting, served, policy, tmp_path):
    other = session(policy, tmp_path / "budi.review.toml")
    for item in other.items()[:3]:
        other.decide(item.id, Verdict.REJECT, Signature("Budi", "2026-03-01T09:00:00Z"))
    page = visiting(served).open(path="/review")
    press(page, "a", "accepted")
    press(page, "x", "rejected")
    page.locator("#compare summary").press("Enter")
    page.locator("#other").set_input_files(other.file)
    page.wait_for_selector("#compare tbody tr")
    assert "accept\treject" in page.locator("#compare table").last.inner_text()
    assert "by the other only: 1" in page.locator("#compare .note").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_review(visiting, served, axe, theme):
    page = visiting(served).open(f"theme={theme}", "/review")
    assert axe(page) == []
    page.locator("#all summary").press("Enter")
    page.locator("#card").press("e")
    page.keyboard.type("na")
    assert axe(page) == []


def test_what_a_policy_says_is_text_and_never_code(visiting, served, policy):
    hostile = 'We may share your name with advertising networks <img src=x onerror="alert(1)">.'
    policy.write_text(f"{notice()}\n{hostile}\n", encoding="utf-8")
    page = visiting(served).open(path="/review")
    assert page.locator("#card img").count() == 0
