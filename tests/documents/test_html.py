# ruff: noqa: E501 - sample texts stay on one line
import pytest

from graph_builder.documents import BlockKind, read
from graph_builder.errors import DocumentError

PAGE = """<!doctype html><html><head><title>x</title></head><body>
<nav><ul><li><a href="/a">Home</a><li><a href="/b">Jobs</a></ul></nav>
<main><h1>Privacy Policy</h1><p>We share your personal data with:</p>
<ul><li>Google</li><li>Facebook<ul><li>Instagram</li></ul></li></ul>
<h2>Sharing</h2><p>We collect and <b>share</b> the data.<br>PT Contoh Fiktif</p>
<table><tr><th>Data</th><th>Purpose</th></tr><tr><td>Email</td><td>To reach you</td></tr></table>
<details><summary>Your rights</summary><p>You have the right of access to your personal data.</p></details>
</main><footer>© 2024 Contoh Fiktif</footer></body></html>"""


def _document():
    return read("p.html", data=PAGE.encode())[0]


def _texts(document, kind):
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def test_items_of_one_word_are_kept_and_navigation_is_not():
    document = _document()
    assert _texts(document, BlockKind.ITEM) == ["Google", "Facebook", "Instagram"]
    assert "Jobs" not in document.text
    assert "2024" not in document.text


def test_items_hang_under_their_introduction_and_nest():
    document = _document()
    items = [b for b in document.blocks if b.kind is BlockKind.ITEM]
    lead = document.blocks[items[0].parent]
    assert document.text[lead.start : lead.end].endswith("with:")
    assert document.blocks[items[2].parent] == items[1]


def test_cells_know_their_headers():
    document = _document()
    row = next(b for b in document.blocks if b.kind is BlockKind.ROW)
    assert [(c.header, document.text[c.start : c.end]) for c in row.cells] == [
        ("Data", "Email"),
        ("Purpose", "To reach you"),
    ]


def test_a_summary_heads_what_it_folds_away():
    document = _document()
    last = document.blocks[-1]
    assert "right of access" in document.text[last.start : last.end]
    assert last.section[-1] == "Your rights"


def test_text_lost_to_a_furniture_name_is_told():
    lost = "<p>We share your personal data with third parties for many purposes of ours.</p>"
    kept = "<p>We collect your personal data and your privacy is what we care about most.</p>" * 7
    page = f"<html><body><div class='widget'>{lost}</div><aside>{lost}</aside><main>{kept}</main></body></html>"
    document = read("p.html", data=page.encode())[0]
    assert document.coverage < 0.9
    assert document.notes == ("E-COVERAGE",)


def test_the_same_page_gives_the_same_document():
    assert _document() == _document()


def test_a_page_of_menus_is_told_to_hold_nothing_else():
    page = "<body><nav><ul><li><a href=/>Lamps</a></li></ul></nav></body>"
    with pytest.raises(DocumentError, match="no text in it but navigation"):
        read("a.html", data=page.encode())
