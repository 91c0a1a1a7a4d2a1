"""The workbench of a running server, as a person uses it: with mouse, keyboard and upload."""

import json

import pytest

from tests.views import view_samples as samples

pytest.importorskip("uvicorn")
from graph_builder.graph import to_rdf
from graph_builder.graph.store import writing
from graph_builder.server.app import Settings, create
from graph_builder.server.place import PAGES
from graph_builder.server.workers import Origin
from tests.server.running import running

pytestmark = pytest.mark.browser
NOTICE = (
    "Privacy Policy of PT Lentera Fiktif\n\n"
    "This privacy policy is about a fictional company.\n\n"
    "We collect your e-mail address when you register.\n"
    f"We share your IP address with advertising networks. {samples.HOSTILE}\n"
    "You may ask us to delete your personal data. We keep your data for two years.\n"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    store = tmp_path_factory.mktemp("chromium") / "store"
    with writing(store) as writer:
        for version in (samples.english(), samples.indonesian(), samples.hostile()):
            writer.put(to_rdf.version_iri(version), to_rdf.quads(version))
    with running(create(Settings(origin=Origin(store=store), workers=1, write=True))) as found:
        yield found


@pytest.fixture
def visit(visiting, address):
    return visiting(address)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [page for page, _ in PAGES])
def test_axe_finds_nothing_serious_on_any_page(visit, axe, path, theme):
    assert axe(visit.open(f"theme={theme}", path)) == []


@pytest.mark.parametrize("path", [page for page, _ in PAGES])
def test_no_page_is_wider_than_a_telephone(visit, path):
    visit.page.set_viewport_size({"width": 390, "height": 800})
    page = visit.open("", path)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_language_and_theme_travel_with_the_links(visit):
    page = visit.open("", "/")
    page.locator("#language").click()
    page.locator("#theme").click()
    page.locator(".pages a", has_text="Kosakata").click()
    page.wait_for_selector("html[data-ready=vocabulary]")
    assert page.locator("html").get_attribute("lang") == "id"
    assert page.locator("html").get_attribute("data-theme") == "dark"


def ask(visit, question, **state):
    more = "".join(f"&{k}={v}" for k, v in state.items())
    page = visit.open(f"q={question}{more}", "/")
    page.wait_for_selector("#answer :is(.sentence, .problem)")
    return page


def test_a_question_in_the_address_is_answered_with_sentence_rows_and_proof(visit, axe):
    page = ask(visit, "who receives IP addresses")
    assert "advertising network" in page.locator(".sentence").inner_text()
    assert "advertising network" in page.locator("#answer tbody").inner_text()
    assert "We may give your IP address" in page.locator(".proof blockquote").first.inner_text()
    assert "SELECT" in page.locator("#answer pre").text_content()
    assert axe(page) == []


def test_a_proof_leads_to_its_place_among_the_evidence(visit):
    page = ask(visit, "who receives IP addresses")
    page.locator(".proof a").first.click()
    page.wait_for_selector("html[data-ready=reader]")
    assert "/view/contoh-fiktif" in page.url
    assert "We may give your IP address" in page.locator("#view-reader").inner_text()


def test_suggestions_follow_what_is_typed_and_are_taken_by_keyboard(visit):
    page = visit.open("lang=id", "/")
    page.wait_for_selector(".example")
    page.locator("#question").fill("alamat ip")
    page.wait_for_selector("#proposals li")
    page.keyboard.press("ArrowDown")
    chosen = page.locator('#proposals li[aria-selected="true"]').inner_text()
    assert "alamat IP" in chosen
    page.keyboard.press("Enter")
    page.wait_for_selector(".sentence")
    assert page.locator("#question").input_value() == chosen


def test_a_question_that_is_not_understood_gets_examples(visit):
    page = visit.open("", "/")
    visit.complaints.clear()
    page.evaluate("() => { location.hash = 'q=why is the sky blue' }")
    page.wait_for_selector("#answer .problem")
    assert "E-" in page.locator("#answer .problem").inner_text()
    # The browser itself notes that the answer was a 400.
    assert all("400" in c for c in visit.complaints)
    visit.complaints.clear()


def test_policies_are_listed_with_their_completeness_and_views(visit):
    page = visit.open("", "/")
    page.wait_for_function("() => document.querySelectorAll('.policies .bar').length === 3")
    assert "stated" in page.locator(".policies .bar").first.get_attribute("aria-label")
    row = page.locator(".policies tr", has_text="PT Contoh Fiktif").first
    row.get_by_text("Sankey").click()
    page.wait_for_selector("html[data-ready=sankey]")


