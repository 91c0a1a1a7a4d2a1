"""Two language versions of a fictional policy, and a hostile one, as models with texts."""

from __future__ import annotations

from graph_builder.model import (
    Condition,
    Contact,
    Controller,
    Mention,
    Modality,
    Origin,
    Party,
    Polarity,
    PolicyVersion,
    Practice,
    Right,
    Slot,
    Span,
)

ENGLISH = (
    "Privacy Policy of PT Contoh Fiktif\n\n"
    "We collect your e-mail address when you register.\n"
    "We may give your IP address 🛰 to advertising networks for personalised advertising.\n"
    "We do not sell your personal data.\n"
    "If the law asks for it, we give personal data to public authorities.\n"
)
INDONESIAN = (
    "Kebijakan Privasi PT Contoh Fiktif\n\n"
    "Kami mengumpulkan alamat surel Anda.\n"
    "Kami tidak menjual data pribadi Anda.\n"
)
HOSTILE = (
    "</script><script>document.title='broken'</script> <img src=x onerror=alert(1)> \u202etxet"
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def line(text: str, beginning: str) -> Span:
    start = text.index(beginning)
    return Span(start, text.index("\n", start))


def english() -> PolicyVersion:
    text = ENGLISH
    network = span(text, "advertising networks")
    share = Practice(
        Polarity.AFFIRMED,
        Modality.POSSIBLE,
        ("dpv:Share",),
        ("pd:IPAddress",),
        purposes=("dpv:PersonalisedAdvertising",),
        recipients=("alir:AdNetwork", "ent:iklan-fiktif"),
        evidence=(line(text, "We may give"),),
        section=("Sharing",),
        mentions=(
            Mention(Slot.DATA, "pd:IPAddress", span(text, "IP address")),
            Mention(Slot.RECIPIENT, "alir:AdNetwork", network, 0.9, Origin.INHERITED),
        ),
    )
    collect = Practice(
        Polarity.AFFIRMED,
        Modality.DEFINITE,
        ("dpv:Collect",),
        ("pd:EmailAddress",),
        sources=("dpv:DataSubjectDataSource",),
        evidence=(line(text, "We collect"),),
        section=("Collection",),
    )
    denied = Practice(
        Polarity.DENIED,
        Modality.DEFINITE,
        ("alir:Sell",),
        ("dpv:PersonalData",),
        recipients=("dpv:ThirdParty",),
        evidence=(line(text, "We do not sell"),),
        section=("Sharing",),
    )
    lawful = Practice(
        Polarity.AFFIRMED,
        Modality.QUALIFIED,
        ("dpv:Share",),
        ("dpv:PersonalData",),
        recipients=("alir:Authority",),
        bases=("eu-gdpr:A6-1-c",),
        conditions=(Condition(span(text, "If the law asks for it")),),
        evidence=(line(text, "If the law"),),
        section=("Sharing",),
    )
    return PolicyVersion(
        policy="contoh-fiktif",
        source="contoh-fiktif.en.md",
        source_hash="ab" * 32,
        language="en",
        text=text,
        title="Privacy Policy of PT Contoh Fiktif",
        valid="2024-02-29",
        controller=Controller(
            ("PT Contoh Fiktif",), (Contact("email", "dpo@contoh.example", Span(0, 7)),)
        ),
        practices=(collect, share, denied, lawful),
        rights=(Right("alir:RightToErasure", Span(0, 14)),),
        parties=(Party("ent:iklan-fiktif", "Iklan Fiktif", ("alir:AdNetwork",), "loc:ID"),),
    )


def indonesian() -> PolicyVersion:
    text = INDONESIAN
    return PolicyVersion(
        policy="contoh-fiktif",
        source="contoh-fiktif.id.md",
        source_hash="cd" * 32,
        language="id",
        text=text,
        controller=Controller(("PT Contoh Fiktif",)),
        practices=(
            Practice(
                Polarity.AFFIRMED,
                Modality.DEFINITE,
                ("dpv:Collect",),
                ("pd:EmailAddress",),
                evidence=(line(text, "Kami mengumpulkan"),),
            ),
            Practice(
                Polarity.DENIED,
                Modality.DEFINITE,
                ("alir:Sell",),
                ("dpv:PersonalData",),
                evidence=(line(text, "Kami tidak menjual"),),
            ),
        ),
    )


def hostile() -> PolicyVersion:
    text = f"{HOSTILE}\nWe share {HOSTILE} with {'x' * 20_000}.\n"
    return PolicyVersion(
        policy="musuh-fiktif",
        source=f"{HOSTILE}.txt",
        source_hash="ef" * 32,
        language="en",
        text=text,
        title=HOSTILE,
        controller=Controller((HOSTILE,)),
        practices=(
            Practice(
                Polarity.AFFIRMED,
                Modality.DEFINITE,
                ("dpv:Share",),
                ("pd:Name",),
                recipients=("ent:musuh",),
                evidence=(Span(0, len(text) - 1),),
                section=(HOSTILE,),
            ),
        ),
        parties=(Party("ent:musuh", HOSTILE, ("alir:AdNetwork",)),),
    )


def qualified() -> PolicyVersion:
    """A policy that denies a sale plainly, and another only within a qualifier."""
    text = (
        "We do not sell your name to third parties.\n"
        "We do not sell your e-mail address to third parties without your consent.\n"
    )

    def denial(modality: Modality, data: str, beginning: str) -> Practice:
        return Practice(
            Polarity.DENIED,
            modality,
            ("alir:Sell",),
            (data,),
            recipients=("dpv:ThirdParty",),
            evidence=(line(text, beginning),),
        )

    return PolicyVersion(
        policy="syarat-fiktif",
        source="syarat-fiktif.md",
        source_hash="0f" * 32,
        language="en",
        text=text,
        controller=Controller(("PT Syarat Fiktif",)),
        practices=(
            denial(Modality.DEFINITE, "pd:Name", "We do not sell your name"),
            denial(Modality.QUALIFIED, "pd:EmailAddress", "We do not sell your e-mail"),
        ),
    )
