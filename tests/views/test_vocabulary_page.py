from graph_builder.views import vocabulary
from graph_builder.views.page import words
from graph_builder.vocabulary import default


def test_every_concept_and_company_has_a_record_with_names_in_both_languages():
    known = default()
    terms = vocabulary.page_data(known)["terms"]
    assert set(terms) == {*known.concepts, *known.entities}
    assert all(len(t["n"]) == 2 and all(t["n"]) for t in terms.values())


def test_every_kind_has_a_word_in_words_toml():
    kinds = {s["kind"] for s in vocabulary.page_data(default())["schemes"]}
    assert {f"kind-{kind}" for kind in kinds} <= set(words())


def test_every_concept_is_reached_from_a_root():
    data = vocabulary.page_data(default())
    terms, seen = data["terms"], set()
    waiting = [root for scheme in data["schemes"] for root in scheme["roots"]]
    while waiting:
        curie = waiting.pop()
        if curie not in seen:
            seen.add(curie)
            waiting += terms[curie]["down"]
    assert seen == set(terms)


def test_an_article_that_a_concept_comes_from_is_named_in_both_languages():
    terms = vocabulary.page_data(default())["terms"]
    named = {name for t in terms.values() for law in t["law"] for name in law["n"]}
    assert {"general personal data", "data pribadi yang bersifat umum"} <= named


def test_the_page_allows_nothing_but_its_own_scripts():
    html = vocabulary.render(default())
    assert "default-src &#39;none&#39;" in html
    assert "unsafe" not in html.partition("<title>")[0]
