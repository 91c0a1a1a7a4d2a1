import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.build.reviewing import session
from graph_builder.curation.interchange import files, table
from graph_builder.curation.session import Session
from graph_builder.errors import DocumentError, UsageError
from graph_builder.model import Verdict
from graph_builder.namespaces import PREFIXES
from tests.curation.policies import ENGLISH, INDONESIAN, signed

SHARED = Path(__file__).resolve().parents[3] / "shared"
BILINGUAL = Path(__file__).resolve().parents[2] / "examples" / "policies" / "warung-awan.txt"
CHECK = SHARED / "gold" / "check.py"
ADDED = ("PT Kedai Pagi Fiktif is a fictional company", ["operations=use", "data=name"])


def opened(folder: Path, text: str = ENGLISH, name: str = "kedai-pagi.en.md") -> Session:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return session(path)


@pytest.fixture
def reviewed(tmp_path: Path) -> Session:
    """A review with every verdict, one decision changed later, one statement left open."""
    found = opened(tmp_path)
    accepted, edited, rejected, unsure, twice, *_ = (i.id for i in found.items())
    found.decide(accepted, Verdict.ACCEPT, signed(1, reason='=HYPERLINK("x")'))
    found.decide(edited, Verdict.EDIT, signed(2), ["recipients+=Google Analytics; broker data"])
    found.decide(rejected, Verdict.REJECT, signed(3, reason="not, said\n“so”"))
    found.decide(unsure, Verdict.UNSURE, signed(4, "Budi"))
    found.decide(twice, Verdict.ACCEPT, signed(5))
    found.decide(twice, Verdict.EDIT, signed(6), ["modality=required"])
    found.add(*ADDED, signed(7))
    return found


def fresh(reviewed: Session, folder: Path) -> Session:
    """Return the same policy as nobody has reviewed it yet."""
    folder.mkdir()
    return opened(folder, reviewed.versions[0].text)


@pytest.mark.parametrize("ending", [".jsonld", ".csv"])
def test_decisions_come_back_whole(reviewed, tmp_path, ending):
    (written,) = files.export(reviewed, tmp_path / f"out{ending}")
    other = fresh(reviewed, tmp_path / "other")
    assert files.take(other, written, signed(50, "nobody")) == len(reviewed.decisions.all)
    assert other.decisions == reviewed.decisions
    assert files.take(other, written, signed(50, "nobody")) == 0


def test_another_review_file_is_taken_over(reviewed, tmp_path):
    other = fresh(reviewed, tmp_path / "other")
    files.take(other, reviewed.file, signed())
    assert other.decisions == reviewed.decisions


@pytest.mark.parametrize("ending", [".jsonl", ".cas.json"])
def test_labelled_spans_bring_back_what_stands(reviewed, tmp_path, ending):
    (written,) = files.export(reviewed, tmp_path / f"out{ending}")
    other = fresh(reviewed, tmp_path / "other")
    files.take(other, written, signed(50, "Wati"))
    for item in other.items():
        before = reviewed.item(item.id)
        assert item.decision is not None
        # A tool of spans knows no doubt: what it still has stands.
        seen = "accept" if before.state in {"new", "unsure"} else before.state
        assert (item.state, item.decision.reviewer) == (seen, "Wati")
        assert item.content.same(before.content)


def test_spans_are_where_the_words_are(reviewed, tmp_path):
    (written,) = files.export(reviewed, tmp_path / "out.jsonl")
    document = json.loads(written.read_text(encoding="utf-8"))
    words = {
        e["label"]: document["text"][e["start_offset"] : e["end_offset"]]
        for e in document["entities"]
    }
    assert words["recipients:alir:AdNetwork"] == "advertising networks"
    ids = {e["id"] for e in document["entities"]}
    assert {r["from_id"] for r in document["relations"]} <= ids
    assert {r["to_id"] for r in document["relations"]} <= ids


