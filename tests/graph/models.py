"""Random policy versions within the bounds of the model, for property tests."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from graph_builder.model import (
    Condition,
    Contact,
    Controller,
    Definition,
    DurationKind,
    Mention,
    Modality,
    Origin,
    Party,
    Polarity,
    PolicyVersion,
    Practice,
    Provision,
    Reference,
    Retention,
    Review,
    Right,
    Slot,
    Span,
    Superseded,
    Verdict,
)

TEXT = "PT Contoh Fiktif collects your IP address. Kami tidak menjual data pribadi Anda. " * 3

words = st.text("abc äü“”xyz&<>\"'\\\n", min_size=1, max_size=12)
headings = st.lists(st.sampled_from(["1. Data", "Berbagi “data”", "Rights"]), max_size=3).map(tuple)
confidences = st.sampled_from([1.0, 0.5, 0.875, 0.333])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 1))
    return Span(start, draw(st.integers(start, len(TEXT))))


def some(*curies: str, at_least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    chosen = st.lists(st.sampled_from(curies), unique=True, min_size=at_least)
    return chosen.map(lambda found: tuple(sorted(found)))


DATA = ("alir:AggregateData", "dpv:PersonalData", "pd:EmailAddress", "pd:IPAddress")
RECIPIENTS = ("alir:AdNetwork", "dpv:ThirdParty", "ent:iklan-fiktif", "idp:OJK")

conditions = st.builds(Condition, spans(), st.sampled_from(["", "alir:OnConsent"]))
mentions = st.builds(
    Mention,
    st.just(Slot.RECIPIENT),
    st.sampled_from(RECIPIENTS),
    spans(),
    confidences,
    st.sampled_from(Origin),
    st.sampled_from(["", "list-item"]),
) | st.builds(Mention, st.just(Slot.DATA), st.sampled_from(DATA), spans())
periods = st.builds(
    Retention,
    some(*DATA, at_least=1),
    st.sampled_from(DurationKind),
    st.sampled_from(["", "P5Y", "P90D"]),
    st.sampled_from(["", "alir:EndOfUse"]),
    spans(),
    spans(),
    headings,
    confidences,
)


def lists(of: st.SearchStrategy, most: int = 2) -> st.SearchStrategy[tuple]:
    return st.lists(of, max_size=most).map(tuple)


reviews = st.builds(
    Review,
    st.sampled_from(["3fa8c01b92", "3fa8c01b92-2"]),
    st.sampled_from(Verdict),
    st.sampled_from(["Sari", "Budi <budi@contoh.example>"]),
    st.sampled_from(["2026-02-28T10:00:00Z", "2026-02-28T10:00:00.125+07:00"]),
    st.just(""),
)
superseded = st.builds(
    Superseded,
    reviews,
    st.lists(spans(), unique=True, max_size=2).map(lambda s: tuple(sorted(s))),
    headings,
)


def practices(kept: tuple[Retention, ...]) -> st.SearchStrategy[Practice]:
    return st.builds(
        Practice,
        st.sampled_from(Polarity),
        st.sampled_from(Modality),
        some("dpv:Share", "dpv:Use", at_least=1),
        some(*DATA, at_least=1),
        sources=some("alir:Automatic", "dpv:DataSubjectDataSource"),
        obtained_from=some(*RECIPIENTS),
        purposes=some("dpv:Advertising", "dpv:ServiceProvision"),
        recipients=some(*RECIPIENTS),
        bases=some("dpv:Consent", "dpv:Contract"),
        subjects=some("dpv:Customer"),
        methods=some("alir:Cookies"),
        conditions=lists(conditions),
        exceptions=lists(conditions),
        retention=st.just(kept[:1]),
        evidence=st.lists(spans(), unique=True, max_size=2).map(lambda s: tuple(sorted(s))),
        section=headings,
        mentions=lists(mentions, 12),
        confidence=confidences,
        review=st.none() | reviews,
        proposer=st.sampled_from(["", "qwen3:8b", "model “b”"]),
    ).map(_theirs)


def _theirs(practice: Practice) -> Practice:
    """What a reviewer edited or added is nobody else's."""
    own = practice.review and practice.review.verdict in {Verdict.EDIT, Verdict.ADD}
    return replace(practice, proposer="") if own else practice


