"""Who acts, and what a pronoun for data points to.

A subject opens a clause: what stands before its verb (negation and modality, :mod:`polarity`)
belongs to it. A subject right behind data opens a relative clause instead ("information | we
collect"). The table at the end says which function reads which family of cues.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph_builder.extraction.frames import Filler
from graph_builder.extraction.grammar import Cue
from graph_builder.extraction.polarity import modal, polarity
from graph_builder.extraction.remarks import consent, remark
from graph_builder.extraction.scene import ABOUT, OBJECT_FIRST, Scene
from graph_builder.model import Modality, Origin, Slot

_INVERSION = 2
_RELATIVE_REACH = 2
_OWNER_REACH = 4
# Pronouns that are never the subject: “to assist us in analysing”.
_OBJECTS = frozenset({"us", "me"})
_THINGS = frozenset({"situs", "sistem"})
_OTHERS = frozenset({"these", "those", "such", "other", "party", "their", "external", "linked"})
_OTHERS_BEHIND = frozenset({"lain", "lainnya", "tersebut", "pihak", "mereka", "mitra", "eksternal"})
# “The company” is who speaks, “the companies” never are.
_SEVERAL = frozenset({"companies"})
_POSSESSORS = frozenset({"kami", "kita"})
_MEANS_REACH = 2
_LINKS = frozenset({"dan", "serta"})
_OURS = frozenset({"our", "us", "ourselves", "how", "this", "new"})
# “about our”, “tentang produk kami”
_ABOUT_US = 3
_ADVERBS = frozenset(["telah", "sudah", "akan", "dapat", "pernah", "juga", "mungkin", "hanya"])
_ADVERBS |= {"sedang", "bisa", "tidak"}


def _pronoun(scene: Scene, cue: Cue) -> None:
    state = scene.state
    if _is_numeral(scene, cue) or _is_of_others(scene, cue):
        return
    if state.mode in {"condition", "exception"}:
        if not _resumes_main(scene, cue):
            state.clause_subject = state.clause_subject or cue.value
            return
        scene.close_clause(scene.at)
    if state.mode == "relative" and not _ends_attribute(scene, cue):
        state.clause_subject = cue.value
        return
    if _is_no_subject(scene, cue):
        return
    state.mode = "main"
    if _behind_relative(scene, cue) or _is_relative_subject(scene, cue):
        state.mode, state.antecedent, state.clause_subject = "relative", "data", cue.value
        return
    if scene.verb_ahead(cue.end) or not state.subject or _is_bound(scene, cue):
        _begin_clause(scene, cue)


def _ends_attribute(scene: Scene, cue: Cue) -> bool:
    """“Data yang tidak aktif | kami simpan”: an adjective was all of the relative clause."""
    state = scene.state
    if scene.tokens[cue.start].text.lower() not in OBJECT_FIRST or state.clause_start < 0:
        return False
    between = range(state.clause_start, cue.start)
    says = any(scene.tokens[p].text.lower() not in _ADVERBS for p in between)
    if not says or state.clause_subject or any(p in scene.line.verbs for p in between):
        return False
    state.denied = False
    return True


def _is_bound(scene: Scene, cue: Cue) -> bool:
    """“Like other banks, we are required by the law that applies to …”: the verb comes late."""
    following = scene.line.cues.get(cue.end, ())
    return cue.value == "we" and any(c.family == "modality" for c in following)


def _resumes_main(scene: Scene, cue: Cue) -> bool:
    """Tell whether "we" begins the main clause behind a condition that says all it has to say."""
    return (
        (bool(scene.state.clause_subject) or _is_occasion(scene, cue))
        and cue.value == "we"
        and not _object_position(scene, cue)
        and scene.verb_ahead(cue.end)
    )


def _is_occasion(scene: Scene, cue: Cue) -> bool:
    """“Saat pendaftaran | kami mencatat …”: an occasion, with neither verb nor data of its own."""
    opened = scene.line.cues.get(scene.state.clause_start, ())
    start = max((c.end for c in opened), default=scene.state.clause_start + 1)
    if scene.tokens[cue.start].text.lower() not in OBJECT_FIRST or cue.start <= start:
        return False
    return not any(
        p in scene.line.verbs
        or any(f.kind == "data" for f in scene.line.mentions.get(p, ()))
        or any(c.family in {"data", "pronouns"} for c in scene.line.cues.get(p, ()))
        for p in range(start, cue.start)
    )


def _is_no_subject(scene: Scene, cue: Cue) -> bool:
    """Tell a pronoun that acts from an object, a possessive and one in a clause passed over."""
    if cue.value == "third" and _refers_to_parties(scene):
        return True
    word = scene.tokens[cue.start].text.lower()
    if word in _OBJECTS and cue.end == cue.start + 1:
        return True
    if word in _THINGS and cue.start and scene.tokens[cue.start - 1].word:
        return True  # "pengelolaan situs web": what is managed, not who acts
    if _object_position(scene, cue) or _owns_party(scene, cue):
        return True
    if scene.state.mode == "skip" and (cue.value != "we" or not scene.verb_ahead(cue.end)):
        return True
    return cue.value == "you" and (_is_possessive(scene, cue) or _owns_data(scene, cue))


def _owns_party(scene: Scene, cue: Cue) -> bool:
    """“Perusahaan induk kami dapat …”: the party before it acts, the pronoun owns it."""
    if scene.tokens[cue.start].text.lower() not in _POSSESSORS:
        return False
    return any(
        f.kind == "recipient" and f.end in {cue.start, cue.end}
        for at in range(max(0, cue.start - _MEANS_REACH), cue.start)
        for f in scene.line.mentions.get(at, ())
    )


def _begin_clause(scene: Scene, cue: Cue) -> None:
    """Let a subject drop what the clause before it left open."""
    state = scene.state
    state.subject = cue.value
    state.party = []
    # "nor do we share", "dapat kami bagikan": what stands right before the subject belongs
    # to its verb.
    state.denied = state.denied and cue.start - state.negated_at <= _INVERSION
    if cue.start - state.modal_at > _INVERSION:
        state.modality = Modality.DEFINITE
    if scene.verb_ahead(cue.end):
        state.role = None


def _is_numeral(scene: Scene, cue: Cue) -> bool:
    """Tell the “i” of an enumeration from the “I” of a single developer."""
    word = scene.tokens[cue.start].text
    following = scene.tokens[cue.end].text if cue.end < len(scene.tokens) else ""
    return word == "i" or (word == "I" and following in {")", ".", "-"})


def _is_of_others(scene: Scene, cue: Cue) -> bool:
    """“these sites”, “the companies”: not the site or the service that speaks."""
    words = {t.text.lower() for t in scene.tokens[max(0, cue.start - 1) : cue.start + 1]}
    following = scene.tokens[cue.end].text.lower() if cue.end < len(scene.tokens) else ""
    several = following in _OTHERS_BEHIND or scene.tokens[cue.end - 1].text.lower() in _SEVERAL
    return cue.value == "we" and (several or not _OTHERS.isdisjoint(words))


def _refers_to_parties(scene: Scene) -> bool:
    """In “we receive it from them”, the parties named last fill the open slot."""
    slot = {Slot.SOURCE: Slot.OBTAINED_FROM, Slot.RECIPIENT: Slot.RECIPIENT}.get(scene.state.role)  # type: ignore[arg-type]
    if slot is None or scene.frame is None:
        return False
    named = (f.values(Slot.RECIPIENT) for f in reversed(scene.frames) if f is not scene.frame)
    parties = next((of for of in named if of), scene.supposed)
    for party in parties:
        scene.frame.add(
            Filler(slot, party.concept, party.start, party.end, "them", Origin.INHERITED)
        )
    return bool(parties)


def _object_position(scene: Scene, cue: Cue) -> bool:
    previous = scene.tokens[cue.start - 1].text.lower() if cue.start else ""
    return (
        _is_object_of_pair(scene, cue)
        or previous in {"to", "with", "from", "by", "kepada", "oleh", "dari", "of", "for"}
        or (cue.start > 0 and cue.start - 1 in scene.line.verbs and not scene.verb_ahead(cue.end))
    )


def _is_object_of_pair(scene: Scene, cue: Cue) -> bool:
    """“Mengenali Anda dan mendaftarkan Anda”: between active verbs the pronoun is an object."""
    last = scene.tokens[cue.start - 1] if cue.start else None
    following = scene.tokens[cue.end].text.lower() if cue.end < len(scene.tokens) else ""
    active = last is not None and last.text.lower().startswith("me") and last.keys[-1][0] == "~"
    return active and following in _LINKS


def _is_possessive(scene: Scene, cue: Cue) -> bool:
    """``data Anda`` is no subject; ``Anda memberikan`` is one."""
    return not scene.verb_ahead(cue.end) and cue.start > 0


def _behind_relative(scene: Scene, cue: Cue) -> bool:
    """“halaman yang pernah Anda kunjungi”: the subject of a relative clause, marked as such."""
    return any(
        c.family == "markers" and c.value == "relative"
        for position in range(max(0, cue.start - _RELATIVE_REACH), cue.start)
        for c in scene.line.cues.get(position, ())
    )


def _is_relative_subject(scene: Scene, cue: Cue) -> bool:
    """``information | we collect``: a subject right behind data opens a reduced relative."""
    if not scene.verb_ahead(cue.end) or _owns(scene, cue):
        return False
    if scene.tokens[cue.start].text.lower() in OBJECT_FIRST:
        return False
    for position in range(max(0, cue.start - 8), cue.start):
        if any(
            f.kind == "data" and f.end == cue.start for f in scene.line.mentions.get(position, ())
        ):
            return True
        if any(
            c.family == "data" and c.end == cue.start for c in scene.line.cues.get(position, ())
        ):
            return True
    return False


def _owns_data(scene: Scene, cue: Cue) -> bool:
    """“Data lokasi Anda | digunakan”: the owner of the data before it, not who acts."""
    behind_data = any(
        f.kind == "data" and f.end == cue.start
        for position in range(max(0, cue.start - 6), cue.start)
        for f in scene.line.mentions.get(position, ())
    )
    following = scene.tokens[cue.end].text.lower() if cue.end < len(scene.tokens) else ""
    # "nomor KTP Anda | dan memvalidasinya": a subject would not stand before a conjunction
    return behind_data and (following in _LINKS or _owns(scene, cue))


def _owns(scene: Scene, cue: Cue) -> bool:
    """“nomor telepon Anda dibagikan”: before a di- verb the pronoun behind a noun is its owner."""
    for position in range(cue.end, min(cue.end + _OWNER_REACH, len(scene.tokens))):
        if position in scene.line.verbs:
            token = scene.tokens[position]
            is_indonesian = any(key.startswith("~") for key in token.keys)
            return is_indonesian and token.text.lower().startswith("di")
    return False


def _data(scene: Scene, cue: Cue) -> None:
    if scene.state.mode in {"condition", "exception"} or scene.state.role in {
        Slot.PURPOSE,
        Slot.SOURCE,
    }:
        return
    if cue.value == "generic" and _is_about_us(scene, cue):
        return
    filler = scene.filler(Slot.DATA, "", cue.start, cue.end, cue.value)
    if scene.frame is not None and scene.governs():
        scene.frame.flags.add(cue.value)
        scene.frame.evidence.append((filler.start, filler.end))
    else:
        scene.state.flags.add(cue.value)
        scene.state.before.append(filler)


def _is_about_us(scene: Scene, cue: Cue) -> bool:
    """“We give you information about our products”: nothing of the person is in it."""
    words = [t.text.lower() for t in scene.tokens[cue.end : cue.end + _ABOUT_US]]
    if not words or words[0] not in ABOUT:
        return False
    english = not _OURS.isdisjoint(words[1:2])
    return english or (len(words) == _ABOUT_US and words[-1] in _POSSESSORS)


def _source(scene: Scene, cue: Cue) -> None:
    scene.state.flags.add(cue.value)
    if scene.frame is not None:
        scene.frame.flags.add(cue.value)


CUES: Mapping[str, Callable[[Scene, Cue], None]] = {
    "pronouns": _pronoun,
    "polarity": polarity,
    "modality": modal,
    "data": _data,
    "sources": _source,
    "consent": consent,
    "statement": remark,
}
