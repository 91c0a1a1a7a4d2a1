import pytest

from graph_builder.views import vocabulary
from graph_builder.views.page import Place
from graph_builder.vocabulary import default

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    target = tmp_path_factory.mktemp("vocabulary") / "vocabulary.html"
    place = Place((("index.html", "views"), ("vocabulary.html", "vocabulary")), "vocabulary.html")
    target.write_text(vocabulary.render(default(), place), encoding="utf-8")
    return target.as_uri()


@pytest.fixture
def visit(visiting, address):
    return visiting(address)


def test_a_concept_has_an_address_that_shows_it_in_its_place_in_the_tree(visit):
    page = visit.open("concept=alir:AdNetwork")
    assert page.locator("main h2").inner_text() == "advertising network"
    chosen = page.locator('#tree a[aria-current="true"]')
    assert chosen.inner_text() == "advertising network"
    assert chosen.is_visible()


def test_the_tree_unfolds_with_the_keyboard_and_leads_to_a_card(visit):
    page = visit.open()
    fold = page.locator(".fold").first
    fold.focus()
    page.keyboard.press("Enter")
    assert fold.get_attribute("aria-expanded") == "true"
    page.locator(".tree ul a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("main code")
    assert "concept=" in page.url


@pytest.mark.parametrize("asked", ["ad exchange", "BURSA IKLAN", "alir:AdNetwork"])
def test_search_finds_a_concept_by_any_wording_of_either_language(visit, asked):
    page = visit.open()
    page.locator("#search input").fill(asked)
    assert page.locator(".results a", has_text="advertising network").count() == 1


def test_a_card_shows_both_languages_and_links_to_its_relatives_and_statements(visit):
    page = visit.open("concept=alir:AdNetwork&lang=id")
    assert page.locator("main h2").inner_text() == "jaringan iklan"
    assert page.locator("main .other").first.inner_text() == "advertising network"
    views = page.get_by_text("Pernyataan tentangnya dalam graf").get_attribute("href")
    assert views == "index.html#recipient=alir%3AAdNetwork&lang=id"
    page.locator("main .linked a", has_text="pengiklan").first.click()
    page.wait_for_function("() => document.querySelector('main h2').textContent === 'pengiklan'")


def test_a_company_stands_under_its_role(visit):
    page = visit.open("concept=ent:google-analytics")
    assert page.locator("main .linked a", has_text="analytics provider").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("hash_", ["", "concept=idp:A4", "concept=pd:Health", "q=data"])
def test_axe_finds_nothing_serious_in_the_vocabulary(visit, axe, hash_, theme):
    assert axe(visit.open(f"{hash_}&theme={theme}")) == []
