from dataclasses import replace
from pathlib import Path

import pytest

from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, versions
from graph_builder.curation import queue
from graph_builder.curation.anchors import Anchor, locate
from graph_builder.curation.decisions import Content, Decision, Decisions, decide
from graph_builder.curation.overlay import NOTE, Fate, apply, match
from graph_builder.curation.statement import Statement, statement_id, statements
from graph_builder.curation.words import Bare
from graph_builder.graph import to_rdf
from graph_builder.model import Modality, Polarity, PolicyVersion, Practice, Span, Verdict
from tests.curation import policies
from tests.curation.layouts import as_html, reformatted
from tests.curation.policies import ENGLISH, decided, read, signed, statement

SHARED = Path(__file__).resolve().parents[3] / "shared" / "policies"
TO_ADVERTISERS = "share your IP address"


@pytest.fixture(scope="module")
def version() -> PolicyVersion:
    return read(ENGLISH)


def to_brokers(content: Content) -> Content:
    return replace(content, recipients=("alir:DataBroker", "ent:google-analytics"))


def practice_at(version: PolicyVersion, words: str) -> Practice:
    return statement(version, words).practice


def applied(version: PolicyVersion, *decisions: Decision):
    found = apply([version], Decisions.of(decisions))
    return found.versions[0], [o.fate for o in found.outcomes]


def test_without_decisions_nothing_changes(version):
    assert applied(version) == (version, [])


def test_an_accepted_statement_is_certain_and_otherwise_as_it_was(version):
    decision = decided(version, TO_ADVERTISERS, Verdict.ACCEPT)
    changed, fates = applied(version, decision)
    before, after = (practice_at(v, TO_ADVERTISERS) for v in (version, changed))
    assert fates == [Fate.KEPT]
    assert after == replace(before, confidence=1.0, review=decision.review)
    assert changed.superseded == ()


def test_an_edit_supersedes_and_keeps_the_mentions_of_what_stayed(version):
    decision = decided(version, TO_ADVERTISERS, Verdict.EDIT, to_brokers)
    changed, _ = applied(version, decision)
    after = practice_at(changed, TO_ADVERTISERS)
    assert after.recipients == ("alir:DataBroker", "ent:google-analytics")
    assert {m.concept for m in after.mentions} >= {"pd:IPAddress"}
    assert "alir:AdNetwork" not in {m.concept for m in after.mentions}
    assert [p.curie for p in changed.parties] == ["ent:google-analytics"]
    assert [s.review for s in changed.superseded] == [decision.review]


def test_a_rejected_statement_is_gone_and_its_place_is_kept(version):
    decision = decided(version, TO_ADVERTISERS, Verdict.REJECT, signature=signed(reason="no"))
    changed, _ = applied(version, decision)
    assert len(changed.practices) == len(version.practices) - 1
    assert changed.superseded[0].evidence == practice_at(version, TO_ADVERTISERS).evidence


def test_doubt_marks_and_changes_nothing(version):
    decision = decided(version, TO_ADVERTISERS, Verdict.UNSURE)
    changed, _ = applied(version, decision)
    before, after = (practice_at(v, TO_ADVERTISERS) for v in (version, changed))
    assert after == replace(before, review=decision.review)


def test_an_added_statement_stands_at_its_place_in_the_text(version):
    words = "PT Kedai Pagi Fiktif is a fictional company."
    start = ENGLISH.index(words)
    practice = Practice(
        Polarity.AFFIRMED,
        Modality.DEFINITE,
        ("dpv:Use",),
        ("pd:Name",),
        evidence=(Span(start, start + len(words)),),
    )
    added = Statement(statement_id(practice, ENGLISH), "en", practice)
    decision = decide(added, ENGLISH, Verdict.ADD, signed())
    changed, fates = applied(version, decision)
    assert fates == [Fate.KEPT]
    assert changed.practices[0].review == decision.review
    assert changed.practices[0].evidence == practice.evidence
    assert changed.practices[1:] == version.practices


