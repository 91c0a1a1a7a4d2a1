"""Who is responsible: the one best name, and how to reach it.

1. Every way in which a notice introduces its author gives candidates with a weight: the name before
   "(“we”)", after "data controller is" or "“We” means", a legal name in the contact section, the
   subject of "is committed to protecting your privacy", the owner in the title, a web domain.
2. A legal name ("PT …", "… Ltd.") in the same place wins over a brand, since only it can be sued.
3. Names of other companies of the vocabulary never qualify unless the text defines itself so.
4. The heaviest candidate wins, the earliest among equals. One name is given: a second would guess.
5. Contacts: addresses of the text, and the pages that its own site or contact sentences name.

Names are found by their capitals, so this module reads the text as written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.extraction.facts import contacts
from graph_builder.extraction.facts.cues import Cues, Rule
from graph_builder.extraction.facts.passages import Passage
from graph_builder.model import Contact, Controller, Span
from graph_builder.vocabulary import Vocabulary

# Words that begin no name, though a sentence or title writes them with a capital.
_NEVER = (
    "kami|anda|kita|we|our|us|you|your|the|this|these|kebijakan|pemberitahuan|privacy|privasi"
    "|policy|notice|terms|syarat|dan|and|welcome|if|in|at|by|when|jika|pada|dengan|untuk|please"
    "|dear|contact|hubungi|effective|last|how|what|who|not|it|he|my|section|bagian"
)
_NOT_FIRST = (
    f"{_NEVER}|data|company|perusahaan|email|website|online|mobile|application|app|aplikasi|situs"
    "|pengguna|user|users|fully|global|web|no|i|personal|information|informasi|pribadi|service"
    "|services|layanan|provider|free|some|all|any|other|consumers|residents"
)
_LETTERS = r"[A-Z0-9][\w&.'’/!-]*(?<![.,])"
_WORD = rf"(?!(?i:{_NOT_FIRST})\b){_LETTERS}"
_NEXT = rf"(?!(?i:{_NEVER})\b){_LETTERS}"
_NAME = rf"{_WORD}(?:[ \u00a0](?:(?:of|for|&|di|by)[ \u00a0])?{_NEXT}){{0,6}}"
_FORMS = (
    r"(?:,?[ ](?:Ltd\.?|Limited|LIMITED|LTD\.?|Inc\.?|INC\.?|LLC|L\.L\.C\.|LLP|GmbH|AB|AG|PLC|plc"
    r"|Plc|Corp\.?|Corporation|S\.?A\.?|S\.R\.L\.|SRL|B\.?V\.?|N\.V\.|FZE|FZ-LLC|FZCO|OÜ|Oyj?|SE|CIO|ASA"
    r"|Bhd\.?|K\.K\.|Foundation|Trust))"
)
_PT_WORD = r"(?!(?i:kami|anda|kebijakan|privacy|adalah|selaku)\b)[A-Z][\w&.'’-]*"
_LEGAL = re.compile(
    rf"\bPT\.?[ \u00a0]?[A-Z][\w&.'’-]*(?:[ \u00a0](?:(?:dan|&)[ \u00a0])?{_PT_WORD}){{0,8}}"
    r"(?: \(Persero\))?(?:,? ?Tbk\.?)?"
    rf"|\bCV\.? {_NAME}"
    rf"|{_NAME}(?:[ ](?:Co\.?,?|Pte\.?|Pvt\.?|Sdn\.?|PRIVATE|Private|Group))?{_FORMS}(?![\w])"
)
_BODY = re.compile(
    r"\b(?:RSUD|RSU|RSIA|RS|Rumah Sakit|Bank|BPR|Koperasi|Yayasan|Universitas|Kementerian"
    r"|Kementrian|Dinas|Perum|Perumda|Asuransi|Klinik|Badan|Lembaga|BPJS)[ ]"
    rf"{_NAME}"
)
_DOMAIN = re.compile(r"\b(?:[a-z0-9-]+\.){1,3}(?:com|co\.id|id|org|net|io|app|go\.id|or\.id)\b")
_SELF = (
    r"[\"'“”‘’*_]{0,3}(?i:we|us|our|kami|kita|the company|company|perusahaan|perseroan|bank"
    r"|service provider|perusahaan kami|milik kami|controller|data controller|pengendali data)"
    r"[\"'“”‘’,*_ .)/]"
)
_PAREN = re.compile(rf"\([^()]{{0,160}}?{_SELF}[^()]{{0,160}}")
_BEFORE_PAREN = re.compile(rf"(?P<name>{_NAME})[\s,\"'”*_]{{0,4}}$")
# What every legal name holds: cheaper to look for than the name itself. Two patterns that begin
# with letters, not with a boundary: the engine skips to a letter but tries all else everywhere.
_LEGAL_SIGNS = (
    re.compile(r"[A-Z]\.[A-Z]\."),
    re.compile(
        r"(?:PT|CV|Ltd|Limited|LIMITED|LTD|Inc|INC|LLC|LLP|GmbH|AB|AG|PLC|plc|Plc|Corp|Corporation"
        r"|SRL|FZE|FZCO|OÜ|Oy|Oyj|SE|CIO|ASA|Bhd|Foundation|Trust)\b"
    ),
)
# What the last word of every name holds; a search for the name itself starts at every word.
_NAME_SIGN = re.compile(r"[A-Z0-9.]|plc")
_NAME_HERE = re.compile(rf"(?:{_LEGAL.pattern}|{_DOMAIN.pattern}|{_NAME})")
_NAME_BEFORE = re.compile(rf"(?:{_LEGAL.pattern}|{_DOMAIN.pattern}|{_NAME})$")
# Where the rule leaves no doubt, a name may be written in any way ("burn care", "What's inside?").
_WORDS_HERE = re.compile(r"[^\W_][^\n.,;()]{1,48}(?:(?:\.| Pte\.| Co\.,?)? (?:Ltd|Inc))?")
_WORDS_BEFORE = re.compile(r"[^\W_][^\n:;()]{1,48}$")
_REACH = 80
_LEGAL_GAIN = 3
_INTRO = 25


@dataclass(frozen=True, slots=True)
class _Candidate:
    weight: float
    name: str
    span: Span


def find(
    text: str,
    passages: Sequence[Passage],
    triggered: Sequence[tuple[Passage, Sequence[Rule]]],
    cues: Cues,
    vocabulary: Vocabulary,
) -> Controller | None:
    """Return the controller of a notice, or ``None`` where the text names nobody and no contact."""
    found = [*_candidates(text, passages, cues), *_introduced(text, passages, triggered)]
    countries = cues.words["countries"]
    best = _best([c for c in found if c.name.lower() not in countries], vocabulary)
    ways = _contacts(text, passages, cues, best.name if best else "")
    if best is None and not ways:
        return None
    return Controller(
        names=(best.name,) if best else (),
        contacts=ways,
        evidence=(best.span,) if best else (),
    )


def _candidates(text: str, passages: Sequence[Passage], cues: Cues) -> Iterator[_Candidate]:
    """Yield names by their form and by what stands in parentheses after them."""
    for number, passage in enumerate(passages):
        words = text[passage.start : passage.end]
        early = 1.0 if number < _INTRO else 0.0
        if "(" in words:
            yield from _before_parenthesis(words, passage.start, early)
        if any(sign.search(words) for sign in _LEGAL_SIGNS):
            yield from _legal(words, passage, cues, early)


def _introduced(
    text: str, passages: Sequence[Passage], triggered: Sequence[tuple[Passage, Sequence[Rule]]]
) -> Iterator[_Candidate]:
    """Yield names that stand before or after the words of a rule."""
    intro = passages[min(_INTRO, len(passages)) - 1].end if passages else 0
    for passage, rules in triggered:
        early = 1.0 if passage.end <= intro else 0.0
        for rule in rules:
            if rule.table != "controller" or (rule.also.get("early") and not early):
                continue
            for match in rule.match.finditer(passage.text):
                weight = rule.also["weight"] + early
                if rule.says == "after":
                    at = passage.start + match.end()
                    pattern = _WORDS_HERE if rule.also.get("any") else _NAME_HERE
                    name = pattern.match(text, at, passage.end)
                else:
                    # Not from the sentence: "PT." at its start may have been taken for an end.
                    at = passage.start + match.start()
                    line = text.rfind("\n", 0, at) + 1
                    if rule.also.get("above") and not text[line:at].strip():
                        at = len(text[:line].rstrip())
                        line = text.rfind("\n", 0, at) + 1
                    start = max(line, at - _REACH)
                    name = _before(text, start, at, anyhow=bool(rule.also.get("any")))
                if name and _closed(rule, passage, name.end()):
                    gain = _LEGAL_GAIN if _LEGAL.match(name[0]) or _BODY.match(name[0]) else 0
                    yield _candidate(weight + gain, name[0], name.start())


def _before(text: str, start: int, end: int, *, anyhow: bool) -> re.Match[str] | None:
    """Return the name that ends where the words of a rule begin, written ``anyhow`` or not."""
    if anyhow:
        return _WORDS_BEFORE.search(text, start, end)
    last = max(start, text.rfind(" ", start, end) + 1)
    return _NAME_BEFORE.search(text, start, end) if _NAME_SIGN.search(text, last, end) else None


def _closed(rule: Rule, passage: Passage, end: int) -> bool:
    """Tell whether what a rule wants after the name stands there."""
    then = rule.also.get("then")
    return then is None or passage.text.startswith(tuple(then), end - passage.start)


def _before_parenthesis(words: str, offset: int, early: float) -> Iterator[_Candidate]:
    """Yield what stands before, or with, a parenthesis in which the author says "we"."""
    for parenthesis in _PAREN.finditer(words):
        inside = _LEGAL.search(parenthesis[0])
        if inside:
            yield _candidate(97 + early, inside[0], offset + parenthesis.start() + inside.start())
            continue
        left = words[max(0, parenthesis.start() - 240) : parenthesis.start()]
        start = parenthesis.start() - len(left)
        legal = list(_LEGAL.finditer(left)) or list(_BODY.finditer(left))
        direct = _BEFORE_PAREN.search(left)
        if legal:
            yield _candidate(97 + early, legal[-1][0], offset + start + legal[-1].start())
        elif direct:
            yield _candidate(93 + early, direct["name"], offset + start + direct.start("name"))


def _legal(words: str, passage: Passage, cues: Cues, early: float) -> Iterator[_Candidate]:
    """Yield legal names: heavy where the notice says how to write to its author."""
    place = cues.patterns["contact_place"]
    contact = place.search(passage.heading) or place.search(passage.text)
    for match in _LEGAL.finditer(words):
        weight = 82 if contact else 68 if early else 45
        yield _candidate(weight + early, match[0], passage.start + match.start())


def _candidate(weight: float, name: str, start: int) -> _Candidate:
    cleaned = name.rstrip(" ,;:'’\"").removesuffix("’s").removesuffix("'s")
    if len(cleaned.split()[-1]) > _ABBREVIATION:
        cleaned = cleaned.removesuffix(".")  # the end of the sentence, not of "Tbk."
    return _Candidate(weight, cleaned, Span(start, start + len(cleaned)))


def _best(found: list[_Candidate], vocabulary: Vocabulary) -> _Candidate | None:
    usable = [c for c in found if _plausible(c.name)]
    # A name that the text repeats is its subject; the count settles what the weights leave open.
    counts = Counter(c.name.lower() for c in usable)

    def rank(one: _Candidate) -> tuple[float, int]:
        return one.weight + min(counts[one.name.lower()], 5) / 10, -one.span.start

    for best in sorted(usable, key=rank, reverse=True):
        count = counts[best.name.lower()]
        told = best.weight > _PASSING or count > 1
        other = count < _OFTEN and _named(best.name, vocabulary)
        if best.weight > _SURE or (told and not other):
            return best
    return None


_DIGIT = re.compile(r"[0-9]")
_ANY_DIGIT = re.compile(r"\d")
_SURE = 90
# How long an abbreviation of a legal form is, with its full stop.
_ABBREVIATION = 5
# Below this, a name that stands once is mentioned in passing.
_PASSING = 50
# A known company that a text introduces this often is no other: it is the author.
_OFTEN = 6
_FEWEST = 2
# Shorter words of a name stand in many domains.
_TELLING = 4


def _plausible(name: str) -> bool:
    """Tell whether a name is no number, part of an address, question or kind of data."""
    low = name.lower()
    named = len(low) >= _FEWEST and any(map(str.isalpha, low))
    return named and not (_PLACE.search(low) or _NO_NAME.search(low))


# "6th Floor", "Prague 1 110 00": parts of the address of a company.
_PLACE = re.compile(
    r"^\d+(?:st|nd|rd|th)\b|\b(?:floor|street|avenue|lantai|jalan|gedung)\b|\d \d{2,3} \d{2}$"
)
_NO_NAME = re.compile(
    r"^(?:why|how|what|when|do|does|is|are|this|your|our|we|you|mengapa|bagaimana|apa)\b|/"
    r"|(?:^|\s)(?:data|information|websites|privacy|polic(?:y|ies)|notice|informasi|privasi)$"
)
_FORM = re.compile(rf"{_FORMS}$|^PT\.? ", re.IGNORECASE)


def _bare(name: str) -> str:
    """Return a name without its legal form, in lower case."""
    return _FORM.sub("", name).lower()


def _named(name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the vocabulary knows the name as that of another company."""
    bare = _bare(name)
    return any(
        x.text.lower().startswith(bare) and _bare(x.text) == bare
        for entity in vocabulary.entities.values()
        for x in entity.labels
    )


