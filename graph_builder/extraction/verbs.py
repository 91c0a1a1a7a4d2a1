"""Verbs: which one is meant, what form it has, and whether it states anything.

Who acts decides what a verb does: what *you* provide is collected, what *partners* collect is
disclosed to them. The form decides whether it states anything: a participle behind a noun or a verb
inside a purpose does not open a statement of its own; when a noun does is told in :mod:`nominals`.
"""

from __future__ import annotations

from graph_builder.extraction.causatives import asks, hands_over
from graph_builder.extraction.denials import negated
from graph_builder.extraction.forms import shape_of
from graph_builder.extraction.frames import SHARING
from graph_builder.extraction.grammar import Verb, VerbCue
from graph_builder.extraction.nominals import gerund_counts, nominal_counts
from graph_builder.extraction.relatives import relative_verb
from graph_builder.extraction.scene import BE, CONJUNCTIONS, DETERMINERS, Scene, is_di_verb
from graph_builder.extraction.senses import choose, is_outsourced
from graph_builder.extraction.statements import coordinated, include, join_statement, open_statement
from graph_builder.extraction.takeovers import change_hands, sells_business
from graph_builder.model import Modality, Slot

_MODAL_REACH = 4
_CLAUSE_AHEAD = 12
_RELATIVE_WORDS = 2
# A subject and the verb that nobody knows.
_REST = 2
# Behind one of these a verb goes on with its clause.
_BOUND = CONJUNCTIONS | {"to", "may", "will", "can"}
# What a person does to get at their data, and how many signs an enumerator has: “(a)”.
_ASKING = frozenset({"request", "ask", "obtain", "receive"})
_ENUMERATED = 3
_DASHES = frozenset({"-", "–", "—"})
_TIGHT = 4  # a longer verb phrase has a gap that holds its object, as "be visible to" names a party
# Inside a purpose these still take data of their own.
_ANALYSES = frozenset({"dpv:Use", "dpv:Collect", "dpv:Store"})


def verb(scene: Scene, cue: VerbCue) -> None:
    """Read one verb where it stands: inside another clause, or as a statement of its own."""
    if hands_over(scene, cue) or asks(cue):
        return
    shape = shape_of(scene, cue)
    readable = cue.end - cue.start > _TIGHT or scene.tokens[cue.start].text.lower() in BE
    scene.skip_to = cue.start + 1 if readable else cue.end
    if any(negated(scene, p) for p in range(cue.start + 1, cue.end)):
        scene.state.denied = True  # "is not visible to", with the negation inside
    if sells_business(scene, cue):
        change_hands(scene, cue)
    elif scene.state.mode == "relative" and not _ends_relative(scene, cue, shape):
        relative_verb(scene, cue)
    elif _is_main(scene, cue):
        _bid(scene, cue) if any(v.group == "bid" for v in cue.verbs) else _main(scene, cue, shape)


def _ends_relative(scene: Scene, cue: VerbCue, shape: str) -> bool:
    """Tell whether a relative clause had a verb of its own, whose meaning is not known.

    “Providers that administer surveys use cookies”, “data yang ditolak dimusnahkan”.
    """
    state = scene.state
    between = scene.tokens[state.clause_start : cue.start]
    if scene.frame is not None or not between:
        return False
    if state.antecedent == "data":
        ended = shape == "passive" and between[-1].text.lower().startswith("di")
        # "yang Anda susun | akan dibagikan": who acts inside has no passive
        passive = is_di_verb(scene.tokens[cue.start])
        ended = ended or (passive and state.clause_subject == "you" and len(between) > _REST)
    else:
        free = between[-1].text.lower() not in _BOUND
        acts = shape == "finite" or (
            shape == "active" and any(v.group == "access" for v in cue.verbs)
        )
        ended = bool(state.party) and acts and len(between) >= _RELATIVE_WORDS and free
    if ended:
        state.mode, state.clause_subject = "main", ""
    return ended