def test_decisions_follow_their_sentences(version):
    """The sections change places, so every offset is another one."""
    head, collect, receive, keep = ENGLISH.split("\n## ")
    moved = read("\n## ".join((head, keep.rstrip() + "\n", receive, collect)))
    decision = decided(version, TO_ADVERTISERS, Verdict.EDIT, to_brokers)
    changed, fates = applied(moved, decision)
    after = practice_at(changed, TO_ADVERTISERS)
    assert fates == [Fate.KEPT]
    assert after.recipients == ("alir:DataBroker", "ent:google-analytics")
    assert after.evidence == practice_at(moved, TO_ADVERTISERS).evidence


def test_of_equal_sentences_the_one_in_the_same_surroundings_is_meant(version):
    """The same sentence is put before the one decided about."""
    sentence = "We may share your IP address with advertising networks for targeted advertising.\n"
    doubled = read(ENGLISH.replace("## What we collect\n", f"## News\n\n{sentence}\n## What\n"))
    decision = decided(version, TO_ADVERTISERS, Verdict.ACCEPT)
    elsewhere = replace(decision, id="0000000000")
    changed, _ = applied(doubled, elsewhere)
    places = [p.section[-1] for p in changed.practices if p.review]
    assert places == ["Who receives it"]


def test_a_decision_holds_where_the_extractor_reads_something_else_now(version):
    decision = decided(version, TO_ADVERTISERS, Verdict.ACCEPT)
    worse = replace(
        version,
        practices=tuple(
            replace(p, purposes=()) if p.recipients == ("alir:AdNetwork",) else p
            for p in version.practices
        ),
    )
    assert worse != version
    changed, fates = applied(worse, decision)
    assert fates == [Fate.REREAD]
    assert practice_at(changed, TO_ADVERTISERS).purposes == decision.says.purposes
    assert len(changed.practices) == len(version.practices)


def test_a_decision_holds_where_the_extractor_reads_nothing_any_more(version):
    decision = decided(version, TO_ADVERTISERS, Verdict.ACCEPT)
    blind = replace(
        version,
        practices=tuple(p for p in version.practices if "alir:AdNetwork" not in p.recipients),
    )
    changed, fates = applied(blind, decision)
    assert fates == [Fate.REREAD]
    after = practice_at(changed, TO_ADVERTISERS)
    assert (after.data, after.recipients) == (("pd:IPAddress",), ("alir:AdNetwork",))
    assert len(changed.practices) == len(version.practices)


def test_a_rejection_does_not_take_what_nobody_has_seen(version):
    decision = decided(version, TO_ADVERTISERS, Verdict.REJECT)
    other = replace(
        version,
        practices=tuple(
            replace(p, recipients=("alir:Affiliate",)) if p.recipients == ("alir:AdNetwork",) else p
            for p in version.practices
        ),
    )
    changed, fates = applied(other, decision)
    assert fates == [Fate.REREAD]
    assert changed.practices == other.practices
    read_now = statements(other)
    first = queue.items(other.text, read_now, match(other, read_now, [decision]))[0]
    assert first.content.recipients == ("alir:Affiliate",)
    assert first.concern == "resembles what Sari rejected"


