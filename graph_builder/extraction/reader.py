"""One sentence to frames: a single pass from left to right.

The reader keeps a small state (who acts, which verb governs, which slot the next words fill) and
lets every cue change it:

1. A subject (we, you, a party) opens a clause; negation and modality before its verb belong to it.
2. A verb opens a frame, or joins the one before it in a coordination ("collect, use and share").
   Who acts decides what it does: what *you* provide is collected, what *partners* collect is
   disclosed to them.
3. A marker opens a slot: "to help us", "untuk" a purpose, "with", "kepada" a recipient, "from",
   "dari" a source, "by", "oleh" an agent, "if", "jika" a condition, "except", "kecuali" an
   exception, "that", "yang" a relative clause.
4. A mention fills the open slot when its kind fits; data before a verb is the subject of a passive
   or of "includes".
5. Punctuation and new subjects close clauses. What is open at the end of a lead-in is what the
   items below it fill.

Every token is looked at once and every look-ahead is bounded, so reading is linear.
"""

from __future__ import annotations

from graph_builder.extraction import markers, mentions, subjects, verbs
from graph_builder.extraction.frames import SHARING, Frame
from graph_builder.extraction.line import HARD_STOPS, Line
from graph_builder.extraction.scene import AUXILIARIES, BE, OBJECT_FIRST, Scene, State, is_di_verb
from graph_builder.model import Slot

_CUES = {**subjects.CUES, "markers": markers.marker}
_ABBREVIATION = 3
_LABEL_WORDS = 8
_SUBJECT_REACH = 3
_OWNERS = frozenset({"anda", "kamu"})
# Slots whose list goes on behind a bracket: “a device ID (for phones), your browser type”.
_LISTING = frozenset({Slot.DATA, Slot.RECIPIENT})
_SOFT_STOPS = frozenset({",", ")", "–", "—"})


def read(line: Line, inherited: Frame | None = None) -> list[Frame]:
    """Return the frames of a line, in text order; ``inherited`` is what governs it."""
    scene = Scene(line, inherited)
    line.roles = roles = []
    role = scene.state.role
    for at, token in enumerate(line.tokens):
        # Most words say nothing: they leave all as it is.
        if not token.keys or at in line.cues or at in line.verbs or at in line.mentions:
            scene.at = at
            _token(scene)
            role = scene.state.role if scene.state.mode == "main" else None
        roles.append(role)
    scene.at = len(line.tokens)
    scene.close_clause(scene.at)
    if scene.frame is not None:
        scene.frame.open = scene.state.role or scene.frame.open
    _take_label(scene)
    for frame in scene.frames:
        frame.flags |= scene.sentence_flags
    return scene.frames


def _token(scene: Scene) -> None:
    at = scene.at
    if at >= scene.skip_to:
        for cue in scene.line.cues.get(at, ()):
            _CUES[cue.family](scene, cue)
    verb = scene.line.verbs.get(at)
    if verb is not None and at >= scene.skip_to:
        verbs.verb(scene, verb)
    for found in scene.line.mentions.get(at, ()):
        mentions.mention(scene, found)
    if not scene.tokens[at].word:
        _sign(scene, scene.tokens[at].text)


def _sign(scene: Scene, sign: str) -> None:
    state = scene.state
    if _ends_sentence(scene, sign):
        scene.close_clause(scene.at)
        scene.state = State(subject=state.subject)
        if sign == ";" and scene.frame is not None and not _begins_clause(scene):
            scene.state.role = state.role or scene.frame.open
            scene.state.denied = scene.frame.denied
            scene.state.modality = scene.frame.modality
    elif sign == ":":
        _label(scene)
    elif sign == "(":
        state.outside = state.role if state.role in _LISTING else None
        state.bracketed = True
    elif sign in _SOFT_STOPS:
        if sign == ")":
            _leave_bracket(scene)
        if state.opening:
            state.before, state.opening = [], False  # "For billing purposes, your e-mail is …"
        if _closes(scene, sign):
            scene.close_clause(scene.at)


