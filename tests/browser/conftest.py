"""A headless Chromium and the page of the fictional policies, opened from disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.graph import sources, to_rdf
from graph_builder.views import matrix, page
from graph_builder.vocabulary import default
from tests.views import view_samples as samples

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = {"serious", "critical"}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    if not CHROMIUM and os.environ.get("CI"):
        pytest.fail("the page tests did not run: .ci/run could not install Chromium")
    if not CHROMIUM:
        pytest.skip("no Chromium here: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = ox.Store()
    versions = (samples.english(), samples.indonesian(), samples.hostile(), samples.qualified())
    for version in versions:
        store.extend(to_rdf.quads(version))
    texts = {to_rdf.version_iri(v): v.text for v in versions}
    found = [
        sources.Source(
            s.iri,
            next(v for v in versions if to_rdf.version_iri(v) == s.iri),
            s.quotes,
        )
        for s in sources.from_store(store)
    ]
    assert len(texts) == len(found)
    target = tmp_path_factory.mktemp("page") / "flows.html"
    target.write_text(page.render(found, default(), matrix.judge(store, found)), encoding="utf-8")
    return target


class Visit:
    """A page, what it complained about, and what it asked of the network."""

    def __init__(self, browser, address: str) -> None:
        self.page = browser.new_page(viewport={"width": 1440, "height": 900})
        self.address = address
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("dialog", lambda d: (self.complaints.append("dialog"), d.dismiss()))
        self.page.on("request", lambda r: self.requests.append(r.url))

    def open(self, hash_: str = "", path: str = ""):
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}{path}#{hash_}")
        self.page.wait_for_selector("html[data-ready]")
        return self.page

    @property
    def outside(self) -> list[str]:
        own = ("file:", "about:", "data:", "blob:")
        own = (*own, self.address) if self.address.startswith("http") else own
        return [u for u in self.requests if not u.startswith(own)]

    def close(self) -> None:
        self.page.close()
        assert not self.complaints
        assert not self.outside


def serious(page) -> list[tuple[str, str]]:
    """Return what axe finds serious or worse."""
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run()")["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in SERIOUS]


@pytest.fixture
def visit(browser, page_file: Path) -> Iterator[Visit]:
    found = Visit(browser, page_file.as_uri())
    yield found
    found.close()


@pytest.fixture
def axe():
    return serious


@pytest.fixture
def visiting(browser) -> Iterator[Callable[[str], Visit]]:
    """Open any address; what the pages complained of or asked for fails the test at its end."""
    visits = []

    def start(address: str) -> Visit:
        visits.append(Visit(browser, address))
        return visits[-1]

    yield start
    for found in visits:
        found.close()