attributes = st.sampled_from(
    [
        (),
        (("alir:ageThreshold", "13"),),
        (("alir:responseDeadline", "P3D"), ("dpv:hasContact", "dpo@contoh.example")),
        (("alir:timing", "alir:BeforeChange"),),
        (("dpv:hasFee", "true"),),
    ]
)


@st.composite
def versions(draw: st.DrawFn) -> PolicyVersion:
    kept = draw(st.lists(periods, unique=True, max_size=2).map(tuple))
    contact = st.builds(Contact, st.sampled_from(["email", "phone"]), words, spans())
    return PolicyVersion(
        policy=draw(st.sampled_from(["contoh-fiktif", "example-fictional"])),
        source=draw(st.sampled_from(["contoh.id.md", "https://contoh.example/privasi"])),
        source_hash="ab" * 32,
        language=draw(st.sampled_from(["en", "id"])),
        text=TEXT,
        title=draw(st.just("") | words),
        valid=draw(st.sampled_from(["", "2024-02-29", "2021-10", "2020"])),
        controller=draw(
            st.none()
            | st.builds(
                Controller,
                st.just(("PT Contoh Fiktif", "Contoh")),
                lists(contact),
                lists(spans(), 1),
            )
        ),
        practices=draw(st.lists(practices(kept), max_size=11).map(tuple)),
        retention=kept,
        rights=draw(
            lists(st.builds(Right, st.just("alir:RightToErasure"), spans(), headings, words))
        ),
        provisions=draw(
            lists(
                st.builds(
                    Provision, st.just("alir:ChildrenProvision"), spans(), headings, attributes
                )
            )
        ),
        definitions=draw(lists(st.builds(Definition, words, some(*DATA), spans()))),
        references=draw(lists(st.builds(Reference, words, st.just("") | words, spans()))),
        parties=draw(
            st.sampled_from(
                [
                    (),
                    (
                        Party("ent:iklan-fiktif", "Iklan Fiktif", ("alir:AdNetwork",), "loc:ID"),
                        Party("idp:OJK", "OJK", ("alir:Authority", "dpv:ThirdParty")),
                    ),
                ]
            )
        ),
        coverage=draw(st.sampled_from([1.0, 0.5])),
        notes=draw(st.sampled_from([(), ("W-COVERAGE",)])),
        superseded=draw(lists(superseded)),
    )


def fixed(slug: str = "contoh-fiktif", practices: int = 12) -> PolicyVersion:
    """Return a version that is always the same, for tests of files and stores."""
    start = TEXT.index("IP address")
    practice = Practice(
        Polarity.AFFIRMED,
        Modality.POSSIBLE,
        ("dpv:Share",),
        ("alir:AggregateData", "pd:IPAddress"),
        recipients=("alir:AdNetwork", "ent:iklan-fiktif"),
        evidence=(Span(0, 43),),
        section=("Berbagi “data”",),
        mentions=(Mention(Slot.DATA, "pd:IPAddress", Span(start, start + 10), 0.9),),
    )
    return PolicyVersion(
        policy=slug,
        source=f"{slug}.id.md",
        source_hash="cd" * 32,
        language="id",
        text=TEXT,
        valid="2024-02-29",
        controller=Controller(
            ("PT Contoh Fiktif",), (Contact("email", "dpo@contoh.example", Span(0, 2)),)
        ),
        practices=(practice,) * practices,
        parties=(Party("ent:iklan-fiktif", "Iklan Fiktif", ("alir:AdNetwork",), "loc:ID"),),
    )
