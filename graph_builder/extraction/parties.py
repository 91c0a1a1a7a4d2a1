"""Parties that were found: who acts, who gets data, where data came from.

1. An authority that asks for a disclosure gets it wherever it stands; so does a processor.
2. In a condition a party only supposes: who may demand data, whom the person logs in with.
3. Before a verb it is who acts, or waits for the verb.
4. Behind a verb it fills the slot that is open.
"""

from __future__ import annotations

from dataclasses import replace

from graph_builder.extraction.denials import except_for
from graph_builder.extraction.found import Found
from graph_builder.extraction.frames import LOGIN, OBTAINING, SHARING, Filler, Frame
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.scene import CONJUNCTIONS, DETERMINERS, Scene
from graph_builder.model import Slot

_TOWARDS = frozenset({"to", "ke", "kepada"})
_REQUEST_WORDS = 5
_NOT_FROM = frozenset({"with", "at", "in", "dengan", "di"})
_COOKIES = "alir:CookieIdentifier"
# Before whose cookies they are.
_WHOSE = frozenset(["as", "including", "from", "by"])
_WHOSE |= {"seperti", "termasuk", "dari", "oleh", "milik"}
_PROCESSOR = "dpv:DataProcessor"
# The slot a party fills by what is open.
_PARTY_SLOTS = {
    Slot.RECIPIENT: Slot.RECIPIENT,
    Slot.SOURCE: Slot.OBTAINED_FROM,
    Slot.DATA: Slot.RECIPIENT,
}
# Parties that obtain data by asking for it.
_AUTHORITIES = frozenset(
    {"dpv:Authority", "alir:Regulator", "alir:LawEnforcement", "alir:Court", "alir:TaxAuthority"}
)


def mention_party(scene: Scene, found: Found) -> None:
    """Put a party where its place says: who acts, who gets data, where data came from."""
    state, frame = scene.state, scene.frame
    if frame is not None and _joins_recipients(scene, frame, found):
        _add(scene, Slot.RECIPIENT, found)
        return
    if frame is None and found.concept in _AUTHORITIES and _demands(scene, found):
        scene.demanding.append(_filler(scene, Slot.RECIPIENT, found))
    _suppose(scene, found)
    if state.mode in {"condition", "exception", "skip"}:
        return
    if frame is None or state.role is None:
        _wait_for_verb(scene, found)
    elif (slot := _slot(scene, frame, found)) is not None:
        _add(scene, slot, found)


def _suppose(scene: Scene, found: Found) -> None:
    """Keep a party of a condition for the clause that it governs; let one end an exception."""
    if scene.state.mode == "condition":
        scene.supposed.append(_filler(scene, Slot.RECIPIENT, found))
        log_in_with(scene, _filler(scene, Slot.OBTAINED_FROM, found))
    elif scene.state.mode == "exception":
        except_for(scene)


def _slot(scene: Scene, frame: Frame, found: Found) -> Slot | None:
    """Return the slot that a party fills behind the verb, or none."""
    state = scene.state
    if state.role is Slot.PURPOSE:
        # "to check it with the bureau", "to banks that carry it out (card schemes, SLIK)": both get
        gets = _is_addressed(scene, found) or (state.bracketed and frame.does(SHARING))
        return Slot.RECIPIENT if gets else None
    if state.role is Slot.SOURCE and _is_elsewhere(scene, found):
        return None
    takes = state.role is not Slot.DATA or _takes_parties(frame)
    if state.role is None or not (takes or _sets_cookies(scene, frame, found)):
        return None
    return _PARTY_SLOTS.get(state.role)


def log_in_with(scene: Scene, party: Filler) -> None:
    """“When you log in with Google, we receive your name”: who is logged in with tells us."""
    frame = scene.frame
    if LOGIN not in scene.state.flags and (frame is None or LOGIN not in frame.flags):
        return
    if frame is None:
        scene.supposed.append(party)
    elif frame.does(OBTAINING):
        frame.add(replace(party, slot=Slot.OBTAINED_FROM))


