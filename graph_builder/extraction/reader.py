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

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph_builder.extraction.frames import OBTAINING, OPEN_SLOT, SHARING, Clause, Filler, Frame
from graph_builder.extraction.grammar import Cue, Grammar, Verb, VerbCue
from graph_builder.extraction.lexicon import ENTITY, Found, Lexicon
from graph_builder.extraction.tokens import Token
from graph_builder.model import Modality, Origin, Slot

_AHEAD = 6
_ABBREVIATION = 3
_TIGHT = 4  # a longer verb phrase has a gap that holds its object
_HARD = frozenset({".", ";", "!", "?"})
_BE = frozenset("is are was were be been being get gets".split())
_DETERMINERS = frozenset("your our the their his its any this that such of a".split())
_CONJUNCTIONS = frozenset({"and", "or", "dan", "atau", "serta", "/", ",", "&", "and/or"})
# Parties that obtain data by asking for it.
_AUTHORITIES = frozenset(
    {"dpv:Authority", "alir:Regulator", "alir:LawEnforcement", "alir:Court", "alir:TaxAuthority"}
)
_ANALYSES = frozenset({"dpv:Use", "dpv:Collect", "dpv:Store"})


@dataclass(slots=True)
class Line:
    """A run of tokens with everything that was found in it."""

    tokens: Sequence[Token]
    mentions: dict[int, list[Found]]
    verbs: dict[int, VerbCue]
    cues: dict[int, list[Cue]]

    def mention_ahead(self, at: int, kinds: frozenset[str], limit: int = _AHEAD) -> Found | None:
        """Return the first mention of these kinds that begins at or soon after a token."""
        for position in range(at, min(at + limit, len(self.tokens))):
            for found in self.mentions.get(position, ()):
                if found.kind in kinds:
                    return found
            if self.tokens[position].text in _HARD or (position > at and position in self.verbs):
                return None
        return None


def prepare(tokens: Sequence[Token], lexicon: Lexicon, grammar: Grammar) -> Line:
    """Find mentions, verbs and cues, and settle what overlaps."""
    found = lexicon.find(tokens)
    verbs = grammar.verbs(tokens)
    cues = grammar.cues(tokens)
    kept = _without_overlaps(found)
    mentions: dict[int, list[Found]] = {}
    for one in kept:
        mentions.setdefault(one.start, []).append(one)
    for one in kept:
        if one.kind == "purpose" and one.end - one.start > 1:
            verbs.pop(one.start, None)
        elif one.kind in {"data", "recipient", ENTITY}:
            for position in range(one.start, one.end):
                verbs.pop(position, None)
                if position in cues:
                    cues[position] = [c for c in cues[position] if c.family not in _INSIDE]
    return Line(tokens, mentions, verbs, cues)


# Cues that mean nothing inside the name of a thing ("information you provide").
_INSIDE = frozenset({"pronouns", "markers", "data"})
_RIVALS = {"data": 0, ENTITY: 1, "recipient": 2}


def _without_overlaps(found: Sequence[Found]) -> list[Found]:
    """Let data, parties and entities compete for their words: the longest wins.

    A purpose of several words takes the data inside it ("process your payment").
    """
    rivals = sorted(
        (f for f in found if f.kind in _RIVALS),
        key=lambda f: (f.start - f.end, _RIVALS[f.kind], f.start),
    )
    taken: dict[int, Found] = {
        position: f for f in found if f.kind == "basis" for position in range(f.start, f.end)
    }
    kept: list[Found] = []
    for one in rivals:
        if all(
            position not in taken or taken[position].kind == one.kind
            for position in range(one.start, one.end)
        ):
            kept.append(one)
            for position in range(one.start, one.end):
                taken.setdefault(position, one)
    return sorted(
        [*kept, *(f for f in found if f.kind not in _RIVALS)], key=lambda f: (f.start, -f.end)
    )


@dataclass(slots=True)
class _State:
    mode: str = "main"
    role: Slot | None = None
    subject: str = ""
    party: list[Filler] = field(default_factory=list)
    before: list[Filler] = field(default_factory=list)
    pending: list[Filler] = field(default_factory=list)
    denied: bool = False
    modality: Modality = Modality.DEFINITE
    relative: str = ""
    antecedent: str = ""
    clause_start: int = -1
    clause_subject: str = ""
    nested: bool = False
    flags: set[str] = field(default_factory=set)


