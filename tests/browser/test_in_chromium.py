import csv
import io

import pytest

from graph_builder.views.page import VIEWS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_something(visit, view):
    page = visit.open(f"view={view}")
    assert page.locator(f"#view-{view}").is_visible()
    drawn = page.locator(f"#view-{view} :is(tbody tr, .band, .canvas canvas, .text, .finding)")
    assert drawn.count() > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(visit, axe, view, theme):
    assert axe(visit.open(f"view={view}&theme={theme}")) == []


def test_a_band_leads_to_the_sentence_and_the_sentence_to_the_text(visit):
    page = visit.open("view=sankey&level=9")
    page.locator('.band[aria-label^="IP address → "]').first.dispatch_event("click")
    panel = page.locator("#panel")
    assert "We may give your IP address" in panel.inner_text()
    panel.get_by_text("Show in the text").first.click()
    page.wait_for_selector("#view-reader .target")
    aimed = "".join(page.locator("#view-reader .target").all_inner_texts())
    assert aimed.startswith("We may give your IP address")
    assert aimed.endswith("advertising.")


def test_mentions_behind_an_emoji_are_marked_at_the_right_place(visit):
    page = visit.open("view=reader&policy=0")
    assert page.locator("mark.recipient").inner_text() == "advertising networks"
    assert "inherited" in page.locator("mark.recipient").get_attribute("class")


def test_a_filter_matches_narrower_concepts_and_stays_in_the_address(visit):
    page = visit.open()
    page.locator('[data-filter="recipient"]').select_option("alir:AdNetwork")
    assert "recipient=alir%3AAdNetwork" in page.url
    rows = page.locator("#view-table tbody tr")
    assert rows.count() == 2
    assert page.locator(".filters .count").inner_text().startswith("2 ")


def test_search_looks_into_sentences(visit):
    page = visit.open()
    page.locator('[data-filter="q"]').fill("when you register")
    page.wait_for_function("() => document.querySelectorAll('#view-table tbody tr').length === 1")
    assert "email address" in page.locator("#view-table tbody").inner_text()


def test_denied_statements_are_told_apart_in_words(visit):
    page = visit.open("polarity=denied")
    assert set(page.locator("#view-table .tag.denied").all_inner_texts()) == {"does not"}


@pytest.mark.parametrize("width", [1400, 1280])
def test_the_flow_table_shows_all_its_columns_on_a_usual_screen(visit, width):
    visit.page.set_viewport_size({"width": width, "height": 900})
    page = visit.open("policy=0")
    table = page.locator("#view-table .scroll")
    assert table.evaluate("x => x.scrollWidth <= x.clientWidth")
    assert page.locator("#view-table thead th").count() >= 8


def test_a_finding_shows_both_sentences_and_leads_to_the_text(visit):
    page = visit.open("view=findings")
    finding = page.locator(".finding").first
    assert finding.locator("blockquote").count() == 2
    finding.get_by_text("Show in the text").first.click()
    page.wait_for_selector("#view-reader .text")


def test_on_a_phone_the_filters_fold_away_and_stay_as_they_were_left(visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open()
    policy = page.locator('[data-filter="policy"]')
    assert not policy.is_visible()
    page.get_by_text("Filters", exact=True).click()
    policy.select_option("0")
    assert policy.is_visible()
    assert page.locator(".filters summary").inner_text() == "Filters (1)"


def test_on_a_phone_the_current_tab_is_in_sight_and_the_sankey_keeps_its_letters(visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("view=compare")
    assert page.locator('#tabs [aria-current="page"]').bounding_box()["x"] < 390
    page = visit.open("view=sankey")
    assert page.locator("svg.sankey").bounding_box()["width"] > 800
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_column_in_which_nothing_is_stated_is_named_instead_of_drawn(visit):
    page = visit.open("policy=0&polarity=denied")
    assert "Legal basis" in page.locator("#view-table .note").first.inner_text()
    assert "Legal basis" not in page.locator("#view-table thead").inner_text()


def test_a_denial_within_a_qualifier_is_told_from_a_plain_one(visit):
    page = visit.open("view=sankey&shared=no&policy=3")
    kinds = {
        k.split()[-1]
        for k in page.locator(".band").evaluate_all("b => b.map(x => x.getAttribute('class'))")
    }
    assert kinds == {"denied", "denied-qualified"}
    half = page.locator(".band.denied-qualified").first
    assert "within a qualifier" in half.get_attribute("aria-label")
    dashes = page.locator(".band").evaluate_all(
        "b => b.map(x => x.getAttribute('stroke-dasharray'))"
    )
    assert len(set(dashes)) == 2
    page = visit.open("policy=3")
    assert page.locator("#view-table .tag.denied-qualified").count() == 1


def test_one_and_many_are_told_apart_in_english(visit):
    page = visit.open("policy=2")
    page.locator("#view-table tbody tr").click()
    assert page.locator("#panel .note").first.inner_text() == "1 statement"


def test_the_panel_takes_no_room_until_it_has_something_to_say(visit):
    page = visit.open()
    assert not page.locator("#panel").is_visible()
    page.locator("#view-table tbody tr").first.click()
    assert page.locator("#panel").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()


def test_the_language_switch_renames_interface_and_concepts(visit):
    page = visit.open("policy=0")
    page.locator("#language").click()
    assert page.locator("html").get_attribute("lang") == "id"
    assert "alamat IP" in page.locator("#view-table").inner_text()
    assert page.locator('#tabs [data-view="compare"]').inner_text() == "Bandingkan"


def test_dark_mode_changes_the_ground(visit):
    page = visit.open()
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.locator("#theme").click()
    assert page.evaluate(ground) != light


def test_the_page_works_with_keys_alone(visit):
    page = visit.open()
    page.keyboard.press("2")
    assert page.locator("#view-sankey").is_visible()
    page.locator(".band").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel blockquote").count() > 0
    page.keyboard.press("Escape")
    assert page.locator("#panel blockquote").count() == 0


def test_back_returns_to_the_view_before(visit):
    page = visit.open()
    page.locator('#tabs [data-view="matrix"]').click()
    page.go_back()
    assert page.locator("#view-table").is_visible()


def test_the_saved_table_holds_the_rows_shown(visit, tmp_path):
    page = visit.open("policy=0")
    with page.expect_download() as waiting:
        page.get_by_text("Save as CSV").click()
    waiting.value.save_as(tmp_path / "flows.csv")
    text = (tmp_path / "flows.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 4
    assert any("IP address" in row["data"] for row in rows)


def test_two_languages_are_compared_concept_by_concept(visit):
    page = visit.open("view=compare&by=data")
    row = page.locator("#view-compare tr.both", has_text="email address")
    assert row.count() == 1
    row.locator("button").nth(1).click()
    assert "alamat surel" in page.locator("#panel").inner_text()


def test_a_click_in_the_network_list_shows_its_sentences(visit):
    page = visit.open("view=network&policy=0")
    page.locator("#view-network summary").click()
    page.locator("#view-network li button", has_text="advertising network").first.click()
    assert "We may give your IP address" in page.locator("#panel").inner_text()


def test_hostile_text_breaks_nothing(visit):
    page = visit.open("policy=2")
    page.locator("#view-table tbody tr").click()
    assert page.title() == "Data flows in privacy policies"
    assert "<img src=x onerror=alert(1)>" in page.locator("#panel blockquote").inner_text()
    assert page.locator("#panel img").count() == 0
    wide = "() => document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)
