"""Knowledge is data: what is added in Turtle or SPARQL alone works in every room.

The package is copied beside a copy of its knowledge, files are added to the knowledge, and the
commands run there as a user runs them. Not one line of Python differs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("index.html", "vocabulary.html")
PRACTICES = 2
"""Statements of each policy below that are about gait patterns."""
KNOWLEDGE = ("ontology", "shapes", "queries")

PREFIXES = """\
@prefix alir: <https://w3id.org/alir#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix ent: <https://w3id.org/alir/entity/> .
@prefix loc: <https://w3id.org/dpv/loc#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/alir/shape/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

ADDED = {
    "ontology/alir/gait.ttl": f"""{PREFIXES}
alir:GaitPattern a rdfs:Class, skos:Concept ;
    skos:inScheme alir:DataScheme ;
    skos:broader pd:Biometric ;
    rdfs:subClassOf pd:Biometric ;
    dct:source alir:GaitAct-3 ;
    skos:prefLabel "gait pattern"@en, "pola jalan"@id ;
    skos:altLabel "way you walk"@en, "cara Anda berjalan"@id ;
    skos:definition "How a person walks."@en, "Cara seseorang berjalan."@id .
ent:langkah-fiktif a alir:NamedParty, alir:AnalyticsProvider ;
    skos:prefLabel "Langkah Fiktif" ; alir:country loc:ID .
""",
    "ontology/legal/gait.ttl": f"""{PREFIXES}
alir:GaitAct a dpv:Law, skos:Concept ;
    skos:prefLabel "Fictional Gait Act"@en, "Undang-Undang Pola Jalan Fiktif"@id ;
    alir:inForceFrom "2026-01-01"^^xsd:date ;
    alir:status "In force in this test."@en, "Berlaku dalam uji ini."@id ;
    alir:verification alir:Assumption ;
    dpv:hasJurisdiction loc:ID .
alir:GaitAct-3 a alir:LegalProvision ;
    skos:prefLabel "Article 3 of the Fictional Gait Act"@en, "Pasal 3 UU Pola Jalan Fiktif"@id ;
    alir:duty "People walk unwatched."@en, "Orang berjalan tanpa diamati."@id ;
    alir:partOf alir:GaitAct ;
    alir:verification alir:Assumption .
""",
    "queries/sharing/gait-recipients.rq": """\
# title: Who receives gait patterns
# title@id: Siapa yang menerima pola jalan
# description: One row for each recipient.
# keywords: gait

PREFIX alir: <https://w3id.org/alir#>
PREFIX dpv: <https://w3id.org/dpv#>

SELECT DISTINCT ?recipient WHERE {
  ?practice a alir:AffirmedPractice ;
    dpv:hasPersonalData alir:GaitPattern ;
    dpv:hasRecipient ?recipient .
}
ORDER BY ?recipient
""",
}
RULE = f"""{PREFIXES}
shape:PDP-99-gait a alir:Rule, sh:PropertyShape ;
    sh:targetClass alir:AffirmedPractice ;
    sh:path dpv:hasPersonalData ; sh:not [ sh:in ( alir:GaitPattern ) ] ;
    sh:severity sh:Violation ;
    sh:message "The way people walk is not to be processed"@en,
        "Cara berjalan tidak boleh diproses"@id ;
    alir:legalAnchor alir:GaitAct-3 ;
    alir:verification alir:Assumption ;
    alir:legalBasis "Fictional Gait Act Art. 3"@en, "UU Pola Jalan Fiktif Pasal 3"@id .
"""
PACK = f"""{PREFIXES}
@prefix dct: <http://purl.org/dc/terms/> .
<https://w3id.org/alir/shapes/gait> a alir:RulePack ; dct:title "The Fictional Gait Act"@en .
"""
LAW = """
[laws.gait]
name = "Fiction"
packs = ["gait"]
anchors = ["alir:GaitAct-"]
articles = "alir:inFiction"
"""
POLICIES = {
    "policies/langkah.en.md": "# Privacy Policy\n\nPT Gerak Fiktif runs this application.\n\n"
    "We collect the way you walk through the sensors of your telephone. "
    "We share your gait pattern with Langkah Fiktif for marketing.\n\n"
    "You may ask us to erase your personal data. Personal data is kept for two years.\n",
    "policies/langkah.id.md": "# Kebijakan Privasi\n\nPT Gerak Fiktif menjalankan aplikasi ini.\n\n"
    "Kami mengumpulkan cara Anda berjalan melalui sensor telepon Anda. "
    "Kami membagikan pola jalan Anda kepada Langkah Fiktif untuk pemasaran.\n\n"
    "Anda berhak meminta penghapusan data pribadi. "
    "Kami menyimpan data pribadi Anda selama dua tahun.\n",
}