def _begins_clause(scene: Scene) -> bool:
    """“Statistics are shared; your identity is not”: data with a verb of its own, no item."""
    ahead = scene.line.mention_ahead(scene.at + 1, frozenset({"data"}), _SUBJECT_REACH)
    ends = [ahead.end] if ahead else []
    reach = range(scene.at + 1, min(scene.at + _SUBJECT_REACH, len(scene.tokens)))
    ends += [c.end for p in reach for c in scene.line.cues.get(p, ()) if c.family == "data"]
    return any(_is_predicate(scene, end) for end in ends if end < len(scene.tokens))


def _is_predicate(scene: Scene, at: int) -> bool:
    """Tell whether a finite verb or its auxiliary stands at a place: “is”, “dapat”, “diproses”."""
    if scene.tokens[at].text.lower() in _OWNERS and at + 1 < len(scene.tokens):
        at += 1
    token = scene.tokens[at]
    word = token.text.lower()
    ours = word in OBJECT_FIRST and scene.verb_ahead(at + 1)  # "…; nama Anda kami simpan"
    return word in BE | AUXILIARIES or is_di_verb(token) or ours


def _label(scene: Scene) -> None:
    """“Service providers: Your data may be shared …”: the label names; what follows says."""
    state = scene.state
    clause = scene.at + 1
    labels = scene.frame is None and state.mode == "main" and scene.at <= _LABEL_WORDS
    if not labels or clause >= len(scene.tokens):
        return
    if any(f.concept for f in state.before) and _tells_use(scene, clause):
        used = scene.filler(Slot.OPERATION, "dpv:Use", scene.at, clause, "label")
        scene.state_of_subject(used, Slot.PURPOSE)  # "Location: used to record your routes"
        return
    verb = scene.line.verbs.get(clause)
    includes = verb is not None and any(v.group == "include" for v in verb.verbs)
    states = scene.tokens[clause].text[0].isupper() and scene.verb_later(clause)
    if states and not includes:
        scene.label = [f.inherited() for f in state.party]
        scene.state = State(supposed=[f for f in state.before if f.concept])


def _tells_use(scene: Scene, at: int) -> bool:
    """Tell whether words behind a label say what for: “used to …”, “untuk …”, “so that …”."""
    if scene.tokens[at].text[0].isupper():
        return False  # "To manage your account, we collect …" says it of what follows
    verb = scene.line.verbs.get(at)
    if verb is not None and any(v.operation == "dpv:Use" and not v.noun for v in verb.verbs):
        return scene.tokens[at].text.lower() not in scene.tokens[at].keys[-1:]
    return scene.tokens[at].text.lower() == "to" or any(
        c.family == "markers" and c.value == "purpose" for c in scene.line.cues.get(at, ())
    )


def _take_label(scene: Scene) -> None:
    """Let a disclosure that names nobody go to whom its label names."""
    for frame in scene.frames:
        if frame.does(SHARING) and not frame.denied and not frame.values(Slot.RECIPIENT):
            for filler in scene.label:
                frame.add(filler)


def _leave_bracket(scene: Scene) -> None:
    """Go on behind a bracket with the list that it interrupted."""
    state = scene.state
    state.bracketed = False
    if state.mode == "main" and state.outside is not None:
        state.role, state.outside = state.outside, None


def _closes(scene: Scene, sign: str) -> bool:
    """Tell whether a comma, semicolon or bracket ends the subordinate clause."""
    if scene.state.mode == "relative":
        following = scene.line.cues.get(scene.at + 1, ())
        if any(c.family == "modality" for c in following):
            return True  # "what you provide, may be used"
        return not scene.verb_ahead(scene.at + 1, 2)
    if scene.state.mode in {"condition", "exception"}:
        return sign == ")" or scene.resumes(scene.at + 1)
    return False


def _ends_sentence(scene: Scene, sign: str) -> bool:
    """Tell a full stop from one that belongs to a name (“Booking.com”, “PT. Tbk.”)."""
    if sign != ".":
        return sign in HARD_STOPS
    if scene.at == 0 or scene.at + 1 >= len(scene.tokens):
        return True
    before, after = scene.tokens[scene.at - 1], scene.tokens[scene.at + 1]
    return (
        len(before.text) > _ABBREVIATION
        and after.start > scene.tokens[scene.at].end
        and after.text[0].isupper()
    )
