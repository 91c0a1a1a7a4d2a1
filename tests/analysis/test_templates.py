"""``alir templates``: shared clauses of fictional companies."""

from __future__ import annotations

import json

from graph_builder.analysis.portfolio.templates import templates
from graph_builder.analysis.portfolio.templates_report import differences
from graph_builder.cli.main import run
from tests.analysis import fictional

SHARED = "\nWe share your email address and your name with our couriers to deliver your {} order.\n"
TEXTS = {
    "kopi-rimba.en.md": fictional.KOPI + SHARED.format("first"),
    "buku-senja.en.md": fictional.BUKU + SHARED.format("second"),
}


def test_a_clause_of_two_policies_is_one_template_with_its_difference() -> None:
    (found,) = templates(fictional.portfolio(TEXTS))
    assert found.policies == 2
    (member,) = found.members
    assert differences(found.model, member) in {
        "[-first-] {+second+}",
        "[-second-] {+first+}",
    }


def test_what_one_policy_alone_says_is_no_template() -> None:
    assert not templates(fictional.portfolio())


def test_the_command_quotes_the_clause(tmp_path, capsys) -> None:
    store = fictional.store(tmp_path, TEXTS)
    capsys.readouterr()
    assert run(["templates", "--store", str(store), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["templates"]
    assert all("with our couriers" in c["quote"] for c in found["clauses"])