def test_a_cas_has_the_layers_of_inceptions_template_and_its_offsets(tmp_path):
    """Offsets of UIMA count UTF-16 units: what stands behind an emoji is one further."""
    (written,) = files.export(
        opened(tmp_path, f"\N{GRINNING FACE} {ENGLISH}"), tmp_path / "x.cas.json"
    )
    cas = json.loads(written.read_text(encoding="utf-8"))
    assert {"custom.Span", "custom.Relation"} <= set(cas["%TYPES"])
    spans = [f for f in cas["%FEATURE_STRUCTURES"] if f["%TYPE"] == "custom.Span"]
    (text,) = [f["sofaString"] for f in cas["%FEATURE_STRUCTURES"] if "sofaString" in f]
    span = next(s for s in spans if s["label"] == "recipients:alir:AdNetwork")
    units = text.encode("utf-16-le")
    words = units[2 * span["begin"] : 2 * span["end"]].decode("utf-16-le")
    assert words == "advertising networks"


@pytest.mark.parametrize("ending", [".jsonl", ".cas.json"])
def test_labels_of_another_text_are_refused(reviewed, tmp_path, ending):
    (written,) = files.export(reviewed, tmp_path / f"out{ending}")
    (tmp_path / "other").mkdir()
    other = opened(tmp_path / "other", INDONESIAN, "kedai-pagi.id.md")
    with pytest.raises(DocumentError, match="the text is not that of"):
        files.take(other, written, signed())


def test_web_annotations_have_the_shape_of_the_standard(reviewed, tmp_path):
    """Web Annotation Data Model: 3.1 (target, body), 3.3.1 (lifecycle), 4.2.4-4.2.5, 5 (pages)."""
    (written,) = files.export(reviewed, tmp_path / "out.jsonld")
    page = json.loads(written.read_text(encoding="utf-8"))
    assert page["type"] == "AnnotationPage"
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    text = reviewed.versions[0].text
    assert len({a["id"] for a in page["items"]}) == len(page["items"]) == len(reviewed.items())
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation"
        assert annotation["motivation"] in {"assessing", "editing", "classifying"}
        for target in annotation["target"]:
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text.find(quote["prefix"] + quote["exact"] + quote["suffix"]) >= 0
        people = [a for a in page["items"] if a["creator"]["type"] == "Person"]
        assert all(a["created"].endswith("Z") for a in people)


def test_web_annotations_are_rdf(reviewed, tmp_path):
    """The standard's context is on the web; here stand those of its terms that are used."""
    (written,) = files.export(reviewed, tmp_path / "out.jsonld")
    page = json.loads(written.read_text(encoding="utf-8"))
    page["@context"][0] = {
        "oa": "http://www.w3.org/ns/oa#",
        "dcterms": "http://purl.org/dc/terms/",
        "id": "@id",
        "type": "@type",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
        "Annotation": "oa:Annotation",
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "creator": {"@id": "dcterms:creator", "@type": "@id"},
        "exact": "oa:exact",
    }
    found = ox.Store()
    found.load(json.dumps(page).encode(), format=ox.RdfFormat.JSON_LD)
    prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
    (counted,) = found.query(
        f"""{prefixes} SELECT (COUNT(DISTINCT ?a) AS ?n) {{
            ?a a oa:Annotation ; alir:verdict alir:Edited ;
               oa:hasTarget/oa:hasSelector/oa:exact ?words ;
               oa:hasBody [ alir:role dpv:hasRecipient ; oa:hasSource alir:DataBroker ] }}"""
    )
    assert counted["n"].value == "1"


