from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.errors import ShapeError, UsageError
from graph_builder.validation.catalogue import select
from graph_builder.validation.run import Validator
from tests.validation.notices import complete

HEAD = """@prefix alir: <https://w3id.org/alir#> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-shape.md"


def run(text: str, folder: Path) -> list[str]:
    file = folder / "own.ttl"
    file.write_text(text, encoding="utf-8")
    reports = Validator(select("id", [file])).validate(complete())
    return [f.message("en") for r in reports for f in r.findings]


def test_shape_of_the_how_to_finds_what_it_says(tmp_path: Path) -> None:
    example = HOW_TO.read_text(encoding="utf-8").split("```turtle\n")[1].split("```")[0]
    assert run(example, tmp_path) == []
    stricter = example.replace("pd:GPSCoordinate", "pd:EmailAddress")
    assert set(run(stricter, tmp_path)) == {"We do not use precise location"}


def test_sparql_constraints_of_a_user_see_the_whole_graph(tmp_path: Path) -> None:
    text = HEAD + (
        "<urn:own> a sh:NodeShape ; sh:targetClass alir:PolicyVersion ; "
        'sh:sparql [ sh:message "M" ; '
        'sh:select "SELECT $this WHERE { $this <http://purl.org/dc/terms/source> ?s }" ] .'
    )
    assert run(text, tmp_path) == ["M", "M"]


VERSION = "sh:targetClass alir:PolicyVersion"


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (f"{VERSION} ,, sh:minCount 1", r"own\.ttl:4:\d+: not valid Turtle"),
        (
            f"{VERSION} ; sh:path alir:hasProvison ; sh:minCount 1",
            r"own\.ttl:4: unknown .* alir:has",
        ),
        (
            f"{VERSION} ; sh:path ( dpv:hasProcess dpv:hasPurpos )",
            r"own\.ttl:4: unknown .* dpv:has",
        ),
        (
            f"{VERSION} ; sh:path dpv:hasProcess ; sh:minCuont 1",
            r"own\.ttl:4: unknown .* sh:minCuont",
        ),
        (
            f"{VERSION} ; sh:node <urn:other> . <urn:other> a sh:NodeShape ; sh:node <urn:own>",
            "refers to itself without end: urn:own → urn:other",
        ),
    ],
)
def test_shape_that_cannot_run_is_told_with_its_place(
    tmp_path: Path, shape: str, said: str
) -> None:
    kind = "sh:PropertyShape" if "sh:path" in shape else "sh:NodeShape"
    with pytest.raises(ShapeError, match=said) as caught:
        run(f'{HEAD}<urn:own> a {kind} ; sh:message "M" ; {shape} .', tmp_path)
    assert caught.value.code == "E-SHAPES"


def test_folder_without_shapes_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no Turtle file"):
        select("id", [tmp_path])
