from graph_builder.curation.statement import Statement, number, statement_id
from graph_builder.curation.words import Bare, bare
from graph_builder.model import Modality, Polarity, Practice, Span

PLAIN = "We share your e-mail address with advertisers."
WRAPPED = "##  News\n\n* We share **your** e-mail\n  address with “advertisers”.\n"


def practice(text: str, words: str, recipient: str = "alir:Advertiser") -> Practice:
    start = text.index(words[:8])
    end = text.index(words[-5:], start) + 5
    return Practice(
        polarity=Polarity.AFFIRMED,
        modality=Modality.DEFINITE,
        operations=("dpv:Share",),
        data=("pd:EmailAddress",),
        recipients=(recipient,),
        evidence=(Span(start, end),),
    )


def test_formatting_leaves_the_identity_alone():
    before = statement_id(practice(PLAIN, "We share … isers"), PLAIN)
    after = statement_id(practice(WRAPPED, "We share … isers"), WRAPPED)
    assert before == after


def test_another_reading_of_the_same_words_is_another_statement():
    mine = statement_id(practice(PLAIN, "We share … isers"), PLAIN)
    other = statement_id(practice(PLAIN, "We share … isers", "alir:AdNetwork"), PLAIN)
    assert mine != other


def test_equal_statements_are_numbered():
    one = Statement("a", "en", practice(PLAIN, "We share … isers"))
    assert [s.id for s in number([one, one, one])] == ["a", "a-2", "a-3"]


def test_bare_words_lead_back_to_their_offsets():
    text = "Kami – “mem-\nbagikan” ﬁle É."
    found = Bare.of(text)
    assert found.words == bare(text) == "kamimembagikanfilee"
    start = found.words.index("membagikan")
    assert found.span(start, start + 10).text(text) == "mem-\nbagikan"
    start = found.words.index("file")
    assert found.span(start, start + 4).text(text) == "ﬁle"