class Reader:
    """Reads one line; :meth:`read` may be called once."""

    def __init__(self, line: Line, inherited: Frame | None = None) -> None:
        self.line = line
        self.tokens = line.tokens
        self.frames: list[Frame] = []
        self.frame: Frame | None = None
        self.state = _State()
        self.sentence_flags: set[str] = set()
        # Conditions that came before any frame; the first frame takes them.
        self.waiting: list[Clause] = []
        self.at = 0
        self._skip_to = 0
        if inherited is not None:
            self.state.role = inherited.open
            self.frame = inherited
            self.frames.append(inherited)

    # -- the pass ---------------------------------------------------------------------------

    def read(self) -> list[Frame]:
        """Return the frames of the line, in text order."""
        while self.at < len(self.tokens):
            at = self.at
            if at >= self._skip_to:
                for cue in self.line.cues.get(at, ()):
                    _CUES[cue.family](self, cue)
            verb = self.line.verbs.get(at)
            if verb is not None and at >= self._skip_to:
                self._verb(verb)
            for found in self.line.mentions.get(at, ()):
                self._mention(found)
            if not self.tokens[at].word:
                self._sign(self.tokens[at].text)
            self.at += 1
        self._close_clause(len(self.tokens))
        if self.frame is not None:
            self.frame.open = self.state.role or self.frame.open
        for frame in self.frames:
            frame.flags |= self.sentence_flags
        return self.frames

    # -- signs ------------------------------------------------------------------------------

    def _ends_sentence(self, sign: str) -> bool:
        """A full stop inside a sentence may belong to a name ("Booking.com", "PT. Tbk.")."""
        if sign != ".":
            return sign in _HARD
        if self.at == 0 or self.at + 1 >= len(self.tokens):
            return True
        before, after = self.tokens[self.at - 1], self.tokens[self.at + 1]
        return (
            len(before.text) > _ABBREVIATION
            and after.start > self.tokens[self.at].end
            and after.text[0].isupper()
        )

    def _sign(self, sign: str) -> None:
        if self._ends_sentence(sign):
            self._close_clause(self.at)
            self.state = _State(subject=self.state.subject, role=None)
            if sign == ";" and self.frame is not None:
                self.state.role = self.frame.open
                self.state.denied = self.frame.denied
                self.state.modality = self.frame.modality
        elif sign in {",", ")", "–", "—"} and self.state.mode in {"condition", "exception", "relative"}:
            if self.state.mode == "relative":
                if not self._verb_ahead(self.at + 1, 2):
                    self._close_clause(self.at)
            elif self._resumes(self.at + 1):
                self._close_clause(self.at)

    def _resumes(self, at: int) -> bool:
        """Tell whether a main clause (subject, verb or marker) starts within a few tokens."""
        for position in range(at, min(at + 4, len(self.tokens))):
            if position in self.line.verbs or any(
                c.family == "pronouns" or (c.family == "markers" and c.value != "relative")
                for c in self.line.cues.get(position, ())
            ):
                return True
            if any(f.kind in {"data", "recipient", ENTITY} for f in self.line.mentions.get(position, ())):
                return True
        return False

    def _close_clause(self, end: int) -> None:
        state = self.state
        if state.mode in {"condition", "exception"} and state.clause_start >= 0:
            last = self.tokens[min(end, len(self.tokens)) - 1]
            clause = Clause(
                self.tokens[state.clause_start].start, last.end, state.mode == "exception"
            )
            if self.frame is not None:
                self.frame.clauses.append(clause)
            else:
                self.waiting.append(clause)
        if state.mode != "main":
            state.role = self.frame.open if self.frame and state.mode != "relative" else state.role
        state.mode = "main"
        state.clause_start = -1
        state.clause_subject = ""

    # -- cues -------------------------------------------------------------------------------

    def _pronoun(self, cue: Cue) -> None:
        state = self.state
        if state.mode in {"condition", "exception"}:
            if state.clause_subject and cue.value == "we" and self._verb_ahead(cue.end):
                self._close_clause(self.at)
            else:
                state.clause_subject = state.clause_subject or cue.value
                return
        if state.mode == "relative":
            state.clause_subject = cue.value
            return
        if cue.value == "third" and self._refers_to_parties():
            return
        if self._object_position(cue):
            return
        if state.mode == "skip":
            if cue.value != "we" or not self._verb_ahead(cue.end):
                return
            state.mode = "main"
        if cue.value == "you" and self._is_possessive(cue):
            return
        if self._is_relative_subject(cue):
            state.mode, state.antecedent, state.clause_subject = "relative", "data", cue.value
            return
        if self._verb_ahead(cue.end) or not state.subject:
            state.subject = cue.value
            state.party = []
            state.denied = False
            state.modality = Modality.DEFINITE
            if self._verb_ahead(cue.end):
                state.role = None

    def _refers_to_parties(self) -> bool:
        """"receive it from them": the parties named last fill the open slot."""
        slot = {Slot.SOURCE: Slot.OBTAINED_FROM, Slot.RECIPIENT: Slot.RECIPIENT}.get(self.state.role)  # type: ignore[arg-type]
        if slot is None or self.frame is None:
            return False
        for frame in reversed(self.frames):
            parties = frame.values(Slot.RECIPIENT)
            if frame is not self.frame and parties:
                for party in parties:
                    self.frame.add(Filler(slot, party.concept, party.start, party.end, "them", Origin.INHERITED))
                return True
        return False

    def _object_position(self, cue: Cue) -> bool:
        previous = self.tokens[cue.start - 1].text.lower() if cue.start else ""
        return previous in {"to", "with", "from", "by", "kepada", "oleh", "dari", "of", "for"} or (
            cue.start > 0 and cue.start - 1 in self.line.verbs and not self._verb_ahead(cue.end)
        )

    def _is_possessive(self, cue: Cue) -> bool:
        """``data Anda`` is no subject; ``Anda memberikan`` is one."""
        return not self._verb_ahead(cue.end) and cue.start > 0

    def _is_relative_subject(self, cue: Cue) -> bool:
        """``information | we collect``: a subject right behind data opens a reduced relative."""
        if not self._verb_ahead(cue.end):
            return False
        for position in range(max(0, cue.start - 8), cue.start):
            if any(f.kind == "data" and f.end == cue.start for f in self.line.mentions.get(position, ())):
                return True
            if any(
                c.family == "data" and c.end == cue.start for c in self.line.cues.get(position, ())
            ):
                return True
        return False

    def _verb_ahead(self, at: int, limit: int = 5) -> bool:
        for position in range(at, min(at + limit, len(self.tokens))):
            if position in self.line.verbs:
                return True
            token = self.tokens[position]
            if not token.word and token.text not in {",", "(", ")", "/"}:
                return False
            if any(f.kind in {"data", "recipient"} for f in self.line.mentions.get(position, ())):
                return False
            if any(c.family == "pronouns" for c in self.line.cues.get(position, ())):
                return False
        return False

    def _polarity(self, cue: Cue) -> None:
        if cue.value == "without":
            self.state.flags.add("without")
        elif cue.value == "negation" and self.state.mode == "main":
            if self.state.role is not Slot.PURPOSE or self._verb_ahead(cue.end, 3):
                self.state.denied = True
                self.state.flags.add("negated-here")

    def _modal(self, cue: Cue) -> None:
        if self.state.mode == "main" and self.state.role is not Slot.PURPOSE:
            self.state.modality = Modality(cue.value)

    def _data(self, cue: Cue) -> None:
        if self.state.mode in {"condition", "exception"} or self.state.role in {Slot.PURPOSE, Slot.SOURCE}:
            return
        filler = self._filler(Slot.DATA, "", cue.start, cue.end, cue.value)
        if self.frame is not None and self._governs():
            self.frame.flags.add(cue.value)
            self.frame.evidence.append((filler.start, filler.end))
        else:
            self.state.flags.add(cue.value)
            self.state.before.append(filler)

    def _source(self, cue: Cue) -> None:
        self.state.flags.add(cue.value)
        if self.frame is not None:
            self.frame.flags.add(cue.value)

    def _consent(self, cue: Cue) -> None:
        self.sentence_flags.add(cue.value)
        for position in range(cue.start, cue.end):
            self.line.verbs.pop(position, None)

    def _statement(self, cue: Cue) -> None:
        if cue.value == "about":
            self.sentence_flags.add("about")
        elif self.state.mode == "main" and cue.start > 0:
            self.state.mode, self.state.antecedent = "relative", "how"

    def _marker(self, cue: Cue) -> None:
        if self.state.antecedent == "used" and self.state.mode == "relative" and cue.value != "include":
            return
        _MARKERS[cue.value](self, cue)

    # -- markers ----------------------------------------------------------------------------

    def _mark_purpose(self, cue: Cue) -> None:
        if self.state.mode == "relative":
            self._close_clause(self.at)
        if self.state.mode in {"condition", "exception"} and self.state.clause_subject == "you":
            return
        self.state.role = Slot.PURPOSE

    def _mark_recipient(self, cue: Cue) -> None:
        state = self.state
        party = self.line.mention_ahead(cue.end, frozenset({"recipient", ENTITY}))
        word = self.tokens[cue.start].text.lower()
        if self._lists_parties(cue):
            state.role = Slot.RECIPIENT
            return
        if word == "to" and self._infinitive(cue):
            if state.mode == "relative":
                self._close_clause(self.at)
            if state.mode == "main" or state.clause_subject != "you":
                state.role = Slot.PURPOSE
            return
        if party is None or self.frame is None or state.mode in {"condition"}:
            return
        if self.frame.does(SHARING) or "engage" in self.frame.flags:
            if state.mode == "relative":
                self._close_clause(self.at)
            state.role = Slot.RECIPIENT

    def _lists_parties(self, cue: Cue) -> bool:
        """"we may disclose it to:" opens a list of recipients."""
        ends = cue.end >= len(self.tokens) or self.tokens[cue.end].text == ":"
        return ends and self.frame is not None and self.frame.does(SHARING)

    def _infinitive(self, cue: Cue) -> bool:
        if cue.end >= len(self.tokens):
            return True
        following = self.tokens[cue.end]
        if any(f.kind == "purpose" for f in self.line.mentions.get(cue.end, ())):
            return True
        if any(f.kind in {"recipient", ENTITY, "data"} for f in self.line.mentions.get(cue.end, ())):
            return False
        if not following.word:
            return following.text == ":"
        lower = following.text.lower()
        return (
            lower not in _DETERMINERS
            and not following.text[0].isupper()
            and not any(c.family == "pronouns" for c in self.line.cues.get(cue.end, ()))
            and not lower.endswith("ing")
            and self.line.mention_ahead(cue.end, frozenset({"recipient", ENTITY}), 3) is None
        )

    def _mark_source(self, cue: Cue) -> None:
        if self.frame is None or self.state.mode in {"condition", "exception"}:
            return
        if "communicate" in self.frame.flags:
            self.state.nested = True  # "contact you by phone, through your e-mail address"
            return
        if self.state.mode == "relative" or self.state.role is Slot.PURPOSE:
            return
        party = self.line.mention_ahead(cue.end, frozenset({"recipient", ENTITY}), 4)
        pronoun = any(
            c.family == "pronouns"
            for p in range(cue.end, min(cue.end + 3, len(self.tokens)))
            for c in self.line.cues.get(p, ())
        )
        if self.frame.does(OBTAINING) and (party is not None or pronoun):
            self.state.role = Slot.SOURCE

    def _mark_agent(self, _cue: Cue) -> None:
        if self.state.mode == "main" and self.frame is not None and self.state.role is not Slot.PURPOSE:
            self.state.role = Slot.RECIPIENT

    def _mark_condition(self, cue: Cue) -> None:
        if self.state.mode == "exception":
            return
        self._close_clause(self.at)
        self.state.mode, self.state.clause_start = "condition", cue.start

    def _mark_exception(self, cue: Cue) -> None:
        self._close_clause(self.at)
        self.state.mode, self.state.clause_start = "exception", cue.start
        if self.frame is not None and self.frame.denied:
            self.frame.modality = Modality.QUALIFIED

    def _mark_include(self, _cue: Cue) -> None:
        if self.state.mode == "relative":
            self._close_clause(self.at)

    def _mark_relative(self, cue: Cue) -> None:
        if self.state.mode != "main" or self.state.role is Slot.PURPOSE:
            return
        kinds = {f.kind for p in range(max(0, cue.start - 8), cue.start)
                 for f in self.line.mentions.get(p, ()) if cue.start - f.end in {0, 1}}
        cues = {c.family for p in range(max(0, cue.start - 4), cue.start)
                for c in self.line.cues.get(p, ()) if cue.start - c.end in {0, 1}}
        if "data" in kinds or "data" in cues:
            self.state.mode, self.state.antecedent = "relative", "data"
        elif kinds & {"recipient", ENTITY}:
            self.state.mode, self.state.antecedent = "relative", "party"

    def _mark_behalf(self, _cue: Cue) -> None:
        if self.frame is not None:
            self.frame.flags.add("behalf")

    def _mark_uses(self, _cue: Cue) -> None:
        if self.frame is not None and self.frame.does(frozenset({"dpv:Use"})):
            self.state.role = Slot.PURPOSE

    # -- verbs ------------------------------------------------------------------------------

    def _verb(self, cue: VerbCue) -> None:
        shape = self._shape(cue)
        self._skip_to = cue.end if cue.end - cue.start <= _TIGHT else cue.start + 1
        state = self.state
        if state.mode == "relative":
            self._relative_verb(cue, shape)
            return
        if state.mode in {"condition", "exception", "skip"}:
            return
        verb = self._choose(cue, shape)
        if verb is None:
            if state.subject == "you" and shape in {"finite", "active"}:
                state.mode, state.role = "skip", None
            return
        if state.role is Slot.PURPOSE and not self._starts_sharing(cue, verb):
            self._nested(verb)
            return
        if shape == "participle" and (self.frame is not None or self._verb_ahead(cue.end, 12)):
            state.mode, state.antecedent = "relative", "data"
            if verb.operation == "dpv:Use":
                state.antecedent = "used"
                return
            self._relative_verb(cue, shape)
            return
        if verb.noun and not self._nominal_counts(cue):
            return
        if state.subject == "you" and shape in {"finite", "active"} and verb.group != "give":
            state.mode, state.role = "skip", None
            return
        if verb.group == "include":
            self._include(cue, shape)
        elif self._coordinated(cue) and self.frame is not None:
            self._join(cue, verb)
        else:
            self._open(cue, verb, shape)

    def _choose(self, cue: VerbCue, shape: str) -> Verb | None:
        """Pick among the verbs that share a word by who acts."""
        nouns = [v for v in cue.verbs if v.noun]
        verbs = [v for v in cue.verbs if not v.noun]
        if shape == "noun":
            return nouns[0] if nouns else None
        by_group = {v.group: v for v in verbs}
        if self.state.subject == "you" and shape not in {"passive", "participle"}:
            return by_group.get("give")
        if shape in {"passive", "participle"} and "give" in by_group and self._agent_is_you(cue):
            return by_group["give"]
        if self.state.party and "access" in by_group:
            return by_group["access"]
        for group in ("", "engage", "include", "communicate"):
            if group in by_group:
                return by_group[group]
        if "observe" in by_group and (
            self.state.role is Slot.PURPOSE
            or self.line.mention_ahead(cue.end, frozenset({"data"})) is not None
        ):
            return by_group["observe"]
        return nouns[0] if nouns else None

    def _agent_is_you(self, cue: VerbCue) -> bool:
        for position in range(cue.end, min(cue.end + 4, len(self.tokens))):
            if any(c.family == "pronouns" and c.value == "you" for c in self.line.cues.get(position, ())):
                previous = self.tokens[position - 1].text.lower()
                return previous in {"by", "oleh"} or position == cue.end
        return False

    def _shape(self, cue: VerbCue) -> str:
        """Tell the form of a verb: finite, infinitive, gerund, passive, participle, active, noun."""
        token = self.tokens[cue.start]
        word = token.text.lower()
        if all(v.noun for v in cue.verbs):
            return "noun"
        before = [t.text.lower() for t in self.tokens[max(0, cue.start - 4) : cue.start]]
        last = before[-1] if before else ""
        if any(key.startswith("~") for key in token.keys):
            if word.startswith("di"):
                return "passive"
            return "active"
        if self.line.cues and word.endswith("ing") and word != "bring":
            return "gerund"
        if word != token.keys[-1] and not word.endswith("s"):
            if _BE.intersection(before):
                return "passive"
            return "finite" if self._has_subject_before(cue) else "participle"
        if last == "to":
            return "infinitive"
        if last in _DETERMINERS and any(v.noun for v in cue.verbs):
            return "noun"
        if word in {"share", "release", "report", "record", "request", "log", "store", "process", "transfer", "use"} and last in _DETERMINERS:
            return "noun"
        if word in {"shared", "sold", "kept", "held", "sent", "given"} and _BE.intersection(before):
            return "passive"
        return "finite"

    def _has_subject_before(self, cue: VerbCue) -> bool:
        return any(
            c.family == "pronouns"
            for p in range(max(0, cue.start - 4), cue.start)
            for c in self.line.cues.get(p, ())
        )

    def _relative_verb(self, cue: VerbCue, shape: str) -> None:
        state = self.state
        verb = next((v for v in cue.verbs if not v.noun), None)
        if verb is None or state.antecedent == "used":
            return
        if state.antecedent == "party":
            if verb.group in {"", "access"} and verb.operation in {"dpv:Collect", "dpv:Use", "dpv:Share", "dpv:Store"}:
                if self.frame is not None:
                    self.frame.open = Slot.DATA
                    state.role = Slot.DATA
                state.mode = "main"
            return
        if state.antecedent == "data":
            you = state.clause_subject == "you" or self._agent_is_you(cue)
            state.relative = "dpv:Collect" if you else (verb.operation or state.relative)
            if you:
                state.flags.add("given")
                if self.frame is not None:
                    self.frame.flags.add("given")
        self._leave_relative(cue)

    def _leave_relative(self, cue: VerbCue) -> None:
        """A relative clause ends after its verbs; what follows belongs to the main clause."""
        following = cue.end
        if following < len(self.tokens) and self.tokens[following].text.lower() in _CONJUNCTIONS:
            if self._verb_ahead(following + 1, 2):
                return
        self.state.mode = "main"
        self.state.clause_subject = ""

    def _nominal_counts(self, cue: VerbCue) -> bool:
        """A noun states a practice where data follows: "the sharing of your data with"."""
        after = self.line.mention_ahead(cue.end, frozenset({"data"}))
        generic = any(
            c.family == "data"
            for p in range(cue.end, min(cue.end + _AHEAD, len(self.tokens)))
            for c in self.line.cues.get(p, ())
        )
        return after is not None or generic or self._verb_ahead(cue.end, 3)

    def _coordinated(self, cue: VerbCue) -> bool:
        """Tell whether only conjunctions and adverbs stand between this verb and the last."""
        frame = self.frame
        if frame is None or not frame.operations:
            return False
        last = frame.operations[-1].end
        if frame.subject == "you" and self.state.subject != "you":
            return False
        between = [t for t in self.tokens[: cue.start] if t.start >= last]
        if not between:
            return True
        return len(between) <= 4 and any(t.text.lower() in _CONJUNCTIONS for t in between) and not any(
            f.kind in {"data", "recipient", "purpose", ENTITY}
            for position in range(cue.start - len(between), cue.start)
            for f in self.line.mentions.get(position, ())
        ) and not any(
            c.family == "data"
            for position in range(cue.start - len(between), cue.start)
            for c in self.line.cues.get(position, ())
        )

    def _join(self, cue: VerbCue, verb: Verb) -> None:
        assert self.frame is not None
        operation = verb.operation or "dpv:Use"
        if all(f.concept != operation for f in self.frame.operations):
            self.frame.operations.append(self._filler(Slot.OPERATION, operation, cue.start, cue.end, "coordinated verb"))
        else:
            self.frame.operations[-1] = self._filler(Slot.OPERATION, self.frame.operations[-1].concept, cue.start, cue.end, "coordinated verb")
        self.frame.open = OPEN_SLOT.get(operation, Slot.DATA)
        self.state.role = Slot.DATA

    def _open(self, cue: VerbCue, verb: Verb, shape: str) -> None:
        state = self.state
        previous = self.frame
        frame = Frame(
            denied=state.denied,
            modality=state.modality,
            subject="third" if state.party else (state.subject or "we"),
            flags=set(state.flags) - {"negated-here"},
            start=self.tokens[0].start,
            end=self.tokens[-1].end,
        )
        frame.operations.append(
            self._filler(Slot.OPERATION, verb.operation, cue.start, cue.end, "verb")
        )
        if verb.group:
            frame.flags.add(verb.group)
        if verb.noun:
            frame.flags.add("nominal")
        passive = shape in {"passive", "participle"}
        if passive or verb.noun:
            for filler in state.before:
                frame.add(filler) if filler.concept else frame.flags.add(filler.rule)
        for filler in state.party:
            if not passive:
                frame.add(filler)
        for filler in state.pending:
            frame.add(filler)
        frame.clauses.extend(self.waiting)
        self.waiting.clear()
        if previous is not None and not passive:
            frame.flags.add("follows")
        frame.open = Slot.RECIPIENT if verb.object == "recipient" else OPEN_SLOT.get(verb.operation, Slot.DATA)
        state.role = {"recipient": Slot.RECIPIENT, "none": Slot.PURPOSE}.get(verb.object, Slot.DATA)
        if verb.group == "communicate":
            self._purpose_at(frame, cue)
        state.pending, state.party, state.before = [], [], []
        state.flags = set()
        self.frame = frame
        self.frames.append(frame)

    def _purpose_at(self, frame: Frame, cue: VerbCue) -> None:
        """"We send you newsletters": the verb phrase itself names the purpose."""
        for position in range(max(0, cue.start - 1), cue.end):
            for found in self.line.mentions.get(position, ()):
                if found.kind == "purpose":
                    frame.add(self._filler(Slot.PURPOSE, found.concept, found.start, found.end, "verb phrase"))

    def _include(self, cue: VerbCue, shape: str) -> None:
        state = self.state
        if not state.before:
            if state.party and self.frame is None:
                self._open(cue, Verb("dpv:Share", "include", "recipient", noun=False), "finite")
                self.frames[-1].flags.add("anaphor")
            return
        operation = state.relative or ("dpv:Collect" if "given" in state.flags else "")
        self._open(cue, Verb(operation, "include", "data", noun=False), "passive")
        state.role = Slot.DATA

    def _starts_sharing(self, cue: VerbCue, verb: Verb) -> bool:
        """"to improve it and share it with …": a verb of sharing with an object of its own."""
        if verb.operation not in SHARING or verb.group:
            return False
        last = self.tokens[cue.start - 1].text.lower() if cue.start else ""
        if last not in _CONJUNCTIONS:
            return False
        return self.line.mention_ahead(cue.end, frozenset({"data"}), 4) is not None or any(
            c.family == "data"
            for p in range(cue.end, min(cue.end + 3, len(self.tokens)))
            for c in self.line.cues.get(p, ())
        )

    def _nested(self, verb: Verb) -> None:
        """Inside a purpose, analysing or tracking still takes data: "to analyse your behaviour"."""
        if self.frame is not None:
            self.state.nested = verb.operation in _ANALYSES

    # -- mentions ---------------------------------------------------------------------------

    def _governs(self) -> bool:
        """Tell whether the current verb governs what is being read (no new subject since)."""
        return self.frame is not None and self.state.role is not None

    def _mention(self, found: Found) -> None:
        _MENTIONS[found.kind](self, found)

    def _mention_data(self, found: Found) -> None:
        state = self.state
        filler = self._filler(Slot.DATA, found.concept, found.start, found.end, found.label)
        if state.mode in {"condition", "exception"}:
            if self.frame is None:
                state.flags.add("condition-data")
            return
        if state.role is Slot.PURPOSE and self.frame is not None:
            if state.nested:
                self.frame.add(filler)
            return
        if state.role is Slot.SOURCE or state.mode == "skip":
            return
        if state.role is Slot.RECIPIENT and self.frame is not None and self._has_data(self.frame):
            return
        if self._governs() and self.frame is not None:
            self.frame.add(filler)
        else:
            state.before.append(filler)

    def _has_data(self, frame: Frame) -> bool:
        known = bool(frame.values(Slot.DATA)) or bool(frame.flags & {"generic", "anaphor"})
        return known or "engage" in frame.flags

    def _mention_party(self, found: Found) -> None:
        state = self.state
        if self._authority_asks(found):
            assert self.frame is not None
            self.frame.add(self._filler(Slot.RECIPIENT, found.concept, found.start, found.end, found.label))
            return
        if state.mode in {"condition", "exception", "skip"}:
            return
        if self.frame is not None and state.role is Slot.RECIPIENT:
            self.frame.add(self._filler(Slot.RECIPIENT, found.concept, found.start, found.end, found.label))
        elif self.frame is not None and state.role is Slot.SOURCE:
            self.frame.add(self._filler(Slot.OBTAINED_FROM, found.concept, found.start, found.end, found.label))
        elif self.frame is not None and state.role is Slot.DATA:
            if self.frame.does(SHARING) or "engage" in self.frame.flags or (
                self.frame.does(frozenset({"dpv:Use"})) and not self.frame.values(Slot.DATA)
            ):
                self.frame.add(self._filler(Slot.RECIPIENT, found.concept, found.start, found.end, found.label))
        elif state.role is None:
            state.subject = "third"
            state.party.append(self._filler(Slot.RECIPIENT, found.concept, found.start, found.end, found.label))

    def _authority_asks(self, found: Found) -> bool:
        """Who asks for a disclosure gets it: "if requested by the authorities"."""
        return (
            self.frame is not None
            and self.frame.does(SHARING)
            and not self.frame.denied
            and self.state.mode in {"main", "condition"}
            and found.concept in _AUTHORITIES
        )

    def _mention_purpose(self, found: Found) -> None:
        state = self.state
        filler = self._filler(Slot.PURPOSE, found.concept, found.start, found.end, found.label)
        if state.mode == "condition" and state.clause_subject == "you":
            return
        if self.frame is not None and (state.role is Slot.PURPOSE or state.mode == "condition"):
            state.nested = False
            self.frame.add(filler)
        elif self.frame is None and state.role is Slot.PURPOSE:
            state.pending.append(filler)

    def _mention_basis(self, found: Found) -> None:
        filler = self._filler(Slot.BASIS, found.concept, found.start, found.end, found.label)
        consent = found.concept.endswith("Consent")
        without = "without" in self.state.flags
        if without and consent:
            if self.frame is None or not self.frame.denied:
                return
            self.frame.modality = Modality.QUALIFIED
        if self.frame is not None:
            self.frame.add(filler)
        else:
            self.state.pending.append(filler)

    def _mention_other(self, _found: Found) -> None:
        """Rights and sources are the business of other stages."""

    def _filler(self, slot: Slot, concept: str, start: int, end: int, rule: str) -> Filler:
        return Filler(slot, concept, self.tokens[start].start, self.tokens[end - 1].end, rule)


_CUES = {
    "pronouns": Reader._pronoun,
    "polarity": Reader._polarity,
    "modality": Reader._modal,
    "markers": Reader._marker,
    "data": Reader._data,
    "sources": Reader._source,
    "consent": Reader._consent,
    "statement": Reader._statement,
}
_MARKERS = {
    "purpose": Reader._mark_purpose,
    "recipient": Reader._mark_recipient,
    "source": Reader._mark_source,
    "agent": Reader._mark_agent,
    "condition": Reader._mark_condition,
    "exception": Reader._mark_exception,
    "include": Reader._mark_include,
    "relative": Reader._mark_relative,
    "behalf": Reader._mark_behalf,
    "uses": Reader._mark_uses,
}
_MENTIONS = {
    "data": Reader._mention_data,
    "recipient": Reader._mention_party,
    ENTITY: Reader._mention_party,
    "purpose": Reader._mention_purpose,
    "basis": Reader._mention_basis,
    "source": Reader._mention_other,
    "right": Reader._mention_other,
}
