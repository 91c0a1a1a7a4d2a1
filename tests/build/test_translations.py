"""Fictional company: PT Dua Bahasa."""

import pyoxigraph as ox

from graph_builder.build import content
from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, build
from graph_builder.graph import from_rdf, to_rdf

LINK = "https://schema.org/translationOfWork"
ENGLISH = (
    "# Privacy Policy of PT Dua Bahasa\n\n"
    "We collect your name and your e-mail address when you register with our services. "
    "We share your e-mail address with our payment processors, and we keep it for two years. "
    "You have the right to access the personal data that we hold about you, at any time. "
    "We use your name to address you and your e-mail address to send you our bills. "
    "We do not sell your personal data to anybody, and we answer your letters within ten days.\n"
)
INDONESIAN = (
    "# Kebijakan Privasi PT Dua Bahasa\n\n"
    "Kami mengumpulkan nama dan alamat surel Anda ketika Anda mendaftar pada layanan kami. "
    "Kami membagikan alamat surel Anda kepada pemroses pembayaran kami dan menyimpannya selama dua "
    "tahun. Anda berhak mengakses data pribadi yang kami simpan tentang Anda setiap saat. Kami "
    "menggunakan nama Anda untuk menyapa Anda dan alamat surel untuk mengirim tagihan kepada Anda. "
    "Kami tidak menjual data pribadi Anda kepada siapa pun dan membalas surat dalam sepuluh hari.\n"
)


def _links(versions):
    quads = [quad for version in versions for quad in to_rdf.quads(version)]
    return [(q.subject.value, q.object.value) for q in quads if q.predicate.value == LINK]


def test_the_second_language_of_a_file_is_the_translation_of_the_first():
    data = (INDONESIAN + "\n" + ENGLISH).encode()
    first, second = build(Input("dua-bahasa.md", data), Options())
    assert (first.language, second.language) == ("id", "en")
    assert _links([first, second]) == [(to_rdf.version_iri(second), to_rdf.version_iri(first))]


def test_files_named_alike_are_linked(tmp_path):
    (tmp_path / "dua.en.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "dua.id.md").write_text(INDONESIAN, encoding="utf-8")
    (english,), (indonesian,) = (
        build(Input(str(tmp_path / name)), Options()) for name in ("dua.en.md", "dua.id.md")
    )
    link = (to_rdf.version_iri(indonesian), to_rdf.version_iri(english))
    assert _links([english, indonesian]) == [link]


def test_a_file_in_another_language_than_its_name_says_is_no_original(tmp_path):
    (tmp_path / "dua.en.md").write_text(INDONESIAN, encoding="utf-8")
    (tmp_path / "dua.id.md").write_text(INDONESIAN, encoding="utf-8")
    assert not _links(build(Input(str(tmp_path / "dua.id.md")), Options()))


def test_a_changed_original_makes_the_translation_be_built_again(tmp_path):
    original, translation = tmp_path / "dua.en.md", tmp_path / "dua.id.md"
    original.write_text(ENGLISH, encoding="utf-8")
    translation.write_text(INDONESIAN, encoding="utf-8")
    before = content.load(Input(str(translation)), 10_000)[1]
    original.write_text(ENGLISH + "\nWe sell nothing.\n", encoding="utf-8")
    assert content.load(Input(str(translation)), 10_000)[1] != before


def test_the_link_is_read_back_from_the_graph():
    data = (ENGLISH + "\n" + INDONESIAN).encode()
    _, second = build(Input("dua-bahasa.md", data), Options())
    store = ox.Store()
    store.extend(to_rdf.quads(second))
    read = from_rdf.version(store, to_rdf.version_iri(second))
    assert read.translation_of == second.translation_of
    assert second.translation_of.startswith("en/")
