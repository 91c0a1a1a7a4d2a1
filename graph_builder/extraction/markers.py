"""The small words that open a slot: to, with, from, by, if, except, that, such as.

Indonesian: untuk, kepada, dari, oleh, jika, kecuali, yang, seperti. The tables of
:mod:`graph_builder.extraction.grammar` say which word marks what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph_builder.extraction.frames import OBTAINING, SHARING, Frame
from graph_builder.extraction.grammar import Cue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import HARD_STOPS
from graph_builder.extraction.scene import CONJUNCTIONS, DETERMINERS, Scene, State, is_di_verb
from graph_builder.model import Modality, Slot

# “… where it is necessary to:” opens a list of purposes, not of parties.
_PARTIES = frozenset({"recipient", ENTITY})
_PARTY_REACH = 4
_WHOM = frozenset({"whom", "which"})
_THEN_REACH = 2
_THEN = frozenset({"then", "kemudian", "selanjutnya", "lalu"})
_THROUGH = frozenset({"through", "via", "melalui", "lewat"})
_THROUGH_REACH = 3
_NOUN_WORDS = 6
_CLAUSE = 12
_EXAMPLES = 12
# “Data Anda, baik yang Anda berikan maupun yang dikumpulkan …” goes on with the same noun.
_CORRELATIVES = CONJUNCTIONS | {"baik", "maupun"}
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


def _mark_source(scene: Scene, cue: Cue) -> None:
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


def _mark_relative(scene: Scene, cue: Cue) -> None:
    state = scene.state
    named = scene.frame is None and bool(state.before)  # "untuk informasi lain, seperti …, yang …"
    if state.mode != "main" or (state.role is Slot.PURPOSE and not named):
        return
    kinds = {
        f.kind
        for p in range(max(0, cue.start - 8), cue.start)
        for f in scene.line.mentions.get(p, ())
        if cue.start - f.end in {0, 1}
    }
    cues = {
        c.family
        for p in range(max(0, cue.start - 4), cue.start)
        for c in scene.line.cues.get(p, ())
        if cue.start - c.end in {0, 1}
    }
    following = {t.text.lower() for t in scene.tokens[cue.end : cue.end + _THEN_REACH]}
    if not _THEN.isdisjoint(following):
        return  # "your card number, which is then sent to …" goes on with the story
    if _exists_not(scene, cue):
        return  # "tidak ada data yang dibagikan" denies what "yang" introduces
    if not kinds and not cues and _passes_unknown(scene, cue):
        return
    if "data" in kinds or "data" in cues:
        scene.state.mode, scene.state.antecedent = "relative", "data"
    elif kinds & {"recipient", ENTITY}:
        scene.state.mode, scene.state.antecedent = "relative", "party"
    scene.state.clause_start = cue.end


def _passes_unknown(scene: Scene, cue: Cue) -> bool:
    """“Tindakan yang diberikan”: what is said of a noun that nobody knows says nothing of data."""
    before = bool(scene.state.before) or scene.frame is not None
    if scene.takeover is not None:
        return False  # "aset yang dialihkan" are handed over
    if not before or cue.end >= len(scene.tokens) or cue.end not in scene.line.verbs:
        return False
    last = scene.tokens[cue.start - 1].text.lower() if cue.start else ""
    if not is_di_verb(scene.tokens[cue.end]) or last in _CORRELATIVES:
        return False
    scene.skip_to = cue.end + 1
    return True


def _exists_not(scene: Scene, cue: Cue) -> bool:
    """Tell whether “tidak ada” stands before the noun, and a passive behind “yang”."""
    if cue.end >= len(scene.tokens) or not scene.tokens[cue.end].text.lower().startswith("di"):
        return False
    state = scene.state
    return state.denied and scene.frame is None and cue.start - state.negated_at <= _NOUN_WORDS


def _mark_uses(scene: Scene, _cue: Cue) -> None:
    if scene.frame is not None and scene.state.role is not Slot.PURPOSE:
        uses = scene.frame.does(frozenset({"dpv:Use"})) or "engage" in scene.frame.flags
        scene.state.role = Slot.PURPOSE if uses else scene.state.role


def _mark_evidence(scene: Scene, cue: Cue) -> None:
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


_MARKERS: Mapping[str, Callable[[Scene, Cue], None]] = {
    "purpose": _mark_purpose,
    "recipient": _mark_recipient,
    "source": _mark_source,
    "agent": _mark_agent,
    "condition": _mark_condition,
    "exception": _mark_exception,
    "include": _mark_include,
    "relative": _mark_relative,
    "uses": _mark_uses,
    "evidence": _mark_evidence,
}
