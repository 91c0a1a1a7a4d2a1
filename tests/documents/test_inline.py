# ruff: noqa: E501 - sample texts stay on one line
from graph_builder.documents import BlockKind, read

LIST = "We collect the following of your personal data: • your name • your IP address. We keep both of them for a year. We share them with: • Google • Meta. You may ask us for them."


def _blocks(text):
    document = read("a.txt", data=text.encode(), force=True)[0]
    return document, [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def test_bullets_in_a_line_are_items_under_their_introduction():
    document, blocks = _blocks(LIST)
    items = [said for kind, said in blocks if kind is BlockKind.ITEM]
    assert items[0] == "your name"
    assert "Google" in items
    lead = document.blocks[document.blocks[1].parent]
    assert document.text[lead.start : lead.end].endswith("personal data:")


def test_the_last_item_ends_with_its_sentence():
    _, blocks = _blocks(LIST)
    assert (BlockKind.ITEM, "your IP address.") in blocks
    assert (BlockKind.PARAGRAPH, "You may ask us for them.") in blocks


def test_a_list_after_a_list_in_one_line_hangs_under_its_own_introduction():
    document, blocks = _blocks(LIST)
    at = blocks.index((BlockKind.ITEM, "Google"))
    lead = document.blocks[document.blocks[at].parent]
    assert document.text[lead.start : lead.end].endswith("We share them with:")


def test_every_word_stays_in_exactly_one_block_at_its_offset():
    document, _ = _blocks(LIST)
    covered = [at for b in document.blocks for at in range(b.start, b.end)]
    assert len(covered) == len(set(covered))
    assert {LIST[at] for at in set(range(len(LIST))) - set(covered)} <= set(" •")


def test_counting_numbers_in_a_line_part_it():
    text = "1. Data We collect your name and your address. 2. Purpose We use them to send you bread in 3 days. 3. Sharing We share them with nobody but the police."
    _, blocks = _blocks(text)
    assert [said.split()[0] for _, said in blocks] == ["Data", "Purpose", "Sharing"]


def test_links_between_bullets_and_numbers_that_do_not_count_stay_one_line():
    for text in (
        "The privacy of you • The terms of us • Contact",
        "We keep your data under Article 6. The law of 5. May is the one that we mean here, as you know it.",
    ):
        assert len(_blocks(text)[1]) == 1
