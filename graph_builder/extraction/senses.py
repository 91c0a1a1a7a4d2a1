"""Which of the verbs that share a word is meant: who acts, and who gets, decides.

What “you provide” is given to us, what “we provide” is disclosed, what “partners provide us with”
is collected from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph_builder.extraction.frames import RECORDED, SHARING
from graph_builder.extraction.grammar import Cue, Verb, VerbCue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import HARD_STOPS, Line
from graph_builder.extraction.scene import CONJUNCTIONS, OBJECT_REACH, Scene, is_di_verb
from graph_builder.model import Modality, Slot

# A message stands right behind its verb; the purposes that name one.
_MESSAGE_REACH = 1
# How far behind "use" a party may stand ("use a third-party provider"), and what else may.
_PARTY_REACH = 3
_PARTIES = frozenset({"recipient", ENTITY})
# “Third-party tools” are tools, not a party.
_ANYBODY = "alir:ThirdParty"
_OBJECTS = _PARTIES | {"data", "purpose"}
_OBJECT_NEAR = 5
_PASSIVES = frozenset({"passive", "participle"})
_BASIS_REACH = 5
_SALE = "alir:Sell"
_TO_US = (["to", "us"], ["to", "our"])
_ACCESS_REACH = 4
_ADVERB_REACH = 3
_SHOWN_WORDS = 4
_RECEIVER_REACH = 3
_ONLY = frozenset({"only", "solely", "exclusively", "hanya"})
_OFFERS = frozenset({"dpv:Marketing", "dpv:DirectMarketing"})
_ADVERTS = frozenset({"dpv:Advertising", "dpv:PersonalisedAdvertising"})
_MESSAGES = _OFFERS | {"dpv:CommunicationManagement"}


_RECEIVE = frozenset({"receive", "~erima"})
_LET = Verb("dpv:Share", "", "data", noun=False)


def choose(scene: Scene, cue: VerbCue, shape: str) -> Verb | None:
    """Pick among the verbs that share a word by who acts."""
    nouns = [v for v in cue.verbs if v.noun]
    verbs = [v for v in cue.verbs if not v.noun]
    if shape == "noun":
        return nouns[0] if nouns else None
    by_group = {v.group: v for v in verbs}
    if scene.state.subject == "you" and shape not in _PASSIVES:
        return by_group.get("give") or by_group.get("include")
    if shape in _PASSIVES and (known := _of_passive(scene, cue, shape, by_group)) is not None:
        return known
    if "access" in by_group and _tells_receivers(scene, cue):
        return by_group["access"]  # "parties who may receive your data include …"
    # "we obtain your consent", "some services are provided to you by third parties"
    others = shape in _PASSIVES and "communicate" in by_group and _done_by_others(scene, cue)
    if "idle" in by_group or others or _receives_itself(scene, cue, shape):
        return None
    if "let" in scene.state.flags and (verbs and verbs[0].operation not in SHARING):
        return _LET  # "we allow partners to use your data": we open it to them
    told = shape == "passive" and bool(scene.state.before)
    if _acts_for_itself(scene) and not told and by_group.keys() & {"access", ""}:
        seen = None if _is_automatic(scene, cue, by_group) else by_group.get("access")
        return seen or _of_party(scene, cue, by_group[""])
    return _by_object(scene, cue, shape, by_group) or (nouns[0] if nouns else None)


def is_outsourced(scene: Scene, cue: VerbCue, shape: str) -> bool:
    """“Customer service is provided by …”: a task of ours that somebody else does."""
    state = scene.state
    idle = state.mode == "main" and not state.before and scene.frame is None
    return idle and shape in _PASSIVES and state.task is not None and _has_agent(scene, cue)


def _acts_for_itself(scene: Scene) -> bool:
    """Tell whether a party acts, by name or as “they”."""
    return bool(scene.state.party) or scene.state.subject == "third"


def _done_by_others(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether an agent other than us is named soon behind a passive."""
    return any(
        c.family == "markers" and c.value == "agent"
        for position in range(cue.start, min(cue.end + _ADVERB_REACH, len(scene.tokens)))
        for c in scene.line.cues.get(position, ())
    )


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


def _by_object(scene: Scene, cue: VerbCue, shape: str, by_group: Mapping[str, Verb]) -> Verb | None:
    """Pick among the verbs of the controller by what they take."""
    if "" in by_group and _sends_offers(scene, cue, by_group[""]):
        return Verb("dpv:Use", "message", "none", noun=False)
    taken = by_group.get("") or by_group.get("place")
    if taken is not None and _takes_party(scene, cue, taken):
        return Verb("dpv:Share", "engage", "recipient", noun=False)
    if "engage" in by_group and _rests_on_basis(scene, cue):
        return Verb("dpv:Use", "", "none", noun=False)
    seen = "access" in by_group and scene.state.before and _has_agent(scene, cue)
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
    if shape in _PASSIVES and any(f.concept in RECORDED for f in scene.state.before):
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
    if shape in _PASSIVES or following in CONJUNCTIONS:
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
    return bool(scene.state.before) and not described and _has_agent(scene, cue)


def _comes_to_us(scene: Scene, cue: VerbCue, verb: Verb) -> bool:
    """Tell whether what is sent arrives with us: “to us”, “to our servers”."""
    aim = [t.text.lower() for t in scene.tokens[cue.end : cue.end + 2]]
    if verb.operation != "dpv:Share" or not scene.state.before or aim not in _TO_US:
        return False
    return any(
        c.family == "pronouns" and c.value == "we" for c in scene.line.cues.get(cue.end + 1, ())
    )


def _has_agent(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether somebody else is named behind a passive: “by our partners”."""
    if names_agent(scene, cue):
        return True
    at = cue.end
    if at < len(scene.tokens) and scene.tokens[at].text.lower() in _ONLY:
        at += 1  # "are accessed only by our staff"
    following = scene.line.cues.get(at, ())
    if not any(c.family == "markers" and c.value == "agent" for c in following):
        return False
    ours = scene.line.cues.get(at + 1, ())
    return not any(c.family == "pronouns" and c.value == "we" for c in ours)


def names_agent(scene: Scene, cue: VerbCue) -> bool:
    """“Pembayaran diproses Midtrans”: behind a passive in di- its agent may stand bare."""
    if not is_di_verb(scene.tokens[cue.start]):
        return False
    marked = any(c.family == "markers" for c in scene.line.cues.get(cue.end, ()))
    return not marked and any(f.kind in _PARTIES for f in scene.line.mentions.get(cue.end, ()))


def agent_is_you(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether the person does what a passive says: “provided by you”, “Anda berikan”."""
    for position in range(cue.end, min(cue.end + 4, len(scene.tokens))):
        if any(
            c.family == "pronouns" and c.value == "you" for c in scene.line.cues.get(position, ())
        ):
            previous = scene.tokens[position - 1].text.lower()
            return previous in {"by", "oleh"} or position == cue.end
    return False


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