def _demands(scene: Scene, found: Found) -> bool:
    """Tell whether an authority is who asks: “if the police ask”, “atas permintaan penyidik”."""
    asked = any(
        f.kind == "condition" and f.end == found.start
        for position in range(max(0, found.start - _REQUEST_WORDS), found.start)
        for f in scene.line.mentions.get(position, ())
    )
    return asked or scene.state.mode == "condition"


def _wait_for_verb(scene: Scene, found: Found) -> None:
    """Keep a party that comes before its verb: who acts, or where the data came from."""
    state = scene.state
    if state.authorised and _is_authorised(scene, found):
        return  # "consent given to the Bank to share": the Bank is who speaks
    if state.role is None:
        state.subject = "third"
        state.party.append(_filler(scene, Slot.RECIPIENT, found))
    elif state.role is Slot.SOURCE:
        state.pending.append(_filler(scene, Slot.OBTAINED_FROM, found))


def _is_authorised(scene: Scene, found: Found) -> bool:
    """Tell whether a party is named as who gets a consent: “kepada Bank”, “to the Bank”."""
    inside = scene.tokens[found.start].text.lower() in _TOWARDS
    return inside or _is_addressed(scene, found)


def _is_addressed(scene: Scene, found: Found) -> bool:
    """Tell whether “to”, “with” or “kepada” stands before a party, bare of other words."""
    start = found.start
    while start > 0 and scene.tokens[start - 1].text.lower() in DETERMINERS:
        start -= 1
    return any(
        c.family == "markers" and c.value == "recipient" and c.end == start
        for position in range(max(0, start - 2), start)
        for c in scene.line.cues.get(position, ())
    )


def _is_elsewhere(scene: Scene, found: Found) -> bool:
    """“From you, when you speak with our staff at a branch”: neither is whom data comes from."""
    start = found.start
    while start > 0 and scene.tokens[start - 1].text.lower() in DETERMINERS:
        start -= 1
    return start > 0 and scene.tokens[start - 1].text.lower() in _NOT_FROM


def _joins_recipients(scene: Scene, frame: Frame, found: Found) -> bool:
    """Tell whether a party gets the data wherever it stands in the clause.

    Who asks for a disclosure gets it ("if requested by the authorities"); "on our behalf" says in
    which role the parties named before it get the data.
    """
    if found.concept == _PROCESSOR:
        return bool(frame.values(Slot.RECIPIENT))
    return (
        found.concept in _AUTHORITIES
        and frame.does(SHARING)
        and not frame.denied
        and scene.state.mode in {"main", "condition"}
    )


def _takes_parties(frame: Frame) -> bool:
    """“provide third parties with …”, “we use service providers to …”: the object is a party."""
    uses = frame.does(frozenset({"dpv:Use"})) and not frame.values(Slot.DATA)
    return uses or frame.does(SHARING) or "engage" in frame.flags


def _sets_cookies(scene: Scene, frame: Frame, found: Found) -> bool:
    """“We use third-party cookies such as Google Analytics”: whose cookies they are."""
    if not any(f.concept == _COOKIES for f in frame.values(Slot.DATA)):
        return False
    at = found.start - 1
    while at > 0 and scene.tokens[at].text.lower() in DETERMINERS:
        at -= 1
    last = scene.tokens[at].text.lower() if at > 0 else ""
    listed = found.kind == ENTITY or bool(frame.values(Slot.RECIPIENT))
    return last in _WHOSE or (last in CONJUNCTIONS and listed)


def _filler(scene: Scene, slot: Slot, found: Found) -> Filler:
    return scene.filler(slot, found.concept, found.start, found.end, found.label)


def _add(scene: Scene, slot: Slot, found: Found) -> None:
    assert scene.frame is not None
    scene.frame.add(_filler(scene, slot, found))
