"""Causatives: who lets, asks or empowers a party to do what the next verb says.

“We allow partners to read your contacts”, “we may ask the hospital to provide your records”, “Anda
memberi kuasa kepada dokter untuk memberikan rekam medis”: the party between the two verbs acts in
the second. What we ask for comes to us; what the person lets others do stands on consent, and what
the person must not let others do is no practice.
"""

from __future__ import annotations

from graph_builder.extraction.forms import shape_of
from graph_builder.extraction.grammar import VerbCue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import HARD_STOPS
from graph_builder.extraction.scene import Scene, State
from graph_builder.extraction.trail import PREPOSITIONS
from graph_builder.model import Slot

_GROUPS = frozenset({"permit", "ask"})
_PARTIES = frozenset({"recipient", ENTITY})
_REACH = 14
# How far behind the first verb the party stands: “ask (any) (of) your doctor”.
_PARTY_REACH = 4


def asks(cue: VerbCue) -> bool:
    """Tell whether a verb only asks: it means nothing but what it makes others do."""
    return all(v.group == "ask" for v in cue.verbs)


def hands_over(scene: Scene, cue: VerbCue) -> bool:
    """Let the party behind a causative act in the verb that follows; tell whether it does."""
    state = scene.state
    if _GROUPS.isdisjoint({v.group for v in cue.verbs}) or not _governs(scene, cue):
        return False
    at = _acting_verb(scene, cue.end)
    if at is None:
        return False
    asked = any(v.group == "ask" for v in cue.verbs)
    if state.subject == "you":
        if state.denied or asked:
            state.mode, state.role = "skip", None  # "you must not let others use your password"
            return True
        if not scene.sentence_flags:
            scene.sentence_flags.add("granted")
    said = scene.state
    scene.state = State(
        subject="third",
        pending=said.pending,
        flags=said.flags | {"asked" if asked else "let"},
        denied=said.denied,
        modality=said.modality,
        modal_at=said.modal_at,
    )
    scene.skip_to = at
    return True


def _governs(scene: Scene, cue: VerbCue) -> bool:
    """Tell a causative that acts from a noun, a passive and a part of another practice's aim."""
    state = scene.state
    if state.mode != "main" or (state.role is Slot.PURPOSE and scene.frame is not None):
        return False
    following = scene.tokens[cue.end].text.lower() if cue.end < len(scene.tokens) else ""
    return following not in PREPOSITIONS and shape_of(scene, cue) != "passive"


def _acting_verb(scene: Scene, start: int) -> int | None:
    """Return the place of the verb that the party behind a causative does, if there is one."""
    party = False
    for position in range(start, min(start + _REACH, len(scene.tokens))):
        for found in scene.line.mentions.get(position, ()):
            if found.kind not in _PARTIES:
                return None
            party = True
        verb = scene.line.verbs.get(position)
        if verb is not None and not all(v.noun for v in verb.verbs):
            return position if party else None
        if scene.tokens[position].text in HARD_STOPS:
            return None
        if not party and position - start >= _PARTY_REACH:
            return None
    return None
