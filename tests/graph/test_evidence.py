"""The text of a version comes from the policies' own files, unchanged, and from no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, build
from graph_builder.errors import DocumentError
from graph_builder.graph import evidence, to_rdf
from graph_builder.model import PolicyVersion
from tests.build import samples


def built(folder: Path) -> PolicyVersion:
    path = folder / "kedai.en.md"
    path.write_text(samples.policy(), encoding="utf-8")
    return build(Input(str(path)), Options())[0]


def test_a_changed_file_is_not_the_evidence(tmp_path: Path) -> None:
    version = built(tmp_path)
    (tmp_path / "kedai.en.md").write_text(samples.policy() + "\nMore.", encoding="utf-8")
    texts = evidence.Texts(tmp_path)
    assert texts.text(version.source_hash, to_rdf.text_hash(version.text)) == ""


def test_a_text_of_another_hash_is_not_used(tmp_path: Path) -> None:
    version = built(tmp_path)
    texts = evidence.Texts(tmp_path)
    assert texts.text(version.source_hash, to_rdf.text_hash(version.text)) == version.text
    assert texts.text(version.source_hash, to_rdf.text_hash("another")) == ""
    assert texts.path(version.source_hash) == tmp_path / "kedai.en.md"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no folder"):
        evidence.Texts(tmp_path / "gone")
