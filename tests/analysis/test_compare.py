"""``alir compare``: what each policy says on each concept, with the words."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graph_builder.analysis.portfolio.comparison import Status, Topic, compare
from graph_builder.cli.main import run
from tests.analysis import fictional


@pytest.fixture(scope="module")
def rows():
    portfolio = fictional.portfolio()
    return compare(portfolio, portfolio.profiles)


def cells(rows, topic: Topic, concept: str) -> dict[str, object]:
    names = ("buku", "kopi", "sepeda")  # by slug, as the portfolio orders them
    (row,) = (r for r in rows if (r.topic, r.concept) == (topic, concept))
    return dict(zip(names, row.cells, strict=True))


def test_a_concept_is_stated_vague_denied_or_not_found(rows) -> None:
    receivers = cells(rows, Topic.RECIPIENT, "alir:Advertiser")
    assert {name: c.status for name, c in receivers.items()} == {
        "buku": Status.DENIED,
        "kopi": Status.VAGUE,
        "sepeda": Status.VAGUE,
    }
    rights = cells(rows, Topic.RIGHT, "alir:RightToErasure")
    assert rights["buku"].status is Status.STATED
    assert rights["kopi"].status is Status.NOT_FOUND


def test_a_vague_cell_names_the_broader_term(rows) -> None:
    cell = cells(rows, Topic.DATA, "pd:IPAddress")["sepeda"]
    assert (cell.status, cell.value) == (Status.VAGUE, "dpv:PersonalData")


def test_a_denial_about_one_category_says_which(rows) -> None:
    cell = cells(rows, Topic.RECIPIENT, "alir:Advertiser")["buku"]
    assert cell.data == ("pd:IPAddress",)
    assert cell.proof.quote == "We do not share your IP address with advertisers."


def test_a_period_without_an_end_is_vague(rows) -> None:
    periods = cells(rows, Topic.RETENTION, "dpv:PersonalData")
    assert (periods["buku"].status, periods["buku"].duration) == (Status.STATED, "P2Y")
    assert periods["kopi"].status is Status.VAGUE


def test_every_cell_that_is_not_empty_quotes_its_policy(rows) -> None:
    texts = (fictional.BUKU, fictional.KOPI, fictional.SEPEDA)
    found = [(c, t) for r in rows for c, t in zip(r.cells, texts, strict=True)]
    assert found
    for cell, text in found:
        if cell.status is not Status.NOT_FOUND:
            for part in cell.proof.quote.split(" … "):
                assert part in " ".join(text.split())
            assert cell.proof.line > 0


def test_purposes_and_recipients_of_a_cell_come_from_its_own_statements(rows) -> None:
    cell = cells(rows, Topic.DATA, "alir:DeviceIdentifier")["kopi"]
    assert cell.recipients == ("ent:google-analytics",)
    assert "dpv:Marketing" not in cell.purposes


def test_rows_on_which_policies_differ_come_first(rows) -> None:
    for topic in Topic:
        agree = [len({c.status for c in r.cells}) == 1 for r in rows if r.topic is topic]
        assert agree == sorted(agree)


def test_a_clause_on_children_denies_nothing_of_other_people() -> None:
    children = "\n## Children\n\nWe do not knowingly collect personal data of children under 18.\n"
    portfolio = fictional.portfolio({"kopi.en.md": fictional.KOPI + children, **fictional.TEXTS})
    found = compare(portfolio, portfolio.profiles, [Topic.DATA, Topic.OPERATION])
    statuses = {c.status for r in found if r.concept != "alir:ChildrenData" for c in r.cells}
    assert not statuses & {Status.DENIED, Status.MIXED}


def test_policies_are_found_by_name_in_a_store_and_by_file(tmp_path, capsys) -> None:
    folder = fictional.store(tmp_path)
    (file,) = fictional.write(tmp_path, {"kopi-rimba.en.md": fictional.KOPI})
    capsys.readouterr()
    assert run(["compare", "buku senja", file, "--store", str(folder), "--topic", "data"]) == 0
    told = capsys.readouterr().out
    assert told.index("PT Buku Senja (en)") < told.index("PT Kopi Rimba (en)")
    assert "kopi-rimba.en.md:7: “We collect your name" in told
    assert "buku-senja.en.md#char=" in told


def test_a_store_with_texts_gives_lines(tmp_path, capsys) -> None:
    folder = fictional.store(tmp_path)
    texts = str(tmp_path / "texts")
    run(["compare", "buku", "kopi", "--store", str(folder), "--texts", texts, "--json"])
    found = json.loads(capsys.readouterr().out)
    proofs = [c["proof"] for r in found["rows"] for c in r["cells"] if c["proof"]]
    assert proofs
    assert all(p["line"] > 0 for p in proofs)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("style", ["text", "markdown", "html", "json", "csv"])
def test_every_style_and_language_is_written_alike_twice(style, language, tmp_path, capsys) -> None:
    files = fictional.write(tmp_path)
    arguments = ["compare", *files, "--format", style, "--lang", language]
    assert run(arguments) == 0
    first = capsys.readouterr().out
    run(arguments)
    assert first == capsys.readouterr().out
    assert "Google Analytics" in first


def test_csv_has_a_row_for_every_cell(tmp_path, capsys) -> None:
    run(["compare", *fictional.write(tmp_path), "--csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) % 3 == 0
    assert {r["policy"] for r in rows} == {"PT Kopi Rimba", "PT Buku Senja", "PT Sepeda Angin"}


@pytest.mark.parametrize("names", [["nobody"], ["buku"]])
def test_an_unknown_name_and_a_policy_alone_are_wrong_use(names, tmp_path, capsys) -> None:
    folder = fictional.store(tmp_path)
    assert run(["compare", *names, "--store", str(folder)]) == 2
    assert "error:" in capsys.readouterr().err
