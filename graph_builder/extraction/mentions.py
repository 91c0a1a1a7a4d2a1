"""Concepts and parties that were found: each fills the slot that is open when its kind fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from graph_builder.extraction.denials import except_for, except_to
from graph_builder.extraction.frames import GENERIC, RECORDED, SHARING, TAKEOVER, Filler, Frame
from graph_builder.extraction.lexicon import ENTITY, Found
from graph_builder.extraction.scene import CONJUNCTIONS, DETERMINERS, Scene
from graph_builder.model import Modality, Origin, Slot

_ACCESS = frozenset({"access", "akses"})
_TOWARDS = frozenset({"to", "ke", "kepada"})
_ITEM_HEAD = 3
_LABEL_REACH = 6
_REQUEST_WORDS = 5
_OTHERS = "alir:ThirdPersonData"
_OUTSIDE = frozenset({"luar", "outside"})
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


def mention(scene: Scene, found: Found) -> None:
    """Put a phrase of the vocabulary where its kind and its place say."""
    _MENTIONS[found.kind](scene, found)


def _mention_data(scene: Scene, found: Found) -> None:
    state = scene.state
    filler = _filler(scene, Slot.DATA, found)
    if state.mode in {"condition", "exception"}:
        state.supposed.append(filler)
        if found.concept == _OTHERS and state.clause_subject == "you":
            _supposed_of_others(scene, filler)
        return
    if state.role is Slot.RECIPIENT and state.agent:
        state.role, state.agent = Slot.DATA, False  # the agent has been named
    if state.role_inherited and scene.frame is not None and _opens_item(scene, found):
        if _labels_purpose(scene, scene.frame):
            return
        state.role = Slot.DATA
    if state.role is Slot.PURPOSE and scene.frame is not None:
        if _belongs_to_purpose(scene, scene.frame, found):
            scene.frame.add(filler)
        return
    if _is_passed_over(scene, found):
        return
    if scene.governs() and scene.frame is not None:
        scene.frame.add(filler)
    else:
        state.before.append(filler)


def _labels_purpose(scene: Scene, frame: Frame) -> bool:
    """“We use your data for: | Payment: to send bills”: the label names what for, not what."""
    if scene.state.role is not Slot.PURPOSE or not scene.has_data(frame):
        return False
    colon = next((p for p, t in enumerate(scene.tokens[:_LABEL_REACH]) if t.text == ":"), 0)
    return any(f.kind == "purpose" for p in range(colon) for f in scene.line.mentions.get(p, ()))


def _is_passed_over(scene: Scene, found: Found) -> bool:
    """Tell whether data stands where parties are named, or in a clause that states nothing."""
    if scene.state.role is Slot.SOURCE and _goes_on_with_object(scene, found):
        scene.state.role = Slot.DATA
    if scene.state.role is Slot.SOURCE or scene.state.mode == "skip":
        return True
    if found.start and scene.tokens[found.start - 1].text.lower() in _OUTSIDE:
        return True  # "di luar negara Anda"
    return scene.frame is not None and _is_no_object(scene, scene.frame, found)


def _goes_on_with_object(scene: Scene, found: Found) -> bool:
    """“may collect, directly or through agents, your name”: the object comes after a comma."""
    frame = scene.frame
    lacks = frame is not None and not scene.has_data(frame)
    return lacks and found.start > 0 and scene.tokens[found.start - 1].text == ","


def _is_no_object(scene: Scene, frame: Frame, found: Found) -> bool:
    """Tell whether data stands where recipients or a destination are named."""
    if scene.state.role is Slot.RECIPIENT and scene.has_data(frame):
        return True
    if "place" in frame.flags:
        return found.concept not in RECORDED  # "set cookies in your browser"
    return frame.does(SHARING) and _is_destination(scene, found)


def _is_destination(scene: Scene, found: Found) -> bool:
    """“sent to your browser”, “dikirim ke email Anda”: where something goes, not what."""
    start = found.start
    while start and scene.tokens[start - 1].text.lower() in DETERMINERS:
        start -= 1
    words = [t.text.lower() for t in scene.tokens[max(0, start - 2) : start]]
    return bool(words) and words[-1] in _TOWARDS and words[0] not in _ACCESS


def _belongs_to_purpose(scene: Scene, frame: Frame, found: Found) -> bool:
    """Tell whether data inside a purpose is what the statement is about."""
    if "engage" in frame.flags and found.concept == GENERIC:
        return not frame.values(Slot.DATA)  # "we work with couriers to check your data"
    several = found.end - found.start > 1
    return scene.state.nested and (several or "communicate" not in frame.flags)


def _supposed_of_others(scene: Scene, filler: Filler) -> None:
    """“If you give us data of other people, …” supposes that we collect it."""
    collects = replace(filler, slot=Slot.OPERATION, concept="dpv:Collect", origin=Origin.INFERRED)
    supposed = Frame(
        operations=[collects],
        fillers=[filler],
        modality=Modality.POSSIBLE,
        subject="you",
        flags={"give"},
        start=scene.tokens[0].start,
        end=scene.tokens[-1].end,
    )
    scene.frames.append(supposed)


def _opens_item(scene: Scene, found: Found) -> bool:
    """An item that begins with data names data, whatever its lead-in leaves open."""
    # Behind a label ("PayPal: your e-mail address") the item begins anew.
    label = next((p + 1 for p in range(found.start) if scene.tokens[p].text == ":"), 0)
    head = label if label <= _LABEL_REACH else 0
    if found.start and scene.tokens[found.start - 1].text.lower() == "to":
        return False  # "Support: to address inquiries"
    return found.start - head <= _ITEM_HEAD and not any(
        position in scene.line.verbs or position in scene.line.mentions
        for position in range(head, found.start)
    )


def _mention_party(scene: Scene, found: Found) -> None:
    state, frame = scene.state, scene.frame
    if frame is not None and _joins_recipients(scene, frame, found):
        _add(scene, Slot.RECIPIENT, found)
        return
    if frame is None and found.concept in _AUTHORITIES and _demands(scene, found):
        scene.demanding.append(_filler(scene, Slot.RECIPIENT, found))
    if state.mode == "condition":
        scene.supposed.append(_filler(scene, Slot.RECIPIENT, found))
    if state.mode == "exception":
        except_for(scene)
    if state.mode in {"condition", "exception", "skip"}:
        return
    if scene.frame is None or state.role is None:
        _wait_for_verb(scene, found)
        return
    if state.role is Slot.PURPOSE and _is_addressed(scene, found):
        _add(scene, Slot.RECIPIENT, found)  # "to verify it with third parties"
        return
    if state.role is Slot.PURPOSE and state.bracketed and scene.frame.does(SHARING):
        _add(scene, Slot.RECIPIENT, found)  # "to banks that carry it out (card schemes, SLIK)"
        return
    slot = _PARTY_SLOTS.get(state.role)
    takes = state.role is not Slot.DATA or _takes_parties(scene.frame)
    if slot is not None and (takes or _sets_cookies(scene, scene.frame, found)):
        _add(scene, slot, found)


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


def _mention_purpose(scene: Scene, found: Found) -> None:
    state = scene.state
    if state.mode == "condition" and state.clause_subject == "you":
        return
    if found.concept == TAKEOVER and state.mode == "main" and scene.frame is None and state.before:
        _transferred(scene, found)
        return
    if state.role_inherited and state.role is Slot.RECIPIENT and found.start <= 1:
        state.role = Slot.PURPOSE  # an item of what for, in a list of to whom
    if state.mode == "condition" and scene.frame is None and found.concept == TAKEOVER:
        scene.takeover = _filler(scene, Slot.PURPOSE, found)
    if state.mode == "exception" and state.role is Slot.PURPOSE:
        except_to(scene)
    if scene.frame is None:
        if state.role is None and state.mode == "main" and state.task is None:
            state.task = _filler(scene, Slot.PURPOSE, found)
        if state.role is Slot.PURPOSE:
            state.pending.append(_filler(scene, Slot.PURPOSE, found))
    elif state.role is Slot.PURPOSE or state.mode == "condition" or _is_aim(scene, found):
        state.nested = False
        _add(scene, Slot.PURPOSE, found)


def _transferred(scene: Scene, found: Found) -> None:
    """“Your data may be among the assets transferred”: it goes to who takes the business over."""
    asset = _filler(scene, Slot.OPERATION, found)
    scene.state_of_subject(replace(asset, concept="dpv:Share", origin=Origin.INFERRED))
    _add(scene, Slot.PURPOSE, found)


def _is_aim(scene: Scene, found: Found) -> bool:
    """Tell whether a phrase is what a statement is for, though nothing marks it.

    “Transferred in the course of a merger”; “on the ground of our interest we prevent abuse”.
    """
    frame = scene.frame
    if frame is None:
        return False
    if found.concept == TAKEOVER:
        return frame.does(SHARING)
    grounded = bool(frame.values(Slot.BASIS)) and frame.does(frozenset({"dpv:Use"}))
    return grounded and not scene.has_named_data(frame)


def _mention_basis(scene: Scene, found: Found) -> None:
    filler = _filler(scene, Slot.BASIS, found)
    consent = found.concept.endswith("Consent")
    without = "without" in scene.state.flags
    if without and consent:
        if scene.frame is None or not scene.frame.denied:
            return
        scene.frame.modality = Modality.QUALIFIED
    if scene.frame is not None:
        scene.frame.add(filler)
    else:
        scene.state.pending.append(filler)


def _mention_condition(_scene: Scene, _found: Found) -> None:
    """A condition fills no slot; it names the clause that it stands in."""


def _filler(scene: Scene, slot: Slot, found: Found) -> Filler:
    return scene.filler(slot, found.concept, found.start, found.end, found.label)


def _add(scene: Scene, slot: Slot, found: Found) -> None:
    assert scene.frame is not None
    scene.frame.add(_filler(scene, slot, found))


_MENTIONS: Mapping[str, Callable[[Scene, Found], None]] = {
    "data": _mention_data,
    "recipient": _mention_party,
    ENTITY: _mention_party,
    "purpose": _mention_purpose,
    "basis": _mention_basis,
    "condition": _mention_condition,
}
