"""Statements: the frame that a verb opens, joins or elaborates.

:mod:`verbs` tells which verbs state something; here they do. A new frame takes what stood before
its verb: objects, the acting party, conditions, what a condition told.
"""

from __future__ import annotations

from dataclasses import replace

from graph_builder.extraction.agents import names_agent
from graph_builder.extraction.forms import has_subject_before
from graph_builder.extraction.frames import LOGIN, OBTAINING, OPEN_SLOT, SHARING, Frame
from graph_builder.extraction.grammar import Verb, VerbCue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import HARD_STOPS
from graph_builder.extraction.scene import CONJUNCTIONS, Scene, is_di_verb
from graph_builder.model import Slot

_CLAUSE_OPENING = 5
_APPOSITION = 20
_ENCLITIC = "nya"
# What the label of data in general says is done with it: “information we collect”.
_NAMED_BY = {"collect": "dpv:Collect", "collected": "dpv:Collect", "kumpulkan": "dpv:Collect"}
_NAMED_BY |= {"dikumpulkan": "dpv:Collect", "peroleh": "dpv:Collect", "obtain": "dpv:Collect"}
# Our own people, who get data and collect it for us.
_STAFF = "dpv:Recipient"
# "This helps us to …": what it points to is the data.
_DEMONSTRATIVES = frozenset({"this", "these", "it", "they", "hal", "ini"})
# How many words may stand between coordinated verbs.
_BETWEEN_COORDINATED = 4


def coordinated(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether only conjunctions and adverbs stand between this verb and the last."""
    frame = scene.frame
    if frame is None or not frame.operations or frame.denied is not scene.state.denied:
        return False
    last = frame.operations[-1].end
    if frame.subject == "you" and scene.state.subject != "you":
        return False
    # Back to the last verb, and no further than the words that may stand between.
    floor = max(0, cue.start - _BETWEEN_COORDINATED - 1)
    between = [t for t in scene.tokens[floor : cue.start] if t.start >= last]
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


def join_statement(scene: Scene, cue: VerbCue, verb: Verb) -> None:
    """Let a coordinated verb add what it does to the statement before it."""
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


def open_statement(scene: Scene, cue: VerbCue, verb: Verb, shape: str) -> None:
    """Open the frame of a verb, with all that the clause said before it."""
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
    if verb.group == "message":
        frame.flags.add("communicate")
    if verb.noun:
        frame.flags.add("nominal")
    enclitic = scene.tokens[cue.end - 1].text.lower().endswith(_ENCLITIC)
    if shape == "active" and enclitic and frame.subject in {"we", "third"}:
        frame.flags.add("pronoun")  # "kami menggunakannya": we use it
    passive = shape in {"passive", "participle"}
    turns_to_you = "communicate" in frame.flags
    _take_waiting(scene, frame, passive=passive, as_object=verb.noun or turns_to_you)
    frame.clauses.extend(scene.waiting)
    scene.waiting.clear()
    if previous is not None and not (passive and state.before):
        frame.flags.add("follows")
    frame.open = (
        Slot.RECIPIENT if verb.object == "recipient" else OPEN_SLOT.get(verb.operation, Slot.DATA)
    )
    state.role = {"recipient": Slot.RECIPIENT, "none": Slot.PURPOSE}.get(verb.object, Slot.DATA)
    if turns_to_you:
        _purpose_at(scene, frame, cue)
        if scene.tokens[cue.start].text.lower() in _DEMONSTRATIVES:
            frame.flags.add("anaphor")
    _take_told(scene, frame)
    if passive and names_agent(scene, cue) and not frame.flags & {"give", "deliver"}:
        state.role, state.agent = Slot.RECIPIENT, True
    frame.supposed = state.supposed
    state.pending, state.party, state.before = [], [], []
    state.flags = set()
    scene.frame = frame
    scene.frames.append(frame)


def _take_told(scene: Scene, frame: Frame) -> None:
    """Give a frame what a condition before it told: a change of hands, who demands, who tells."""
    if frame.does(OBTAINING) and LOGIN in frame.flags:
        for party in scene.supposed:
            frame.add(replace(party, slot=Slot.OBTAINED_FROM))
    if not frame.does(SHARING):
        return
    if scene.takeover is not None:
        frame.add(scene.takeover)
    if not frame.denied:
        for authority in scene.demanding:
            frame.add(authority)


def _take_waiting(scene: Scene, frame: Frame, *, passive: bool, as_object: bool) -> None:
    """Give a new frame what stood before its verb: objects, the acting party, open values."""
    state = scene.state
    if passive or as_object:
        for filler in state.before:
            frame.add(filler) if filler.concept else frame.flags.add(filler.rule)
    party_slot = Slot.OBTAINED_FROM if "deliver" in frame.flags else Slot.RECIPIENT
    for filler in [] if passive else state.party:
        if filler.concept != _STAFF or frame.does(SHARING):
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


def include(scene: Scene, cue: VerbCue) -> None:
    """Read a verb of including: it says what data is made of, or who the parties are."""
    state = scene.state
    if not state.before:
        if scene.frame is None and (state.party or _lists_examples(scene, cue)):
            open_statement(
                scene, cue, Verb("dpv:Share", "include", "recipient", noun=False), "finite"
            )
            scene.frames[-1].flags.add("anaphor")
        elif scene.frame is not None and has_subject_before(scene, cue):
            state.role = Slot.DATA  # "and we may include survey answers" goes on with the list
        return
    if _is_apposition(scene, cue):
        return
    if scene.takeover is not None:
        # "in a merger, your data may be included in the assets that change hands"
        handed = Verb("dpv:Share", "", "recipient", noun=False)
        open_statement(scene, cue, handed, "passive")
        return
    if _lists_examples(scene, cue):
        shared = Verb("dpv:Share", "include", "recipient", noun=False)
        open_statement(
            scene, cue, shared, "passive"
        )  # "the recipients of your data include couriers"
        return
    named = next((_NAMED_BY[w] for f in state.before for w in f.rule.split() if w in _NAMED_BY), "")
    operation = state.relative or ("dpv:Collect" if "given" in state.flags else named)
    open_statement(scene, cue, Verb(operation, "include", "data", noun=False), "passive")
    state.role = Slot.DATA


def _is_apposition(scene: Scene, cue: VerbCue) -> bool:
    """“Data biometrik berupa sidik jari | digunakan untuk …”: the verb of the sentence follows."""
    for position in range(cue.end, min(cue.end + _APPOSITION, len(scene.tokens))):
        token = scene.tokens[position]
        if token.text in HARD_STOPS or token.text == ":":
            return False
        if position in scene.line.verbs and is_di_verb(token):
            last = scene.tokens[position - 1].text.lower()
            return last != "yang" and not _is_told_of_others(scene, position)
        if any(c.family == "markers" for c in scene.line.cues.get(position, ())):
            return False
    return False


def _is_told_of_others(scene: Scene, at: int) -> bool:
    """Tell whether a clause of its own begins right before a verb: “…, yang Anda …”."""
    return any(
        c.family == "pronouns"
        for position in range(max(0, at - 2), at)
        for c in scene.line.cues.get(position, ())
    )


def _lists_examples(scene: Scene, cue: VerbCue) -> bool:
    """“Examples of these include couriers”: parties of the sentence before, by name."""
    first = scene.line.mention_ahead(cue.end, frozenset({"recipient", ENTITY, "data"}), 2)
    opens = cue.start <= _CLAUSE_OPENING and scene.state.subject != "we"
    opens = opens and not scene.tokens[cue.start].text.endswith("ing")
    return opens and first is not None and first.kind != "data"
