"""Where data comes from, and what a practice rests on: “from”, “through”, “based on”.

The same words name a source where data is obtained, who works for us where it is used, and the
data itself where a task rests on it; the frame so far and what follows tell which.
"""

from __future__ import annotations

from graph_builder.extraction.frames import OBTAINING, Frame
from graph_builder.extraction.grammar import Cue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.scene import CONJUNCTIONS, Scene
from graph_builder.model import Slot

_PARTIES = frozenset({"recipient", ENTITY})
_PARTY_REACH = 4
_THROUGH = frozenset({"through", "via", "melalui", "lewat"})
_THROUGH_REACH = 3


def mark_source(scene: Scene, cue: Cue) -> None:
    """“We obtain it from brokers”: open the slot that the party behind the word fills."""
    if scene.frame is None and _tells_origin(scene, cue):
        scene.state.role = Slot.SOURCE  # "the data we obtain from partners includes …"
    if scene.frame is None or scene.state.mode in {"condition", "exception"}:
        return
    if "communicate" in scene.frame.flags:
        scene.state.nested = True  # "contact you by phone, through your e-mail address"
        return
    if scene.state.mode == "relative" or scene.state.role is Slot.PURPOSE:
        return
    if _told_in_passing(scene, cue, scene.frame):
        scene.state.role = Slot.SOURCE
        return
    if _goes_through_party(scene, cue, scene.frame):
        scene.state.role = Slot.RECIPIENT
        return
    ends = cue.end >= len(scene.tokens) or scene.tokens[cue.end].text == ":"
    if ends and scene.frame.does(OBTAINING):
        scene.state.role = Slot.SOURCE  # "we obtain it from:" opens a list of sources
        return
    # "dari media sosial" may be the name of a party as a whole.
    party = scene.line.mention_ahead(cue.start, _PARTIES, _PARTY_REACH + 1)
    if party is not None and scene.state.role is Slot.DATA and _behind_data(scene, cue):
        scene.state.role = Slot.SOURCE  # "we combine it with data from our partners"
        return
    pronoun = any(
        c.family == "pronouns"
        for p in range(cue.end, min(cue.end + 3, len(scene.tokens)))
        for c in scene.line.cues.get(p, ())
    )
    if scene.frame.does(OBTAINING) and (party is not None or pronoun):
        scene.state.role = Slot.SOURCE


def _goes_through_party(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """“We process payments through Stripe”: who does it for us gets the data."""
    if frame.does(OBTAINING) or scene.tokens[cue.start].text.lower() not in _THROUGH:
        return False
    party = scene.line.mention_ahead(cue.end, _PARTIES, _THROUGH_REACH)
    return scene.state.role is Slot.DATA and party is not None and scene.has_data(frame)


def _told_in_passing(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """“We use data we collect via our partners”: where what we use came from."""
    verb = scene.line.verbs.get(cue.start - 1)
    if verb is None or all(v.operation not in OBTAINING for v in verb.verbs):
        return False
    if verb.start and scene.tokens[verb.start - 1].text.lower() in CONJUNCTIONS:
        return False  # "shared with, or received from, our partners"
    stated = any(o.end == scene.tokens[cue.start - 1].end for o in frame.operations)
    party = scene.line.mention_ahead(cue.end, _PARTIES, _PARTY_REACH)
    return not stated and party is not None


def _tells_origin(scene: Scene, cue: Cue) -> bool:
    """Tell whether data that was named before any verb comes from a party."""
    known = scene.state.mode == "main" and bool(scene.state.before)
    return known and scene.line.mention_ahead(cue.end, _PARTIES, _PARTY_REACH) is not None


def _behind_data(scene: Scene, cue: Cue) -> bool:
    """Tell whether a word for data in general stands right before a marker."""
    return any(c.family == "data" for c in scene.line.cues.get(cue.start - 1, ()))


def mark_evidence(scene: Scene, cue: Cue) -> None:
    """“We personalise it based on your purchases”: what follows is the data that is used.

    “We store it using hosting providers”: or who gets it to do so.
    """
    if scene.frame is None:
        _rests_on_data(scene, cue)
        return
    if "communicate" in scene.frame.flags:
        scene.frame.flags.add("evidenced")
        scene.state.nested = True
        return
    ahead = scene.line.mention_ahead(cue.end, _PARTIES | {"data"}, _PARTY_REACH)
    by_party = ahead is not None and ahead.kind in _PARTIES and scene.state.role is not Slot.SOURCE
    if by_party and scene.state.mode == "main" and scene.has_data(scene.frame):
        scene.state.role = Slot.RECIPIENT


def _rests_on_data(scene: Scene, cue: Cue) -> None:
    """“Credit scoring is done on the basis of your payments”: a task that uses data."""
    task, state = scene.state.task, scene.state
    acted = bool(state.subject or state.party) or cue.start in scene.line.verbs
    if task is None or acted or state.mode != "main" or state.denied:
        return
    if any(f.end > task.end for f in state.before):
        return
    if scene.line.mention_ahead(cue.end, frozenset({"data"}), _PARTY_REACH) is None:
        return
    state.before = []
    used = scene.filler(Slot.OPERATION, "dpv:Use", cue.start, cue.end, "evidence")
    scene.state_of_subject(used, Slot.DATA).add(task)
