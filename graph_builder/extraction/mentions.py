"""Concepts that were found: each fills the slot that is open when its kind fits.

Parties have rules of their own (:mod:`parties`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from graph_builder.extraction.denials import except_to
from graph_builder.extraction.found import Found
from graph_builder.extraction.frames import GENERIC, RECORDED, SHARING, TAKEOVER, Filler, Frame
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.parties import log_in_with, mention_party
from graph_builder.extraction.scene import ABOUT, CONJUNCTIONS, DETERMINERS, Scene
from graph_builder.extraction.tokens import Token
from graph_builder.model import Modality, Origin, Slot

_ACCESS = frozenset({"access", "akses"})
_TOWARDS = frozenset({"to", "ke", "kepada"})
_ITEM_HEAD = 3
_COUNTRY = "pd:Country"
_WHERE = frozenset({"in", "outside", "within", "as", "to", "home", "di", "ke", "luar"})
_WHERE_REACH = 3
# What messages and calls go through.
_CHANNELS = frozenset({"pd:EmailAddress", "pd:TelephoneNumber", "pd:Communication"})
_CHANNELS |= {"pd:VoiceCommunicationRecording", "alir:ChatContent"}
_THROUGH = frozenset({"by", "via", "through", "over", "melalui", "lewat"})
_ARTICLES = frozenset({"a", "an"})
_LABEL_REACH = 6
_OTHERS = "alir:ThirdPersonData"
# Behind one of these a datum tells where or from when: “outside your country”, “since your visit”.
_BESIDE = frozenset({"luar", "outside", "sejak", "since"})
_SOCIAL_ACCOUNT = "pd:SocialMedia"
# Data that is a party where parties are named: “from: your employer; your social network accounts”.
_AS_PARTIES = {
    _SOCIAL_ACCOUNT: "alir:SocialMediaPlatform",
    "pd:CurrentEmployment": "alir:EmployerOrganisation",
}


def mention(scene: Scene, found: Found) -> None:
    """Put a phrase of the vocabulary where its kind and its place say."""
    _MENTIONS[found.kind](scene, found)


def _mention_data(scene: Scene, found: Found) -> None:
    state = scene.state
    filler = _filler(scene, Slot.DATA, found)
    if state.mode in {"condition", "exception"}:
        _suppose(scene, found, filler)
        return
    if _is_channel(scene, found):
        scene.channel_end = found.end
        return
    if scene.frame is not None and _takes_place_of(scene, scene.frame, found, filler):
        return
    if state.role is Slot.RECIPIENT and state.agent:
        state.role, state.agent = Slot.DATA, False  # the agent has been named
    opens = state.role_inherited and _opens_item(scene, found)
    if opens and scene.frame is not None and not _is_in_purpose(scene, found):
        if _labels_purpose(scene, scene.frame):
            return
        state.role = Slot.DATA
    if state.role is Slot.PURPOSE and scene.frame is not None:
        if _belongs_to_purpose(scene, scene.frame, found):
            scene.frame.add(filler)
    elif not _is_passed_over(scene, found):
        _take(scene, filler)


def _take(scene: Scene, filler: Filler) -> None:
    """Give data to the verb that governs it, or keep it for the one that follows."""
    if scene.governs() and scene.frame is not None:
        scene.frame.add(filler)
    else:
        scene.state.before.append(filler)


def _takes_place_of(scene: Scene, frame: Frame, found: Found, filler: Filler) -> bool:
    """“We obtain it from: your employer”: where parties are named, some data is one."""
    if scene.state.role is not Slot.SOURCE or found.concept not in _AS_PARTIES:
        return False
    frame.add(replace(filler, slot=Slot.OBTAINED_FROM, concept=_AS_PARTIES[found.concept]))
    return True


def _suppose(scene: Scene, found: Found, filler: Filler) -> None:
    """Keep data of a condition for the clause that it governs."""
    state = scene.state
    state.supposed.append(filler)
    if found.concept == _SOCIAL_ACCOUNT:
        log_in_with(scene, replace(filler, concept=_AS_PARTIES[found.concept]))
    if found.concept == _OTHERS and state.clause_subject == "you":
        _supposed_of_others(scene, filler)


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
    last = scene.tokens[found.start - 1].text.lower() if found.start else ""
    if last in _BESIDE or (last in ABOUT and found.concept in RECORDED):
        return True  # “information about cookies” tells of none that is read
    if found.concept == _COUNTRY and _is_place(scene, found):
        return True
    return scene.frame is not None and _is_no_object(scene, scene.frame, found)


def _is_place(scene: Scene, found: Found) -> bool:
    """“To non-EEA countries”, “in your home country”: where, not what."""
    if scene.tokens[found.start].text.lower() == "countries":
        return True
    before = [
        t.text.lower() for t in scene.tokens[max(0, found.start - _WHERE_REACH) : found.start]
    ]
    return not _WHERE.isdisjoint(before) and "such" not in before


def _is_channel(scene: Scene, found: Found) -> bool:
    """“We never ask for it by phone or e-mail”, “lewat telepon”: how, not what."""
    if found.concept not in _CHANNELS or not found.start:
        return False
    at = found.start - 1
    if scene.tokens[at].text.lower() in CONJUNCTIONS and scene.channel_end >= at:
        return True
    while at > 0 and scene.tokens[at].text.lower() in _ARTICLES:
        at -= 1
    return scene.tokens[at].text.lower() in _THROUGH


def _goes_on_with_object(scene: Scene, found: Found) -> bool:
    """“may collect, directly or through agents, your name”: the object comes after a comma."""
    frame = scene.frame
    lacks = frame is not None and not scene.has_data(frame)
    return lacks and found.start > 0 and scene.tokens[found.start - 1].text == ","


def _is_no_object(scene: Scene, frame: Frame, found: Found) -> bool:
    """Tell whether data stands where recipients or a destination are named."""
    if scene.state.role is Slot.RECIPIENT and scene.has_data(frame):
        return not _goes_on_list(scene, frame, found)
    if "place" in frame.flags:
        return found.concept not in RECORDED  # "set cookies in your browser"
    return frame.does(SHARING) and _is_destination(scene, found)


def _goes_on_list(scene: Scene, frame: Frame, found: Found) -> bool:
    """“Sellers get your name | and number”: what goes on with data that was an object is one."""
    last = frame.fillers[-1] if frame.fillers else None
    listed = last is not None and last.slot is Slot.DATA and last.origin is Origin.EXPLICIT
    return listed and found.start > 0 and scene.tokens[found.start - 1].text.lower() in CONJUNCTIONS


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
    if any(_is_active(t) for t in scene.tokens[head : found.start]):
        return False  # "menghitung tagihan": what is done to the thing, not the thing
    return found.start - head <= _ITEM_HEAD and not any(
        position in scene.line.verbs or position in scene.line.mentions
        for position in range(head, found.start)
    )


def _is_in_purpose(scene: Scene, found: Found) -> bool:
    """“We use it for: | credit scoring”: data within the words for what it is used for."""
    return scene.state.role is Slot.PURPOSE and any(
        f.kind == "purpose" and f.end >= found.end and f.end - f.start > found.end - found.start
        for at in range(max(0, found.start - _ITEM_HEAD), found.start + 1)
        for f in scene.line.mentions.get(at, ())
    )


def _is_active(token: Token) -> bool:
    """Tell the Indonesian active verb in me- (“menghitung”)."""
    return (
        token.text.lower().startswith("me") and token.keys[-1:] != () and token.keys[-1][0] == "~"
    )


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
    "recipient": mention_party,
    ENTITY: mention_party,
    "purpose": _mention_purpose,
    "basis": _mention_basis,
    "condition": _mention_condition,
}
