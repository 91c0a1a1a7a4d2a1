"""How a clause is denied and how firmly it is said: negation, contrast, modality.

A negation denies the verb of its clause, unless it belongs to a noun (“the inactive accounts”),
takes out what a bracket names, or denies the rest of a list.
"""

from __future__ import annotations

from graph_builder.extraction.denials import denies_rest
from graph_builder.extraction.grammar import Cue
from graph_builder.extraction.scene import Scene
from graph_builder.model import Modality, Slot

_BRACKET_REACH = 16


def polarity(scene: Scene, cue: Cue) -> None:
    """Apply a negation, a contrast or what qualifies a denial to the clause."""
    if cue.value == "without":
        scene.state.flags.add("without")
    elif cue.value == "qualifier":
        if scene.frame is not None and scene.frame.denied:
            scene.frame.modality = Modality.QUALIFIED
    elif cue.value == "contrast":
        scene.close_clause(scene.at)
        scene.state.denied, scene.state.role = False, None
    elif cue.value == "negation" and _excludes(scene, cue):
        scene.open_clause("exception", cue.start)
    elif cue.value == "negation" and denies_rest(scene, cue):
        return
    elif (
        cue.value == "negation"
        and scene.state.mode == "main"
        and not _qualifies(scene, cue)
        and (scene.state.role is not Slot.PURPOSE or scene.verb_ahead(cue.end, 3))
    ):
        scene.state.denied = True
        scene.state.negated_at = cue.end


def _qualifies(scene: Scene, cue: Cue) -> bool:
    """“Akun yang tidak aktif akan dihapus”: what the accounts are not, nothing that is not done."""
    last = scene.tokens[cue.start - 1].text.lower() if cue.start else ""
    return last == "yang" and cue.end not in scene.line.verbs


def _excludes(scene: Scene, cue: Cue) -> bool:
    """“your visits (but not your name) are used”: the bracket takes its words out."""
    if not scene.state.bracketed or scene.state.mode != "main":
        return False
    for position in range(cue.end, min(cue.end + _BRACKET_REACH, len(scene.tokens))):
        if scene.tokens[position].text == ")":
            return True
        if position in scene.line.verbs:
            return False
    return False


def modal(scene: Scene, cue: Cue) -> None:
    """Take how firmly the clause is said: “may”, “must”, “dapat”, “wajib”."""
    state = scene.state
    if state.mode == "condition" and _ends_condition(scene):
        scene.close_clause(scene.at)
    if state.mode == "main" and (state.role is not Slot.PURPOSE or state.role_inherited):
        scene.state.modality = Modality(cue.value)
        scene.state.modal_at = cue.end


def _ends_condition(scene: Scene) -> bool:
    """“What you give us during registration | may be used”: no verb, so no clause of its own."""
    state = scene.state
    if not state.before or state.clause_subject:
        return False
    return not any(p in scene.line.verbs for p in range(state.clause_start, scene.at))