def test_a_table_is_reviewed_in_a_spreadsheet(tmp_path):
    """A reviewer fills in verdicts, and changes a value by its name."""
    found = opened(tmp_path)
    (written,) = files.export(found, tmp_path / "out.csv")
    rows = list(csv.DictReader(io.StringIO(written.read_text(encoding="utf-8"))))
    shared = next(r for r in rows if "payment providers" in r["sentence"])
    shared |= {"verdict": "accept", "recipients": "penyedia pembayaran; broker data"}
    sold = next(r for r in rows if "do not sell" in r["sentence"])
    sold["verdict"] = "reject"
    changed = io.StringIO()
    writer = csv.DictWriter(changed, table.COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    written.write_text("\ufeff" + changed.getvalue(), encoding="utf-8", newline="")
    assert files.take(found, written, signed(9, "Sari")) == 2
    item = found.item(shared["id"])
    assert (item.state, item.content.recipients) == (
        "edit",
        ("alir:PaymentProcessor", "alir:DataBroker"),
    )
    assert item.decision.reviewer == "Sari"
    assert found.item(sold["id"]).state == "reject"


def test_no_cell_begins_like_a_formula(reviewed, tmp_path):
    (written,) = files.export(reviewed, tmp_path / "out.csv")
    rows = csv.reader(io.StringIO(written.read_text(encoding="utf-8")))
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "a,b\n1,2\n", "no column"),
        ("a.csv", 'id,verdict,quote\nx,accept,"[{"\n', "row 2, quote"),
        ("a.csv", "id,verdict,quote\nx,agree,[]\n", "row 2, verdict"),
        ("a.csv", "id,verdict,quote,data\nx,accept,[],namme\n", "row 2: 'namme' is no value"),
        ("a.jsonld", "{", "a.jsonld:"),
        ("a.jsonld", '{"items": [{"id": "x"}]}', "annotation 1: KeyError"),
        ("a.jsonl", '{"entities": []}\n', "line 1: KeyError"),
        ("a.jsonl", "{\n", "line 1: "),
        ("a.cas.json", "{", "a.cas.json: "),
        ("a.cas.json", "{}", "a.cas.json: "),
        ("a.toml", "format = 1\n[[decision]]\n", "decision 1"),
    ],
)
def test_a_damaged_file_is_told_with_its_place(tmp_path, name, content, told):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=told):
        files.take(opened(tmp_path), path, signed())


def test_a_policy_in_two_languages_gives_and_takes_both(tmp_path):
    text = BILINGUAL.read_text(encoding="utf-8")
    found = opened(tmp_path, text, BILINGUAL.name)
    assert [v.language for v in found.versions] == ["en", "id"]
    for ending, number in ((".jsonl", 1), (".cas.json", 2), (".csv", 1), (".json", 2)):
        assert len(files.export(found, tmp_path / f"out{ending}")) == number
    files.take(found, tmp_path / "out.jsonl", signed(1, "Wati"))
    assert {i.state for i in found.items()} == {"accept"}
    files.take(found, tmp_path / "out.id.cas.json", signed(2, "Budi"))
    reviewers = {(i.language, i.decision.reviewer) for i in found.items() if i.decision}
    assert reviewers == {("en", "Wati"), ("id", "Budi")}


@pytest.mark.parametrize("work", [files.export, lambda s, p: files.take(s, p, signed())])
def test_an_unknown_ending_is_told(tmp_path, work):
    with pytest.raises(UsageError, match="unknown ending"):
        work(opened(tmp_path), tmp_path / "a.xlsx")


def test_annotated_data_holds_only_what_somebody_stands_for(reviewed, tmp_path):
    (written,) = files.export(reviewed, tmp_path / "out.json")
    document = json.loads(written.read_text(encoding="utf-8"))
    standing = [i for i in reviewed.items() if i.state in {"accept", "edit", "add"}]
    assert len(document["practices"]) == len(standing)
    assert document["review"]["open"] == sum(i.open for i in reviewed.items())
    edited = next(p for p in document["practices"] if p["recipient_names"])
    assert edited["recipient_names"] == ["Google Analytics"]
    assert "alir:AnalyticsProvider" in edited["recipients"]
    assert not [c for p in document["practices"] for c in p["recipients"] if c.startswith("ent:")]


@pytest.mark.skipif(not CHECK.is_file(), reason="the annotators' check (../shared) is not here")
@pytest.mark.parametrize("name", ["en/telixcel.en.md", "id/jalurkerja.id.md", "own"])
def test_annotated_data_passes_the_annotators_check(tmp_path, name):
    own = name == "own"
    text = ENGLISH if own else (SHARED / "policies" / name).read_text(encoding="utf-8")
    found = opened(tmp_path, text, "notice.md")
    for second, item in enumerate(found.items()):
        verdict = Verdict.REJECT if second % 5 == 4 else Verdict.ACCEPT
        signature = signed(second % 60)
        # One write at the end would do; a session keeps each decision, as a person takes it.
        found.decide(item.id, verdict, signature)
    (written,) = files.export(found, tmp_path / "out.json")
    notice = tmp_path / "notice.md"
    checked = subprocess.run(
        [sys.executable, str(CHECK), str(written), str(notice)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert checked.stdout.startswith("OK"), checked.stdout
