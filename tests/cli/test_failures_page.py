"""Every code that is raised has its row in the table of failures, and the page is that table."""

import re
from pathlib import Path

from graph_builder import failures_page
from graph_builder.errors import failures

SOURCES = sorted(Path(failures_page.__file__).parent.rglob("*.py"))


def test_the_page_is_up_to_date():
    written = failures_page.PAGE.read_text(encoding="utf-8")
    assert written == failures_page.page(), "run `python -m graph_builder.failures_page`"


def test_the_codes_that_are_raised_are_the_rows_of_the_table():
    raised = {
        code
        for path in SOURCES
        for code in re.findall(r'"(E-[A-Z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert raised == set(failures()), "add or remove the row in graph_builder/failures.toml"
