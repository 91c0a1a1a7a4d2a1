"""Text that a mail program quoted, or whose words are cut at the ends of lines. All fictional."""

import pytest

from graph_builder.documents.read import read
from graph_builder.documents.restored import restore, unquoted, whole_words

NOTICE = (
    "> Privacy policy of Kopi Lantana\n"
    ">\n"
    "> We collect your name, your e-mail ad-\n"
    "> dress and your phone number when you\n"
    "> register. We share your personal data\n"
    "> with couriers. You may ask us to delete\n"
    "> your personal data at any time.\n"
)


def test_quoted_mail_is_read_as_what_was_quoted() -> None:
    (document,) = read("kopi.txt", data=NOTICE.encode())
    assert ">" not in document.text
    said = [" ".join(document.text[s.start : s.end].split()) for s in document.sentences]
    assert "We share your personal data with couriers." in said
    assert document.account["kept"] == sum(document.account.values())


def test_lines_keep_their_numbers() -> None:
    assert restore(NOTICE).count("\n") == NOTICE.count("\n")


def test_a_quotation_in_a_text_stays() -> None:
    text = "We say:\n> quoted words\nand go on\nwith our own."
    assert unquoted(text) == text


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("the tele-\nphone number", "the telephone\nnumber"),
        ("nomor tele-\npon, surel", "nomor telepon,\nsurel"),
        ("with cou-\nriers.", "with couriers."),
        ("with cou-\nriers.\nNext", "with couriers.\nNext"),
        ("third-\nparty cookies", "third-\nparty cookies"),
        ("Lantanapedia and Lantana-\npedia", "Lantanapedia and Lantanapedia"),
        ("opt-in and opt-\nin", "opt-in and opt-\nin"),
        ("- item\n- item", "- item\n- item"),
    ],
)
def test_only_words_are_made_whole(cut: str, whole: str) -> None:
    assert whole_words(cut) == whole
