# ruff: noqa: E501 - sample texts stay on one line
import pytest

from graph_builder.documents import BlockKind, read, sentences

POLICY = """Privacy Policy

PT Contoh Fiktif ("we") respects your personal data and your privacy.

A. PERSONAL DATA WE COLLECT

We collect the following personal information:

  1. Your name and e-mail address;
  2. Your device data:
     a. IP address;
     b. browser version.

We collect your data with care when you use our services.

B. SHARING

We share your personal data with:

advertising networks;
payment processors; and
our affiliates.

We never sell your personal information to third parties.
"""


def _read(text, name="a.txt"):
    return read(name, data=text.encode(), force=True)[0]


def _said(document, block):
    return document.text[block.start : block.end]


def _block(document, words):
    return next(b for b in document.blocks if _said(document, b).startswith(words))


def _parent(document, words):
    parent = _block(document, words).parent
    return None if parent is None else _said(document, document.blocks[parent])


def test_a_lettered_line_in_capitals_is_a_heading_and_the_notices_name_a_title():
    document = _read(POLICY)
    assert document.blocks[0].kind is BlockKind.TITLE
    heading = _block(document, "PERSONAL DATA WE COLLECT")
    assert (heading.kind, heading.marker) == (BlockKind.HEADING, "A.")
    assert _block(document, "Your name").section == ("PERSONAL DATA WE COLLECT",)


def test_items_hang_under_their_introduction_and_nested_ones_under_their_item():
    document = _read(POLICY)
    assert _parent(document, "Your name") == "We collect the following personal information:"
    assert _parent(document, "IP address") == "Your device data:"
    assert _block(document, "browser version").level == 2


def test_a_paragraph_after_a_list_hangs_under_the_heading():
    assert _parent(_read(POLICY), "We collect your data with care") == "PERSONAL DATA WE COLLECT"


def test_lines_without_marks_after_a_colon_are_items_until_the_list_is_closed():
    document = _read(POLICY)
    for words in ("advertising networks", "payment processors", "our affiliates"):
        assert _block(document, words).kind is BlockKind.ITEM
        assert _parent(document, words) == "We share your personal data with:"
    assert _block(document, "We never sell").kind is BlockKind.PARAGRAPH


def test_offsets_refer_to_the_files_own_text_without_byte_order_mark_and_carriage_returns():
    document = read("a.md", data=b"\xef\xbb\xbf" + POLICY.replace("\n", "\r\n").encode())[0]
    assert document.text == POLICY


def test_every_letter_of_a_text_is_in_exactly_one_block():
    document = _read(POLICY)
    covered = [at for b in document.blocks for at in range(b.start, b.end)]
    assert len(covered) == len(set(covered))
    rest = set(range(len(POLICY))) - set(covered)
    assert {POLICY[at] for at in rest if POLICY[at].isalpha()} <= set("ABab")


def test_sentences_stay_inside_their_blocks():
    document = _read(POLICY)
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end


def test_a_table_of_contents_is_a_list_and_the_headings_after_it_are_headings():
    document = _read(
        "This privacy policy covers:\n\n1. Data we collect\n2. Sharing of data\n3. Your rights\n\n"
        "1. DATA WE COLLECT\n\nWe collect your name and your address when you register.\n\n"
        "2. SHARING OF DATA\n\nWe share your name with our partners when you agree to it.\n"
    )
    assert _block(document, "Sharing of data").kind is BlockKind.ITEM
    assert _block(document, "DATA WE COLLECT").kind is BlockKind.HEADING
    assert _block(document, "SHARING OF DATA").level == 1


def test_i_after_h_is_a_letter_and_i_before_ii_is_roman():
    letters = "".join(f"({sign}) item number {sign};\n" for sign in "abcdefghij")
    document = _read("We use the data for:\n" + letters)
    assert {b.parent for b in document.blocks[1:]} == {0}
    document = _read(
        "We use the data for:\n(a) our business including:\ni. loans;\nii. cards;\n(b) the law.\n"
    )
    assert [b.parent for b in document.blocks] == [None, 0, 1, 1, 0]


def test_markdown_tables_become_rows_with_headers():
    document = _read(
        "We use your data as follows:\n\n| Data | Purpose |\n|---|---|\n| E-mail | To reach you |\n"
    )
    row = document.blocks[-1]
    assert [(c.header, document.text[c.start : c.end]) for c in row.cells] == [
        ("Data", "E-mail"),
        ("Purpose", "To reach you"),
    ]
    assert row.parent == 0


@pytest.mark.parametrize("line", ["**Sharing**", "Sharing\n-------", "## Sharing", "Sharing"])
def test_every_way_to_write_a_heading_gives_its_bare_words(line):
    document = _read(
        f"{line}\n\nWe share your personal data with our partners and with nobody else.\n"
    )
    assert document.blocks[0].kind is BlockKind.HEADING
    assert document.blocks[1].section == ("Sharing",)


def test_wrapped_lines_are_one_paragraph_and_whole_line_paragraphs_are_several():
    wrapped = "We collect your personal data when you register with our\nservice and whenever you contact us by mail.\n"
    assert len(_read(wrapped).blocks) == 1
    lines = "We collect your personal data. It is safe.\nWe share your personal data. Rarely.\n"
    assert len(_read(lines).blocks) == 2


def test_two_languages_are_two_documents_over_one_text():
    indonesian = (
        "Kami mengumpulkan data pribadi Anda untuk layanan kami dan tidak menjual data tersebut kepada "
        "pihak ketiga tanpa persetujuan Anda. Kebijakan ini berlaku untuk semua pengguna layanan kami "
        "dan akan kami perbarui dari waktu ke waktu sesuai dengan hukum yang berlaku di Indonesia. "
    )
    one, other = read("a.txt", data=(POLICY + "\n" + (indonesian * 2)).encode())
    assert (one.language, other.language) == ("en", "id")
    assert one.text == other.text
    assert not {(b.start, b.end) for b in one.blocks} & {(b.start, b.end) for b in other.blocks}
    assert other.blocks[0].section == ()


def test_lines_too_short_to_tell_are_in_the_language_of_the_whole():
    page = "\n\n".join(f"Open the {word}" for word in ("table", "map", "matrix", "reader", "list"))
    (document,) = read("a.txt", data=page.encode(), force=True)
    assert document.language == "en"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We call it “data. We keep it. We sell nothing.", 3),
        ("We collect: • your name • your age. We keep both.", 4),
    ],
)
def test_stray_quotation_marks_and_bullets_end_sentences_where_a_reader_ends_them(
    text: str, expected: int
) -> None:
    assert len(sentences.split(text, "en")) == expected


def test_a_star_before_a_space_is_a_bullet_and_else_emphasis():
    text = "### Data\n\n*   **Bank:** name\n* mail\n\n*Note* that we collect your address.\n"
    document = _read(text)
    assert _block(document, "mail").kind is BlockKind.ITEM
    assert _block(document, "**Bank:** name").kind is BlockKind.ITEM
    assert _block(document, "*Note* that").kind is BlockKind.PARAGRAPH