def _contacts(text: str, passages: Sequence[Passage], cues: Cues, name: str) -> tuple[Contact, ...]:
    found: dict[tuple[str, str], Contact] = {}
    for passage in passages:
        words = text[passage.start : passage.end]
        ways: list[Contact] = []
        if "@" in words or "[at]" in words or "(at)" in words:
            ways += contacts.emails(words, passage.start)
        if _has_digit(words):
            ways += contacts.phones(words, passage.start)
            place = cues.patterns["contact_place"]
            if place.search(passage.text) or place.search(passage.heading):
                ways += contacts.addresses(words, passage.start)
        if "www." in words or "http" in words or "](/" in words:
            ways += [
                c
                for c in contacts.urls(words, passage.start)
                if _own_page(c.value, name, passage, cues)
            ]
        for way in ways:
            found.setdefault((way.kind, way.value.lower()), way)
    return tuple(found.values())


def _has_digit(words: str) -> bool:
    # The class of all digits is slow to look for, and texts seldom have others than these ten.
    return bool(_DIGIT.search(words)) or (not words.isascii() and bool(_ANY_DIGIT.search(words)))


def _own_page(url: str, name: str, passage: Passage, cues: Cues) -> bool:
    """Tell whether a page is the author's: its site, its contact page, a domain like its name."""
    if re.search(r"contact|kontak|hubungi", url, re.IGNORECASE):
        return True
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.lower()).split("/")[0].replace("-", "")
    if any(len(word) >= _TELLING and word in host for word in re.findall(r"\w+", name.lower())):
        return True
    return cues.patterns["own_site"].search(passage.text) is not None


__all__ = ["find"]