def test_a_reworded_sentence_keeps_its_decision_while_the_same_is_read(version):
    reworded = read(ENGLISH.replace("We may share your IP", "We may also share your IP"))
    changed, fates = applied(reworded, decided(version, TO_ADVERTISERS, Verdict.EDIT, to_brokers))
    assert fates == [Fate.REWORDED]
    assert practice_at(changed, TO_ADVERTISERS).recipients[0] == "alir:DataBroker"


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.EDIT, Verdict.REJECT, Verdict.UNSURE])
def test_a_sentence_that_now_denies_it_is_not_covered_by_the_decision(version, verdict):
    turned = read(ENGLISH.replace("We may share your IP", "We never share your IP"))
    decision = decided(version, TO_ADVERTISERS, verdict, to_brokers)
    found = apply([turned], Decisions.of([decision]))
    assert found.versions == (replace(turned, notes=(NOTE,)),)
    assert [o.fate for o in found.unapplied] == [Fate.DOUBTFUL]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("we [share it with insurers], too", "we never share it with insurers, too"),
        ("[We share it] with insurers.", "We share it only if you consent."),
    ],
)
def test_part_of_a_sentence_is_not_the_same_in_another_sentence(then, now):
    start, end = then.index("["), then.index("]") - 1
    text = then.replace("[", "").replace("]", "")
    found = locate(Anchor.at(Span(start, end), text), Bare.of(now))
    assert found is not None
    assert not found.same
    assert locate(Anchor.at(Span(start, end), text), Bare.of(f"Oh,\n  {text}")).same


def test_a_lost_decision_is_reported_and_changes_nothing(version):
    gone = read(ENGLISH.replace("We may share your IP address with advertising networks", "They"))
    found = apply([gone], Decisions.of([decided(version, TO_ADVERTISERS, Verdict.ACCEPT)]))
    assert found.versions == (replace(gone, notes=(NOTE,)),)
    assert [o.fate for o in found.unapplied] == [Fate.LOST]


def test_a_decision_about_a_language_that_is_gone_is_lost(version):
    other = read(policies.INDONESIAN, "kedai-pagi.id.md")
    found = apply([other], Decisions.of([decided(version, TO_ADVERTISERS, Verdict.ACCEPT)]))
    assert [o.fate for o in found.outcomes] == [Fate.LOST]


def every(version: PolicyVersion) -> Decisions:
    """Return a decision about every statement, verdicts in turn."""
    verdicts = (Verdict.ACCEPT, Verdict.EDIT, Verdict.REJECT, Verdict.UNSURE)
    return Decisions.of(
        decide(
            s,
            version.text,
            verdict := verdicts[i % len(verdicts)],
            signed(i),
            to_brokers(Content.of(s.practice, version.text)) if verdict is Verdict.EDIT else None,
        )
        for i, s in enumerate(statements(version))
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("text", [ENGLISH, policies.INDONESIAN], ids=["en", "id"])
def test_decisions_survive_another_layout(text, seed):
    decisions = every(read(text))
    found = apply([read(reformatted(text, seed))], decisions)
    assert found.unapplied == ()


@pytest.mark.parametrize("text", [ENGLISH, policies.INDONESIAN], ids=["en", "id"])
def test_decisions_survive_another_file_format(text):
    found = apply([read(as_html(text), "kedai-pagi.html")], every(read(text)))
    assert found.unapplied == ()


def test_the_same_decisions_give_the_same_graph(version):
    graphs = [
        list(to_rdf.quads(apply([read(ENGLISH)], every(version)).versions[0])) for _ in range(2)
    ]
    assert graphs[0] == graphs[1]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference policies (../shared) are not here")
def test_decisions_about_real_policies_hold_when_they_are_saved_again():
    held = total = 0
    for name in ("en/telixcel.en.md", "en/jalurkerja.en.md", "id/jalurkerja.id.md"):
        text = (SHARED / name).read_text(encoding="utf-8")

        def built(said: str, name: str = name) -> tuple[PolicyVersion, ...]:
            return versions(Input(name, said.encode()), Options(force=True))

        decisions = Decisions.of(d for v in built(text) for d in every(v).all)
        unchanged = apply(built(text), decisions)
        assert {o.fate for o in unchanged.outcomes} == {Fate.KEPT}
        for seed in (3, 4):
            found = apply(built(reformatted(text, seed)), decisions)
            total += len(found.outcomes)
            held += len(found.outcomes) - len(found.unapplied)
    assert held >= 0.95 * total > 100
