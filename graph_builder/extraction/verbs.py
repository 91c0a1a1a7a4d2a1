"""Verbs: which one is meant, what form it has, and the frame that it opens or joins.

Who acts decides what a verb does: what *you* provide is collected, what *partners* collect is
disclosed to them. The form decides whether it states anything: a participle behind a noun or a verb
inside a purpose does not open a statement of its own.
"""

from __future__ import annotations

from dataclasses import replace

from graph_builder.extraction.forms import has_subject_before, shape_of
from graph_builder.extraction.frames import OBTAINING, OPEN_SLOT, SHARING, TAKEOVER, Frame
from graph_builder.extraction.grammar import Cue, Verb, VerbCue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import HARD_STOPS
from graph_builder.extraction.scene import CONJUNCTIONS, Scene
from graph_builder.model import Modality, Slot

_NOUN_REACH = 5
_CLAUSE = 9
_OBJECT_REACH = 12
_MODAL_REACH = 4
_CLAUSE_AHEAD = 12
_BETWEEN_COORDINATED = 4
_CLAUSE_OPENING = 5
# Verbs that a business and its data are both the object of, by their keys.
_CHANGES = frozenset({"transfer", "assign", "~alihkan", "~indahkan"})
_TIGHT = 4  # a longer verb phrase has a gap that holds its object
# "This helps us to …": what it points to is the data.
_DEMONSTRATIVES = frozenset({"this", "these", "it", "they", "hal", "ini"})
# Inside a purpose these still take data of their own.
_ANALYSES = frozenset({"dpv:Use", "dpv:Collect", "dpv:Store"})


def verb(scene: Scene, cue: VerbCue) -> None:
    """Read one verb where it stands: inside another clause, or as a statement of its own."""
    shape = shape_of(scene, cue)
    scene.skip_to = cue.end if cue.end - cue.start <= _TIGHT else cue.start + 1
    if _sells_business(scene, cue):
        _change_hands(scene, cue)
        return
    if scene.state.mode == "relative":
        _relative_verb(scene, cue)
        return
    if scene.state.mode == "condition":
        _leave_condition(scene, cue)
    if scene.state.mode in {"condition", "exception", "skip"}:
        return
    chosen = _choose(scene, cue, shape)
    if chosen is None:
        _skip_yours(scene, shape)
    elif scene.state.role is Slot.PURPOSE and not _states_itself(scene, cue, chosen):
        if not _names_purpose(scene, cue):
            _nested(scene, chosen)
    elif shape == "participle":
        _participle(scene, cue, chosen)
    elif shape != "gerund" or _gerund_counts(scene, cue):
        _state(scene, cue, chosen, shape)


def _sells_business(scene: Scene, cue: VerbCue) -> bool:
    """“sell or transfer all or part of our assets”: the business changes hands, not the data."""
    sells = any(v.operation == "alir:Sell" for v in cue.verbs)
    if not sells and not _CHANGES.intersection(scene.tokens[cue.start].keys):
        return False
    object_at = data_at = len(scene.tokens)
    for position in range(cue.end, min(cue.end + _OBJECT_REACH, len(scene.tokens))):
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


def _change_hands(scene: Scene, cue: VerbCue) -> None:
    """Let the disclosure that a sale of the business governs, or brings with it, be for it."""
    sale = scene.filler(Slot.PURPOSE, TAKEOVER, cue.start, cue.end, "sale of business")
    if scene.frame is not None and scene.frame.does(SHARING):
        scene.frame.add(sale)
    else:
        scene.takeover = sale


def _leave_condition(scene: Scene, cue: VerbCue) -> None:
    """Let a verb end the condition before it, where the condition is over or states a practice."""
    state = scene.state
    if state.before and _says_what(cue):
        scene.close_clause(scene.at)  # "what you fill in when you register is: …"
    if state.mode == "condition" and _supposes_sharing(scene, cue):
        scene.close_clause(scene.at)
        state.subject, state.modality, state.role = "we", Modality.POSSIBLE, None


