"""The small words that open a slot: to, with, from, by, if, except, that, such as.

Indonesian: untuk, kepada, dari, oleh, jika, kecuali, yang, seperti. The tables of
:mod:`graph_builder.extraction.grammar` say which word marks what. What a word of origin opens takes
more telling (:mod:`origins`), and so does a relative clause (:mod:`relatives`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph_builder.extraction.frames import SHARING, Frame
from graph_builder.extraction.grammar import Cue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import HARD_STOPS
from graph_builder.extraction.origins import mark_evidence, mark_source
from graph_builder.extraction.relatives import mark_relative
from graph_builder.extraction.scene import DETERMINERS, Scene, State
from graph_builder.model import Modality, Slot

_WHOM = frozenset({"whom", "which"})
_CLAUSE = 12
_EXAMPLES = 12
# “… where it is necessary to:” opens a list of purposes, not of parties.
_NEEDS = frozenset({"necessary", "required", "needed", "reasonable", "appropriate", "order"})


def marker(scene: Scene, cue: Cue) -> None:
    """Apply a marker to the scene."""
    if (
        scene.state.antecedent == "used"
        and scene.state.mode == "relative"
        and cue.value != "include"
    ):
        return
    _MARKERS[cue.value](scene, cue)


def _mark_purpose(scene: Scene, cue: Cue) -> None:
    relative = scene.state.mode == "relative"
    if relative:
        scene.close_clause(scene.at)
    if scene.state.mode in {"condition", "exception"} and scene.state.clause_subject == "you":
        return
    if _undertakes_not(scene, cue) or _authorises(scene, cue):
        return
    if not relative and _serves_us(scene, cue):
        return
    scene.state.opening = scene.frame is None
    scene.state.role = Slot.PURPOSE
    scene.state.role_inherited = False


def _serves_us(scene: Scene, cue: Cue) -> bool:
    """“Your data helps us to …” uses the data, “providers help us to …” get it.

    Opens the statement that has no verb of its own.
    """
    state = scene.state
    words = [t.text.lower() for t in scene.tokens[cue.start : cue.end + 1]]
    ours = not {"us", "kami"}.isdisjoint(words[:-1]) or words == ["membantu", "kami"]
    aims = cue.start > 0 and scene.tokens[cue.start - 1].text.lower() in {"to", "untuk"}
    if scene.frame is not None or aims or not ours or not (state.before or state.party):
        return False
    done = "dpv:Use" if state.before else "dpv:Share"
    frame = scene.state_of_subject(
        scene.filler(Slot.OPERATION, done, cue.start, cue.end, "helps us"), Slot.PURPOSE
    )
    if done == "dpv:Share":
        frame.flags.add("engage")
        frame.fillers.extend(state.party)
    state.party = []
    return True


def _undertakes_not(scene: Scene, cue: Cue) -> bool:
    """“obliged not to disclose”, “wajib untuk tidak mengungkapkan”: a duty, not a purpose."""
    return any(
        c.family == "polarity" and c.value == "negation"
        for position in (cue.start - 1, cue.end)
        for c in scene.line.cues.get(position, ())
    )


def _authorises(scene: Scene, cue: Cue) -> bool:
    """“you authorise us to share”: what follows is what we do, not what for."""
    if not scene.state.authorised or not scene.verb_ahead(cue.end, 3):
        return False
    said = scene.state
    actor = "third" if said.party else "we"
    flags = said.flags | {"let"} if said.party else said.flags
    scene.state = State(subject=actor, party=said.party, flags=flags, pending=said.pending)
    return True


def _mark_recipient(scene: Scene, cue: Cue) -> None:
    state = scene.state
    party = scene.line.mention_ahead(cue.end, frozenset({"recipient", ENTITY}))
    word = scene.tokens[cue.start].text.lower()
    if _lists_parties(scene, cue):
        state.role = Slot.RECIPIENT
        return
    if word == "to" and _leads_elsewhere(scene, cue):
        return
    if word == "to" and _infinitive(scene, cue):
        if state.mode == "relative":
            scene.close_clause(scene.at)
        if state.mode == "main" or state.clause_subject != "you":
            state.role = Slot.PURPOSE
        return
    if party is None or scene.frame is None or state.mode == "condition":
        return
    if scene.frame.does(SHARING) or "engage" in scene.frame.flags:
        if state.mode == "relative":
            scene.close_clause(scene.at)
        state.role = Slot.RECIPIENT


def _leads_elsewhere(scene: Scene, cue: Cue) -> bool:
    """Tell whether “to” opens a duty, what you are asked or allow us to do, or “to whom you …”."""
    following = [t.text.lower() for t in scene.tokens[cue.end : cue.end + 2]]
    whom = len(following) > 1 and following[0] in _WHOM and following[1] == "you"
    return (
        whom or _undertakes_not(scene, cue) or _authorises(scene, cue) or _asked_to_give(scene, cue)
    )


def _asked_to_give(scene: Scene, cue: Cue) -> bool:
    """“You may be asked to enter your name”: what you are asked to do is to give it."""
    verb = scene.line.verbs.get(cue.end)
    asked = scene.state.subject == "you" and scene.state.mode == "main" and scene.frame is None
    return asked and verb is not None and any(v.group == "give" for v in verb.verbs)


def _lists_parties(scene: Scene, cue: Cue) -> bool:
    """Tell whether “we may disclose it to:” opens a list of recipients."""
    ends = cue.end >= len(scene.tokens) or scene.tokens[cue.end].text == ":"
    needed = cue.start > 0 and scene.tokens[cue.start - 1].text.lower() in _NEEDS
    return ends and not needed and scene.frame is not None and scene.frame.does(SHARING)


def _infinitive(scene: Scene, cue: Cue) -> bool:
    if cue.end >= len(scene.tokens):
        return True
    following = scene.tokens[cue.end]
    if any(f.kind == "purpose" for f in scene.line.mentions.get(cue.end, ())):
        return True
    if any(f.kind in {"recipient", ENTITY, "data"} for f in scene.line.mentions.get(cue.end, ())):
        return False
    if not following.word:
        return following.text == ":"
    lower = following.text.lower()
    return (
        lower not in DETERMINERS
        and not following.text[0].isupper()
        and not any(c.family == "pronouns" for c in scene.line.cues.get(cue.end, ()))
        and not lower.endswith("ing")
        and scene.line.mention_ahead(cue.end, frozenset({"recipient", ENTITY}), 3) is None
    )


def _mark_agent(scene: Scene, cue: Cue) -> None:
    if (
        scene.state.mode == "main"
        and scene.frame is not None
        and scene.state.role is not Slot.PURPOSE
        and not _acts_otherwise(scene, cue, scene.frame)
    ):
        # "provided by you or by third parties", "provided by your employer"
        given = bool(scene.frame.flags & {"give", "deliver"})
        scene.state.role = Slot.SOURCE if given else Slot.RECIPIENT
        scene.state.agent = True


def _acts_otherwise(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """“We do not keep cards; payment is handled by …”: the agent of a verb that opened no frame."""
    done = frame.operations[-1].end if frame.operations else 0
    clause = scene.tokens[max(0, cue.start - _CLAUSE) : cue.start]
    return any(t.text in HARD_STOPS and t.start >= done for t in clause)


def _mark_condition(scene: Scene, cue: Cue) -> None:
    following = scene.tokens[cue.end].text if cue.end < len(scene.tokens) else ""
    if scene.state.mode == "exception" or following.isdigit():
        return  # “selama 3 tahun” tells how long
    scene.open_clause("condition", cue.start)


def _mark_exception(scene: Scene, cue: Cue) -> None:
    scene.open_clause("exception", cue.start)
    if scene.frame is not None and scene.frame.denied:
        scene.frame.modality = Modality.QUALIFIED


def _mark_include(scene: Scene, cue: Cue) -> None:
    if scene.state.mode == "relative":
        scene.close_clause(scene.at)
    if scene.frame is not None and _exemplifies_data(scene, cue, scene.frame):
        scene.state.role = Slot.DATA


def _exemplifies_data(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """“information needed to serve you, such as your name”: the examples are of the data."""
    state = scene.state
    if state.role is Slot.DATA or state.mode != "main" or not scene.has_data(frame):
        return False
    told = frame.values(Slot.DATA) and frame.values(Slot.PURPOSE)
    if state.role is Slot.PURPOSE and told and not state.role_inherited:
        return False  # "to send you offers, including your weekly newsletter"
    if state.role in {Slot.SOURCE, Slot.RECIPIENT} and _lists_mostly_parties(scene, cue):
        return False  # "from third parties such as social networks, data brokers and advertisers"
    data = scene.line.mention_ahead(cue.end, frozenset({"data"}))
    other = scene.line.mention_ahead(cue.end, frozenset({"purpose", "recipient", ENTITY}))
    return data is not None and (other is None or data.start < other.start)


def _lists_mostly_parties(scene: Scene, cue: Cue) -> bool:
    """Tell whether the examples that follow are parties rather than data."""
    kinds = [
        found.kind
        for position in range(cue.end, min(cue.end + _EXAMPLES, len(scene.tokens)))
        for found in scene.line.mentions.get(position, ())
        if found.kind in {"data", "recipient", ENTITY}
    ]
    return kinds.count("data") * 2 <= len(kinds)


def _mark_uses(scene: Scene, _cue: Cue) -> None:
    if scene.frame is not None and scene.state.role is not Slot.PURPOSE:
        uses = scene.frame.does(frozenset({"dpv:Use"})) or "engage" in scene.frame.flags
        scene.state.role = Slot.PURPOSE if uses else scene.state.role


_MARKERS: Mapping[str, Callable[[Scene, Cue], None]] = {
    "purpose": _mark_purpose,
    "recipient": _mark_recipient,
    "source": mark_source,
    "agent": _mark_agent,
    "condition": _mark_condition,
    "exception": _mark_exception,
    "include": _mark_include,
    "relative": mark_relative,
    "uses": _mark_uses,
    "evidence": mark_evidence,
}
