"""The sale of a business: what changes hands is the company or its assets, and data with it."""

from __future__ import annotations

from graph_builder.extraction.frames import SHARING, TAKEOVER
from graph_builder.extraction.grammar import VerbCue
from graph_builder.extraction.line import HARD_STOPS
from graph_builder.extraction.scene import OBJECT_REACH, Scene
from graph_builder.model import Slot

_SUBJECT_REACH = 4
# Verbs that a business and its data are both the object of, by their keys.
_CHANGES = frozenset({"transfer", "assign", "~alihkan", "~indahkan"})


def sells_business(scene: Scene, cue: VerbCue) -> bool:
    """“sell or transfer all or part of our assets”: the business changes hands, not the data."""
    sells = any(v.operation == "alir:Sell" for v in cue.verbs)
    if not sells and not _CHANGES.intersection(scene.tokens[cue.start].keys):
        return False
    if sells and _is_sold(scene, cue):
        return True
    if not sells and scene.state.before and _has_taker(scene, cue):
        return False
    object_at = data_at = len(scene.tokens)
    for position in range(cue.end, min(cue.end + OBJECT_REACH, len(scene.tokens))):
        if scene.tokens[position].text in HARD_STOPS:
            break
        if any(f.kind == "data" for f in scene.line.mentions.get(position, ())):
            data_at = min(data_at, position)
        if any(c.value == "business" for c in scene.line.cues.get(position, ())):
            object_at = min(object_at, position)
        if object_at < data_at and any(
            c.value == "include" for c in scene.line.cues.get(position, ())
        ):
            return False  # "our assets, including your data"
    return object_at < data_at


def _has_taker(scene: Scene, cue: VerbCue) -> bool:
    """“Your data may be transferred to the buyer of our business”: what stood before is handed."""
    return any(
        c.family == "markers" and c.value == "recipient" for c in scene.line.cues.get(cue.end, ())
    )


def _is_sold(scene: Scene, cue: VerbCue) -> bool:
    """“If our business is sold, …”: the business stands right before the verb."""
    before = range(max(0, cue.start - _SUBJECT_REACH), cue.start)
    return any(c.value == "business" for p in before for c in scene.line.cues.get(p, ()))


def change_hands(scene: Scene, cue: VerbCue) -> None:
    """Let the disclosure that a sale of the business governs, or brings with it, be for it."""
    sale = scene.filler(Slot.PURPOSE, TAKEOVER, cue.start, cue.end, "sale of business")
    if scene.frame is not None and scene.frame.does(SHARING):
        scene.frame.add(sale)
    else:
        scene.takeover = sale
