"""What a verb of the controller takes decides which is meant: data, a party, a basis or a message.

“We send offers” uses the address, “we use Mailchimp” shares data with it, “we rely on our
legitimate interest” uses what was named before. Groups that mean something only with an object of
their own are in a table with the test that asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph_builder.extraction.agents import has_agent
from graph_builder.extraction.forms import PASSIVES
from graph_builder.extraction.frames import RECORDED
from graph_builder.extraction.grammar import Verb, VerbCue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import HARD_STOPS, Line
from graph_builder.extraction.scene import CONJUNCTIONS, OBJECT_REACH, Scene
from graph_builder.model import Slot

# A message stands right behind its verb; the purposes that name one.
_MESSAGE_REACH = 1
# How far behind "use" a party may stand ("use a third-party provider"), and what else may.
_PARTY_REACH = 3
_PARTIES = frozenset({"recipient", ENTITY})
# “Third-party tools” are tools, not a party.
_ANYBODY = "alir:ThirdParty"
_OBJECTS = _PARTIES | {"data", "purpose"}
_OBJECT_NEAR = 5
_BASIS_REACH = 5
_SALE = "alir:Sell"
_ACCESS_REACH = 4
_SHOWN_WORDS = 4
_OFFERS = frozenset({"dpv:Marketing", "dpv:DirectMarketing"})
_ADVERTS = frozenset({"dpv:Advertising", "dpv:PersonalisedAdvertising"})
_MESSAGES = _OFFERS | {"dpv:CommunicationManagement"}


def by_object(scene: Scene, cue: VerbCue, shape: str, by_group: Mapping[str, Verb]) -> Verb | None:
    """Pick among the verbs of the controller by what they take."""
    if "" in by_group and _sends_offers(scene, cue, by_group[""]):
        return Verb("dpv:Use", "message", "none", noun=False)
    taken = by_group.get("") or by_group.get("place")
    if taken is not None and _takes_party(scene, cue, taken):
        return Verb("dpv:Share", "engage", "recipient", noun=False)
    if "engage" in by_group and _rests_on_basis(scene, cue):
        return Verb("dpv:Use", "", "none", noun=False)
    seen = "access" in by_group and scene.state.before and has_agent(scene, cue)
    if seen:
        return Verb("dpv:Share", "seen", "data", noun=False)  # "may be viewed by our partners"
    if "check" in by_group and _checks_with_party(scene, cue):
        return by_group["check"]
    if "" in by_group and by_group[""].operation == _SALE and not _sells_data(scene, cue, shape):
        return None
    for group in ("", "publish", "need", "engage", "permit", "include", "message", "communicate"):
        if group in by_group:
            return by_group[group]
    told = (g for g, counts in _BY_OBJECT.items() if g in by_group and counts(scene, cue, shape))
    return by_group.get(next(told, ""))


def _is_told_of_data(scene: Scene, cue: VerbCue, _shape: str) -> bool:
    """Tell “crash logs go to our host” from “by going to your account”."""
    moves = not scene.tokens[cue.start].text.lower().endswith("ing")
    return bool(scene.state.before) and moves and scene.state.subject != "you"


def _gets_at_data(scene: Scene, cue: VerbCue, _shape: str) -> bool:
    return scene.line.mention_ahead(cue.end, frozenset({"data"}), _ACCESS_REACH) is not None


def _observes_data(scene: Scene, cue: VerbCue, shape: str) -> bool:
    inside = scene.state.role is Slot.PURPOSE
    if shape == "passive" and _has_object_before(scene):
        return True  # "kontak darurat Anda dapat kami hubungi"
    return inside or scene.line.mention_ahead(cue.end, frozenset({"data"})) is not None


def _has_object_before(scene: Scene) -> bool:
    """Tell whether data stands before a passive that tells nothing of the person."""
    state = scene.state
    return state.subject != "you" and bool(state.before) and bool(state.before[-1].concept)


def _sends_offers(scene: Scene, cue: VerbCue, verb: Verb) -> bool:
    """“We may send offers by e-mail”: what is sent is a message, not the person's data."""
    if verb.operation != "dpv:Share" or verb.noun or scene.state.before:
        return False
    named = {c.value for c in scene.line.cues.get(cue.end, ()) if c.family == "data"}
    if named:  # "mengirimkan | informasi promo"
        offer = any(_names_offer(scene, at, cue.end + 1) for at in (cue.start, cue.end))
        return offer and "anaphor" not in named
    ahead = scene.line.mention_ahead(cue.end, frozenset({"data", "purpose"}), _MESSAGE_REACH)
    message = ahead is not None and ahead.kind == "purpose" and ahead.concept in _MESSAGES
    return message or _names_offer(scene, cue.start, cue.end) or _shows_adverts(scene, cue)


