"""Relative clauses: where they open, what their verbs tell of the noun before, where they end."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.extraction.agents import agent_is_you
from graph_builder.extraction.frames import OBTAINING, SHARING, Filler
from graph_builder.extraction.grammar import Cue, Verb, VerbCue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.scene import CONJUNCTIONS, Scene, is_di_verb
from graph_builder.extraction.senses import choose
from graph_builder.extraction.statements import open_statement
from graph_builder.model import Slot

_COMMA_BEFORE = 2
_DONE = frozenset({"dpv:Collect", "dpv:Use", "dpv:Share", "dpv:Store"})
_THEN_REACH = 2
_THEN = frozenset({"then", "kemudian", "selanjutnya", "lalu"})
_NOUN_WORDS = 6
# “Data Anda, baik yang Anda berikan maupun yang dikumpulkan …” goes on with the same noun.
_CORRELATIVES = CONJUNCTIONS | {"baik", "maupun"}


def mark_relative(scene: Scene, cue: Cue) -> None:
    """Open the relative clause of the noun before “which”, “who”, “yang”."""
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


def relative_verb(scene: Scene, cue: VerbCue) -> None:
    """Read a verb of a relative clause; it says who gave the data, or what the parties do."""
    state = scene.state
    verb = next((v for v in cue.verbs if not v.noun), None)
    if verb is None or state.antecedent == "used":
        return
    if verb.group == "include" and scene.frame is not None and state.antecedent == "data":
        state.mode, state.role = "main", Slot.DATA  # "information (which may include your name)"
        return
    if state.antecedent == "party":
        _party_verb(scene, cue, verb)
        return
    if state.antecedent == "data" and _serves(scene, cue, verb):
        state.antecedent = "used"  # "your IP address, which is used to connect you, …"
        return
    if state.antecedent == "data":
        yours = state.clause_subject == "you" or agent_is_you(scene, cue)
        you = yours and any(v.group == "give" or v.operation in OBTAINING for v in cue.verbs)
        state.relative = "dpv:Collect" if you else (verb.operation or state.relative)
        if you:
            state.flags.add("given")
            if scene.frame is not None:
                scene.frame.flags.add("given")
    _leave_relative(scene, cue)


def _party_verb(scene: Scene, cue: VerbCue, verb: Verb) -> None:
    """Let what the parties of a relative clause do tell which data they get."""
    state = scene.state
    if verb.group not in {"", "access"} or verb.operation not in _DONE:
        return
    state.mode = "main"
    gets = next((v for v in cue.verbs if v.group == "access"), None)
    added = _party_before_comma(scene) if gets is not None else None
    if gets is not None and added is not None:
        state.party = [replace(added, slot=Slot.RECIPIENT)]
        open_statement(scene, cue, gets, "finite")
    elif scene.frame is not None:
        scene.frame.open = Slot.DATA
        state.role = Slot.DATA
    elif _goes_on(scene) and (chosen := choose(scene, cue, "finite")) is not None:
        open_statement(scene, cue, chosen, "finite")


def _party_before_comma(scene: Scene) -> Filler | None:
    """“Collected by our banks, which receive your name”: the party that a clause tells more of."""
    start, frame = scene.state.clause_start, scene.frame
    if frame is None or frame.denied or frame.does(SHARING) or start < _COMMA_BEFORE:
        return None
    last = max(frame.fillers, key=lambda f: f.end, default=None)
    named = last is not None and last.slot in {Slot.RECIPIENT, Slot.OBTAINED_FROM}
    return last if named and scene.tokens[start - _COMMA_BEFORE].text == "," else None


def _goes_on(scene: Scene) -> bool:
    """“Paid through a provider, who will receive your name”: a relative clause that adds."""
    start = scene.state.clause_start
    comma = start > 1 and scene.tokens[start - 2].text == ","
    return comma and bool(scene.state.party) and not scene.state.denied


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
