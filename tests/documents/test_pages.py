"""The pages in ``pages/`` say at each block, in ``data-gold``, whether a reader keeps it."""

from pathlib import Path

import pytest
from lxml import etree, html

from graph_builder.documents.account import signs
from graph_builder.documents.readers import furniture
from graph_builder.documents.readers import html as reader

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
EVERY = pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])


def _blocks(page, verdict):
    return [
        " ".join(element.text_content().split())
        for element in html.document_fromstring(page).iter()
        if element.get("data-gold") == verdict
    ]


def _kept(parts):
    lines = " ".join(parts.text.split())
    headers = " ".join(cell.header for line in parts.lines for cell in line.cells)
    return f"{lines} {headers}"


@EVERY
def test_every_block_of_the_text_is_kept_and_no_furniture(path):
    page = path.read_text(encoding="utf-8")
    kept = _kept(reader.read(page))
    assert [said for said in _blocks(page, "keep") if said.strip("• ") not in kept] == []
    assert [said for said in _blocks(page, "drop") if said in kept] == []


@EVERY
def test_the_account_adds_up_to_the_visible_text(path):
    page = path.read_text(encoding="utf-8")
    tree = html.document_fromstring(page, html.HTMLParser(remove_comments=True))
    etree.strip_elements(tree, *furniture.table()["unseen"], with_tail=False)
    assert sum(reader.read(page).account.values()) == signs(tree.text_content())


def test_a_notice_under_a_furniture_name_is_kept_all_the_same():
    body = "<p>We share your personal data with third parties for many purposes of ours.</p>" * 5
    for wrapper in ("<div class='widget'>", "<div role='dialog'>", "<aside>"):
        assert "third parties" in reader.read(f"<body>{wrapper}{body}</body>").text


def test_items_that_vanish_with_an_aside_are_told():
    text = "<p>We collect your personal data when you use our service and keep it safely.</p>" * 5
    items = "<ul><li>Google</li><li>Meta</li></ul>"
    parts = reader.read(f"<main><ul><li>IP</li></ul>{text}</main><aside>{items}</aside>")
    assert "E-COVERAGE" in parts.notes
    assert parts.coverage == 1.0


def test_the_label_of_a_tab_heads_its_panel():
    parts = reader.read((Path(__file__).parent / "pages" / "tabs.html").read_text("utf-8"))
    said = [line.text for line in parts.lines]
    assert said.index("Whom we share with") == said.index("We share your personal data with:") - 1
