"""Provisions: the other elements of a notice that laws ask for, with their attributes.

1. Rules of the table ``provisions`` say which sentence is which provision. Several sentences may
   be the same one; tables mark those where the first sentence is enough.
2. What a sentence only opens may end in the next of its block ("If we merge, … . We will tell you
   before …"): rules marked ``joined`` look at both.
3. A transfer may name its safeguard in one of the next sentences, if that refers back to it.
4. A function per concept reads the attributes that the graph contract gives it: an age, a
   deadline, when people are told, where data go and under what safeguard, whom to write to.
5. Headings and questions announce a provision; they do not make one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from graph_builder import vocabulary as vocabularies
from graph_builder.documents import periods
from graph_builder.documents.document import BlockKind
from graph_builder.extraction.facts.contacts import channel
from graph_builder.extraction.facts.cues import Cues, Rule
from graph_builder.extraction.facts.passages import Passage, level
from graph_builder.model import Provision, Span

Attribute = tuple[str, str]
_HEADINGS = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_CONFIDENCE = 0.92
# A paragraph shorter than this that ends without a stop is a heading by its looks.
_LINE = 45
# How many sentences after one on a transfer may still name its safeguard.
_CONTINUED = 2


def find(
    triggered: Sequence[tuple[Passage, Sequence[Rule]]],
    sentences: Sequence[Passage],
    cues: Cues,
    text: str,
) -> tuple[Provision, ...]:
    """Return the provisions of a document in text order.

    Args:
        triggered: sentences with the rules to try on them.
        sentences: all of them, in text order.
        cues: the tables of the language.
        text: the document's own text.
    """
    return _Provisions(sentences, cues, text).find(triggered)


class _Provisions:
    """The readers of attributes for one document."""

    def __init__(self, sentences: Sequence[Passage], cues: Cues, text: str) -> None:
        self._following = {
            one.start: two for one, two in pairwise(sentences) if one.block == two.block
        }
        self._next = {
            one.start: two for one, two in pairwise(sentences) if one.section == two.section
        }
        self._cues = cues
        self._text = text
        self._attributes: Mapping[str, Callable[[Passage], Iterator[Attribute]]] = {
            "alir:ChildrenProvision": self._age,
            "alir:SecurityProvision": self._measures,
            "alir:BreachNotice": self._deadline,
            "alir:ChangeNotice": self._timing,
            "alir:OwnershipChangeNotice": self._timing,
            "alir:TransferProvision": self._transfer,
            "alir:ComplaintAuthority": self._authority,
            "alir:DataProtectionContact": self._contact,
            "alir:RequestProcedure": self._procedure,
            "alir:ConsentProvision": self._basis,
            "alir:PrevailingLanguage": self._language,
            "alir:GoverningLaw": self._law,
        }

    def find(self, triggered: Sequence[tuple[Passage, Sequence[Rule]]]) -> tuple[Provision, ...]:
        """Return the provisions in text order."""
        found: list[Provision] = []
        said: set[str] = set()
        for passage, rules in triggered:
            if passage.kind in _HEADINGS or _announces(passage):
                continue
            here: set[str] = set()
            for rule in rules:
                if rule.table != "provisions" or rule.says in here:
                    continue
                if rule.also.get("once") and rule.says in said:
                    continue
                where = self._where(rule, passage)
                if where:
                    here.add(rule.says)
                    found.append(self._provision(rule.says, where))
            said |= here
        return tuple(found)

    def _where(self, rule: Rule, passage: Passage) -> Passage | None:
        """Return the sentence that a rule matches; with the next one where the rule joins them."""
        if rule.find(passage):
            return passage
        following = self._following.get(passage.start) if rule.also.get("joined") else None
        if following is None:
            return None
        text = level(self._text[passage.start : following.end])
        both = replace(passage, end=following.end, text=text)
        return both if rule.find(both) else None

    def _provision(self, concept: str, passage: Passage) -> Provision:
        read = self._attributes.get(concept)
        return Provision(
            concept=concept,
            evidence=passage.span,
            section=passage.section,
            attributes=tuple(dict.fromkeys(read(passage))) if read else (),
            confidence=_CONFIDENCE,
        )

    def _search(self, name: str, passage: Passage) -> re.Match[str] | None:
        return self._cues.patterns[name].search(passage.text)

    def _age(self, passage: Passage) -> Iterator[Attribute]:
        for match in self._cues.patterns["age"].finditer(passage.text):
            number = next(group for group in match.groups() if group)
            yield "alir:ageThreshold", str(self._cues.words["ages"].get(number, number))

    def _measures(self, passage: Passage) -> Iterator[Attribute]:
        for curie, pattern in _measures(self._cues.words["language"]):
            if pattern.search(passage.text):
                yield "alir:measure", curie

    def _deadline(self, passage: Passage) -> Iterator[Attribute]:
        if deadline := _deadline(passage.text, self._cues.words["language"]):
            yield "alir:responseDeadline", deadline

    def _timing(self, passage: Passage) -> Iterator[Attribute]:
        if self._search("before_and_after", passage):
            yield "alir:timing", "alir:BeforeChange"
            yield "alir:timing", "alir:AfterChange"
            return
        for name, timing in _TIMINGS:
            if self._search(name, passage):
                yield "alir:timing", timing
                return

    def _transfer(self, passage: Passage) -> Iterator[Attribute]:
        known = self._cues.words["countries"]
        for match in self._cues.patterns["country"].finditer(passage.text):
            yield "dpv:hasThirdCountry", known[" ".join(match[0].split())]
        if abroad := self._search("abroad", passage):
            yield "dpv:hasThirdCountry", self._quote(passage, abroad)
        for one in (passage, *self._continued(passage)):
            if safeguard := self._search("safeguard", one):
                yield "alir:safeguard", self._quote(one, safeguard)
                return

    def _continued(self, passage: Passage) -> Iterator[Passage]:
        """Yield the next sentences of the section that go on about the same transfer."""
        for _ in range(_CONTINUED):
            following = self._next.get(passage.start)
            if following is None:
                return
            if self._search("refers_back", following):
                yield following
            passage = following

    def _authority(self, passage: Passage) -> Iterator[Attribute]:
        if match := self._search("authority", passage):
            yield "alir:authority", self._quote(passage, match)

    def _contact(self, passage: Passage) -> Iterator[Attribute]:
        original = self._text[passage.start : passage.end]
        if value := channel(original):
            yield "dpv:hasContact", value
        elif match := self._search("officer", passage):
            yield "dpv:hasContact", self._quote(passage, match)

    def _procedure(self, passage: Passage) -> Iterator[Attribute]:
        if value := channel(self._text[passage.start : passage.end]):
            yield "dpv:hasContact", value
        yield from self._deadline(passage)
        if self._search("free_of_charge", passage):
            yield "dpv:hasFee", "false"
        elif self._search("fee", passage) and not self._search("abusive", passage):
            yield "dpv:hasFee", "true"

    def _basis(self, passage: Passage) -> Iterator[Attribute]:
        found = self._cues.patterns["implied"].finditer(passage.text)
        implied = any(not self._cues.patterns["consented"].search(match[0]) for match in found)
        yield "dpv:hasLegalBasis", "dpv:ImpliedConsent" if implied else "dpv:Consent"

    def _language(self, passage: Passage) -> Iterator[Attribute]:
        if match := self._search("prevailing", passage):
            yield "schema:inLanguage", self._cues.words["languages"][match["language"]]

    def _law(self, passage: Passage) -> Iterator[Attribute]:
        for match in self._cues.patterns["law"].finditer(passage.text):
            named = self._quote(passage, match)
            laws = (x["says"] for x in self._cues.words["laws"] if re.search(x["match"], match[0]))
            yield "dpv:hasApplicableLaw", next(laws, named)

    def _quote(self, passage: Passage, match: re.Match[str]) -> str:
        span: Span = passage.at(match.start(), match.end())
        return " ".join(span.text(self._text).split()).strip(" ,;:")


def _announces(passage: Passage) -> bool:
    """Tell whether a sentence is a question, or a line of a few words like a heading."""
    words = passage.text.rstrip()
    line = passage.kind is BlockKind.PARAGRAPH and len(words) < _LINE
    return words.endswith("?") or (line and words[-1:].isalpha())


def _deadline(text: str, language: str) -> str:
    """Return the first deadline as a duration of days or hours, or an empty string.

    A month counts 30 days: ``xsd:dayTimeDuration`` has none, and deadlines are compared in hours.
    """
    for period in periods.find(text, language):
        match = _DAYS_OR_MONTHS.fullmatch(period.duration)
        if match:
            return f"P{int(match[1]) * _MONTH}D" if match[1] else period.duration
    return ""


_DAYS_OR_MONTHS = re.compile(r"P(?:(\d{1,2})M|\d{1,3}D|T\d{1,3}H)")
_MONTH = 30


@cache
def _measures(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the shipped measures with a pattern of their labels in a language."""
    return tuple(
        (c.curie, re.compile(rf"\b(?:{'|'.join(words)})\b"))
        for c in vocabularies.default().of_kind("measure")
        if (words := [re.escape(level(x.text)) for x in c.labels if x.language == language])
    )


_TIMINGS = (
    ("no_notice", "alir:NoNotice"),
    ("before", "alir:BeforeChange"),
    ("after", "alir:AfterChange"),
)

__all__ = ["find"]
