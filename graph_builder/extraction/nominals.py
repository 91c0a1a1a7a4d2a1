"""Nouns and gerunds of practice, and when they state one: “the sharing of your data with …”.

1. A noun that is only what is talked about, or that a law forbids, states nothing.
2. One that is the subject and is carried out for something, or rests on a basis, says it of the
   data named before.
3. Else data, or another verb, must follow before the clause goes on.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.extraction.denials import negated
from graph_builder.extraction.grammar import Cue, VerbCue
from graph_builder.extraction.scene import ABOUT, BE, CONJUNCTIONS, DETERMINERS, Scene
from graph_builder.extraction.statements import coordinated

_NOUN_REACH = 5
_CLAUSE = 9
_RELATED = (["related", "to"], ["relating", "to"], ["terkait", "dengan"])
_BASES, _PURPOSES = frozenset({"basis"}), frozenset({"purpose"})
# What goes on behind a noun of practice that is the subject.
_CARRIED_OUT = BE | {"takes", "serves", "may", "will", "dilakukan", "bertujuan", "ditujukan"}


def _pronouns_before(scene: Scene, cue: VerbCue) -> Iterator[Cue]:
    for position in range(max(0, cue.start - 2), cue.start):
        yield from (c for c in scene.line.cues.get(position, ()) if c.family == "pronouns")


def gerund_counts(scene: Scene, cue: VerbCue) -> bool:
    """“our collecting”, “- Collecting …” state something; “when using a service” does not."""
    if _is_subject(scene, cue) and scene.line.mention_ahead(cue.end, _PURPOSES, _CLAUSE):
        scene.state.flags.add("anaphor")  # "Processing is carried out to …"
        return True
    if cue.start == 0 or coordinated(scene, cue):
        return True
    if negated(scene, cue.start) and scene.tokens[cue.start - 1].text.lower() != "without":
        # "committed to not sharing it"; "not providing it" may be yours
        return scene.state.subject == "we" or all(v.group != "give" for v in cue.verbs)
    if any(c.value == "we" and c.end == cue.start for c in _pronouns_before(scene, cue)):
        return True  # "you consent to the Bank disclosing your data"
    return scene.tokens[cue.start - 1].text.lower() in {
        "our",
        "us",
        "the",
        "includes",
        "include",
        ":",
    }


def nominal_counts(scene: Scene, cue: VerbCue) -> bool:
    """A noun states a practice where data follows: “the sharing of your data with”."""
    if any(
        c.family == "statement" and c.value == "unlawful"
        for position in range(max(0, cue.start - 3), cue.start)
        for c in scene.line.cues.get(position, ())
    ):
        return False
    if _is_topic(scene, cue):
        return False
    told = _BASES | _PURPOSES if _is_subject(scene, cue) else _BASES
    if scene.line.mention_ahead(cue.end, told, _CLAUSE):
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


def _is_topic(scene: Scene, cue: VerbCue) -> bool:
    """“Questions about the processing of your data”, “matters related to our use of it”."""
    at = cue.start - 1
    while at >= 0 and scene.tokens[at].text.lower() in DETERMINERS:
        at -= 1
    words = [t.text.lower() for t in scene.tokens[max(0, at - 1) : at + 1]]
    return bool(words) and (words[-1] in ABOUT or words in _RELATED)


def _is_subject(scene: Scene, cue: VerbCue) -> bool:
    """“Processing is carried out to …”, “pemrosesan dilakukan untuk …”: the noun says it all."""
    following = scene.tokens[cue.end].text.lower() if cue.end < len(scene.tokens) else ""
    return cue.start <= 1 and following in _CARRIED_OUT