def _is_main(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether a verb acts in the main clause, leaving a condition that it ends."""
    if scene.state.mode == "condition":
        _leave_condition(scene, cue)
    return scene.state.mode not in {"condition", "exception", "skip"}


def _main(scene: Scene, cue: VerbCue, shape: str) -> None:
    if is_outsourced(scene, cue, shape) and scene.state.task is not None:
        scene.state.pending.append(scene.state.task)
        open_statement(scene, cue, Verb("dpv:Share", "engage", "recipient", noun=False), shape)
        return
    chosen = choose(scene, cue, shape)
    if chosen is None:
        _skip_yours(scene, shape)
    elif scene.state.role is Slot.PURPOSE and not _states_itself(scene, cue, chosen, shape):
        if not _names_purpose(scene, cue):
            _nested(scene, cue, chosen)
    elif shape == "participle":
        _participle(scene, cue, chosen)
    elif shape != "gerund" or gerund_counts(scene, cue):
        _state(scene, cue, chosen, shape)


def _leave_condition(scene: Scene, cue: VerbCue) -> None:
    """Let a verb end the condition before it, where the condition is over or states a practice."""
    state = scene.state
    if scene.frame is not None and _goes_on(scene, cue):
        scene.close_clause(scene.at)  # "recorded at verification and sent to our provider"
    if state.before and _says_what(cue):
        scene.close_clause(scene.at)  # "what you fill in when you register is: …"
    if state.mode == "condition" and _supposes_sharing(scene, cue):
        scene.close_clause(scene.at)
        state.subject, state.modality, state.role = "we", Modality.POSSIBLE, None


def _goes_on(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether a verb goes on with the main clause behind a condition without a verb."""
    state = scene.state
    last = scene.tokens[cue.start - 1].text.lower() if cue.start else ""
    if state.mode != "condition" or state.clause_subject or last not in CONJUNCTIONS:
        return False
    return not any(p in scene.line.verbs for p in range(state.clause_start, cue.start))


def _skip_yours(scene: Scene, shape: str) -> None:
    """What you do apart from giving data is no practice: pass over its objects."""
    if scene.state.subject == "you" and shape in {"finite", "active"}:
        scene.state.mode, scene.state.role = "skip", None


def _bid(scene: Scene, cue: VerbCue) -> None:
    """“The court may require us to disclose your data”: who makes us do it gets the data."""
    state = scene.state
    last = scene.tokens[cue.start - 1] if cue.start else None
    acted = last is not None and last.word and last.text.lower() not in CONJUNCTIONS
    if state.party or (acted and state.subject != "you"):
        state.pending.extend(state.party)
        state.subject, state.party = "we", []
    else:
        scene.skip_to = cue.start + 1  # an item: "(you may) require us to delete your data"


def _participle(scene: Scene, cue: VerbCue, chosen: Verb) -> None:
    """A participle engages a party, modifies a noun beside it, or states something."""
    state = scene.state
    if _is_attribute(scene, cue):
        return
    if _is_told_behind(scene, cue, chosen):
        state.role = Slot.PURPOSE
        return
    if state.party and scene.frame is None and _is_used_party(scene, cue, chosen):
        engaged = Verb("dpv:Share", "engage", "recipient", noun=False)
        open_statement(scene, cue, engaged, "finite")  # "third parties used by the app:"
    elif scene.frame is not None or scene.verb_ahead(cue.end, _CLAUSE_AHEAD):
        state.mode, state.antecedent = "relative", "data"
        if chosen.operation == "dpv:Use":
            state.antecedent = "used"
        else:
            relative_verb(scene, cue)
    else:
        _state(scene, cue, chosen, "participle")


def _is_told_behind(scene: Scene, cue: VerbCue, chosen: Verb) -> bool:
    """“Used for billing”, “Session cookies – used to …”: what the item before it is for."""
    if chosen.operation != "dpv:Use" or scene.frame is None:
        return False
    return cue.start == 0 or scene.tokens[cue.start - 1].text in _DASHES


def _is_attribute(scene: Scene, cue: VerbCue) -> bool:
    """“including your anonymised address”: between determiner and noun it states nothing."""
    last = scene.tokens[cue.start - 1].text.lower() if cue.start else ""
    return last in DETERMINERS and any(
        f.kind == "data" for f in scene.line.mentions.get(cue.end, ())
    )


def _state(scene: Scene, cue: VerbCue, chosen: Verb, shape: str) -> None:
    """Open a frame, or join or complete the last one, where the verb states a practice."""
    if chosen.noun and (_is_yours(scene) or not nominal_counts(scene, cue)):
        return
    if _is_told_you(scene, cue, chosen):
        scene.state.mode, scene.state.role = "skip", None
        return
    if chosen.group == "include":
        include(scene, cue)
    elif chosen.group != "give" and scene.state.subject == "you" and shape in {"finite", "active"}:
        _skip_yours(scene, shape)
    elif chosen.group != "check" and coordinated(scene, cue) and scene.frame is not None:
        join_statement(scene, cue, chosen)
    else:
        open_statement(scene, cue, chosen, shape)


def _is_told_you(scene: Scene, cue: VerbCue, chosen: Verb) -> bool:
    """“Delete your account”, “Request a copy of your data”: who is told to do it is you."""
    if cue.start > _ENUMERATED or scene.frame is not None or chosen.noun or scene.state.subject:
        return False
    if any(t.word and len(t.text) > 1 for t in scene.tokens[: cue.start]):
        return False
    word = scene.tokens[cue.start]
    if word.keys[-1].startswith("~") and word.text.lower().endswith("kan"):
        return not word.text.lower().startswith(("me", "di"))  # "Sampaikan keluhan kepada …"
    following = scene.tokens[cue.end].text.lower() if cue.end < len(scene.tokens) else ""
    erases = chosen.operation == "dpv:Erase" and following in {"your", "all", "any", "data", "akun"}
    return erases or not _ASKING.isdisjoint(scene.tokens[cue.start].keys)


def _is_yours(scene: Scene) -> bool:
    """“You may refuse the use of your data” grants a right, unless you agree to the use."""
    agrees = scene.sentence_flags or "without" in scene.state.flags
    return scene.state.subject == "you" and scene.state.mode == "main" and not agrees


def _is_used_party(scene: Scene, cue: VerbCue, chosen: Verb) -> bool:
    """“Third parties used by the app”, “A mail provider, used for sending receipts”."""
    if chosen.operation == "dpv:Use" and not any(f.concept for f in scene.state.before):
        return True
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


def _names_purpose(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether the verb begins the words of a purpose (“process your payment”)."""
    return any(
        f.kind == "purpose" and f.end > cue.end for f in scene.line.mentions.get(cue.start, ())
    )


def _states_itself(scene: Scene, cue: VerbCue, verb: Verb, shape: str) -> bool:
    """Tell whether a verb where a purpose is open makes a statement of its own."""
    if shape == "passive" and scene.frame is None and scene.state.before:
        return True  # "For billing purposes, your e-mail address is shared"
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


def _nested(scene: Scene, cue: VerbCue, verb: Verb) -> None:
    """Inside a purpose, analysing or tracking still takes data: "to analyse your behaviour"."""
    frame = scene.frame
    if frame is None:
        return
    scene.state.nested = verb.operation in _ANALYSES
    if scene.state.nested and "engage" in frame.flags and scene.generic_ahead(cue.end):
        frame.flags.add("generic")  # "we work with hosts to store data"