@dataclass(frozen=True, slots=True)
class House:
    """A folder with the program, its grown knowledge and a store of the two policies."""

    folder: Path

    def alir(self, *arguments: str, status: int = 0) -> str:
        """Return what a command writes to stdout; its exit status has to be that given."""
        done = subprocess.run(
            [sys.executable, "-m", "graph_builder", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("house")
    for name in ("graph_builder", *KNOWLEDGE):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    laws = (ROOT / "shapes" / "laws.toml").read_text(encoding="utf-8")
    grown = {**ADDED, "shapes/gait.ttl": PACK + RULE, "shapes/laws.toml": laws + LAW}
    for name, text in {**grown, **POLICIES}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    built = House(folder)
    built.alir("build", "policies")
    return built


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who receives gait patterns", "We share your gait pattern with Langkah Fiktif"),
        ("siapa yang menerima pola jalan", "Kami membagikan pola jalan Anda kepada Langkah Fiktif"),
        ("who receives biometric data", "Langkah Fiktif"),
    ],
)
def test_a_concept_and_a_company_are_found_and_asked_for(
    house: House, question: str, answer: str
) -> None:
    assert answer in house.alir("ask", question)


def test_a_concept_is_explained_with_its_place_and_its_law(house: House) -> None:
    said = house.alir("explain", "way you walk")
    assert "gait pattern (alir:GaitPattern, data)" in said
    assert "biometric data" in said
    assert "Article 3 of the Fictional Gait Act" in said


def test_a_law_is_explained_with_what_it_asks_for_and_what_it_is_about(house: House) -> None:
    said = house.alir("explain", "Article 3 of the Fictional Gait Act")
    assert "People walk unwatched." in said
    assert "below: Fictional Gait Act" in said
    assert "about: gait pattern" in said


def test_a_concept_stands_in_the_views_and_in_the_page_of_the_vocabulary(house: House) -> None:
    house.alir("view", "--site", "site")
    pages = {name: (house.folder / "site" / name).read_text(encoding="utf-8") for name in PAGES}
    assert all("gait pattern" in text and "pola jalan" in text for text in pages.values())
    assert "Langkah Fiktif" in pages["index.html"]


def test_a_concept_and_a_company_make_a_flow(house: House) -> None:
    house.alir("export", "-o", "flows.csv")
    flows = (house.folder / "flows.csv").read_text(encoding="utf-8").splitlines()
    assert [f for f in flows if "GaitPattern" in f and "langkah-fiktif" in f]


def test_a_rule_is_checked_under_its_law_and_cites_the_new_article(house: House) -> None:
    report = json.loads(house.alir("validate", "policies", "--law", "gait", "--json", status=1))
    told = [x for r in report["reports"] for x in r["findings"] if x["rule"] == "PDP-99-gait"]
    assert told[0]["law"]["id"] == "UU Pola Jalan Fiktif Pasal 3"
    assert len(told) == len(POLICIES) * PRACTICES


def test_a_query_is_listed_and_run(house: House) -> None:
    assert "gait-recipients" in house.alir("query", "--list")
    assert house.alir("query", "gait-recipients", "--format", "csv").splitlines()[1:] == [
        "Langkah Fiktif"
    ]
