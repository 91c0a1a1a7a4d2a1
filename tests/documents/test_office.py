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
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 11 Tf 60 760 Td {shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    out += b"trailer<</Size 6/Root 1 0 R%b>>\n" % trailer
    return out + b"startxref\n%d\n%%%%EOF" % start


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