def _skip_yours(scene: Scene, shape: str) -> None:
    """What you do apart from giving data is no practice: pass over its objects."""
    if scene.state.subject == "you" and shape in {"finite", "active"}:
        scene.state.mode, scene.state.role = "skip", None


def _participle(scene: Scene, cue: VerbCue, chosen: Verb) -> None:
    """A participle engages a party, modifies the noun before it, or states something."""
    state = scene.state
    if state.party and scene.frame is None and _by_us(scene, cue):
        engaged = Verb("dpv:Share", "engage", "recipient", noun=False)
        _open(scene, cue, engaged, "finite")  # "third parties used by the app:"
    elif scene.frame is not None or scene.verb_ahead(cue.end, _CLAUSE_AHEAD):
        state.mode, state.antecedent = "relative", "data"
        if chosen.operation == "dpv:Use":
            state.antecedent = "used"
        else:
            _relative_verb(scene, cue)
    else:
        _state(scene, cue, chosen, "participle")


def _state(scene: Scene, cue: VerbCue, chosen: Verb, shape: str) -> None:
    """Open a frame, or join or complete the last one, where the verb states a practice."""
    if chosen.noun and (_is_yours(scene) or not _nominal_counts(scene, cue)):
        return
    if chosen.group == "include":
        _include(scene, cue)
    elif chosen.group != "give" and scene.state.subject == "you" and shape in {"finite", "active"}:
        _skip_yours(scene, shape)
    elif _coordinated(scene, cue) and scene.frame is not None:
        _join(scene, cue, chosen)
    else:
        _open(scene, cue, chosen, shape)


def _is_yours(scene: Scene) -> bool:
    """“You may refuse the use of your data” grants a right, unless you agree to the use."""
    agrees = scene.sentence_flags or "without" in scene.state.flags
    return scene.state.subject == "you" and scene.state.mode == "main" and not agrees


def _by_us(scene: Scene, cue: VerbCue) -> bool:
    return any(
        c.family == "pronouns" and c.value == "we"
        for position in range(cue.end, min(cue.end + 3, len(scene.tokens)))
        for c in scene.line.cues.get(position, ())
    )


def _says_what(cue: VerbCue) -> bool:
    return all(v.group == "include" for v in cue.verbs)


def _supposes_sharing(scene: Scene, cue: VerbCue) -> bool:
    """“If we disclose your data to …, we ask for consent”: the condition states the practice."""
    if scene.state.clause_subject != "we" or scene.frame is not None:
        return False
    shares = any(v.operation in SHARING and not v.noun and not v.group for v in cue.verbs)
    return shares and scene.line.mention_ahead(cue.end, frozenset({"data"}), 4) is not None


def _choose(scene: Scene, cue: VerbCue, shape: str) -> Verb | None:
    """Pick among the verbs that share a word by who acts."""
    nouns = [v for v in cue.verbs if v.noun]
    verbs = [v for v in cue.verbs if not v.noun]
    if shape == "noun":
        return nouns[0] if nouns else None
    by_group = {v.group: v for v in verbs}
    if scene.state.subject == "you" and shape not in {"passive", "participle"}:
        return by_group.get("give") or by_group.get("include")
    if shape in {"passive", "participle"} and "give" in by_group and _agent_is_you(scene, cue):
        return by_group["give"]
    if scene.state.party and "access" in by_group:
        return by_group["access"]
    if scene.state.party and "" in by_group and by_group[""].operation in SHARING:
        return _of_party(scene, cue, by_group[""])
    for group in ("", "engage", "include", "communicate"):
        if group in by_group:
            return by_group[group]
    if "access" in by_group and scene.line.mention_ahead(cue.end, frozenset({"data"}), 4):
        return by_group["access"]
    if "observe" in by_group and (
        scene.state.role is Slot.PURPOSE
        or scene.line.mention_ahead(cue.end, frozenset({"data"})) is not None
    ):
        return by_group["observe"]
    return nouns[0] if nouns else None