def _names_offer(scene: Scene, start: int, end: int) -> bool:
    """Tell whether the words from a place on, beyond another, name an offer: “kirim promo”."""
    return any(
        f.kind == "purpose" and f.concept in _OFFERS and f.end > end
        for f in scene.line.mentions.get(start, ())
    )


def _shows_adverts(scene: Scene, cue: VerbCue) -> bool:
    """“We show advertisements based on your visits”: the person sees them, gets no data."""
    object_at = cue.end
    return (
        any(
            f.kind == "purpose" and f.concept in _ADVERTS and f.end > cue.end
            for at in (cue.start, object_at)
            for f in scene.line.mentions.get(at, ())
            if f.end - f.start <= _SHOWN_WORDS
        )
        and scene.line.mention_ahead(cue.end, _PARTIES, _OBJECT_NEAR) is None
    )


def _places_recorder(scene: Scene, cue: VerbCue, shape: str) -> bool:
    """“Partners set cookies”, “cameras are installed”: nothing else that is placed records."""
    if shape in PASSIVES and any(f.concept in RECORDED for f in scene.state.before):
        return True  # else: "our car parks are covered by CCTV"
    ahead = scene.line.mention_ahead(cue.end, frozenset({"data"}), _OBJECT_NEAR)
    return ahead is not None and ahead.concept in RECORDED


def _is_taken(scene: Scene, _cue: VerbCue, shape: str) -> bool:
    """“Your contacts are uploaded to our servers”: nobody is said to give them."""
    return shape == "passive" and bool(scene.state.before)


# Groups that count only with the object that the test asks for.
_BY_OBJECT: Mapping[str, Callable[[Scene, VerbCue, str], bool]] = {
    "place": _places_recorder,
    "flow": _is_told_of_data,
    "access": _gets_at_data,
    "observe": _observes_data,
    "upload": _is_taken,
}


def _checks_with_party(scene: Scene, cue: VerbCue) -> bool:
    """“We verify your identity number with the registry”: who checks data is told it."""
    party = scene.line.mention_ahead(cue.end, _PARTIES, OBJECT_REACH)
    data = scene.line.mention_ahead(cue.end, frozenset({"data"}), _OBJECT_NEAR)
    enclitic = scene.tokens[cue.end - 1].text.lower().endswith("nya")
    told = data is not None or bool(scene.state.before) or scene.generic_ahead(cue.end) or enclitic
    return party is not None and told and scene.state.role is not Slot.PURPOSE


def _rests_on_basis(scene: Scene, cue: VerbCue) -> bool:
    """“We rely on our legitimate interest to …”: what is relied on is no party."""
    if scene.line.mention_ahead(cue.start, frozenset({"basis"}), _BASIS_REACH) is None:
        return False
    if scene.line.mention_ahead(cue.end, _PARTIES, _BASIS_REACH) is not None:
        return False
    scene.state.flags.add("anaphor")
    return True


def _sells_data(scene: Scene, cue: VerbCue, shape: str) -> bool:
    """Tell “rent your data” and “sell, rent or …” from “trade registers”."""
    following = scene.tokens[cue.end].text.lower() if cue.end < len(scene.tokens) else ""
    if shape in PASSIVES or following in CONJUNCTIONS:
        return True
    if scene.frame is None and not scene.state.before:
        return True
    ahead = scene.line.mention_ahead(cue.end, frozenset({"data"}), _OBJECT_NEAR)
    return ahead is not None or scene.generic_ahead(cue.end)


def _takes_party(scene: Scene, cue: VerbCue, verb: Verb) -> bool:
    """“We use Google Analytics to …”: what is used is a party, and no data is named."""
    state, line = scene.state, scene.line
    if verb.operation != "dpv:Use" and verb.group != "place":
        return False
    ours = state.subject == "we" or (not state.subject and state.task is not None)
    if verb.noun or state.before or not ours:
        return False  # "we use Mailchimp", "customer support uses Zendesk"
    ahead = line.mention_ahead(cue.end, _OBJECTS, _PARTY_REACH)
    if ahead is None or ahead.kind not in _PARTIES or ahead.concept == _ANYBODY:
        return False
    return not _names_data(line, cue.end)


def _names_data(line: Line, start: int) -> bool:
    """Tell whether data is named behind a place in the same clause, by kind or in general."""
    for at in range(start, len(line.tokens)):
        if line.tokens[at].text in HARD_STOPS:
            return False
        if any(f.kind == "data" for f in line.mentions.get(at, ())):
            return True
        if any(c.family == "data" for c in line.cues.get(at, ())):
            return True
    return False
