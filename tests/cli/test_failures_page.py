"""The page of failures is the table of failures."""

from graph_builder import failures_page


def test_the_page_is_up_to_date():
    written = failures_page.PAGE.read_text(encoding="utf-8")
    assert written == failures_page.page(), "run `python -m graph_builder.failures_page`"
