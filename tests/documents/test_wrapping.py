# ruff: noqa: E501 - sample texts stay on one line
import re
import textwrap

import pytest

from graph_builder.documents import BlockKind, read

# PT Rangkai Fiktif is a fictional company.
WHOLE = """# Privacy Policy of PT Rangkai Fiktif

This policy says what PT Rangkai Fiktif does with your personal data. It applies to all of our services and to our pages.

We collect the following personal data from you when you register with us:

- your name, your address and the number of the telephone at which we can reach you during the day
- your e-mail address
- the IP address of the device with which you use our services, and the version of its browser

We share these data with our payment processors, who need them to collect what you owe us for our services.
"""
BULLET = re.compile(r"- ")


def wrapped(width, indent="  "):
    """Return the text with the lines of paragraphs and items broken at a width."""
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent=indent if BULLET.match(line) else "")
        for line in WHOLE.split("\n")
    )


def said(text, name="a.txt"):
    document = read(name, data=text.encode(), force=True)[0]
    return [
        (block.kind, " ".join(document.text[block.start : block.end].split()))
        for block in document.blocks
    ]


@pytest.mark.parametrize("width", [40, 45, 60, 72, 100])
@pytest.mark.parametrize("indent", ["", "  "])
def test_a_wrapped_text_says_the_blocks_of_the_whole_one(width, indent):
    assert said(wrapped(width, indent)) == said(WHOLE)


def test_the_lines_of_a_quoted_mail_are_joined():
    quoted = said("\n".join(f"> {line}" for line in wrapped(60).split("\n")))
    assert [(kind, block.replace("> ", "")) for kind, block in quoted] == said(WHOLE)


def test_a_blank_line_in_a_sentence_does_not_end_it():
    page_break = re.sub(r"\n(?=personal data|register|them to)", "\n\n\f", wrapped(60))
    assert said(page_break) == said(WHOLE)


def test_lines_of_a_list_without_marks_stay_apart():
    items = ["your name", "your e-mail address", "your telephone number", "your IP address"]
    text = "This is what we and our partners collect from you:\n" + "\n".join(items) + "\n"
    assert [block for kind, block in said(text) if kind is BlockKind.ITEM] == items


def test_forced_line_breaks_are_kept():
    text = "The address of our office is the one below  \nRangkai Fiktif Building  \nOne Long Street of Jakarta  \nSecond Floor Room Number 5  \nIndonesia\n"
    assert len(said(text, "a.md")) == 5


def test_offsets_of_joined_lines_are_those_of_the_file():
    text = wrapped(45)
    document = read("a.txt", data=text.encode(), force=True)[0]
    assert document.text == text
    assert all(text[b.start : b.end].strip() == text[b.start : b.end] for b in document.blocks)
