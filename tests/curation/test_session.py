from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from graph_builder.build.reviewing import session
from graph_builder.curation import overlay, queue, review_file
from graph_builder.curation.agreement import compare, kappa
from graph_builder.curation.concepts import find
from graph_builder.curation.decisions import Content, Decisions
from graph_builder.curation.edits import edited
from graph_builder.curation.session import Session
from graph_builder.curation.statement import Statement, statement_id
from graph_builder.errors import UsageError
from graph_builder.model import Modality, Polarity, Verdict
from tests.curation.policies import ENGLISH, decided, read, signed, statement

SHARE = Content(
    Polarity.AFFIRMED,
    Modality.DEFINITE,
    ("dpv:Share",),
    ("pd:IPAddress",),
    recipients=("alir:AdNetwork",),
)


@pytest.fixture
def opened(tmp_path: Path) -> Session:
    path = tmp_path / "kedai-pagi.en.md"
    path.write_text(ENGLISH, encoding="utf-8")
    return session(path)


def test_what_is_uncertain_and_consequential_comes_first(opened):
    found = opened.items()
    assert [i.priority for i in found] == sorted((i.priority for i in found), reverse=True)
    costs = {i.id: (1 - i.confidence) * queue.consequence(i.content) for i in found}
    assert found[0].id == max(costs, key=costs.get)


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"operations": ("alir:Sell",)}, True),
        ({"data": ("pd:MedicalHealth",)}, True),
        ({"polarity": Polarity.DENIED}, True),
        ({"modality": Modality.QUALIFIED}, True),
        ({"data": ("pd:Name",)}, False),
    ],
)
def test_consequence_grows_with_what_hangs_on_it(change, more):
    assert (queue.consequence(replace(SHARE, **change)) > queue.consequence(SHARE)) is more


def test_another_reading_of_a_sentence_is_queued_with_its_reason(tmp_path):
    path = tmp_path / "kedai-pagi.en.md"
    path.write_text(ENGLISH, encoding="utf-8")
    rival = statement(read(ENGLISH), "payment providers")
    practice = replace(rival.practice, recipients=("alir:Insurer",), confidence=0.9)
    concern = "a model reads recipients: insurer"
    more = Statement(
        statement_id(practice, ENGLISH), "en", practice, "model-x", concern, (rival.id,)
    )
    opened = session(path, more=[more])
    item = opened.item(more.id)
    assert (item.proposer, item.concern) == ("model-x", concern)
    assert item.priority >= queue.DISPUTED
    decision = opened.decide(more.id, Verdict.ACCEPT, signed())
    assert (decision.proposer, opened.item(more.id).state) == ("model-x", "accept")


def test_every_decision_is_kept_at_once_and_progress_counts_it(opened):
    first, second, third = (i.id for i in opened.items()[:3])
    opened.decide(first, Verdict.ACCEPT, signed(1))
    opened.decide(second, Verdict.UNSURE, signed(2))
    opened.decide(third, Verdict.REJECT, signed(3))
    again = Session(opened.name, opened.versions, opened.file)
    now = again.progress()
    assert (now.decided, now.unsure) == (2, 1)
    assert len(review_file.read(opened.file).all) == 3
    assert {first, third} == {i.id for i in again.items() if not i.open}


def test_an_edit_can_be_edited_and_taken_back_step_by_step(opened):
    identity = statement(read(ENGLISH), "share your IP").id
    opened.decide(identity, Verdict.EDIT, signed(1), ["recipients=broker data"])
    opened.decide(identity, Verdict.EDIT, signed(2), ["purposes="])
    item = opened.item(identity)
    assert (item.content.recipients, item.content.purposes) == (("alir:DataBroker",), ())
    opened.undo()
    assert opened.item(identity).content.purposes
    opened.undo(identity)
    assert opened.item(identity).decision is None
    assert not opened.file.exists()


