"""Phrases that the vocabulary lacks: found where data, recipients and purposes are named."""

import csv
import io
import json

import pyoxigraph as ox
import pytest

from graph_builder.cli import main
from graph_builder.documents import read
from graph_builder.extraction import extract
from graph_builder.namespaces import PREFIXES
from graph_builder.ontology.suggest import suggest
from graph_builder.vocabulary import default

ENGLISH = """# Privacy Policy of Kebun Ceria (fictional)

We collect your name, email address, aura wavelength and telephone number.

We share your personal data with couriers, moon dowsers and insurers.

We use your email address to recalibrate garden gnomes.

## Information we collect

We collect the following personal data:

- aura wavelengths
- date of birth
"""
INDONESIAN = """# Kebijakan Privasi Kebun Ceria (fiktif)

Kami mengumpulkan nama, alamat email, warna aura dan nomor telepon Anda.

Kami menggunakan data pribadi Anda untuk mengkalibrasi patung kebun.
"""


def _documents(text, name="kebun.en.md"):
    return read(name, data=text.encode(), force=True)


def _suggested(text, fewest=1):
    return {
        (s.slot.value, s.phrase.lower()): s for s in suggest(_documents(text), default(), fewest)
    }


def test_unknown_member_of_a_data_list_is_suggested_in_all_its_forms():
    found = _suggested(ENGLISH)["data", "aura wavelength"]
    assert (found.count, found.policies, found.language) == (2, 1, "en")


def test_unknown_recipient_between_known_ones_is_suggested():
    assert ("recipient", "moon dowsers") in _suggested(ENGLISH)


def test_unknown_purpose_behind_its_marker_is_suggested():
    assert ("purpose", "recalibrate garden gnomes") in _suggested(ENGLISH)


def test_what_a_person_may_do_is_no_purpose():
    text = f"{ENGLISH}\n## Your rights\n\nYou have the right to befriend garden gnomes.\n"
    assert ("purpose", "befriend garden gnomes") not in _suggested(text)


def test_indonesian_data_and_purposes_are_suggested():
    found = _suggested(INDONESIAN)
    assert ("data", "warna aura") in found
    assert ("purpose", "mengkalibrasi patung kebun") in found


def test_what_the_vocabulary_knows_is_never_suggested():
    phrases = {phrase for _, phrase in _suggested(ENGLISH)}
    assert phrases.isdisjoint({"name", "email address", "telephone number", "couriers", "insurers"})


def test_example_names_file_and_line_of_the_phrase():
    example = _suggested(ENGLISH)["recipient", "moon dowsers"].examples[0]
    line = ENGLISH.splitlines()[example.line - 1]
    assert example.source == "kebun.en.md"
    assert "moon dowsers" in line
    assert "moon dowsers" in example.sentence


def test_sentence_that_several_policies_copy_counts_once():
    both = [*_documents(ENGLISH, "a.md"), *_documents(ENGLISH, "b.md")]
    found = {s.phrase: s for s in suggest(both, default(), 1)}
    assert found["moon dowsers"].count == 1
    assert found["moon dowsers"].policies == 1


def test_rare_phrases_are_left_out():
    assert set(_suggested(ENGLISH, fewest=2)) == {("data", "aura wavelength")}


def test_near_label_is_offered_for_its_concept():
    text = "We collect your name, telefone number and email address."
    found = _suggested(text)["data", "telefone number"]
    assert found.nearest[0].concept == "pd:TelephoneNumber"


def test_turtle_of_every_suggestion_parses_and_names_the_phrase():
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for suggestion in suggest(_documents(ENGLISH), default(), 1):
        quads = list(ox.parse(head + suggestion.turtle, format=ox.RdfFormat.TURTLE))
        assert suggestion.phrase in {q.object.value for q in quads}


def test_looking_for_phrases_leaves_extraction_as_it_is():
    (document,) = _documents(ENGLISH)
    before = extract(document, default())
    list(suggest([document], default(), 1))
    assert extract(document, default()) == before


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kebun.en.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "kebun.id.md").write_text(INDONESIAN, encoding="utf-8")
    return tmp_path


def test_command_writes_json_of_one_slot_and_language(folder, capsys):
    arguments = ["lexicon", "--suggest", str(folder), "--slot", "data", "--lang", "id"]
    assert main.run([*arguments, "--min-count", "1", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["phrase"] for row in rows] == ["warna aura"]
    assert rows[0]["examples"][0]["source"].endswith("kebun.id.md")


def test_command_writes_csv_with_turtle(folder, capsys):
    assert main.run(["lexicon", "--suggest", str(folder), "--csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["phrase"].lower() == "aura wavelength"
    assert '"@en .' in row["turtle"]


def test_command_writes_turtle_of_the_most_used_to_paste(folder, capsys):
    (folder / "kolam.en.md").write_text(ENGLISH, encoding="utf-8")
    arguments = ["lexicon", "--suggest", str(folder), "--min-count", "1", "--turtle"]
    written = {}
    for more in ([], ["--top", "1"]):
        assert main.run([*arguments, *more]) == 0
        turtle = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        turtle += capsys.readouterr().out
        quads = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
        written[len(more)] = {q.subject.value for q in quads}
    assert len(written[0]) > len(written[2]) == 1
    assert written[2] < written[0]


def test_command_says_which_folder_holds_nothing(tmp_path, capsys):
    assert main.run(["lexicon", "--suggest", str(tmp_path)]) == 2
    assert "E-NOT-FOUND" in capsys.readouterr().err
