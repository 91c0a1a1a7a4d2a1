"""The sentences of a version, with what they state and what they have words for.

A sentence is the unit that a translator keeps, whatever clauses he makes of it; so versions are
aligned sentence by sentence, and only then compared in what the sentences say. Sentences without
statements are aligned too: they may be what the reader missed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from graph_builder.analysis.citation import bare
from graph_builder.analysis.relation import Taxonomy
from graph_builder.documents import language
from graph_builder.documents.sentences import split
from graph_builder.graph.quoted import UNKNOWN
from graph_builder.model import PolicyVersion, Practice, Provision, Retention, Right, Span

# Marks of Markdown that are no words of the line: of a heading, an item, a quotation.
_MARK = re.compile(r"\s*(?:#{1,6}|[-*+•>])\s+")
_TOKEN = re.compile(r"[^\W_]{2,}")
# A translation keeps numbers, names and terms of art; shorter words are shared by chance.
_SHARED = 4
_BILINGUAL = 0.2


@dataclass(frozen=True)
class Passage:
    """A sentence, where it stands (0-1), and the numbered statements that it makes.

    ``heading`` tells whether Markdown marks it as one; other formats keep no such mark.
    """

    span: Span
    words: str
    position: float
    heading: bool = False
    mentions: frozenset[str] = frozenset()
    practices: tuple[tuple[int, Practice], ...] = ()
    retention: tuple[tuple[int, Retention], ...] = ()
    rights: tuple[tuple[int, Right], ...] = ()
    provisions: tuple[tuple[int, Provision], ...] = ()

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Every concept that the sentence states, whatever its slot."""
        found: set[str] = set()
        for _, p in self.practices:
            found |= {*p.operations, *p.data, *p.recipients, *p.purposes, *p.sources, *p.bases}
            found.add(p.polarity.value)
        for _, r in self.retention:
            found |= {*r.data, r.duration, r.starts_at, "retention"}
        found |= {r.concept for _, r in self.rights}
        found |= {p.concept for _, p in self.provisions}
        found |= {v for _, p in self.provisions for _, v in p.attributes}
        return frozenset(found - {""})

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words that a translation may keep: numbers, and words of some length."""
        found = (t.casefold() for t in _TOKEN.findall(self.words))
        return frozenset(t for t in found if t.isdigit() or len(t) >= _SHARED)

    def features(self, taxonomy: Taxonomy) -> frozenset[str]:
        """Return what the sentence is known by in any language, broader concepts included."""
        known = self.concepts | self.mentions
        above = {b for c in known for b in taxonomy.above(c)}
        return known | above | self.tokens


def passages(
    version: PolicyVersion, text: str, mentioned: Callable[[Span], frozenset[str]]
) -> tuple[Passage, ...]:
    """Return all sentences of a version in text order, those that state nothing included.

    Args:
        version: gives the statements.
        text: its own text, see :func:`own`.
        mentioned: the concepts that a stretch of it has words for.
    """
    said: dict[Span, dict[str, list[tuple[int, Any]]]] = defaultdict(lambda: defaultdict(list))
    for number, practice in enumerate(version.practices, 1):
        if practice.evidence:
            said[max(practice.evidence)]["practices"].append((number, practice))
    for name in ("retention", "rights", "provisions"):
        for number, thing in enumerate(getattr(version, name), 1):
            said[thing.evidence][name].append((number, thing))
    spans = sorted({s for s in said if s.text(text).strip()} | set(_silent(version, text, said)))
    first, size = (spans[0].start, (spans[-1].start - spans[0].start) or 1) if spans else (0, 1)
    return tuple(
        Passage(
            span=span,
            words=flat(version, span),
            position=(span.start - first) / size,
            heading=_headed(text, span),
            mentions=mentioned(span),
            **{name: tuple(found) for name, found in said.get(span, {}).items()},
        )
        for span in spans
    )


def _headed(text: str, span: Span) -> bool:
    return text[text.rfind("\n", 0, span.start) + 1 : span.start].lstrip().startswith("#")


def _silent(version: PolicyVersion, text: str, said: Iterable[Span]) -> Iterator[Span]:
    """Yield the sentences that no statement stands in."""
    stating = sorted(said)
    ends = list(accumulate((s.end for s in stating), max))
    for span in sentences(text, version.language):
        at = bisect_left(stating, Span(span.end, 0))
        if not at or ends[at - 1] <= span.start:
            yield span


def own(version: PolicyVersion) -> str:
    """Return the text of a version, blank where a file of two languages has the other one.

    Offsets stay. Single lines in another language (names, quotations) belong to the text.
    """
    text = version.text.replace(UNKNOWN, " ")
    lines = text.splitlines(keepends=True)
    codes = language.assign([line.strip() for line in lines])
    foreign = [code in language.SUPPORTED and code != version.language for code in codes]
    share = sum(len(x) for x, other in zip(lines, foreign, strict=True) if other)
    if share < _BILINGUAL * len(text):
        return text
    return "".join(
        re.sub(r"[^\n]", " ", line) if other else line
        for line, other in zip(lines, foreign, strict=True)
    )


def sentences(text: str, code: str) -> Iterator[Span]:
    """Yield all sentences of a text in a language, line by line, in text order."""
    for line in re.finditer(r"[^\n]+", text):
        mark = _MARK.match(line.group())
        begin = mark.end() if mark else 0
        words = line.group()[begin:]
        for start, end in split(words, code):
            if end > start and bare(words[start:end]):
                yield Span(line.start() + begin + start, line.start() + begin + end)


def flat(version: PolicyVersion, span: Span) -> str:
    """Return the words of a span in one line."""
    return " ".join(span.text(version.text).split())


__all__ = ["Passage", "flat", "own", "passages", "sentences"]