def _of_party(scene: Scene, cue: VerbCue, verb: Verb) -> Verb | None:
    """What a party gives: to us it is collected, to others disclosed; without data it is none."""
    reach = range(cue.end, min(cue.end + _OBJECT_REACH, len(scene.tokens)))
    named = any(f.kind == "data" for p in reach for f in scene.line.mentions.get(p, ()))
    generic = any(c.family == "data" for p in reach for c in scene.line.cues.get(p, ()))
    if not named and not generic:
        return None
    to_us = any(
        c.family == "pronouns" and c.value == "we" and _receives(scene, cue, c)
        for p in reach
        for c in scene.line.cues.get(p, ())
    )
    return Verb("dpv:Collect", "deliver", "data", noun=False) if to_us else verb


def _receives(scene: Scene, cue: VerbCue, pronoun: Cue) -> bool:
    """Tell whether a pronoun is whom the verb gives to: right behind it, or after “to”, “with”."""
    before = scene.tokens[pronoun.start - 1].text.lower()
    return pronoun.start == cue.end or before in {"to", "with", "kepada", "dengan", "ke", "pada"}


def _agent_is_you(scene: Scene, cue: VerbCue) -> bool:
    for position in range(cue.end, min(cue.end + 4, len(scene.tokens))):
        if any(
            c.family == "pronouns" and c.value == "you" for c in scene.line.cues.get(position, ())
        ):
            previous = scene.tokens[position - 1].text.lower()
            return previous in {"by", "oleh"} or position == cue.end
    return False


def _relative_verb(scene: Scene, cue: VerbCue) -> None:
    state = scene.state
    verb = next((v for v in cue.verbs if not v.noun), None)
    if verb is None or state.antecedent == "used":
        return
    if verb.group == "include" and scene.frame is not None and state.antecedent == "data":
        state.mode, state.role = "main", Slot.DATA  # "information (which may include your name)"
        return
    if state.antecedent == "party":
        if verb.group in {"", "access"} and verb.operation in {
            "dpv:Collect",
            "dpv:Use",
            "dpv:Share",
            "dpv:Store",
        }:
            if scene.frame is not None:
                scene.frame.open = Slot.DATA
                state.role = Slot.DATA
            state.mode = "main"
        return
    if state.antecedent == "data" and _serves(scene, cue, verb):
        state.antecedent = "used"  # "your IP address, which is used to connect you, …"
        return
    if state.antecedent == "data":
        you = state.clause_subject == "you" or _agent_is_you(scene, cue)
        state.relative = "dpv:Collect" if you else (verb.operation or state.relative)
        if you:
            state.flags.add("given")
            if scene.frame is not None:
                scene.frame.flags.add("given")
    _leave_relative(scene, cue)


def _serves(scene: Scene, cue: VerbCue, verb: Verb) -> bool:
    """Tell whether a relative clause says what a listed thing is for, not what we do with it."""
    if scene.state.clause_subject == "we":
        return False
    collecting = scene.frame is not None and scene.frame.does(OBTAINING)
    following = scene.line.cues.get(cue.end, ())
    aims = any(c.family == "markers" and c.value in {"purpose", "recipient"} for c in following)
    return collecting and aims and verb.operation == "dpv:Use" and not verb.group


def _leave_relative(scene: Scene, cue: VerbCue) -> None:
    """A relative clause ends after its verbs; what follows belongs to the main clause."""
    following = cue.end
    conjoined = (
        following < len(scene.tokens) and scene.tokens[following].text.lower() in CONJUNCTIONS
    )
    if conjoined and scene.verb_ahead(following + 1, 2):
        return
    scene.state.mode = "main"
    scene.state.clause_subject = ""


