# ruff: noqa: E501 - XML stays on one line
import io
import zipfile

import pytest

from graph_builder.documents import BlockKind, read
from graph_builder.errors import DocumentError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def _word(*paragraphs):
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>/ID[<00><00>]" % (
    b"00" * 32,
    b"11" * 32,
)
"""What a trailer says of a PDF that asks for a password (ISO 32000-1, 7.6.3)."""


def _pdf(*lines, trailer=b""):
    """Return a PDF of one page with a line of text every 14 points (wider after an empty one)."""
    return _pages(_column(lines, 60), trailer=trailer)


def _column(lines, left):
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    return f"BT /F1 11 Tf {left} 760 Td {shown}ET\n"


def _pages(*drawn, trailer=b""):
    """Return a PDF with a page for each content stream."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(drawn)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(drawn)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for at, content in enumerate(drawn):
        stream = content.encode()
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (5 + 2 * at),
            b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    out += b"trailer<</Size %d/Root 1 0 R%b>>\n" % (len(objects) + 1, trailer)
    return out + b"startxref\n%d\n%%%%EOF" % start


SCAN = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q\n"
"""A picture as large as the page."""


def _said(document):
    return [document.text[b.start : b.end] for b in document.blocks]


def test_word_paragraphs_after_an_introduction_are_its_items():
    words = ("Privacy Policy", "We share your personal data with:", "Google;", "our partners.")
    document = read("a.docx", data=_word(*words))[0]
    assert _said(document) == list(words)
    assert [b.kind for b in document.blocks[2:]] == [BlockKind.ITEM, BlockKind.ITEM]


def test_pdf_lines_are_joined_and_hyphens_undone():
    first = "We collect your personal data when you register with us and share the infor-"
    data = _pdf("Privacy Policy", "", first, "mation with our partners, as this notice tells.")
    said = _said(read("a.pdf", data=data)[0])
    assert said[-1].endswith("share the information with our partners, as this notice tells.")


def test_a_pdf_behind_a_password_is_told_from_a_damaged_one():
    pages = _pdf("Privacy Policy", trailer=LOCK)
    for data, code in ((pages, "E-LOCKED-PDF"), (pages[:300], "E-DAMAGED")):
        with pytest.raises(DocumentError) as caught:
            read("a.pdf", data=data)
        assert caught.value.code == code


def test_a_pdf_without_text_needs_character_recognition():
    with pytest.raises(DocumentError) as caught:
        read("a.pdf", data=_pdf(""))
    assert caught.value.code == "E-SCANNED-PDF"


def test_words_that_a_pdf_sets_one_by_one_stay_in_order():
    kerned = "[(W) 60 (e) -278 (share) -278 (your) -278 (email) -278 (addr) 20 (ess) -278 (with) -278 (T) 90 (oko.)] TJ"
    page = f"BT /F1 11 Tf 60 760 Td (Privacy Policy) Tj 0 -30 Td {kerned} ET"
    assert (
        _said(read("a.pdf", data=_pages(page))[0])[-1] == "We share your email address with Toko."
    )


def test_each_column_of_a_pdf_is_read_to_its_end():
    left = (
        "We collect your personal data when you",
        "Register with us. We share your email",
        "address with our partners for analytics.",
        "We keep it for two years. We use your",
        "Name to greet you. We keep your phone",
        "number as long as you have an account.",
    )
    right = tuple(line.replace("We", "Our Partners") for line in left)
    document = read("a.pdf", data=_pages(_column(left, 40) + _column(right, 320)))[0]
    assert _said(document)[0].startswith("We collect your personal data when you Register with us.")
    assert "have an account. Our Partners" not in document.text


def test_bullets_that_a_pdf_draws_make_items():
    lines = ("Privacy Policy", "We collect your personal data:", "name", "email address")
    dots = "".join(f"{x} {y} 4 4 re f\n" for x, y in ((52, 734), (52, 720)))
    document = read("a.pdf", data=_pages(dots + _column(lines, 60)))[0]
    assert [b.kind for b in document.blocks[2:]] == [BlockKind.ITEM, BlockKind.ITEM]


def test_a_sentence_goes_on_over_the_end_of_a_page():
    first = _column(("Privacy Policy", "", "We share your personal data with companies that"), 60)
    second = _column(("deliver lamps to you.", "", "We keep it for two years."), 60)
    said = _said(read("a.pdf", data=_pages(first, second))[0])
    assert "We share your personal data with companies that deliver lamps to you." in said


def test_pages_of_a_pdf_that_are_pictures_are_told():
    words = _column(("Privacy Policy", "We share your personal data with our partners."), 60)
    document = read("a.pdf", data=_pages(words, SCAN))[0]
    assert "E-SCANNED-PAGES" in document.notes
    assert document.coverage == 0.5


def test_a_header_printed_over_scanned_pages_is_no_text():
    stamp = SCAN + _column(("Downloaded on 3 March 2024 from toko.example",), 60)
    with pytest.raises(DocumentError) as caught:
        read("a.pdf", data=_pages(stamp, stamp, stamp))
    assert caught.value.code == "E-SCANNED-PDF"


def test_a_pdf_of_too_many_pages_is_refused_and_not_cut_off():
    with pytest.raises(DocumentError) as caught:
        read("a.pdf", data=_pages(*[_column(("We share data.",), 60)] * 401))
    assert caught.value.code == "E-TOO-LARGE"
