"""A run of tokens with everything that was found in it, and what overlaps settled.

1. Find concepts and named parties (lexicon), verbs and other cues (grammar).
2. Drop what only looks like a name (:mod:`names`).
3. Data, parties and legal bases compete for their words: the longest wins, a basis first.
4. Cues inside the name of a thing mean nothing there ("information you provide").
5. Drop verbs that are nouns where they stand, or lack the object that they need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph_builder.extraction.found import Found
from graph_builder.extraction.frames import TAKEOVER
from graph_builder.extraction.grammar import Cue, Grammar, VerbCue
from graph_builder.extraction.lexicon import ENTITY, Lexicon
from graph_builder.extraction.names import BE, INFORMATION, PLURALS, is_name, silence
from graph_builder.extraction.tokens import Token
from graph_builder.extraction.trail import Trail
from graph_builder.model import Slot

HARD_STOPS = frozenset({".", ";", "!", "?"})
_AHEAD = 6
# Groups of verbs that need an object of a kind, and how near it must stand.
_OBJECTS = {"need": frozenset({"data"}), "permit": frozenset({"recipient", ENTITY})}
_SUBJECT_REACH = 5
_PURPOSES = frozenset({"purpose"})
_OBJECT_REACH = 4
_CONSENT = "dpv:Consent"
_FINITE = frozenset(["is", "are", "was", "were"])
_AFTER_SUBJECT = BE | {"may", "will", "can", "must", "shall", "should"}
_NOUNS = PLURALS - {"uses"}
_LOG_IN = frozenset({"in", "on", "into", "out", "off"})
_PARTY_MARKS = frozenset({"from", "dari", "kepada", "oleh"})
_RIVALS = {"data": 0, ENTITY: 1, "recipient": 2}


@dataclass(slots=True)
class Line:
    """A run of tokens with everything that was found in it.

    ``roles`` are the slots that stood open at each token when the line was last read; empty before.
    ``trail`` is for whoever searches its tokens for further phrases.
    """

    tokens: Sequence[Token]
    mentions: dict[int, list[Found]]
    verbs: dict[int, VerbCue]
    cues: dict[int, list[Cue]]
    roles: list[Slot | None] = field(default_factory=list)
    trail: Trail | None = None

    def speaks(self, start: int, end: int) -> None:
        """Take a span as the controller's own name: it acts as "we" and names nothing else."""
        for position in range(start, end):
            self.mentions.pop(position, None)
            self.verbs.pop(position, None)
            self.cues.pop(position, None)
        self.cues[start] = [Cue(start, end, "pronouns", "we")]

    def concept_in(self, kind: str, start: int, end: int) -> str:
        """Return the first concept of a kind between two code points, or an empty string."""
        for found in (f for fs in self.mentions.values() for f in fs if f.kind == kind):
            if start <= self.tokens[found.start].start and self.tokens[found.end - 1].end <= end:
                return found.concept
        return ""

    def mention_ahead(self, at: int, kinds: frozenset[str], limit: int = _AHEAD) -> Found | None:
        """Return the first mention of these kinds that begins at or soon after a token."""
        for position in range(at, min(at + limit, len(self.tokens))):
            for found in self.mentions.get(position, ()):
                if found.kind in kinds:
                    return found
            if self.tokens[position].text in HARD_STOPS or (
                position > at and position in self.verbs
            ):
                return None
        return None


def prepare(tokens: Sequence[Token], lexicon: Lexicon, grammar: Grammar) -> Line:
    """Find mentions, verbs and cues, and settle what overlaps."""
    trail = Trail(tokens, grammar.language)
    found = lexicon.find(tokens, trail=trail)
    verbs = grammar.verbs(tokens, trail)
    cues = grammar.cues(tokens, trail)
    named = [f for f in found if is_name(tokens, f, verbs, cues)]
    kept = _without_overlaps(tokens, named)
    mentions: dict[int, list[Found]] = {}
    for one in kept:
        mentions.setdefault(one.start, []).append(one)
    for one in kept:
        silence(tokens, one, verbs, cues)
    line = Line(tokens, mentions, verbs, cues, trail=trail)
    for position in [p for p, cue in verbs.items() if not _counts_as_verb(line, cue)]:
        del verbs[position]
    return line


def _counts_as_verb(line: Line, cue: VerbCue) -> bool:
    """Tell a verb from a plural noun (“patient records are kept”) and from one without object."""
    following = line.tokens[cue.end].text.lower() if cue.end < len(line.tokens) else ""
    word = line.tokens[cue.start]
    governed = cue.start - 1 in line.verbs  # "we keep records"
    noun = word.text.lower() in _NOUNS and (governed or following in _AFTER_SUBJECT)
    visits = "log" in word.keys and following in _LOG_IN
    visits = visits or ("know" in word.keys and following == "as")  # “known as pixels”
    return not noun and not visits and _has_object(line, cue)