def _names_purpose(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether the verb begins the words of a purpose (“process your payment”)."""
    return any(
        f.kind == "purpose" and f.end > cue.end for f in scene.line.mentions.get(cue.start, ())
    )


def _gerund_counts(scene: Scene, cue: VerbCue) -> bool:
    """“our collecting”, “- Collecting …” state something; “when using a service” does not."""
    if cue.start == 0 or _coordinated(scene, cue):
        return True
    return scene.tokens[cue.start - 1].text.lower() in {
        "our",
        "us",
        "the",
        "includes",
        "include",
        ":",
    }


def _nominal_counts(scene: Scene, cue: VerbCue) -> bool:
    """A noun states a practice where data follows: “the sharing of your data with”."""
    if any(
        c.family == "statement" and c.value == "unlawful"
        for position in range(max(0, cue.start - 3), cue.start)
        for c in scene.line.cues.get(position, ())
    ):
        return False
    if scene.line.mention_ahead(cue.end, frozenset({"basis"}), _CLAUSE):
        scene.state.flags.add("anaphor")  # "the processing is based on our legitimate interest"
        return True
    for position in range(cue.end, min(cue.end + _NOUN_REACH, len(scene.tokens))):
        if not scene.tokens[position].word and scene.tokens[position].text not in {",", "/"}:
            return False
        if position in scene.line.verbs and scene.tokens[position - 1].text.lower() in CONJUNCTIONS:
            return True
        if any(f.kind == "data" for f in scene.line.mentions.get(position, ())):
            return scene.tokens[position - 1].text != ","
        if any(c.family == "data" for c in scene.line.cues.get(position, ())):
            return scene.tokens[position - 1].text != ","
    return False


def _coordinated(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether only conjunctions and adverbs stand between this verb and the last."""
    frame = scene.frame
    if frame is None or not frame.operations or frame.denied is not scene.state.denied:
        return False
    last = frame.operations[-1].end
    if frame.subject == "you" and scene.state.subject != "you":
        return False
    between = [t for t in scene.tokens[: cue.start] if t.start >= last]
    if not between:
        return True
    return (
        len(between) <= _BETWEEN_COORDINATED
        and any(t.text.lower() in CONJUNCTIONS for t in between)
        and not any(
            f.kind in {"data", "recipient", "purpose", ENTITY}
            for position in range(cue.start - len(between), cue.start)
            for f in scene.line.mentions.get(position, ())
        )
        and not any(
            c.family == "data"
            for position in range(cue.start - len(between), cue.start)
            for c in scene.line.cues.get(position, ())
        )
    )


def _join(scene: Scene, cue: VerbCue, verb: Verb) -> None:
    assert scene.frame is not None
    operation = verb.operation or "dpv:Use"
    if all(f.concept != operation for f in scene.frame.operations):
        scene.frame.operations.append(
            scene.filler(Slot.OPERATION, operation, cue.start, cue.end, "coordinated verb")
        )
    else:
        scene.frame.operations[-1] = scene.filler(
            Slot.OPERATION,
            scene.frame.operations[-1].concept,
            cue.start,
            cue.end,
            "coordinated verb",
        )
    scene.frame.open = OPEN_SLOT.get(operation, Slot.DATA)
    scene.state.role = Slot.DATA


def _open(scene: Scene, cue: VerbCue, verb: Verb, shape: str) -> None:
    state = scene.state
    previous = scene.frame
    frame = Frame(
        denied=state.denied,
        modality=state.modality,
        subject="third" if state.party else state.subject,
        flags=set(state.flags),
        start=scene.tokens[0].start,
        end=scene.tokens[-1].end,
    )
    frame.operations.append(
        scene.filler(Slot.OPERATION, verb.operation, cue.start, cue.end, "verb")
    )
    if verb.group:
        frame.flags.add(verb.group)
    if verb.noun:
        frame.flags.add("nominal")
    passive = shape in {"passive", "participle"}
    _take_waiting(
        scene, frame, passive=passive, as_object=bool(verb.noun) or verb.group == "communicate"
    )
    frame.clauses.extend(scene.waiting)
    scene.waiting.clear()
    if previous is not None and not (passive and state.before):
        frame.flags.add("follows")
    frame.open = (
        Slot.RECIPIENT if verb.object == "recipient" else OPEN_SLOT.get(verb.operation, Slot.DATA)
    )
    state.role = {"recipient": Slot.RECIPIENT, "none": Slot.PURPOSE}.get(verb.object, Slot.DATA)
    if verb.group == "communicate":
        _purpose_at(scene, frame, cue)
        if scene.tokens[cue.start].text.lower() in _DEMONSTRATIVES:
            frame.flags.add("anaphor")
    if scene.takeover is not None and frame.does(SHARING):
        frame.add(scene.takeover)
    frame.supposed = state.supposed
    state.pending, state.party, state.before = [], [], []
    state.flags = set()
    scene.frame = frame
    scene.frames.append(frame)


def _take_waiting(scene: Scene, frame: Frame, *, passive: bool, as_object: bool) -> None:
    """Give a new frame what stood before its verb: objects, the acting party, open values."""
    state = scene.state
    if passive or as_object:
        for filler in state.before:
            frame.add(filler) if filler.concept else frame.flags.add(filler.rule)
    party_slot = Slot.OBTAINED_FROM if "deliver" in frame.flags else Slot.RECIPIENT
    for filler in [] if passive else state.party:
        frame.add(replace(filler, slot=party_slot))
    for filler in state.pending:
        frame.add(filler)


def _purpose_at(scene: Scene, frame: Frame, cue: VerbCue) -> None:
    """“We send you newsletters”: the verb phrase itself names the purpose."""
    for position in range(max(0, cue.start - 1), cue.end):
        for found in scene.line.mentions.get(position, ()):
            if found.kind == "purpose":
                frame.add(
                    scene.filler(Slot.PURPOSE, found.concept, found.start, found.end, "verb phrase")
                )


def _include(scene: Scene, cue: VerbCue) -> None:
    state = scene.state
    if not state.before:
        if scene.frame is None and (state.party or _lists_examples(scene, cue)):
            _open(scene, cue, Verb("dpv:Share", "include", "recipient", noun=False), "finite")
            scene.frames[-1].flags.add("anaphor")
        elif scene.frame is not None and has_subject_before(scene, cue):
            state.role = Slot.DATA  # "and we may include survey answers" goes on with the list
        return
    operation = state.relative or ("dpv:Collect" if "given" in state.flags else "")
    _open(scene, cue, Verb(operation, "include", "data", noun=False), "passive")
    state.role = Slot.DATA


def _lists_examples(scene: Scene, cue: VerbCue) -> bool:
    """“Examples of these include couriers”: parties of the sentence before, by name."""
    first = scene.line.mention_ahead(cue.end, frozenset({"recipient", ENTITY, "data"}), 2)
    opens = cue.start <= _CLAUSE_OPENING and scene.state.subject != "we"
    opens = opens and not scene.tokens[cue.start].text.endswith("ing")
    return opens and first is not None and first.kind != "data"


def _states_itself(scene: Scene, cue: VerbCue, verb: Verb) -> bool:
    """Tell whether a verb where a purpose is open makes a statement of its own."""
    firm = scene.state.role_inherited and 0 < cue.start - scene.state.modal_at <= _MODAL_REACH
    return firm or _starts_sharing(scene, cue, verb)


def _starts_sharing(scene: Scene, cue: VerbCue, verb: Verb) -> bool:
    """“to improve it and share it with …”: a verb of sharing with an object of its own."""
    if verb.operation not in SHARING or verb.group:
        return False
    last = scene.tokens[cue.start - 1].text.lower() if cue.start else ""
    if last not in CONJUNCTIONS:
        return False
    return scene.line.mention_ahead(cue.end, frozenset({"data"}), 4) is not None or any(
        c.family == "data"
        for p in range(cue.end, min(cue.end + 3, len(scene.tokens)))
        for c in scene.line.cues.get(p, ())
    )


def _nested(scene: Scene, verb: Verb) -> None:
    """Inside a purpose, analysing or tracking still takes data: "to analyse your behaviour"."""
    if scene.frame is not None:
        scene.state.nested = verb.operation in _ANALYSES
