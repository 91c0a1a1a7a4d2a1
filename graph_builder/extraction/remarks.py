"""Remarks: agreement of the person, and sentences that speak about the notice.

They state no practice themselves; they tell on what ground the practices of the sentence stand, or
that there are none.
"""

from __future__ import annotations

from graph_builder.extraction.found import Found
from graph_builder.extraction.frames import GENERIC
from graph_builder.extraction.grammar import Cue
from graph_builder.extraction.scene import Scene, State
from graph_builder.model import Slot

_DEFINED_TERM = 8
_OPENING = 2
_POINTERS = frozenset({"which", "this", "that", "it"})
_HOW = frozenset({"how", "bagaimana", "cara"})
# “For more information about how we …” speaks of a notice.
_POINTING = frozenset({"see", "lihat", "request", "ask", "learn", "find", "read", "pelajari"})
_POINTING |= {"object", "withdraw", "restrict", "opt", "menarik", "keberatan"}
_POINTER_REACH = 4
_TELLING = frozenset({"about", "tentang", "mengenai"})
_MEANS_REACH = 2


def consent(scene: Scene, cue: Cue) -> None:
    """Note that the person agrees or authorises, which makes consent the ground."""
    if cue.value == "conduct" and not _is_conduct(scene, cue):
        return
    if _is_supposed(scene, cue):
        return
    scene.state.authorised = cue.value == "authorised"
    if scene.state.authorised:
        scene.state.party = []  # only who is named behind it is authorised
    scene.sentence_flags.add("granted" if scene.state.authorised else "implied")
    for position in range(cue.start, cue.end):
        scene.line.verbs.pop(position, None)


def _is_supposed(scene: Scene, cue: Cue) -> bool:
    """“If you agree” asks for consent; it is not deemed."""
    state = scene.state
    return state.mode == "condition" and cue.start - state.clause_start <= _OPENING


def _is_conduct(scene: Scene, cue: Cue) -> bool:
    """“By using the site, you …” opens a sentence; “by using cookies” tells a means."""
    means = scene.line.mention_ahead(cue.end, frozenset({"data"}), _MEANS_REACH)
    return cue.start <= _OPENING and means is None


def remark(scene: Scene, cue: Cue) -> None:
    """Read words about the notice itself, definitions, and what opens a clause of its own."""
    if cue.value == "about":
        if _within_mention(scene, cue) or _points_aside(scene, cue):
            return
        if _is_aim(scene, cue):
            scene.state.mode, scene.state.antecedent = "relative", "how"
            scene.skip_to = cue.end
        else:
            scene.sentence_flags.add("about")
    elif cue.value == "disclaim":
        scene.close_clause(scene.at)
        scene.state.mode, scene.state.role = "skip", None
        scene.state.antecedent = "disclaimed"
    elif cue.value == "that" and not _disclaimed(scene):
        scene.close_clause(scene.at)
        said = scene.state
        scene.state = State(flags=said.flags, pending=said.pending, supposed=said.supposed)
        for position in range(cue.start + 1, cue.end):
            scene.line.cues.pop(position, None)
    elif cue.value == "define" and _defines(scene, cue):
        scene.sentence_flags.add("define")
    elif cue.value == "how" and scene.state.mode == "main" and cue.start > 0:
        scene.state.mode, scene.state.antecedent = "relative", "how"


def _within_mention(scene: Scene, cue: Cue) -> bool:
    """“Information about how you use our service” is data; “about how we use data” is a notice."""
    if scene.tokens[cue.end - 1].text.lower() not in _HOW:
        return False
    return any(
        f.start < cue.end < f.end and f.concept != GENERIC and not _names_actor(scene, f)
        for at in range(max(0, cue.start - _MEANS_REACH), cue.end)
        for f in scene.line.mentions.get(at, ())
        if f.kind in {"data", "purpose"}
    )


def _points_aside(scene: Scene, cue: Cue) -> bool:
    """“We use cookies; see our cookie notice”: only what opens a sentence is all of it."""
    words = {t.text.lower() for t in scene.tokens[cue.start : cue.end]}
    late = cue.start > _POINTER_REACH or scene.state.mode == "condition"
    return late and not words.isdisjoint(_POINTING)


def _is_aim(scene: Scene, cue: Cue) -> bool:
    """“We use such data to understand how we can improve”: what a practice is for, no notice."""
    frame = scene.frame
    words = [t.text.lower() for t in scene.tokens[cue.start : cue.end]]
    asks = words[-1] in _HOW and words[0] not in _TELLING
    return asks and scene.state.role is Slot.PURPOSE and frame is not None and scene.has_data(frame)


def _names_actor(scene: Scene, found: Found) -> bool:
    """Tell whether somebody other than the person acts inside a mention: “how we use”."""
    return any(
        c.family == "pronouns" and c.value != "you"
        for at in range(found.start, found.end)
        for c in scene.line.cues.get(at, ())
    )


def _disclaimed(scene: Scene) -> bool:
    """“We cannot guarantee that …” states nothing of what follows."""
    return scene.state.mode == "skip" and scene.state.antecedent == "disclaimed"


def _defines(scene: Scene, cue: Cue) -> bool:
    """Tell “Cookies means …” from “…, which means that” and from “Contohnya adalah …”."""
    examples = any(c.value == "include" for c in scene.line.cues.get(0, ()))
    before = scene.tokens[cue.start - 1].text.lower() if cue.start else ""
    return cue.start <= _DEFINED_TERM and not examples and before not in _POINTERS