def _has_object(line: Line, cue: VerbCue) -> bool:
    """Tell whether a verb that means something only with its object has it.

    “We need your name” collects it, “we need to …” does not; “nama Anda diperlukan untuk …” uses
    it; “we allow partners to collect …” discloses, “allow you to …” does not.
    """
    kinds = frozenset().union(*(_OBJECTS.get(v.group, frozenset()) for v in cue.verbs))
    if not kinds:
        return True
    token = line.tokens[cue.start]
    word = token.text.lower()
    if word.startswith("di"):
        return any(v.group == "need" for v in cue.verbs) and _needs_subject(line, cue)
    if word.endswith("ed") and word != token.keys[-1]:
        return _is_needed(line, cue)  # "we are required to" tells modality, not use
    return line.mention_ahead(cue.end, kinds, _OBJECT_REACH) is not None


def _is_needed(line: Line, cue: VerbCue) -> bool:
    """“Your location is needed to find …”: data right before a finite verb, an aim behind it."""
    before, behind = cue.start - 1, cue.end
    if before < 1 or behind >= len(line.tokens) or line.tokens[before].text.lower() not in _FINITE:
        return False
    needed = any(v.group == "need" for v in cue.verbs)
    aims = line.tokens[behind].text.lower() in {"to", "for"}
    data = any(
        f.kind == "data" and f.end == before
        for p in range(max(0, before - _SUBJECT_REACH), before)
        for f in line.mentions.get(p, ())
    )
    if not (needed and aims and data):
        return False
    for at in (before, cue.start):
        line.cues[at] = [c for c in line.cues.get(at, ()) if c.family != "modality"]
    return True


def _needs_subject(line: Line, cue: VerbCue) -> bool:
    """Tell whether data stands before a passive, and a purpose right behind it."""
    before = range(max(0, cue.start - _SUBJECT_REACH), cue.start)
    named = any(f.kind == "data" for p in before for f in line.mentions.get(p, ()))
    known = any(c.family == "data" for p in before for c in line.cues.get(p, ()))
    aims = any(
        (c.family, c.value) == ("markers", "purpose") for c in line.cues.get(cue.end, ())
    ) or line.mention_ahead(cue.end, _PURPOSES, _SUBJECT_REACH)
    return (named or known) and bool(aims)


def _inside_name(basis: Found, rivals: Sequence[Found]) -> bool:
    """“Emergency contact” names a person, “persetujuan kredit” a task: neither is a ground."""
    kinds = {"data", "purpose"} if basis.concept == _CONSENT else {"data"}
    return any(f.start == basis.start and f.end > basis.end and f.kind in kinds for f in rivals)


def _breaks_name(one: Found, names: Mapping[int, Found]) -> bool:
    """“To OJK and Bank Indonesia” does not say “to (a) bank”: its last word begins a name."""
    name = names.get(one.end - 1)
    return one.kind == "recipient" and name is not None and one.start < name.start < name.end - 1


def _rank(tokens: Sequence[Token], one: Found) -> int:
    """Let what may be either be a party behind “from” or “to”: “dari media sosial Anda”.

    “Informasi dari media sosial” is data.
    """
    rank = _RIVALS[one.kind]
    if one.kind == "data":
        return rank
    words = [t.text.lower() for t in tokens[max(0, one.start - 2) : one.start + 1]]
    at = next((i for i, word in enumerate(words) if word in _PARTY_MARKS), None)
    kind = at is not None and at > 0 and words[at - 1] in INFORMATION
    return rank if at is None or kind else rank - len(_RIVALS)


def _without_overlaps(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Let data, parties and entities compete for their words: the longest wins.

    A purpose of several words takes the data inside it ("process your payment").
    """
    names = {f.start: f for f in found if f.kind == ENTITY}
    rivals = sorted(
        (f for f in found if f.kind in _RIVALS and not _breaks_name(f, names)),
        key=lambda f: (f.start - f.end, f.contextual, _rank(tokens, f), f.start),
    )
    things = [*rivals, *(f for f in found if f.kind == "purpose")]
    found = [f for f in found if not (f.kind == "basis" and _inside_name(f, things))]
    # Words of a legal basis are no data ("give consent"); a party in them stays ("request of the
    # police"). Nor are those of the sale of a business ("asset sale").
    other = {
        p
        for f in found
        if f.kind == "basis" or f.concept == TAKEOVER
        for p in range(f.start, f.end)
    }
    taken: dict[int, Found] = {}
    kept: list[Found] = []
    for one in rivals:
        span = range(one.start, one.end)
        if one.kind == "data" and not other.isdisjoint(span):
            continue
        if all(p not in taken or taken[p].kind == one.kind for p in span):
            kept.append(one)
            taken.update({p: one for p in span if p not in taken})
    return sorted(
        [*kept, *(f for f in found if f.kind not in _RIVALS)], key=lambda f: (f.start, -f.end)
    )
