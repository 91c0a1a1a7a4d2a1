"""Concepts and parties that were found: each fills the slot that is open when its kind fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph_builder.extraction.frames import SHARING, Frame
from graph_builder.extraction.lexicon import ENTITY, Found
from graph_builder.extraction.scene import Scene
from graph_builder.model import Modality, Slot

# Parties that obtain data by asking for it.
_AUTHORITIES = frozenset(
    {"dpv:Authority", "alir:Regulator", "alir:LawEnforcement", "alir:Court", "alir:TaxAuthority"}
)


def mention(scene: Scene, found: Found) -> None:
    _MENTIONS[found.kind](scene, found)


def _mention_data(scene: Scene, found: Found) -> None:
    state = scene.state
    filler = scene.filler(Slot.DATA, found.concept, found.start, found.end, found.label)
    if state.mode in {"condition", "exception"}:
        return
    if state.role is Slot.PURPOSE and scene.frame is not None:
        if state.nested and (found.end - found.start > 1 or "communicate" not in scene.frame.flags):
            scene.frame.add(filler)
        return
    if state.role is Slot.SOURCE or state.mode == "skip":
        return
    if state.role is Slot.RECIPIENT and scene.frame is not None and scene.has_data(scene.frame):
        return
    if scene.governs() and scene.frame is not None:
        scene.frame.add(filler)
    else:
        state.before.append(filler)


def _mention_party(scene: Scene, found: Found) -> None:
    state = scene.state
    if _authority_asks(scene, found):
        assert scene.frame is not None
        scene.frame.add(
            scene.filler(Slot.RECIPIENT, found.concept, found.start, found.end, found.label)
        )
        return
    if state.mode == "exception":
        _except_for(scene)
    if state.mode in {"condition", "exception", "skip"}:
        return
    if scene.frame is not None and state.role is Slot.RECIPIENT:
        scene.frame.add(
            scene.filler(Slot.RECIPIENT, found.concept, found.start, found.end, found.label)
        )
    elif scene.frame is not None and state.role is Slot.SOURCE:
        scene.frame.add(
            scene.filler(Slot.OBTAINED_FROM, found.concept, found.start, found.end, found.label)
        )
    elif scene.frame is not None and state.role is Slot.DATA:
        if (
            scene.frame.does(SHARING)
            or "engage" in scene.frame.flags
            or (scene.frame.does(frozenset({"dpv:Use"})) and not scene.frame.values(Slot.DATA))
        ):
            scene.frame.add(
                scene.filler(Slot.RECIPIENT, found.concept, found.start, found.end, found.label)
            )
    elif state.role is None:
        state.subject = "third"
        state.party.append(
            scene.filler(Slot.RECIPIENT, found.concept, found.start, found.end, found.label)
        )


def _except_for(scene: Scene) -> None:
    """“with nobody except our providers” affirms what it excepts: a statement of its own."""
    denied = scene.frame
    if denied is None or not denied.denied or not denied.does(SHARING):
        return
    scene.close_clause(scene.at)
    affirmed = Frame(
        operations=[f.inherited() for f in denied.operations],
        fillers=[f.inherited() for f in denied.values(Slot.DATA)],
        modality=Modality.DEFINITE,
        flags=denied.flags & {"generic", "anaphor"},
        start=denied.start,
        end=denied.end,
        open=Slot.RECIPIENT,
    )
    scene.frames.append(affirmed)
    scene.frame = affirmed
    scene.state.role = Slot.RECIPIENT
    scene.state.denied = False


def _authority_asks(scene: Scene, found: Found) -> bool:
    """Who asks for a disclosure gets it: "if requested by the authorities"."""
    return (
        scene.frame is not None
        and scene.frame.does(SHARING)
        and not scene.frame.denied
        and scene.state.mode in {"main", "condition"}
        and found.concept in _AUTHORITIES
    )


def _mention_purpose(scene: Scene, found: Found) -> None:
    state = scene.state
    filler = scene.filler(Slot.PURPOSE, found.concept, found.start, found.end, found.label)
    if state.mode == "condition" and state.clause_subject == "you":
        return
    if scene.frame is not None and (state.role is Slot.PURPOSE or state.mode == "condition"):
        state.nested = False
        scene.frame.add(filler)
    elif scene.frame is None and state.role is Slot.PURPOSE:
        state.pending.append(filler)


def _mention_basis(scene: Scene, found: Found) -> None:
    filler = scene.filler(Slot.BASIS, found.concept, found.start, found.end, found.label)
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


def _mention_other(scene: Scene, _found: Found) -> None:
    """Rights and sources are the business of other stages."""


_MENTIONS: Mapping[str, Callable[[Scene, Found], None]] = {
    "data": _mention_data,
    "recipient": _mention_party,
    ENTITY: _mention_party,
    "purpose": _mention_purpose,
    "basis": _mention_basis,
    "source": _mention_other,
    "right": _mention_other,
}
