import pytest

from graph_builder.questions.meaning import understand
from graph_builder.questions.suggestions import suggestions

LANGUAGES = ("en", "id")


def filled(pattern, found, **more):
    return pattern.format(**{slot: names[0] for slot, names in found.names.items()} | more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_is_understood_in_its_language(portfolio, language):
    found = suggestions(portfolio, language)
    first, second, *_ = found.names["policy"]
    for pattern in found.patterns:
        meaning = understand(filled(pattern, found, policy=first, other=second), portfolio)
        assert meaning.language == language, pattern


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", ["data", "recipient", "purpose"])
def test_every_name_is_understood_in_a_pattern(portfolio, language, slot):
    found = suggestions(portfolio, language)
    pattern = next(p for p in found.patterns if p.count("{") == 1 and f"{{{slot}}}" in p)
    for name in found.names[slot]:
        (values,) = understand(filled(pattern, found, **{slot: name}), portfolio).values.values()
        assert [portfolio.names.vocabulary.concepts[v].name(language) for v in values] == [name]


def test_companies_of_the_graph_are_proposed(portfolio):
    known = {p.name for p in portfolio.policies if p.name}
    assert set(suggestions(portfolio).names["policy"]) == known
