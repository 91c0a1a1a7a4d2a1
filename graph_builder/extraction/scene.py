"""Where a reading stands: who acts, which verb governs, which slot the next words fill.

The handlers of :mod:`subjects`, :mod:`verbs`, :mod:`markers` and :mod:`mentions` are functions over
a :class:`Scene`; :mod:`reader` calls them token by token.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_builder.extraction.frames import Clause, Filler, Frame
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.line import HARD_STOPS, Line
from graph_builder.extraction.tokens import Token
from graph_builder.model import Modality, Slot

CONJUNCTIONS = frozenset({"and", "or", "dan", "atau", "serta", "/", ",", "&", "and/or"})
CONJUNCTIONS |= {"ataupun", "maupun"}
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "gets"])
AUXILIARIES = frozenset(
    [
        "may",
        "will",
        "can",
        "shall",
        "must",
        "might",
        "could",
        "dapat",
        "akan",
        "bisa",
        "wajib",
        "harus",
        "mungkin",
    ]
)
# Behind one of these stands what words are about.
ABOUT = frozenset({"about", "regarding", "concerning", "tentang", "mengenai", "perihal", "soal"})
# Pronouns that stand before the verb where the object comes first: “data Anda kami simpan”.
OBJECT_FIRST = frozenset({"kami", "kita"})
_CLAUSE = 14
_GENERIC_REACH = 2
# How many words behind a verb its object may stand.
OBJECT_REACH = 12
_NOUNS = frozenset({"data", "recipient", ENTITY})
DETERMINERS = frozenset(
    [
        "your",
        "our",
        "the",
        "their",
        "his",
        "its",
        "any",
        "this",
        "that",
        "such",
        "of",
        "a",
        "para",
        "setiap",
    ]
)


def is_di_verb(token: Token) -> bool:
    """Tell the Indonesian passive in di- (“dibagikan”)."""
    return token.keys[-1:] != () and token.keys[-1][0] == "~" and token.keys[0].startswith("di")


@dataclass(slots=True)
class State:
    """What the words so far have opened: the clause, its role, its subject and what waits."""

    mode: str = "main"
    role: Slot | None = None
    role_inherited: bool = False
    opening: bool = False
    outside: Slot | None = None
    bracketed: bool = False
    agent: bool = False
    authorised: bool = False
    role_before: Slot | None = None
    subject: str = ""
    party: list[Filler] = field(default_factory=list)
    before: list[Filler] = field(default_factory=list)
    pending: list[Filler] = field(default_factory=list)
    supposed: list[Filler] = field(default_factory=list)
    denied: bool = False
    negated_at: int = -9
    modal_at: int = -9
    modality: Modality = Modality.DEFINITE
    relative: str = ""
    antecedent: str = ""
    clause_start: int = -1
    clause_subject: str = ""
    nested: bool = False
    # What is done for us by whom a passive will name ("customer service is provided by …").
    task: Filler | None = None
    flags: set[str] = field(default_factory=set)


class Scene:
    """One line while it is read, with its frames so far."""

    def __init__(self, line: Line, inherited: Frame | None = None) -> None:
        self.line = line
        self.tokens = line.tokens
        self.frames: list[Frame] = []
        self.frame: Frame | None = None
        self.state = State()
        self.sentence_flags: set[str] = set()
        # Conditions that came before any frame; the first frame takes them.
        self.waiting: list[Clause] = []
        # Authorities that a condition before any frame names; a disclosure is to them.
        self.demanding: list[Filler] = []
        # Parties that a condition names, to whom "they" may refer.
        self.supposed: list[Filler] = []
        # A change of hands told before any frame; the next disclosure is for it.
        self.takeover: Filler | None = None
        # Where the last channel named ends ("by phone or e-mail").
        self.channel_end = -1
        # The parties of a label before the clause ("Couriers: We share your address …").
        self.label: list[Filler] = []
        self.at = 0
        self.skip_to = 0
        if inherited is not None:
            self.state.role = inherited.open
            self.state.role_inherited = True
            self.frame = inherited
            self.frames.append(inherited)

    def filler(self, slot: Slot, concept: str, start: int, end: int, rule: str) -> Filler:
        """Return a value for a slot that stands at a token span."""
        return Filler(slot, concept, self.tokens[start].start, self.tokens[end - 1].end, rule)

    def state_of_subject(self, operation: Filler, open_slot: Slot | None = None) -> Frame:
        """Open a statement about the data before it, where no verb of its own says what is done."""
        state = self.state
        self.frame = Frame(
            operations=[operation],
            fillers=[f for f in state.before if f.concept],
            denied=state.denied,
            modality=state.modality,
            subject=state.subject,
            flags=state.flags | {f.rule for f in state.before if not f.concept},
            start=self.tokens[0].start,
            end=self.tokens[-1].end,
            open=open_slot,
        )
        self.frames.append(self.frame)
        state.before = []
        if open_slot is not None:
            state.role = open_slot
        return self.frame

    def close_clause(self, end: int) -> None:
        """Leave a condition, exception or relative clause that ends before a token."""
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
        if state.mode in {"condition", "exception"}:
            state.role = state.role_before
        state.mode = "main"
        state.clause_start = -1
        state.clause_subject = ""

    def open_clause(self, mode: str, start: int) -> None:
        """Enter a condition or exception that begins at a token."""
        self.close_clause(self.at)
        self.state.role_before = self.state.role
        self.state.mode, self.state.clause_start = mode, start

    def verb_ahead(self, at: int, limit: int = 5) -> bool:
        """Tell whether a verb follows within a few words, with no other thing in between."""
        for position in range(at, min(at + limit, len(self.tokens))):
            if position in self.line.verbs:
                return True
            token = self.tokens[position]
            if not token.word and token.text not in {"(", ")", "/"}:
                return False
            if position > at and token.text.lower() in CONJUNCTIONS:
                return False
            if any(f.kind in {"data", "recipient"} for f in self.line.mentions.get(position, ())):
                return False
            cues = self.line.cues.get(position, ())
            if any(c.family == "pronouns" or c.value == "purpose" for c in cues):
                return False
        return False

    def verb_later(self, at: int) -> bool:
        """Tell whether a verb follows in the same clause, whatever stands in between."""
        for position in range(at, min(at + _CLAUSE, len(self.tokens))):
            if position in self.line.verbs:
                return True
            if self.tokens[position].text in HARD_STOPS:
                return False
        return False

    def generic_ahead(self, at: int) -> bool:
        """Tell whether a word for data in general follows: “store (your) data”."""
        reach = range(at, min(at + _GENERIC_REACH, len(self.tokens)))
        return any(c.family == "data" for p in reach for c in self.line.cues.get(p, ()))

    def resumes(self, at: int) -> bool:
        """Tell whether a main clause starts within a few tokens.

        After a condition that came first only a subject can start it; after one that came last, any
        marker of a further slot goes on with the clause before.
        """
        leading = self.frame is None
        if leading and at < len(self.tokens) and self.tokens[at].text.lower() in CONJUNCTIONS:
            return False
        for position in range(at, min(at + 4, len(self.tokens))):
            if leading and position > at and self.tokens[position].text.lower() in AUXILIARIES:
                return True
            families = {(c.family, c.value) for c in self.line.cues.get(position, ())}
            if any(family == "pronouns" for family, _ in families):
                return self.verb_ahead(position + 1, 6)
            if any(f.kind in _NOUNS for f in self.line.mentions.get(position, ())):
                return not leading or self.verb_later(position + 1)
            known = leading and position == at and any(family == "data" for family, _ in families)
            if known and self.verb_ahead(position + 1):
                return True  # "if it is refused, data is deleted"
            if not leading and (
                position in self.line.verbs
                or any(f == "markers" and value != "relative" for f, value in families)
            ):
                return True
        return False

    def governs(self) -> bool:
        """Tell whether the current verb governs what is being read (no new subject since)."""
        return self.frame is not None and self.state.role is not None

    def has_named_data(self, frame: Frame) -> bool:
        """Tell whether a frame names what data it is about, in whatever words."""
        return bool(frame.values(Slot.DATA)) or "generic" in frame.flags

    def has_data(self, frame: Frame) -> bool:
        """Tell whether a frame knows what data it is about."""
        return self.has_named_data(frame) or bool(frame.flags & {"anaphor", "engage"})