def test_hostile_names_of_the_store_stay_text(visit):
    page = visit.open("", "/")
    row = page.locator(".policies th", has_text="onerror=alert")
    row.wait_for()
    assert page.locator("main img").count() == 0
    assert page.title() == "Ask"


def validated(visit, **state):
    page = visit.open("&".join(f"{k}={v}" for k, v in state.items()), "/validate")
    page.locator("textarea").fill(NOTICE)
    page.locator('.give input[type="text"]').fill("lentera fiktif")
    page.locator("button.main").click()
    page.wait_for_selector("html[data-ready=done]")
    return page


def test_a_pasted_policy_gets_a_report_beside_its_marked_text(visit, axe):
    page = validated(visit)
    assert page.locator(".finding").count() > 3
    element = page.locator(".elements button").first
    element.click()
    assert page.locator(".text .target").count() > 0
    assert page.locator("#report img").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.locator(".text").inner_text()
    assert axe(page) == []


def test_the_report_has_an_address_and_follows_the_language(visit, axe):
    page = validated(visit, theme="dark")
    before = page.url
    page.goto("about:blank")
    page.goto(before)
    page.wait_for_selector("html[data-ready=done]")
    page.locator("#language").click()
    assert page.locator("#report h2", has_text="Temuan").count() == 1
    assert axe(page) == []


def test_a_file_is_uploaded_and_its_report_saved(visit, tmp_path):
    file = tmp_path / "unggah-fiktif.md"
    file.write_text(NOTICE, encoding="utf-8")
    page = visit.open("way=file", "/validate")
    page.locator('input[type="file"]').set_input_files(file)
    page.locator("button.main").click()
    page.wait_for_selector("html[data-ready=done]")
    for style in ("HTML", "SARIF", "JSON"):
        with page.expect_download() as waiting:
            page.locator(".actions a", has_text=style).click()
        waiting.value.save_as(tmp_path / style)
    assert json.loads((tmp_path / "SARIF").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "PT Lentera Fiktif" in (tmp_path / "HTML").read_text(encoding="utf-8")


def test_an_address_inside_this_machine_is_refused_in_words(visit, address):
    page = visit.open("way=address", "/validate")
    page.locator('input[type="url"]').fill(f"{address}/api/policies")
    page.locator("button.main").click()
    page.wait_for_selector("html[data-ready=failed]")
    assert "E-FETCH-PRIVATE" in page.locator(".problem").inner_text()


def test_the_views_of_a_validated_policy_open(visit):
    page = validated(visit)
    page.get_by_text("All views of this policy").click()
    page.wait_for_selector("html[data-ready=table]")
    assert "IP address" in page.locator("#view-table").inner_text()


def test_a_validated_policy_is_added_to_the_store(visit):
    page = validated(visit)
    page.get_by_text("Add to my store").click()
    page.get_by_text("Added to the store").wait_for()
    page.locator(".pages a", has_text="Ask").click()
    page.locator(".policies", has_text="PT Lentera Fiktif").wait_for()
    assert page.locator(".policies").inner_text().count("PT Lentera Fiktif") == 1


def test_a_query_of_the_library_is_run_and_shown(visit, axe):
    page = visit.open("", "/query")
    page.locator("#list button", has_text="Which data is collected").first.click()
    page.locator("#results td").first.wait_for()
    assert "example=" in page.url
    assert axe(page) == []


def test_a_query_in_the_address_runs_with_the_keyboard_and_shows_hostile_text_as_text(visit):
    query = "SELECT ?o { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'onerror')) } LIMIT 3"
    page = visit.open(f"query={query}".replace(" ", "%20").replace("?", "%3F"), "/query")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    page.locator("#results td", has_text="onerror").first.wait_for()
    assert page.locator("#results td img").count() == 0
    found, asked = (
        page.locator("#results td", has_text="onerror"),
        page.locator("#results .tableFilter"),
    )
    asked.press_sequentially("no such word")
    found.first.wait_for(state="detached")
    asked.fill("")
    asked.press_sequentially("<img src=x")
    found.first.wait_for()


def test_terms_of_the_vocabulary_are_completed(visit):
    page = visit.open("query=alir:AdNet", "/query")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint", has_text="alir:AdNetwork").wait_for()
    page.keyboard.press("Enter")
    assert page.locator(".CodeMirror-line").inner_text() == "alir:AdNetwork"
