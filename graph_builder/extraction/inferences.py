"""What follows from what a clause says, by law or by the nature of the thing.

- "By using the site you agree that we collect …" is consent deemed from use; "you authorise us to
  collect …" is consent.
- What must be disclosed by law is disclosed to comply with it.
- What is published goes to everybody.
- In a merger or sale the data goes to who takes over, named or not.
- A denial with an exception, or with consent as its condition, is a qualified one.
- Using cookies reads them, using cameras records; processing observed data under "What we collect"
  collects it.
"""

from __future__ import annotations

from graph_builder.extraction.context import Reading
from graph_builder.extraction.frames import OBTAINING, RECORDED, SHARING, TAKEOVER, Filler, Frame
from graph_builder.extraction.sources import AUTOMATIC, nature
from graph_builder.model import Modality, Origin, Slot
from graph_builder.vocabulary import Vocabulary

_EXPLICIT = "dpv:ExplicitlyExpressedConsent"
_GENERIC = frozenset({"dpv:Recipient", "dpv:ThirdParty", "dpv:ServiceProvider"})
# Agreement by conduct is deemed; who authorises us consents.
_DEEMED = {"implied": "dpv:ImpliedConsent", "granted": "dpv:Consent"}
_EVERYBODY = "alir:GeneralPublic"
_LAW, _COMPLIANCE = "dpv:LegalObligation", "dpv:LegalCompliance"


def bases_of(frame: Frame) -> list[Filler]:
    """Return the legal bases of a frame."""
    bases = frame.values(Slot.BASIS)
    deemed = _DEEMED.get(next(iter(frame.flags & {"implied"} or frame.flags & {"granted"}), ""))
    if deemed is None or any(f.concept == _EXPLICIT for f in bases):
        return bases
    stated = [f for f in bases if f.concept != "dpv:Consent"]
    return [*stated, _inferred(Slot.BASIS, deemed, frame.operations[0], "deemed")]


def purposes_of(frame: Frame, bases: list[Filler]) -> list[Filler]:
    """Return the purposes of a frame, given its legal bases."""
    purposes = frame.values(Slot.PURPOSE)
    law = next((f for f in bases if f.concept == _LAW), None)
    if law is None or not frame.does(SHARING) or any(f.concept == _COMPLIANCE for f in purposes):
        return purposes
    return [*purposes, _inferred(Slot.PURPOSE, _COMPLIANCE, law, "law")]


def recipients_of(frame: Frame) -> list[Filler]:
    """Return who gets the data."""
    recipients = frame.values(Slot.RECIPIENT)
    if any(f.origin is Origin.EXPLICIT for f in recipients) and "inherited" in frame.flags:
        # The item names whom its lead-in only announces ("third parties, including:").
        return [f for f in recipients if f.origin is Origin.EXPLICIT or f.concept not in _GENERIC]
    if not recipients and "publish" in frame.flags:
        return [_inferred(Slot.RECIPIENT, _EVERYBODY, frame.operations[0], "published")]
    takeover = next((f for f in frame.values(Slot.PURPOSE) if f.concept == TAKEOVER), None)
    if takeover is None or recipients or not frame.does(SHARING):
        return recipients
    return [_inferred(Slot.RECIPIENT, "alir:Acquirer", takeover, "takeover")]


def modality_of(frame: Frame) -> Modality:
    """Return how firmly a frame states what it states."""
    excepted = any(c.exception for c in frame.clauses) or frame.values(Slot.BASIS)
    return Modality.QUALIFIED if frame.denied and excepted else frame.modality


def operations_of(
    frame: Frame, reading: Reading, data: list[Filler], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return what is done with the data, in text order."""
    operations = [f.concept for f in frame.operations]
    lonely = not frame.subject and (frame.denied or not recipients_of(frame))
    if "access" in frame.flags and (frame.subject == "we" or lonely):
        operations = ["dpv:Collect"]
    if operations == ["dpv:Use"] and not frame.denied and _collects(reading, data, vocabulary):
        operations = ["dpv:Collect", "dpv:Use"]
    return tuple(dict.fromkeys(operations))


def _collects(reading: Reading, data: list[Filler], vocabulary: Vocabulary) -> bool:
    if any(f.concept in RECORDED for f in data):
        return True
    heading = reading.heading
    if heading is None or not heading.does(OBTAINING):
        return False
    return all(nature(f.concept, vocabulary) == AUTOMATIC for f in data)


def _inferred(slot: Slot, concept: str, anchor: Filler, rule: str) -> Filler:
    return Filler(slot, concept, anchor.start, anchor.end, rule, Origin.INFERRED)
