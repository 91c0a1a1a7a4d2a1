"""Denials: what a negation takes in, what a contrast leaves out, what an exception affirms.

1. “Stored on your device, not uploaded”, “committed to not sharing”: the form behind a negation
   states what is not done.
2. “With hospitals, never with your employer”, “your name, but not your address”: what stands
   behind the negation is denied of the verb before it.
3. “With nobody except our providers”: what is excepted from a denial is affirmed.
"""

from __future__ import annotations

from dataclasses import replace

from graph_builder.extraction.frames import SHARING, Filler, Frame
from graph_builder.extraction.grammar import Cue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.scene import BE, DETERMINERS, Scene
from graph_builder.model import Modality, Slot

# How many words the negation may stand before what it denies.
_REACH = 2
# The words of the longest negation and an adverb: “not in the business of actually”.
_PHRASE = 6
_OWNED = DETERMINERS | {"any"}
# “Kecuali jika:” is “unless:”.
_CONDITIONS = frozenset({"jika", "apabila", "bila", "if"})
# What an exception from a denial affirms.
_EXCEPTED = SHARING | {"dpv:Use", "dpv:Collect", "dpv:Store"}


def negated(scene: Scene, at: int) -> bool:
    """Tell whether a negation ends right before a token, an adverb apart."""
    return any(
        (c.family, c.value) == ("polarity", "negation") and c.end in {at, at - 1}
        for position in range(max(0, at - _PHRASE), at)
        for c in scene.line.cues.get(position, ())
        if c.end == at or scene.tokens[at - 1].text.lower().endswith("ly")
    )


def goes_on_passive(scene: Scene, at: int) -> bool:
    """“It is kept on your device, not uploaded to us”: a participle goes on with a passive."""
    frame = scene.frame
    if frame is None or frame.denied or not frame.operations or not negated(scene, at):
        return False
    last = frame.operations[-1]
    verb = next((p for p in range(at) if scene.tokens[p].start == last.start), None)
    if verb is None or scene.tokens[verb].text.lower().endswith("ing"):
        return False
    before = {t.text.lower() for t in scene.tokens[max(0, verb - _REACH - 1) : verb]}
    return not BE.isdisjoint(before)


def denies_rest(scene: Scene, cue: Cue) -> bool:
    """Deny what a verb takes behind a negation that has no verb of its own."""
    frame, state = scene.frame, scene.state
    if frame is None or frame.denied or not frame.operations or state.mode != "main":
        return False
    slot = _slot_behind(scene, cue.end)
    if slot is None or (slot is Slot.RECIPIENT and not frame.does(SHARING)):
        return False
    denied = Frame(
        operations=[f.inherited() for f in frame.operations],
        denied=True,
        subject=frame.subject,
        flags=frame.flags & {"generic", "anaphor", "pronoun"} if slot is Slot.RECIPIENT else set(),
        start=frame.start,
        end=frame.end,
        open=slot,
    )
    if slot is Slot.RECIPIENT:
        denied.fillers = [f.inherited() for f in frame.values(Slot.DATA)]
    scene.frames.append(denied)
    scene.frame = denied
    state.role, state.role_inherited = slot, False
    return True


def _slot_behind(scene: Scene, at: int) -> Slot | None:
    """Return which slot a negation denies: “never | with your employer”, “not | your address”."""
    marked = any(
        (c.family, c.value) == ("markers", "recipient") for c in scene.line.cues.get(at, ())
    )
    wanted = frozenset({"recipient", ENTITY}) if marked else frozenset({"data"})
    first = at + 1 if marked else at
    start = first
    while start < len(scene.tokens) and scene.tokens[start].text.lower() in _OWNED:
        start += 1
    owned = start > first
    named = any(
        f.kind in wanted
        for position in range(first, start + 1)
        for f in scene.line.mentions.get(position, ())
    )
    if not named or not (marked or owned):
        return None
    return Slot.RECIPIENT if marked else Slot.DATA


def except_for(scene: Scene) -> None:
    """“with nobody except our providers” affirms what it excepts: a statement of its own."""
    denied = scene.frame
    if denied is None or not denied.denied or not denied.does(SHARING):
        return
    _affirm(scene, denied, Slot.RECIPIENT)


def except_to(scene: Scene) -> None:
    """“not used for any purpose other than billing” affirms the purpose that it excepts."""
    denied = scene.frame
    if denied is None or not denied.denied or not denied.does(_EXCEPTED):
        return
    if scene.tokens[scene.state.clause_start].text.lower() == "unless":
        return  # "unless the law requires it" is a condition; nothing is said to be done
    _affirm(scene, denied, Slot.PURPOSE)


def _affirm(scene: Scene, denied: Frame, slot: Slot) -> None:
    scene.close_clause(scene.at)
    affirmed = Frame(
        operations=_affirmed(denied),
        fillers=[f.inherited() for f in denied.values(Slot.DATA)],
        modality=Modality.DEFINITE,
        flags=denied.flags & {"generic", "anaphor"},
        start=denied.start,
        end=denied.end,
        open=slot,
    )
    scene.frames.append(affirmed)
    scene.frame = affirmed
    scene.state.role = slot
    scene.state.denied = False


def excepted(denied: Frame, text: str) -> Frame:
    """“We share it with nobody, except:” over a list: what is listed is done.

    ``text`` is that of the document. “Unless:” lists conditions of the denial instead.
    """
    last = denied.clauses[-1] if denied.denied and denied.clauses else None
    if last is None or not last.exception or not denied.does(_EXCEPTED):
        return denied
    exception = text[last.start : last.end].lower()
    words = exception.rstrip(": ").split()
    conditions = words[:1] == ["unless"] or _CONDITIONS.intersection(words[1:2])
    if not exception.endswith(":") or conditions:
        return denied
    affirmed = denied.copy()
    affirmed.denied, affirmed.modality, affirmed.clauses = False, Modality.DEFINITE, []
    affirmed.operations = _affirmed(denied)
    affirmed.fillers = [f for f in denied.fillers if f.slot is Slot.DATA]
    return affirmed


def _affirmed(denied: Frame) -> list[Filler]:
    """“Not sold or disclosed except to …” affirms that data is disclosed, never that it is sold."""
    other = [f.inherited() for f in denied.operations if f.concept != "alir:Sell"]
    return other or [replace(denied.operations[0].inherited(), concept="dpv:Share")]