def test_an_added_statement_is_reviewed_like_any_other(opened):
    words = "PT Kedai Pagi Fiktif is a fictional company"
    added = opened.add(words, ["operations=dpv:Use", "data=nama; alamat email"], signed(1))
    assert opened.item(added.id).content.data == ("pd:Name", "pd:EmailAddress")
    opened.decide(added.id, Verdict.EDIT, signed(2), ["data-=name"])
    assert opened.item(added.id).content.data == ("pd:EmailAddress",)
    opened.decide(added.id, Verdict.REJECT, signed(3))
    assert opened.item(added.id).state == "reject"
    assert overlay.apply(opened.versions, opened.decisions).versions == opened.versions
    opened.undo()
    assert opened.item(added.id).state == "add"


def test_words_that_are_not_in_the_text_cannot_be_added(opened):
    with pytest.raises(UsageError, match="does not say") as raised:
        opened.add("We sell everything", ["operations=sell", "data=name"], signed())
    assert raised.value.code == "E-STATEMENT"


def test_an_identity_may_be_shortened_while_it_is_unique(opened):
    identity = opened.items()[0].id
    assert opened.item(identity[:6]).id == identity
    digits = "0123456789abcdef"
    several = next(d for d in digits if sum(i.id.startswith(d) for i in opened.items()) > 1)
    with pytest.raises(UsageError, match="several"):
        opened.item(several)


@pytest.mark.parametrize(
    ("assignments", "told"),
    [
        (["recipient=ad network"], "changes no field"),
        (["recipients=ad nettwork"], "no value for recipients"),
        (["data="], "needs data"),
        (["modality=maybe"], "cannot be 'maybe'"),
        (["recipients=pd:IPAddress"], "no value for recipients"),
    ],
)
def test_a_wrong_edit_is_told(assignments, told):
    with pytest.raises(UsageError, match=told):
        edited(SHARE, assignments)


def test_edits_set_add_and_take_away():
    found = edited(
        SHARE,
        [
            "recipients+=Google Analytics",
            "recipients-=alir:AdNetwork",
            "polarity=denied",
            "bases=persetujuan",
        ],
    )
    assert found.recipients == ("ent:google-analytics",)
    assert (found.polarity, found.bases) == (Polarity.DENIED, ("dpv:Consent",))


def test_names_in_both_languages_mean_the_same():
    assert find("IP address", "data") == find("alamat IP", "data") == "pd:IPAddress"


def test_kappa_by_hand():
    """Two raters, 50 items, Cohen's own kind of table: 20 yes-yes, 15 no-no, 5 and 10 split."""
    pairs = [(1, 1)] * 20 + [(0, 0)] * 15 + [(1, 0)] * 5 + [(0, 1)] * 10
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([(1, 1)] * 3) is None


def test_two_reviewers_are_compared_field_by_field():
    version = read(ENGLISH)
    words = ("name, e-mail", "IP address auto", "share your IP", "payment providers")
    seconds = count()

    def review(name: str, verdicts: tuple[Verdict, ...]) -> Decisions:
        def brokers(content: Content) -> Content:
            return replace(content, recipients=(*content.recipients, "alir:DataBroker"))

        return Decisions.of(
            decided(version, w, v, brokers, signed(next(seconds), name))
            for w, v in zip(words, verdicts, strict=False)
        )

    accept, edit, reject = Verdict.ACCEPT, Verdict.EDIT, Verdict.REJECT
    found = compare(
        review("Sari", (accept, accept, accept, reject)), review("Budi", (accept, reject, edit))
    )
    fields = {f.field: f for f in found.fields}
    assert (fields["verdict"].pairs, fields["verdict"].equal) == (3, pytest.approx(1 / 3))
    assert fields["recipients"].pairs == 2
    assert fields["recipients"].overlap == pytest.approx(0.75)
    assert fields["data"].equal == 1
    assert [(d.field, d.first, d.second) for d in found.disagreements] == [
        ("verdict", "accept", "reject"),
        ("verdict", "accept", "edit"),
        ("recipients", "alir:AdNetwork", "alir:AdNetwork; alir:DataBroker"),
    ]
    assert len(found.only_first) == 1
    assert found.only_second == ()
