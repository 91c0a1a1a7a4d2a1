"""Which of the verbs that share a word is meant: who acts, and who gets, decides.

What “you provide” is given to us, what “we provide” is disclosed, what “partners provide us with”
is collected from them. Where we act, the object decides (:mod:`objects`).
"""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.extraction.agents import agent_is_you, done_by_others, has_agent
from graph_builder.extraction.forms import PASSIVES
from graph_builder.extraction.frames import SHARING
from graph_builder.extraction.grammar import Cue, Verb, VerbCue
from graph_builder.extraction.objects import by_object
from graph_builder.extraction.scene import OBJECT_REACH, Scene
from graph_builder.model import Modality

_TO_US = (["to", "us"], ["to", "our"])
_ADVERB_REACH = 3
_RECEIVER_REACH = 3
_RECEIVE = frozenset({"receive", "~erima"})
_LET = Verb("dpv:Share", "", "data", noun=False)


def choose(scene: Scene, cue: VerbCue, shape: str) -> Verb | None:
    """Pick among the verbs that share a word by who acts."""
    nouns = [v for v in cue.verbs if v.noun]
    verbs = [v for v in cue.verbs if not v.noun]
    if shape == "noun":
        return nouns[0] if nouns else None
    by_group = {v.group: v for v in verbs}
    if scene.state.subject == "you" and shape not in PASSIVES:
        return by_group.get("give") or by_group.get("include")
    if shape in PASSIVES and (known := _of_passive(scene, cue, shape, by_group)) is not None:
        return known
    if "access" in by_group and _tells_receivers(scene, cue):
        return by_group["access"]  # "parties who may receive your data include …"
    # "we obtain your consent", "some services are provided to you by third parties"
    others = shape in PASSIVES and "communicate" in by_group and done_by_others(scene, cue)
    if "idle" in by_group or others or _receives_itself(scene, cue, shape):
        return None
    if "let" in scene.state.flags and (verbs and verbs[0].operation not in SHARING):
        return _LET  # "we allow partners to use your data": we open it to them
    told = shape == "passive" and bool(scene.state.before)
    if _acts_for_itself(scene) and not told and by_group.keys() & {"access", ""}:
        seen = None if _is_automatic(scene, cue, by_group) else by_group.get("access")
        return seen or _of_party(scene, cue, by_group[""])
    return by_object(scene, cue, shape, by_group) or (nouns[0] if nouns else None)


def is_outsourced(scene: Scene, cue: VerbCue, shape: str) -> bool:
    """“Customer service is provided by …”: a task of ours that somebody else does."""
    state = scene.state
    idle = state.mode == "main" and not state.before and scene.frame is None
    return idle and shape in PASSIVES and state.task is not None and has_agent(scene, cue)


def _acts_for_itself(scene: Scene) -> bool:
    """Tell whether a party acts, by name or as “they”."""
    return bool(scene.state.party) or scene.state.subject == "third"


def _receives_itself(scene: Scene, cue: VerbCue, shape: str) -> bool:
    """“Your data receives the same protection”: the data gets something, nobody gets it."""
    acts = scene.state.subject or scene.state.party
    receives = not _RECEIVE.isdisjoint(scene.tokens[cue.start].keys)
    return receives and shape in {"finite", "active"} and bool(scene.state.before) and not acts


def _is_automatic(scene: Scene, cue: VerbCue, by_group: Mapping[str, Verb]) -> bool:
    """“They automatically receive your IP address”: what nobody gives is collected."""
    return "" in by_group and any(
        (c.family, c.value, c.end) == ("sources", "automatic", cue.start)
        for position in range(max(0, cue.start - _ADVERB_REACH), cue.start)
        for c in scene.line.cues.get(position, ())
    )


def _of_passive(
    scene: Scene, cue: VerbCue, shape: str, by_group: Mapping[str, Verb]
) -> Verb | None:
    """Pick the verb of a passive by who does it, and by what is needed."""
    if "give" in by_group and agent_is_you(scene, cue):
        return by_group["give"]
    if shape == "passive" and "give" in by_group and _comes_from(scene, cue):
        return Verb("dpv:Collect", "deliver", "data", noun=False)  # "provided by your employer"
    if shape == "passive" and "" in by_group and _comes_to_us(scene, cue, by_group[""]):
        return Verb("dpv:Collect", "", "data", noun=False)  # "is transmitted to our servers"
    if shape == "passive" and "need" in by_group:
        return Verb("dpv:Use", "", "data", noun=False)  # "alamat Anda diperlukan untuk …"
    return None


def _tells_receivers(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether a verb is part of words for those who receive: “who may receive”."""
    return any(
        (c.family, c.value) == ("statement", "receivers") and c.end >= cue.end
        for position in range(max(0, cue.start - _RECEIVER_REACH), cue.end)
        for c in scene.line.cues.get(position, ())
    )


def _comes_from(scene: Scene, cue: VerbCue) -> bool:
    """“Data of your family is provided by the employee”, apart from “services provided by us”."""
    described = any(
        c.family == "markers" and c.value == "relative"
        for c in scene.line.cues.get(cue.start - 1, ())
    )
    return bool(scene.state.before) and not described and has_agent(scene, cue)


def _comes_to_us(scene: Scene, cue: VerbCue, verb: Verb) -> bool:
    """Tell whether what is sent arrives with us: “to us”, “to our servers”."""
    aim = [t.text.lower() for t in scene.tokens[cue.end : cue.end + 2]]
    if verb.operation != "dpv:Share" or not scene.state.before or aim not in _TO_US:
        return False
    return any(
        c.family == "pronouns" and c.value == "we" for c in scene.line.cues.get(cue.end + 1, ())
    )


def _of_party(scene: Scene, cue: VerbCue, verb: Verb) -> Verb | None:
    """What a party gives: to us it is collected, to others disclosed; without data it is none.

    “Sellers must provide a tax number”: what is demanded of them is given to us.
    """
    if verb.operation not in SHARING:
        return verb
    reach = range(cue.end, min(cue.end + OBJECT_REACH, len(scene.tokens)))
    named = any(f.kind == "data" for p in reach for f in scene.line.mentions.get(p, ()))
    generic = any(c.family == "data" for p in reach for c in scene.line.cues.get(p, ()))
    if not named and not generic:
        return None
    demanded = scene.state.modality is Modality.REQUIRED and not scene.state.denied
    demanded = demanded or "asked" in scene.state.flags
    to_us = demanded or any(
        c.family == "pronouns" and c.value == "we" and _receives(scene, cue, c)
        for p in reach
        for c in scene.line.cues.get(p, ())
    )
    if to_us:
        return Verb("dpv:Collect", "deliver", "data", noun=False)
    if "let" in scene.state.flags:
        scene.state.party = []  # "you authorise your doctor to give it to the insurer"
    return verb


def _receives(scene: Scene, cue: VerbCue, pronoun: Cue) -> bool:
    """Tell whether a pronoun is whom the verb gives to: right behind it, or after “to”, “with”."""
    before = scene.tokens[pronoun.start - 1].text.lower()
    return pronoun.start == cue.end or before in {"to", "with", "kepada", "dengan", "ke", "pada"}
