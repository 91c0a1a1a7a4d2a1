"""The form of a verb: finite, infinitive, gerund, passive, participle, active or noun.

English tells it by the ending and by what stands before ("are shared", "to share", "the share of");
Indonesian by the prefix: me- is active, di- passive, and a bare stem behind its agent passive too.
The word lists are closed classes of either language.
"""

from __future__ import annotations

from graph_builder.extraction.denials import goes_on_passive
from graph_builder.extraction.grammar import VerbCue
from graph_builder.extraction.scene import BE, CONJUNCTIONS, DETERMINERS, OBJECT_FIRST, Scene
from graph_builder.model import Slot

# Forms that name who acts, if anyone, behind the verb.
PASSIVES = frozenset({"passive", "participle"})
_ADVERBS = frozenset({"also", "only", "not", "currently", "automatically", "always", "never"})
_BEFORE_PASSIVE = frozenset(
    [
        "dapat",
        "akan",
        "telah",
        "tidak",
        "juga",
        "hanya",
        "bisa",
        "mungkin",
        "dan",
        "atau",
        "untuk",
        "serta",
        ",",
        ";",
        "wajib",
        "harus",
        "sedang",
    ]
)
# English forms that are noun and verb alike, and participles that equal their base form.
_NOUN_OR_VERB = frozenset(
    [
        "share",
        "release",
        "report",
        "record",
        "request",
        "log",
        "store",
        "process",
        "transfer",
        "use",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "the",
        "with",
        "at",
        "upon",
        "on",
        "in",
        "of",
        "by",
        "per",
        "for",
        "through",
        "from",
        "such",
        "any",
        "each",
        "their",
        "our",
        "your",
    ]
)
_BARE_PARTICIPLES = frozenset(["shared", "sold", "kept", "held", "sent", "given"])


def shape_of(scene: Scene, cue: VerbCue) -> str:
    """Tell the form of a verb: finite, infinitive, gerund, passive, participle, active, noun."""
    token = scene.tokens[cue.start]
    word = token.text.lower()
    if all(v.noun for v in cue.verbs):
        return "noun"
    before = [t.text.lower() for t in scene.tokens[max(0, cue.start - 4) : cue.start]]
    last = before[-1] if before else ""
    if last in OBJECT_FIRST and scene.state.before and not word.startswith("me"):
        return "passive"  # "data Anda kami peroleh"
    groups = {v.group for v in cue.verbs}
    if groups == {"flow"} or (word in BE and groups == {""}):
        return "passive"  # "your data flows to our parent", "is publicly visible"
    if any(key.startswith("~") for key in token.keys):
        return _indonesian(scene, word, last)
    if scene.line.cues and word.endswith("ing") and word != "bring":
        return "finite" if _is_progressive(scene, cue) else "gerund"
    if word != token.keys[-1] and not word.endswith("s"):
        being = BE.intersection(before) or _joins_passive(scene, cue)
        if being or goes_on_passive(scene, cue.start):
            return "passive"
        return "finite" if has_subject_before(scene, cue) else "participle"
    return _bare(scene, cue, before)


def _is_progressive(scene: Scene, cue: VerbCue) -> bool:
    """“We are (also) sharing your address”; “your data is used, including tracking …” is not."""
    at = cue.start - 1
    if at > 0 and scene.tokens[at].text.lower() in _ADVERBS:
        at -= 1
    being = at >= 0 and (scene.tokens[at].text.lower() in BE or _is_contracted(scene, at))
    yours = any(
        c.value == "you" for p in (at, at - 1) for c in scene.line.cues.get(p, ()) if p >= 0
    )
    return being and not yours


def _is_contracted(scene: Scene, at: int) -> bool:
    """Tell “we're”, “they’re”: a pronoun and “are” in one word."""
    pronoun = any(c.family == "pronouns" for c in scene.line.cues.get(at, ()))
    return pronoun and scene.tokens[at].text.lower().endswith("re")


def _joins_passive(scene: Scene, cue: VerbCue) -> bool:
    """“will not be sold, exchanged or transferred”: a participle goes on with the passive."""
    if scene.frame is None or not scene.frame.operations:
        return False
    at = cue.start - 1
    while at >= 0 and scene.tokens[at].text.lower() in CONJUNCTIONS:
        at -= 1
    last = scene.frame.operations[-1]
    joined = at >= 0 and at < cue.start - 1 and scene.tokens[at].end == last.end
    return joined and scene.tokens[at].text.lower() != scene.tokens[at].keys[-1]


def _indonesian(scene: Scene, word: str, last: str) -> str:
    if word.startswith("di"):
        return "participle" if _modifies(scene, last) else "passive"
    if not word.startswith("me") and scene.state.before:
        return "passive"  # "data Anda dapat kami bagikan"
    return "active"


def _bare(scene: Scene, cue: VerbCue, before: list[str]) -> str:
    """Tell the form of an English verb without an ending."""
    last = before[-1] if before else ""
    if last == "to":
        return "infinitive"
    if _is_noun(scene, cue, last):
        return "noun"
    is_participle = scene.tokens[cue.start].text.lower() in _BARE_PARTICIPLES
    return "passive" if is_participle and BE.intersection(before) else "finite"


def _modifies(scene: Scene, last: str) -> bool:
    """“halaman terakhir diakses”: a di- verb inside the object of another modifies its noun."""
    return scene.state.role is Slot.DATA and not scene.state.before and last not in _BEFORE_PASSIVE


def _is_noun(scene: Scene, cue: VerbCue, last: str) -> bool:
    """Tell the noun from the verb where English spells them alike: “at the request of”."""
    if last in DETERMINERS and any(v.noun for v in cue.verbs):
        return True
    word = scene.tokens[cue.start]
    if cue.end - cue.start > 1 or not _NOUN_OR_VERB.intersection(word.keys):
        return False
    following = scene.tokens[cue.end].text.lower() if cue.end < len(scene.tokens) else ""
    return last in DETERMINERS or last in _PREPOSITIONS or following in {"of", "from"}


def has_subject_before(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether a pronoun stands a few words before a verb ("and we may include …").

    A verb in between has the pronoun for its own: “we provide automatically collected data”.
    """
    between = False
    for position in range(cue.start - 1, max(-1, cue.start - 5), -1):
        if any(c.family == "pronouns" for c in scene.line.cues.get(position, ())):
            return not between
        linked = scene.tokens[cue.start - 1].text.lower() in CONJUNCTIONS
        between = between or (position in scene.line.verbs and not linked)
    return False
