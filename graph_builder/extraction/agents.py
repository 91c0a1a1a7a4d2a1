"""Who does what a passive says: “by our partners”, “oleh mitra kami”, “diproses Midtrans”.

Whoever is named there beside us gets the data, or gave it; where it is the person, data is given.
"""

from __future__ import annotations

from graph_builder.extraction.grammar import VerbCue
from graph_builder.extraction.lexicon import ENTITY
from graph_builder.extraction.scene import Scene, is_di_verb

_PARTIES = frozenset({"recipient", ENTITY})
_ADVERB_REACH = 3
_ONLY = frozenset({"only", "solely", "exclusively", "hanya"})


def done_by_others(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether an agent other than us is named soon behind a passive."""
    return any(
        c.family == "markers" and c.value == "agent"
        for position in range(cue.start, min(cue.end + _ADVERB_REACH, len(scene.tokens)))
        for c in scene.line.cues.get(position, ())
    )


def has_agent(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether somebody else is named behind a passive: “by our partners”."""
    if names_agent(scene, cue):
        return True
    at = cue.end
    if at < len(scene.tokens) and scene.tokens[at].text.lower() in _ONLY:
        at += 1  # "are accessed only by our staff"
    following = scene.line.cues.get(at, ())
    if not any(c.family == "markers" and c.value == "agent" for c in following):
        return False
    ours = scene.line.cues.get(at + 1, ())
    return not any(c.family == "pronouns" and c.value == "we" for c in ours)


def names_agent(scene: Scene, cue: VerbCue) -> bool:
    """“Pembayaran diproses Midtrans”: behind a passive in di- its agent may stand bare."""
    if not is_di_verb(scene.tokens[cue.start]):
        return False
    marked = any(c.family == "markers" for c in scene.line.cues.get(cue.end, ()))
    return not marked and any(f.kind in _PARTIES for f in scene.line.mentions.get(cue.end, ()))


def agent_is_you(scene: Scene, cue: VerbCue) -> bool:
    """Tell whether the person does what a passive says: “provided by you”, “Anda berikan”."""
    for position in range(cue.end, min(cue.end + 4, len(scene.tokens))):
        if any(
            c.family == "pronouns" and c.value == "you" for c in scene.line.cues.get(position, ())
        ):
            previous = scene.tokens[position - 1].text.lower()
            return previous in {"by", "oleh"} or position == cue.end
    return False
